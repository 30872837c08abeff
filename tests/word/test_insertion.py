"""Appendices in a report that people wrote: where they go, and that all else in it stays as it was."""

import dataclasses
import io
import re
import zipfile

import pytest
from lxml import etree

from tests.word.checks import integrity_faults
from tests.word.reports import (
    NUMBERING,
    PORTRAIT,
    REVISION,
    STYLES,
    chapters,
    contents,
    heading,
    line,
    page_break,
    png,
    report,
)
from tests.word.test_writer import NOTES, document
from tracker.reports.headings import headings
from tracker.word.appendix import AppendixDocument, Image, Summary
from tracker.word.insertion import insert
from tracker.word.package import BadDocument
from tracker.word.reader import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = re.compile(r"_appendix_")


def appendices(notes=NOTES, **changed) -> AppendixDocument:
    both = document(notes, "See [the site](https://example.org/plan)")
    first, second = both.appendices
    keyed = (
        dataclasses.replace(first, key="self-assessment", title="Self-assessment, 2022"),
        dataclasses.replace(second, key="delivery plan", title="Delivery plan, 2022"),
    )
    return dataclasses.replace(both, appendices=keyed, **changed)


def put(content, what=None, **settings):
    what = what or appendices()
    return insert(what, content, headings=headings(what), **settings)


def files(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def blocks(content):
    return list(etree.fromstring(files(content)["word/document.xml"])[0])


def shown(content):
    """What stands in the body, block by block: text, "TABLE", and how the page lies at the end of a section."""
    return [say(block) for block in blocks(content)]


def say(block):
    size = block.find(f".//{W}pgSz") if block.tag != f"{W}tbl" else None
    turned = "" if size is None else "|landscape" if size.get(f"{W}orient") else "|upright"
    if block.tag == f"{W}tbl":
        return "TABLE"
    return "".join(text.text or "" for text in block.iter(f"{W}t")) + turned


def rest(content):
    """The blocks that are not ours, as canonical XML."""
    mine, kept = False, []
    for block in blocks(content):
        marks = [mark.tag for mark in block.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd") if is_ours(mark)]
        starts, ends = f"{W}bookmarkStart" in marks, f"{W}bookmarkEnd" in marks
        mine = mine or starts
        style = block.find(f"{W}pPr/{W}pStyle")
        is_break = style is not None and style.get(f"{W}val") == "AppendixSectionEnd"
        if not mine and not is_break and block.tag != f"{W}sectPr":
            kept.append(etree.tostring(block, method="c14n"))
        mine = mine and not ends
    return kept


def is_ours(mark):
    name = mark.get(f"{W}name", "")
    if mark.tag == f"{W}bookmarkStart":
        return bool(OURS.match(name))
    [start] = mark.getroottree().iterfind(f".//{W}bookmarkStart[@{W}id='{mark.get(f'{W}id')}']")
    return is_ours(start)


REAL = report(
    line("Annual report", "berschrift1"),
    contents("Chapter 1", "Appendix 1: Self-assessment", "Appendix 2: Delivery plan"),
    *chapters(),
    heading("Appendix 1: Self-assessment"),
    line("As our group agreed it."),
    page_break(),
    heading("Appendix 2: Delivery plan"),
    heading("Appendix 3: Thanks"),
    line("To all."),
)


def test_a_report_of_sixty_pages_comes_back_with_all_else_as_it_was():
    made = put(REAL)
    assert made.places == (
        ("Self-assessment, 2022", "below “Appendix 1: Self-assessment”"),
        ("Delivery plan, 2022", "below “Appendix 2: Delivery plan”"),
    )
    before, after = files(REAL), files(made.content)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/_rels/document.xml.rels",
    }
    assert set(after) == set(before)
    expected = [etree.tostring(block, method="c14n") for block in blocks(REAL)][:-1]
    breaks = [index for index, xml in enumerate(expected) if b'w:type="page"' in xml]
    del expected[breaks[-1]]  # the end of a section stands for it now
    assert rest(made.content) == expected


def test_a_check_that_is_not_ours_finds_nothing_before_or_after():
    assert [integrity_faults(content) for content in (REAL, put(REAL).content)] == [[], []]


@pytest.mark.parametrize("name", ["styles", "numbering", "_rels/document.xml.rels"])
def test_what_a_report_has_is_only_added_to(name):
    part = f"word/{name}" if "/" in name else f"word/{name}.xml"
    before, after = (etree.fromstring(files(content)[part]) for content in (REAL, put(REAL).content))
    there = [etree.tostring(child, method="c14n") for child in after]
    assert all(etree.tostring(child, method="c14n") in there for child in before)
    assert len(after) > len(before)


def test_a_second_run_changes_nothing_and_with_another_text_only_the_text():
    once = put(REAL).content
    assert put(once).content == once
    before, after = files(once), files(put(once, appendices(NOTES.replace("Para", "Now"))).content)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
    assert rest(once) == rest(put(once, appendices("Other")).content)


def test_longer_lists_in_a_second_run_add_lists_and_shorter_ones_leave_them():
    once = put(REAL).content
    longer = put(once, appendices(f"{NOTES}\n\n9. nine")).content
    back = put(longer).content
    assert len(etree.fromstring(files(longer)["word/numbering.xml"])) == 2 + len(
        etree.fromstring(files(once)["word/numbering.xml"])
    )
    assert files(back)["word/document.xml"] == files(once)["word/document.xml"]


def test_the_plan_lies_across_and_what_follows_stands_upright_again():
    pages = shown(put(REAL).content)[-10:]
    assert (
        pages
        == [
            "TABLE",
            "Key.",
            "As our group agreed it.",
            "|upright",
            "Appendix 2: Delivery plan",
            "Lead.",
            "TABLE",
            "End.|landscape",
            "Appendix 3: Thanks",
            "To all.",
            "|upright",
        ][-10:]
    )


def test_pages_are_counted_on_and_only_the_first_has_a_first_page_of_its_own():
    sections = [block.find(f".//{W}sectPr") for block in blocks(put(REAL).content)]
    there = [section for section in sections if section is not None] + [blocks(put(REAL).content)[-1]]
    starts = [section.find(f"{W}pgNumType").get(f"{W}start") for section in there]
    first_pages = [section.find(f"{W}titlePg") is not None for section in there]
    assert (starts, first_pages) == (["1", None, None], [True, False, False])
    heads = [section.find(f"{W}headerReference") is not None for section in there]
    assert heads == [True, True, True]


@pytest.mark.parametrize(
    "marker", ["{{self-assessment}}", "{{ Self-Assessment }}", "{{self assessment}}", "{{self\u2011assessment}}"]
)
def test_a_marker_says_where(marker):
    made = put(report(heading("Chapter"), line("Before"), line(marker), line("After")))
    assert made.places[0] == ("Self-assessment, 2022", "at its marker")
    assert shown(made.content)[:7] == [
        "Chapter", "Before", "Self-assessment, 2022", "Lead.", "TABLE", "Key.", "After",
    ]  # fmt: skip


def test_a_marker_in_pieces_or_added_as_a_change_is_found_and_what_lies_around_it_stays():
    pieces = (
        '<w:p><w:bookmarkStart w:id="5" w:name="here"/><w:r><w:t>{{self</w:t></w:r>'
        f'<w:ins w:id="6" {REVISION}><w:r><w:t>-assessment}}}}</w:t></w:r></w:ins></w:p>'
    )
    made = put(report(pieces, line("After", inside='<w:bookmarkEnd w:id="5"/>')))
    assert made.places[0][1] == "at its marker"
    marks = [mark.get(f"{W}id") for block in blocks(made.content) for mark in block.iter(f"{W}bookmarkStart")]
    assert "5" in marks


def test_below_its_own_heading_a_marker_gets_no_second_one():
    made = put(report(heading("Appendix 4: Self-assessment"), line("{{self-assessment}}"), line("{{delivery plan}}")))
    assert shown(made.content) == [
        "Appendix 4: Self-assessment", "Lead.", "TABLE", "Key.",
        "|upright", "Delivery plan, 2022", "Lead.", "TABLE", "End.", "|landscape",
    ]  # fmt: skip


def test_without_marker_or_heading_they_stand_at_the_end_on_a_new_page():
    made = put(report(line("Only text"), section=""))
    assert [place for _, place in made.places] == ["at the end", "at the end"]
    assert shown(made.content) == [
        "Only text", "Self-assessment, 2022", "Lead.", "TABLE", "Key.",
        "|upright", "Delivery plan, 2022", "Lead.", "TABLE", "End.", "|landscape",
    ]  # fmt: skip
    first = blocks(made.content)[1]
    assert first.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert put(made.content).content == made.content


def test_a_landscape_section_of_the_authors_own_is_taken():
    wide = PORTRAIT.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
    before = f"<w:p><w:pPr>{PORTRAIT}</w:pPr></w:p>"
    made = put(report(line("Text"), before, heading("Delivery plan"), line("Thanks"), section=wide))
    assert shown(made.content)[:7] == [
        "Text", "|upright", "Delivery plan", "Lead.", "TABLE", "End.", "Thanks",
    ]  # fmt: skip


def test_a_section_of_its_own_is_turned_and_no_page_is_left_empty():
    own = f"<w:p><w:pPr>{PORTRAIT}</w:pPr></w:p>"
    made = put(report(line("Text"), own, line("{{delivery plan}}"), own, line("After")))
    assert shown(made.content)[:6] == [
        "Text", "|upright", "Delivery plan, 2022", "Lead.", "TABLE", "End.",
    ]  # fmt: skip
    assert shown(made.content)[6] == "|landscape"
    assert "After" in shown(made.content)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([line("{{delivery plan}}"), line("{{delivery plan}}")], "stands 2 times"),
        ([line("See {{delivery plan}} below")], "within a sentence"),
        ([f"<w:tbl><w:tr><w:tc>{line('{{delivery plan}}')}</w:tc></w:tr></w:tbl>"], "in a table"),
        ([heading("Our delivery plan"), heading("Delivery plan 2022")], "Several headings"),
        ([heading("Appendix 1: delivery plan"), heading("Appendix 2: action plan")], "Several headings"),
    ],
)
def test_what_leaves_a_choice_is_refused_with_the_way_out(body, message):
    with pytest.raises(BadDocument, match=message):
        put(report(*body))


def test_the_appendix_is_meant_where_a_chapter_has_the_same_words():
    made = put(report(heading("Our self-assessment"), line("Text"), line("Appendix 2 – Self-assessment"), line("End")))
    assert made.places[0][1] == "below “Appendix 2 – Self-assessment”"


@pytest.mark.parametrize("page", ["\t12", " ........ 12", "</w:t><w:tab/><w:t>12"])
def test_a_line_of_contents_that_somebody_typed_is_no_heading(page):
    made = put(report(line(f"Appendix 1 Self-assessment{page}"), line("Text"), heading("Self-assessment"), line("End")))
    assert shown(made.content)[:4] == [shown(made.content)[0], "Text", "Self-assessment", "Lead."]


def test_a_heading_of_both_is_the_place_of_neither():
    made = put(report(heading("Self-assessment and delivery plan"), line("Text")))
    assert [place for _, place in made.places] == ["at the end", "at the end"]


def test_styles_of_the_report_are_taken_where_they_are_chosen_and_its_own_heading_is():
    what = put(report(line("Text")), styles={"TableText": "HouseText", "TableNote": "NotThere"}).content
    used = {style.get(f"{W}val") for block in blocks(what) for style in block.iter(f"{W}pStyle", f"{W}tblStyle")}
    assert {"berschrift1", "HouseText", "AppendixTable", "AppendixTableNote"} <= used
    styles = etree.fromstring(files(what)["word/styles.xml"])
    known = {style.get(f"{W}styleId"): style for style in styles}
    assert used <= set(known)
    assert known["AppendixTableHeading"].find(f"{W}basedOn").get(f"{W}val") == "HouseText"
    assert known["AppendixLead"].find(f"{W}basedOn").get(f"{W}val") == "Standard"
    assert "TableText" not in known


def test_it_reads_back_as_it_was_put_in():
    tables = [element for element in read(put(REAL).content).elements if hasattr(element, "rows")]
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [["Standard", "C/PC", "Notes"]] * 2


def test_a_report_without_lists_or_styles_gets_them():
    bare = report(line("Text"), more={"word/_rels/document.xml.rels": _no_relationships()})
    made = files(put(bare).content)
    links = etree.fromstring(made["word/_rels/document.xml.rels"])
    targets = {link.get("Target") for link in links if link.get("TargetMode") is None}
    assert len(targets) == 2
    assert all(f"word/{target}" in made for target in targets)
    assert {"word/styles.xml", "word/numbering.xml"} & set(made)


def _no_relationships():
    return '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def test_a_picture_comes_in_once_and_numbers_of_pictures_are_its_own():
    image = Image(png(20), 20, 20, "Marks")
    summed = appendices(summary=Summary("Summary 2022", ("One.", "Two.", "As at today."), image))
    once = put(REAL, summed).content
    assert put(once, summed).content == once
    names = [name for name in files(once) if "media" in name]
    assert names == ["word/media/image1.png", "word/media/image2.png"]
    drawings = [entry.get("id") for block in blocks(once) for entry in block.iter() if entry.tag.endswith("}docPr")]
    assert len(drawings) == len(set(drawings)) == 7


@pytest.mark.parametrize(
    "wrong",
    [b"", b"PK", b"no zip", report(line("x"))[:500], report(line("x"), kind="macroEnabledTemplate")],
    ids=["empty", "cut", "text", "half", "macros"],
)
def test_what_is_no_report_is_refused(wrong):
    with pytest.raises(BadDocument):
        put(wrong)


def test_a_template_comes_back_as_a_document():
    types = files(put(report(line("x"), kind="template")).content)["[Content_Types].xml"]
    assert b"template.main" not in types


def test_lists_of_the_report_keep_their_numbers():
    numbered = line("One").replace(
        "<w:p>", '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    )
    root = etree.fromstring(files(put(report(numbered)).content)["word/numbering.xml"])
    assert [child.tag.rpartition("}")[2] for child in root] == (
        ["abstractNum"] * 4 + ["num"] * (len(root) - 5) + ["numIdMacAtCleanup"]
    )
    assert NUMBERING
    ids = [child.get(f"{W}numId") for child in root.iterfind(f"{W}num")]
    assert len(ids) == len(set(ids))


STYLE = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/>{2}</w:style>'


@pytest.mark.parametrize(
    ("styles", "where"),
    [
        (STYLE.format("Own", "berschrift1", ""), "below “Self-assessment”"),
        (STYLE.format("Own", "Between", "") + STYLE.format("Between", "berschrift1", ""), "below “Self-assessment”"),
        (STYLE.format("Own", "berschrift1", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'), "at the end"),
        (STYLE.format("Own", "Between", "") + STYLE.format("Between", "Own", ""), "at the end"),
    ],
    ids=["on a heading", "two steps", "text by its own word", "in a circle"],
)
def test_a_style_of_the_authors_own_on_top_of_a_heading_is_a_heading(styles, where):
    made = put(report(line("Text"), line("Self-assessment", "Own"), line("End"), styles=STYLES + styles))
    assert made.places[0][1] == where


@pytest.mark.parametrize(
    ("theirs", "role"),
    [
        (("paragraph", "AppendixTable", "Quotation"), "tblStyle"),
        (("table", "AppendixLead", "Quotation"), "pStyle"),
        (("table", "TableOfOurs", "Appendix Table"), "tblStyle"),
        (("paragraph", "LeadOfOurs", "appendix lead"), "pStyle"),
    ],
    ids=["our name for a paragraph", "our name for a table", "our table renamed", "our sentence renamed"],
)
def test_styles_whose_names_clash_with_ours_are_kept_apart(theirs, role):
    kind, identifier, name = theirs
    style = f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>'
    made = put(report(line("Text"), styles=STYLES + style)).content
    there = list(etree.fromstring(files(made)["word/styles.xml"]).iter(f"{W}style"))
    kinds = {entry.get(f"{W}styleId"): entry.get(f"{W}type") for entry in there}
    names = [(entry.get(f"{W}type"), entry.find(f"{W}name").get(f"{W}val").casefold()) for entry in there]
    assert len(kinds) == len(names) == len(set(names))
    used = {entry.get(f"{W}val") for block in blocks(made) for entry in block.iter(f"{W}{role}")}
    assert {kinds[identifier] for identifier in used} == {"table" if role == "tblStyle" else "paragraph"}
    assert put(made).content == made
