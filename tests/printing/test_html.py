"""The page and the fragment: valid, accessible, safe, and needing nothing else."""

import re
from dataclasses import replace

import html5lib
import pytest
from hypothesis import example, given, settings

from tests.printing.appendix_documents import ASSESSMENT, BOTH, PLAN, WITH_SUMMARY, document
from tests.rules.test_richtext import BLOCKS
from tracker.demonstration.changes import add_demonstration
from tracker.demonstration.queries import latest_year
from tracker.printing.html import to_html_fragment, to_html_page
from tracker.reports.appendices import appendices
from tracker.richtext import Block, Run, paragraphs, plain, tidy
from tracker.word.appendix import Row

ATTACK = "<script>alert(1)</script>\"'&amp; <img src=x onerror=alert(1)>"


def parsed(html):
    """The tree of a page; anything that is not HTML to the letter raises an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def parsed_fragment(html):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("made", [BOTH, WITH_SUMMARY, document(ASSESSMENT), document()])
def test_it_is_html_to_the_letter(made):
    parsed(to_html_page(made))
    parsed_fragment(to_html_fragment(made))


@pytest.mark.parametrize(
    ("old", "new"), [("</div>", "</span></div>"), ("</table>", "<p></table>"), ("</h1>", "&nope;")]
)
def test_that_check_refuses_what_is_not(old, new):
    page = to_html_page(BOTH)
    assert old in page
    with pytest.raises(html5lib.html5parser.ParseError):
        parsed(page.replace(old, new))


def test_the_demonstrations_page_is_html_to_the_letter(framework):
    add_demonstration(framework)
    page = parsed(to_html_page(appendices(latest_year())))
    assert words(page.find(".//h1")) in words(page.find(".//title"))
    assert len(page.findall(".//th[@scope='row']")) == 20 + 12


def test_it_is_british_english_with_one_heading_that_is_its_title():
    page = parsed(to_html_page(BOTH))
    assert page.get("lang") == "en-GB"
    assert [words(heading) for heading in page.iter("h1")] == ["Appendices 2021-22"]
    assert words(page.find(".//title")) == "Appendices 2021-22: Lantern"
    assert [words(heading) for heading in page.iter("h2")] == [ASSESSMENT.title, PLAN.title]


def test_each_section_of_a_table_has_a_body_with_its_own_header():
    table = parsed(to_html_page(BOTH)).find(".//table")
    assert words(table.find("caption")) == "A row for each standard."
    assert [(words(th), th.get("scope")) for th in table.findall("thead/tr/th")] == [
        ("Standard", "col"),
        ("C/PC", "col"),
        ("Notes", "col"),
    ]
    heads = [[(words(th), th.get("scope")) for th in body.iter("th")] for body in table.findall("tbody")]
    assert heads == [
        [("1. First", "rowgroup"), ("1.1 One", "row"), ("1.2 Two", "row")],
        [("2. Second", "rowgroup"), ("2.1 Three", "row")],
    ]
    assert {th.get("colspan") for th in table.iter("th") if th.get("scope") == "rowgroup"} == {"3"}


def test_a_cell_that_says_nothing_is_no_header():
    rows = parsed(to_html_page(BOTH)).findall(".//section[@class='wide']//tbody/tr")
    assert [[cell.tag for cell in row] for row in rows] == [["th", "td", "td"], ["td", "td", "td"]]


def test_text_keeps_its_lists_links_and_emphasis():
    cell = parsed(to_html_page(BOTH)).find(".//td[@data-heading='Notes']")
    assert [element.tag for element in cell] == ["p", "ul"]
    assert [words(item) for item in cell.findall("ul/li/ol/li")] == ["x", "y"]
    assert (cell.find("p/strong").text, cell.find("p/em").text) == ("clearly", "well")
    assert cell.find("p/a").get("href") == "https://example.org/?a=1&b=2"


def test_wide_tables_scroll_in_a_frame_that_the_keyboard_reaches_and_that_has_a_name():
    page = parsed(to_html_page(BOTH))
    names = {element.get("id"): words(element) for element in page.iter() if element.get("id")}
    frames = [frame for frame in page.iter("div") if frame.get("role") == "region"]
    assert [names[frame.get("aria-labelledby")] for frame in frames] == [ASSESSMENT.title, PLAN.title]
    assert {frame.get("tabindex") for frame in frames} == {"0"}
    assert all(frame.find("table") is not None for frame in frames)


def test_links_at_the_top_lead_to_all_parts():
    page = parsed(to_html_page(WITH_SUMMARY))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert [link.get("href") for link in page.findall(".//nav//a")] == [f"#{key}" for key in ids]
    assert len(set(ids)) == len(ids) == 3
    assert parsed(to_html_page(document(PLAN))).find(".//nav") is None


def test_it_needs_nothing_from_anywhere_else():
    html = to_html_page(WITH_SUMMARY)
    page = parsed(html)
    assert {element.tag for element in page.iter()}.isdisjoint({"script", "link", "iframe", "object", "base"})
    assert all(image.get("src").startswith("data:image/png;base64,") for image in page.iter("img"))
    assert [image.get("alt") for image in page.iter("img")] == ["Two squares: one full, one hatched."]
    assert not re.search(r"url\(|@import", page.find(".//style").text)


def test_the_summarys_picture_stands_after_its_first_sentence_and_the_fragment_has_the_sentences_alone():
    section = parsed(to_html_page(WITH_SUMMARY)).find(".//section")
    assert [element.tag for element in section] == ["h2", "p", "figure", "p"]
    assert [words(element) for element in section.findall("p")] == ["All is well.", "One is not."]
    fragment = parsed_fragment(to_html_fragment(WITH_SUMMARY))
    assert [element.tag for element in fragment][:3] == ["h2", "p", "p"]


def test_nothing_that_somebody_typed_becomes_markup():
    texts = dict.fromkeys(("title", "lead", "closing", "description"), ATTACK)
    columns = tuple(replace(column, heading=ATTACK) for column in ASSESSMENT.columns)
    rows = (Row((plain(ATTACK),) * 3), Row((plain(ATTACK), (), ()), section=True))
    attacked = replace(ASSESSMENT, columns=columns, rows=rows, **texts)
    whole = dict.fromkeys(("title", "author", "running_title", "keywords"), ATTACK)
    page = parsed(to_html_page(document(attacked, attacked, **whole)))
    assert not [element for element in page.iter() if element.tag in {"script", "img"}]
    assert not [key for element in page.iter() for key in element.attrib if key.startswith("on")]
    assert page.find(".//td").get("data-heading") == words(page.find(".//h1")) == ATTACK


def test_the_fragment_begins_below_its_pages_heading_and_brings_nothing_that_could_clash():
    fragment = parsed_fragment(to_html_fragment(WITH_SUMMARY))
    elements = [element for element in fragment.iter() if isinstance(element.tag, str)]
    tags = [element.tag for element in elements]
    assert fragment[0].tag == "h2"
    assert tags.count("h2") == 3
    assert set(tags).isdisjoint({"html", "head", "body", "main", "h1", "style", "img"})
    assert {key for element in elements for key in element.attrib} <= {"scope", "colspan", "href", "rel"}


@settings(max_examples=60)
@given(BLOCKS)
@example([Block("paragraph", (Run("  "),))])
def test_any_text_is_html_to_the_letter_and_all_there(blocks):
    made = replace(ASSESSMENT, rows=(Row((plain("1.1"), plain("C"), tuple(blocks))),))
    cell = parsed(to_html_page(document(made))).find(".//td[@data-heading='Notes']")
    assert "".join(words(cell).split()) == "".join("".join(paragraphs(tidy(blocks))).split())


NOTICE = 'Ratified by the "R&D" </style> Group\\ on 12 October 2022.'


def test_a_notice_stands_below_the_heading_and_at_the_head_of_each_page_of_paper():
    page = to_html_page(document(ASSESSMENT, notice=NOTICE))
    assert words(parsed(page).find(".//p[@class='notice']")) == NOTICE
    assert page.count("</style>") == 1
    said = "Ratified by the \\22 R\\26 D\\22  \\3c \\2f style\\3e  Group\\5c  on 12 October 2022."
    assert f'@top-center {{ content: "{said}";' in page


def test_a_notice_stands_at_the_top_of_a_fragment_and_where_there_is_none_nothing_does():
    assert to_html_fragment(document(ASSESSMENT, notice="DRAFT")).startswith("<p><strong>DRAFT</strong></p>\n<h2>")
    assert "notice" not in to_html_page(BOTH).partition("<body>")[2]
    assert "@top-center" not in to_html_page(BOTH)
