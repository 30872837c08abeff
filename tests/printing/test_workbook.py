"""The workbook: read back by openpyxl, and by its XML."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.printing.appendix_documents import (
    ASSESSMENT,
    BOTH,
    PLAN,
    WITH_SUMMARY,
    appendix,
    document,
    section,
    standard,
)
from tests.rules.test_richtext import BLOCKS
from tracker.printing.names import headings, sheet_names
from tracker.printing.workbook import to_workbook
from tracker.richtext import paragraphs, plain, tidy
from tracker.word.appendix import Row, Summary

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AT = datetime(2022, 10, 12, 9, 30, 2, tzinfo=UTC)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "=HYPERLINK(A1)",
    "#N/A",
    "'=1",
    "{=1}",
    "=",
    "1e5",
    "TRUE",
    "3.10",
]


def read(made):
    return openpyxl.load_workbook(io.BytesIO(to_workbook(made, at=AT)))


def of_notes(*texts):
    """A document with these in its notes, not as markup."""
    return document(appendix(*(Row((plain("1.1"), plain("C"), plain(text))) for text in texts)))


def table(sheet):
    """The table of a sheet: its rows as lists of texts, the header first."""
    (there,) = sheet.tables.values()
    return [[cell.value or "" for cell in row] for row in sheet[there.ref]]


def parts(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def not_text(content):
    """The cells with something in them that is not plain text, by what the XML says."""
    cells = [
        cell
        for name, part in parts(content).items()
        if name.startswith("xl/worksheets/sheet")
        for cell in etree.fromstring(part).iter(f"{S}c")
        if len(cell)
    ]
    assert cells
    return [
        cell.get("r") for cell in cells if cell.get("t") != "inlineStr" or [child.tag for child in cell] != [f"{S}is"]
    ]


def test_there_is_a_sheet_an_appendix_named_after_it():
    assert read(BOTH).sheetnames == ["Self-assessment, August 2022", "Delivery Plan"]


def test_sections_are_a_column_so_that_rows_can_be_sorted():
    sheet = read(BOTH).worksheets[0]
    assert table(sheet) == [
        ["Section", "Standard", "C/PC", "Notes"],
        ["1. First", "1.1 One", "P/C", SAID],
        ["1. First", "1.2 Two", "C", ""],
        ["2. Second", "2.1 Three", "C", ""],
    ]
    assert (sheet["A1"].value, sheet["A2"].value) == (ASSESSMENT.title, "Lantern. 1 compliant.")
    assert sheet.cell(sheet.max_row, 1).value == "C: Compliant."


SAID = "Said clearly and well, see our page (https://example.org/?a=1&b=2).\n• a\n    1. x\n    2. y\n• b"


def test_a_table_without_sections_has_no_such_column():
    assert table(read(BOTH)["Delivery Plan"]) == [
        ["Area", "Action", "Who?"],
        ["Reach", "1. Go\n2. Come back", "Ann"],
        ["", "Stay", ""],
    ]


def test_a_section_without_rows_is_still_there():
    made = appendix(Row((plain("1. First"), (), ()), section=True))
    assert table(read(document(made)).worksheets[0])[1:] == [["1. First", "", "", ""]]


def test_the_header_stays_in_sight_can_be_filtered_and_is_repeated_on_paper():
    for sheet in read(BOTH):
        (there,) = sheet.tables.values()
        assert sheet.freeze_panes == "A4"
        assert there.autoFilter.ref == there.ref
        assert there.ref.startswith("A3:")
        assert sheet.print_title_rows == "$3:$3"
        assert all(cell.font.bold and cell.fill.fgColor.rgb.endswith("DCE6EE") for cell in sheet[3])


def test_paper_is_a4_across_as_wide_as_the_sheet_with_head_and_page_number():
    for sheet, title in zip(read(BOTH), (ASSESSMENT.title, PLAN.title), strict=True):
        page = sheet.page_setup
        assert (page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight) == (9, "landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("Lantern", "Appendices 2021-22")
        assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == (title, "Page &P of &N")


def test_nothing_is_merged_and_text_wraps():
    for sheet in read(BOTH):
        assert not sheet.merged_cells.ranges
        (there,) = sheet.tables.values()
        assert all(cell.alignment.wrap_text for row in sheet[there.ref] for cell in row)


def test_it_says_what_it_is_and_when_it_was_made():
    properties = read(BOTH).properties
    assert (properties.title, properties.creator, properties.keywords) == ("Both", "Lantern", "words")
    assert properties.language == "en-GB"
    assert properties.created == properties.modified == AT.replace(tzinfo=None)


def test_the_same_is_the_same_file_wherever_the_clock_stands():
    here = AT.astimezone(timezone(timedelta(hours=5)))
    assert to_workbook(WITH_SUMMARY, at=AT) == to_workbook(WITH_SUMMARY, at=here)
    assert to_workbook(BOTH, at=AT) != to_workbook(BOTH, at=AT + timedelta(days=1))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_or_a_number_stays_text(text):
    content = to_workbook(of_notes(text), at=AT)
    assert not_text(content) == []
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["C4"]
    assert (cell.data_type, cell.value) == ("s", text.strip())
    assert cell.quotePrefix == text.strip().startswith(("=", "+", "-", "@", "'"))


def test_formulas_in_titles_and_headings_stay_text_too():
    columns = tuple(replace(column, heading="=1+1") for column in ASSESSMENT.columns)
    texts = dict.fromkeys(("title", "lead", "closing"), "=1+1")
    made = document(replace(ASSESSMENT, columns=columns, **texts), summary=Summary("=1+1", ("=1+1",)))
    assert not_text(to_workbook(made, at=AT)) == []
    assert table(read(made).worksheets[1])[0] == ["Section", "=1+1", "=1+1 (2)", "=1+1 (3)"]


@pytest.mark.parametrize("value", ["=1+1", "#N/A", 3, True, AT.replace(tzinfo=None)])
def test_that_check_refuses_what_is_not_text(value):
    book = openpyxl.Workbook()
    book.active["B2"] = value
    stream = io.BytesIO()
    book.save(stream)
    assert not_text(stream.getvalue()) == ["B2"]


def test_characters_that_xml_forbids_are_left_out_as_elsewhere():
    sheet = read(of_notes("a\x00b\x0bc\x1fd\ufffee")).worksheets[0]
    assert sheet["C4"].value == "ab\ncde"


def test_what_excel_would_take_for_an_escape_is_escaped():
    content = to_workbook(of_notes("_x0041_x0042_ and __x00e9_ but not _x41_"), at=AT)
    assert b"_x005F_x0041_x005F_x0042_ and __x005F_x00e9_ but not _x41_" in parts(content)["xl/worksheets/sheet1.xml"]


def test_bold_and_italic_are_kept_and_space_between_them_too():
    made = document(appendix(standard("**1.1** Wording", notes="**b** *i*\n\n*j*")))
    sheet = openpyxl.load_workbook(io.BytesIO(to_workbook(made, at=AT)), rich_text=True).worksheets[0]
    assert [str(piece) for piece in sheet["A4"].value] == ["1.1", " Wording"]
    pieces = [(piece.text, bool(piece.font.b), bool(piece.font.i)) for piece in sheet["C4"].value]
    assert pieces == [("b ", True, False), ("i\nj", False, True)]


@pytest.mark.parametrize("words", [["word"] * 9000, ["w" * 40_000], ["😀" * 20_000], ["line\n"] * 300])
def test_what_is_too_long_for_one_row_goes_on_in_the_next_and_nothing_is_cut(words):
    text = " ".join(words)
    made = document(
        appendix(section("1. First"), Row((plain("1.1 Wording"), plain("P/C"), plain(text))), standard("1.2"))
    )
    _, first, *others, last = table(read(made).worksheets[0])
    assert others
    assert "".join("".join([first[3], *(row[3] for row in others)]).split()) == "".join(text.split())
    assert {tuple(row[:3]) for row in others} == {("1. First", "1.1 Wording (continued)", "P/C (continued)")}
    assert last[:3] == ["1. First", "1.2", "C"]
    assert all(len(row[3].encode("utf-16-le")) <= 2 * 32_767 and row[3].count("\n") <= 253 for row in others)


def test_no_row_is_taller_than_excel_can_show():
    sheet = read(of_notes("word " * 9000)).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in range(4, sheet.max_row)]
    assert len(heights) > 5
    assert max(heights) <= 409


def test_a_long_wording_is_named_in_brief_where_its_row_goes_on():
    made = document(appendix(Row((plain("1.1 " + "Wording " * 40), plain("C"), plain("word " * 2000)))))
    again = table(read(made).worksheets[0])[2][0]
    assert again.startswith("1.1 Wording Wording")
    assert again.endswith("… (continued)")
    assert len(again) <= 75


def test_a_plan_without_actions_is_a_header_alone():
    sheet = read(document(replace(PLAN, rows=()))).worksheets[0]
    assert not sheet.tables
    assert [cell.value for cell in sheet[3]] == ["Area", "Action", "Who?"]


def test_a_summary_has_the_first_sheet():
    book = read(WITH_SUMMARY)
    assert book.sheetnames == ["In short", "Self-assessment, August 2022", "Delivery Plan"]
    assert [cell.value for cell in book.worksheets[0]["A"]] == ["In short", "All is well.", "One is not."]


def test_heads_and_feet_are_never_too_long_and_keep_their_ampersands():
    name = "Bath & North East Somerset " * 9
    sheet = read(document(replace(ASSESSMENT, title="&" * 200), author=name, running_title=name)).worksheets[0]
    assert sheet.oddHeader.left.text.startswith("Bath && North East Somerset")
    written = parts(to_workbook(document(ASSESSMENT, author=name, running_title=name), at=AT))
    root = etree.fromstring(written["xl/worksheets/sheet1.xml"])
    assert all(len(root.find(f".//{S}{part}").text) <= 255 for part in ("oddHeader", "oddFooter"))


TITLES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=50) | st.sampled_from(["History", "'", "a" * 40])
)


@given(TITLES)
def test_any_titles_make_names_that_excel_takes(titles):
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(names) == len(titles)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Self-assessment against the Minimum Standards, August 2022", "Self-assessment"),
        ("Operational Delivery Plan, 1 September 2022 to 31 August 2023", "Operational Delivery Plan"),
        ("Appendix 2: What / who?", "Appendix 2 What who"),
    ],
)
def test_a_sheet_is_named_in_whole_words(title, name):
    assert sheet_names([title, title]) == [name, f"{name} (2)"]


def test_columns_have_different_headings():
    assert headings(["Notes", "notes", "", "Notes"]) == ["Notes", "notes (2)", "Column", "Notes (3)"]


@settings(max_examples=60)
@given(BLOCKS)
def test_any_text_comes_back_whole_and_as_text(blocks):
    unlinked = [replace(block, runs=tuple(replace(run, href="") for run in block.runs)) for block in blocks]
    marked = [replace(block, kind="paragraph", level=0) for block in tidy(unlinked)]
    made = document(appendix(Row((plain("1.1"), plain("C"), tuple(marked)))))
    content = to_workbook(made, at=AT)
    assert not_text(content) == []
    value = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["C4"].value or ""
    there = value.replace("_x005F_", "_")
    assert "".join(there.split()) == "".join("".join(paragraphs(tidy(marked))).split())


def test_a_notice_stands_below_each_title_and_at_the_head_of_each_page():
    notice = "Ratified by the R&D Group on 12 October 2022."
    for sheet in read(document(ASSESSMENT, PLAN, notice=notice)):
        assert sheet["A2"].value == notice
        assert sheet.oddHeader.left.text == "Lantern\nRatified by the R&&D Group on 12 October 2022."
        assert sheet.oddHeader.right.text == "Appendices 2021-22"


def test_a_long_notice_fits_into_the_head():
    content = to_workbook(document(ASSESSMENT, notice="Ratified by " + "R&D " * 90), at=AT)
    head = etree.fromstring(parts(content)["xl/worksheets/sheet1.xml"]).find(f".//{S}oddHeader").text
    assert len(head) <= 255
