"""A service's own Word template around the appendices."""

import dataclasses
import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from tests.word.checks import integrity_faults
from tests.word.documents import KIND, part, zipped
from tests.word.reports import PORTRAIT, chapters, line, picture, report
from tests.word.test_insertion import appendices, blocks, files, say
from tests.word.test_writer import AT, W
from tracker.word.host import Host
from tracker.word.package import BadDocument
from tracker.word.reader import read
from tracker.word.styles import Style, styles_of, suggested
from tracker.word.template import Template
from tracker.word.trial import usable_styles
from tracker.word.writer import write

HOUSE = report(line("Replace this text"), kind="template")
WIDE = PORTRAIT.replace('w:w="11906" w:h="16838"', 'w:w="20000" w:h="11906" w:orient="landscape"')
BARE = PORTRAIT.replace('<w:footerReference w:type="default" r:id="rId5"/>', "")


def written(template=HOUSE, **settings):
    return write(appendices(), at=AT, template=Template(template, usable_styles(template)), **settings)


def cells(content):
    tables = [element for element in read(content).elements if hasattr(element, "rows")]
    return [[[cell.blocks for cell in row.cells] for row in table.rows] for table in tables]


def used(content):
    return {s.get(f"{W}val") for block in blocks(content) for s in block.iter(f"{W}pStyle", f"{W}tblStyle")}


def test_heads_feet_and_page_are_the_templates_and_its_text_is_gone():
    document = docx.Document(io.BytesIO(written()))
    heads = [section.header.paragraphs[0].text for section in document.sections]
    feet = [section.footer.paragraphs[0].text for section in document.sections]
    assert heads == ["House of Lanternshire"] * 2
    assert feet == ["Confidential"] * 2
    assert "Replace" not in " ".join(paragraph.text for paragraph in document.paragraphs)
    assert [section.orientation for section in document.sections] == [0, 1]
    assert [section.different_first_page_header_footer for section in document.sections] == [True, False]


def test_its_styles_are_taken_by_name_and_ours_follow_them():
    content = written()
    assert {"berschrift1", "HouseText", "HouseTable", "AppendixLead"} <= used(content)
    styles = {s.get(f"{W}styleId"): s for s in etree.fromstring(files(content)["word/styles.xml"]).iter(f"{W}style")}
    assert used(content) <= set(styles)
    assert styles["AppendixTableHeading"].find(f"{W}basedOn").get(f"{W}val") == "HouseText"
    colours = list(styles["AppendixTableHeading"].iter(f"{W}color"))
    assert not colours  # the table's own style says what can be read on its header


def test_a_landscape_page_of_its_own_is_taken_for_the_plan():
    first = f"<w:p><w:pPr>{WIDE}</w:pPr></w:p>"
    sizes = [size.get(f"{W}w") for block in blocks(written(report(first))) for size in block.iter(f"{W}pgSz")]
    assert sizes == ["11906", "20000"]


def test_a_template_that_is_landscape_alone_has_its_page_turned_for_the_assessment():
    sizes = [s.get(f"{W}w") for block in blocks(written(report(section=WIDE))) for s in block.iter(f"{W}pgSz")]
    assert sizes == ["11906", "20000"]


def test_where_a_template_has_no_foot_the_page_is_numbered():
    document = docx.Document(io.BytesIO(written(report(section=BARE))))
    assert document.sections[0].footer.paragraphs[0].text == "Page 1 of 1"
    assert document.sections[1].footer.is_linked_to_previous


def test_its_title_author_and_language_are_ours_and_where_it_came_from_is_forgotten():
    attached = '<w:settings xmlns:w="{}" xmlns:r="{}"><w:attachedTemplate r:id="rId1"/></w:settings>'.format(
        W[1:-1], "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    away = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        ' Target="http://elsewhere.example/evil.dotm" TargetMode="External"/></Relationships>'
    )
    more = {"word/settings.xml": attached, "word/_rels/settings.xml.rels": away}
    made = files(written(report(line("x"), more=more)))
    assert b"attachedTemplate" not in made["word/settings.xml"]
    assert not any(b"elsewhere.example" in content for content in made.values())
    assert b"Both &amp; all" in made["docProps/core.xml"]


def test_large_print_has_a_look_of_its_own():
    assert "House" not in str(used(written(large_print=True)))


def test_what_is_in_a_template_reads_back_as_it_was():
    ours, theirs = (cells(content) for content in (write(appendices(), at=AT), written()))
    assert ours == theirs


def test_a_check_that_is_not_ours_finds_nothing_in_it():
    assert integrity_faults(written()) == []


def test_nothing_of_its_text_is_passed_on():
    made = files(written(report(line("Draft"), picture(1))))
    assert {"word/comments.xml", "word/media/image1.png"} & set(made) == set()
    assert not any(b"Draft" in content or b"Check" in content for content in made.values())


def test_each_part_ends_in_a_section():
    assert [text for text in map(say, blocks(written())) if "|" in text] == ["Key.|upright", "|landscape"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([("a", "Heading 1", "paragraph")], {"Heading1": "a"}),
        ([("a", "heading 1", "character")], {}),
        ([("a", "Table Header", "paragraph"), ("b", "table heading", "paragraph")], {"TableHeading": "b"}),
        ([("a", "Something", "paragraph")], {}),
    ],
)
def test_styles_are_suggested_by_their_names(names, found):
    assert suggested([Style(*name) for name in names]) == found


def test_one_table_style_of_the_authors_own_is_suggested_and_of_two_none():
    own = Style("a", "Grid", "table", is_own=True)
    assert suggested([own, Style("b", "Other", "table")]) == {"AppendixTable": "a"}
    assert suggested([own, Style("b", "Other", "table", is_own=True)]) == {}


def test_the_styles_of_a_template_are_known():
    names = {style.name: style for style in styles_of(Host(HOUSE))}
    assert names["House Table"].is_own
    assert names["Normal"].is_default
    assert not names["heading 1"].is_own


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"%PDF-1.7",
        HOUSE[: len(HOUSE) // 2],
        report(line("x"), kind="macroEnabledTemplate"),
        report(line("x"), more={"word/_rels/header1.xml.rels": "<Relationships/>", "word/styles.xml": "<w:styles"}),
    ],
    ids=["empty", "pdf", "half", "macros", "broken styles"],
)
def test_what_is_no_template_is_refused(wrong):
    with pytest.raises(BadDocument):
        usable_styles(wrong)


def test_a_template_that_refers_to_a_part_it_has_not_is_refused():
    lost = report(line("x")).replace(b"word/header1.xml", b"word/header9.xml")
    with pytest.raises(BadDocument, match="refers to parts that are not in it"):
        usable_styles(lost)


def sections(content):
    return [size.getparent() for block in blocks(content) for size in block.iter(f"{W}pgSz")]


def test_heads_and_feet_that_a_section_has_from_the_one_before_come_along():
    first = f"<w:p><w:pPr>{PORTRAIT}</w:pPr></w:p>"
    linked = re.sub("<w:(header|footer)Reference[^>]*/>", "", WIDE)
    template = Template(report(first, line("x"), section=linked))
    both = appendices()
    plan = dataclasses.replace(both, appendices=both.appendices[1:])
    for document in (both, plan):
        made = sections(write(document, at=AT, template=template))[-1]
        heads = [entry.get(f"{W}type") for entry in made.iter(f"{W}headerReference", f"{W}footerReference")]
        assert heads == ["default", "default"]


def test_nothing_of_the_text_of_a_report_that_serves_as_template_travels_along():
    note = line("A note on a child")
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="1">{note}</w:footnote>',
    )
    target = 'Target="https://elsewhere.example/secret" TargetMode="External"'
    text = report(*chapters(60), line("x", inside='<w:r><w:footnoteReference w:id="1"/></w:r>'))
    links = (
        files(text)["word/_rels/document.xml.rels"]
        .decode()
        .replace(
            "</Relationships>",
            f'<Relationship Id="rId8" Type="{KIND}/footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="rId9" Type="{KIND}/hyperlink" {target}/></Relationships>',
        )
    )
    more = {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": links}
    made = files(written(zipped(files(text) | more)))
    assert not [name for name in made if "media" in name or "comments" in name]
    assert b"elsewhere.example" not in made["word/_rels/document.xml.rels"]
    assert b"a child" not in made["word/footnotes.xml"]
    assert b"separator" in made["word/footnotes.xml"]
    assert {"word/header1.xml", "word/footer1.xml", "word/settings.xml"} <= set(made)


def test_a_template_that_libreoffice_saved_has_its_properties_once():
    kind = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
    related = files(HOUSE)["_rels/.rels"].decode()
    entry = f'<Relationship Id="rId9" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    properties = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Last year</dc:title></cp:coreProperties>'
    )
    more = {"_rels/.rels": related.replace("</Relationships>", entry), "docProps/core.xml": properties}
    content = written(report(line("x"), more=more))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names.count("docProps/core.xml") == 1
    assert docx.Document(io.BytesIO(content)).core_properties.title == "Both & all"
    assert read(content)
