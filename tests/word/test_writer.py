"""What the writer puts into a file, by its XML; what no file may have is in ``checks``."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.word.checks import integrity_faults
from tracker.reports.drawing import png
from tracker.reports.picture import Picture
from tracker.richtext import parse, plain
from tracker.word.appendix import Appendix, AppendixDocument, Column, Image, Row, Summary
from tracker.word.body import TALLEST
from tracker.word.looks import CALM, PLAIN, STRONG
from tracker.word.pages import UPRIGHT
from tracker.word.writer import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = datetime(2022, 10, 12, 9, 30, tzinfo=UTC)
NOTES = """Para **bold** *it* [link](https://example.org/?a=1&b=2)
break

- a
  1. x
  2. y
- b

1. one

   more
2. two

5. five

a) letter"""


WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SENTENCES = ("What was assessed.", "1. Section: all compliant.", "As at today.")


def summary(width=600, height=300):
    return Summary("In short", SENTENCES, Image(png(Picture((), 60, 30)), width, height, 'A "mark" <each>'))


def document(*notes, landscape=False, summary=None):
    columns = (Column("Standard", 5000), Column("C/PC", 900, coded=True), Column("Notes", 3738))
    rows = [Row((plain("1. Section & more"), (), ()), section=True)]
    rows += [Row((parse("**1.1** Wording"), plain("P/C"), parse(text))) for text in notes]
    first = Appendix("Self-assessment <2022>", "Lead.", columns, tuple(rows), "Key.", "What is in it", landscape)
    second = Appendix("Plan", "Lead.", columns, tuple(rows), "End.", "What is in it", landscape=True)
    return AppendixDocument("Both & all", "Lantern", "Report 2022", "words", (first, second), summary)


def parts(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def body(content):
    return etree.fromstring(parts(content)["word/document.xml"]).find(f"{W}body")


@pytest.fixture(scope="module")
def written():
    return write(document(NOTES, "", "x" * 5000, "emoji 😀 עברית non\u2011breaking"), at=AT)


def test_every_row_is_kept_whole(written):
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in body(written).iter(f"{W}tr"))


def test_each_appendix_has_a_heading_and_tables_say_what_they_are(written):
    headings = [p for p in body(written).iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading1"]
    assert ["".join(heading.itertext()) for heading in headings] == ["Self-assessment <2022>", "Plan"]
    captions = [caption.get(f"{W}val") for caption in body(written).iter(f"{W}tblCaption")]
    assert captions == ["Self-assessment <2022>", "Plan"]


def test_the_first_section_is_portrait_and_the_second_landscape(written):
    sizes = [size.get(f"{W}orient") for size in body(written).iter(f"{W}pgSz")]
    assert sizes == [None, "landscape"]


def test_lists_are_real_and_each_counts_for_itself(written):
    cell = body(written).findall(f".//{W}tc")[8]
    marks = [
        (p.find(f".//{W}ilvl").get(f"{W}val"), p.find(f".//{W}numId").get(f"{W}val"))
        for p in cell.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}numPr") is not None
    ]
    levels, nums = zip(*marks, strict=True)
    assert levels == ("0", "1", "1", "0", "0", "0", "0", "0")
    assert nums[0] == nums[3] == "1"
    assert nums[1] == nums[2]
    assert nums[4] == nums[5]
    assert len({nums[1], nums[4], nums[6], nums[7], "1"}) == 5
    numbering = etree.fromstring(parts(written)["word/numbering.xml"])
    starts = {
        num.get(f"{W}numId"): num.find(f".//{W}startOverride").get(f"{W}val")
        for num in numbering.iter(f"{W}num")
        if num.find(f".//{W}startOverride") is not None
    }
    assert (starts[nums[1]], starts[nums[4]], starts[nums[6]], starts[nums[7]]) == ("1", "1", "5", "1")


def test_title_author_and_language_are_set(written):
    core = parts(written)["docProps/core.xml"].decode()
    assert "<dc:title>Both &amp; all</dc:title>" in core
    assert "<dc:creator>Lantern</dc:creator>" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert "2022-10-12T09:30:00Z" in core
    assert b'w:lang w:val="en-GB"' in parts(written)["word/styles.xml"]


def test_every_page_has_its_head_and_its_number(written):
    files = parts(written)
    heads = [files[name].decode() for name in files if name.startswith("word/header")]
    feet = [files[name].decode() for name in files if name.startswith("word/footer")]
    assert len(heads) == len(feet) == 2
    assert all("Lantern" in head and "Report 2022" in head for head in heads)
    assert all(" PAGE " in foot and " NUMPAGES " in foot for foot in feet)


def test_links_are_links(written):
    relations = parts(written)["word/_rels/document.xml.rels"].decode()
    assert 'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in relations


def test_a_link_of_several_styles_is_one_link_and_two_that_touch_are_two():
    content = write(document("[**bold** _both_ plain](https://a.example)[other](https://b.example) end"), at=AT)
    links = body(content).find(f".//{W}tr[3]").findall(f".//{W}hyperlink")
    assert ["".join(link.itertext()) for link in links] == ["bold both plain", "other"]


def test_the_same_document_is_written_the_same(written):
    again = write(document(NOTES, "", "x" * 5000, "emoji 😀 עברית non\u2011breaking"), at=AT)
    assert parts(again) == parts(written)


def said(paragraph):
    return "".join(paragraph.itertext())


def pictures_without_words(content):
    """The pictures that do not say what they show."""
    found = list(body(content).iter(f"{WP}docPr"))
    assert found
    return [picture.get("id") for picture in found if not (picture.get("descr") or "").strip()]


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("look", [CALM, PLAIN, STRONG])
def test_the_summary_has_its_picture_after_what_was_assessed_and_then_its_sentences(look, large_print):
    content = write(document("x", summary=summary()), at=AT, look=look, large_print=large_print)
    first = list(body(content))[:5]
    styles = [paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for paragraph in first]
    assert styles == ["Heading1", "Lead", "Picture", "Lead", "TableNote"]
    assert [said(paragraph) for paragraph in first] == ["In short", SENTENCES[0], "", *SENTENCES[1:]]
    assert first[-1].find(f".//{W}sectPr") is not None
    assert integrity_faults(content) == []


def test_the_picture_says_in_words_what_it_shows():
    written = write(document("x", summary=summary()), at=AT)
    (picture,) = body(written).iter(f"{WP}docPr")
    assert picture.get("descr") == 'A "mark" <each>'
    assert pictures_without_words(written) == []


def test_that_check_finds_a_picture_without_words():
    silent = Summary("In short", SENTENCES, Image(png(Picture((), 60, 30)), 600, 300, " "))
    assert pictures_without_words(write(document("x", summary=silent), at=AT)) == ["1"]


@pytest.mark.parametrize(("height", "across"), [(300, UPRIGHT), (3000, TALLEST // 5)])
def test_the_picture_is_as_wide_as_the_text_unless_it_would_be_too_tall_for_the_page(height, across):
    (extent,) = body(write(document("x", summary=summary(height=height)), at=AT)).iter(f"{WP}extent")
    assert int(extent.get("cx")) == across * 635
    assert int(extent.get("cy")) == pytest.approx(int(extent.get("cx")) * height / 600, abs=1)
    assert int(extent.get("cy")) <= TALLEST * 635


def heads(content):
    """The heads of the pages of each part, a line break as "/" and a tab as "|"."""
    roots = [etree.fromstring(part) for name, part in parts(content).items() if name.startswith("word/header")]
    signs = {f"{W}br": "/", f"{W}tab": "|", f"{W}noBreakHyphen": "-"}
    return {"".join(signs.get(mark.tag, mark.text) for mark in root.iter(f"{W}t", *signs)) for root in roots}


def test_the_two_texts_of_a_head_never_run_into_each_other():
    named = replace(
        document("x"), author="Lanternshire SENDIASS", running_title="Appendices to the annual report 2021-22"
    )
    assert heads(write(named, at=AT)) == {f"{named.author}|{named.running_title}"}
    upright, wide = f"{named.author}/|{named.running_title}", f"{named.author}|{named.running_title}"
    assert heads(write(named, at=AT, large_print=True)) == {upright, wide}
