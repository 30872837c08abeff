"""What the writer puts into a file, by its XML; what no file may have is in ``checks``."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree

from tracker.richtext import parse, plain
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row
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


def document(*notes, landscape=False):
    columns = (Column("Standard", 5000), Column("C/PC", 900, coded=True), Column("Notes", 3738))
    rows = [Row((plain("1. Section & more"), (), ()), section=True)]
    rows += [Row((parse("**1.1** Wording"), plain("P/C"), parse(text))) for text in notes]
    first = Appendix("Self-assessment <2022>", "Lead.", columns, tuple(rows), "Key.", "What is in it", landscape)
    second = Appendix("Plan", "Lead.", columns, tuple(rows), "End.", "What is in it", landscape=True)
    return AppendixDocument("Both & all", "Lantern", "Report 2022", "words", (first, second))


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
