"""Workbooks as people and programs make them, and such as nobody should: what is read, and what is refused."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tracker.errors import Invalid
from tracker.workbooks import delimited, xlsx
from tracker.workbooks.apart import grid_of, read_apart
from tracker.workbooks.delimited import NOT_UTF_8, UNCLOSED, guarded, unguarded
from tracker.workbooks.grid import MOST_ROWS, Cell
from tracker.workbooks.refusing import BadWorkbook
from tracker.workbooks.xlsx import DAMAGED

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
RELATED = "xl/_rels/workbook.xml.rels"
SHARED = '<c t="s"><v>0</v></c>'  # the cell has the first of the strings


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def cells(content):
    """The cells of the first sheet, row by row."""
    return [list(row.cells) for row in xlsx.read(content).sheets[0].rows]


def with_part(content, name, change):
    """The file with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()) if part == name else text)
    return stream.getvalue()


def test_texts_numbers_days_and_truths_are_read():
    day, moment = date(2022, 10, 12), datetime(2022, 10, 12, 9, 30)  # noqa: DTZ001  # Excel knows no zones
    found = cells(saved(book_of(["a\nb", 5, 17.5, day, moment, True, None, "  c "])))
    assert found == [
        [
            Cell(1, "a\nb"),
            Cell(2, "5", "number"),
            Cell(3, "17.5", "number"),
            Cell(4, "2022-10-12", "day"),
            Cell(5, "2022-10-12", "day"),
            Cell(6, "TRUE"),
            Cell(8, "c"),
        ]
    ]


def test_a_day_shown_as_a_month_is_a_month_and_time_alone_is_a_number():
    book = book_of([date(2022, 4, 1), date(2022, 4, 1), 0.5, date(2022, 4, 1)])
    for cell, code in zip(book.active[1], ("mmm-yy", 'mmmm "of" yyyy', "[h]:mm", "dd/mm"), strict=True):
        cell.number_format = code
    assert [cell.kind for cell in cells(saved(book))[0]] == ["month", "month", "number", "day"]


def test_days_since_1904_are_the_same_days():
    book = book_of([date(2022, 10, 12)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert cells(saved(book)) == [[Cell(1, "2022-10-12", "day")]]


def test_what_a_formula_last_showed_is_read_and_nothing_is_worked_out():
    content = saved(book_of(["=1+1", "=NOW()"]))
    shown = with_part(content, SHEET, lambda text: re.sub("<v ?/>|<v></v>", "<v>2</v>", text, count=1))
    assert cells(shown) == [[Cell(1, "2", "number", formula=True), Cell(2, "", formula=True)]]


def test_a_formula_that_failed_is_a_fault():
    assert cells(saved(book_of(["#N/A"]))) == [[Cell(1, "#N/A", "fault")]]


def test_text_that_looks_like_a_formula_is_text():
    book = book_of(["x"])
    book.active["A1"].value, book.active["A1"].data_type = "=1+1", "s"
    assert cells(saved(book)) == [[Cell(1, "=1+1")]]


def test_bold_in_a_cell_is_noticed_and_how_it_is_read_aloud_left_out():
    book = book_of(["x", "y"])
    book.active["A1"].value = CellRichText("some ", TextBlock(InlineFont(b=True), "bold"))
    assert cells(saved(book)) == [[Cell(1, "some bold", styled=True), Cell(2, "y")]]


def test_what_excel_writes_for_signs_that_xml_does_not_hold_is_read():
    book = book_of(["a_x000D_\nb", "_x005F_x0041_", "x005F_"])
    assert [cell.text for cell in cells(saved(book))[0]] == ["a\nb", "_x0041_", "x005F_"]


def test_what_no_page_can_hold_is_left_out_wherever_it_stands():
    assert cells(saved(book_of(["a_xD800_b", "_x0000_c"]))) == [[Cell(1, "ab"), Cell(2, "c")]]


def test_what_says_that_it_is_a_day_and_is_none_is_text():
    content = with_part(
        saved(book_of([777])), "xl/worksheets/sheet1.xml", lambda part: part.replace('"n"><v>777', '"d"><v>2022-02-31')
    )
    assert cells(content) == [[Cell(1, "2022-02-31")]]


def test_what_is_merged_downwards_is_in_each_row_that_says_something():
    book = book_of(["Area", "One"], [None, "Two"], [None, "Three"], ["Other", "Four"])
    book.active.merge_cells("A1:A3")
    found = cells(saved(book))
    assert [row[0] for row in found] == [
        Cell(1, "Area"),
        Cell(1, "Area", merged=True),
        Cell(1, "Area", merged=True),
        Cell(1, "Other"),
    ]


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers():
    found = xlsx.read(saved(book_of([], ["a"], [], [], ["b"]))).sheets[0]
    assert [row.number for row in found.rows] == [2, 5]


def test_hidden_sheets_are_left_out():
    book = book_of(["a"])
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.create_sheet("Second")["A1"] = "b"
    assert [sheet.name for sheet in xlsx.read(saved(book)).sheets] == ["Sheet", "Second"]


def test_of_very_many_rows_no_more_than_can_be_used_are_read():
    sheet = xlsx.read(saved(book_of(*([f"row {number}"] for number in range(MOST_ROWS + 5))))).sheets[0]
    assert (len(sheet.rows), sheet.more) == (MOST_ROWS, True)


def test_columns_far_to_the_right_are_left_out_and_that_is_known():
    book = book_of(["a"])
    book.active["XFD1"] = "far"
    sheet = xlsx.read(saved(book)).sheets[0]
    assert (sheet.rows[0].texts, sheet.wider) == ({1: "a"}, True)


def test_it_is_read_apart_as_it_is_read_here():
    content = saved(book_of(["a", 5, date(2022, 10, 12)], ["=1+1"]))
    assert read_apart(content) == xlsx.read(content)


@pytest.mark.parametrize(
    ("name", "change"),
    {
        "no XML": (SHEET, lambda _: "<worksheet"),
        "a string that there is not": (SHEET, lambda text: re.sub("<c .*</c>", SHARED.replace("0", "9"), text)),
        "half a workbook": ("xl/workbook.xml", lambda text: text[:50]),
        "no relationships": ("_rels/.rels", lambda _: "<Relationships/>"),
        "a place that is none": (SHEET, lambda text: text.replace('<row r="1"', '<row r="x"')),
    }.values(),
)
def test_what_is_damaged_is_refused_in_words(name, change):
    content = with_part(saved(book_of(["text"])), name, change)
    with pytest.raises(BadWorkbook, match=DAMAGED):
        read_apart(content)


def with_strings(content, strings):
    """The file with a part of strings, of which its cell has the first."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = f'<Relationship Id="strings" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    content = with_part(content, SHEET, lambda text: re.sub("<c .*</c>", SHARED, text))
    content = with_part(content, RELATED, lambda text: text.replace("</Relationships>", related))
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    return stream.getvalue()


def test_strings_that_cells_share_are_read_and_entities_stand_for_nothing():
    declared = '<!DOCTYPE x [<!ENTITY a "secret">]>'
    strings = f'<?xml version="1.0"?>{declared}<sst xmlns="{MAIN}"><si><t>some&a;</t><rPh><t>loud</t></rPh></si></sst>'
    assert cells(with_strings(saved(book_of(["text"])), strings)) == [[Cell(1, "some")]]
    styled = f'<sst xmlns="{MAIN}"><si><r><t xml:space="preserve">a </t></r><r><rPr><b/></rPr><t>b</t></r></si></sst>'
    assert cells(with_strings(saved(book_of(["text"])), styled)) == [[Cell(1, "a b", styled=True)]]


def test_what_would_take_all_memory_is_refused():
    cell = '<c t="inlineStr"><is><t>' + "a" * 1000 + "</t></is></c>"
    row = f"<row>{cell * 90}</row>"
    content = with_part(
        saved(book_of(["text"])),
        SHEET,
        lambda text: text.replace("<sheetData>", "<sheetData>" + row * 500),
    )
    with pytest.raises(Invalid, match=r"too (much|long)"):
        read_apart(content)


def test_nothing_but_a_grid_is_taken_for_one():
    with pytest.raises(ValueError, match="does not say"):
        grid_of(["Grid", "no sheets", []])


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"Hello"])
def test_no_archive_is_refused(content):
    with pytest.raises(BadWorkbook):
        xlsx.read(content)


def rows_of(content):
    return [list(row.texts.values()) for row in delimited.read(content).sheets[0].rows]


@pytest.mark.parametrize(
    ("content", "remarks"),
    {
        "commas": (b'a,b\r\n"c,d",e\r\n', ()),
        "semicolons": (b"a;b\r\nc,d;e\r\n", ("Its cells are separated by semicolons.",)),
        "tabs": (b"a\tb\r\nc,d\te\r\n", ("Its cells are separated by tabs.",)),
        "a separator that it says": (b"sep=;\r\na;b\r\nc,d;e\r\n", ("Its cells are separated by semicolons.",)),
        "UTF-16": ("a\tb\r\nc,d\te\r\n".encode("utf-16"), ("Its cells are separated by tabs.",)),
        "a mark": (b'\xef\xbb\xbfa,b\r\n"c,d",e\r\n', ()),
        "lines as an old Mac ends them": (b'a,b\r"c,d",e\r', ()),
    }.values(),
)
def test_csv_is_read_whatever_separates_its_cells(content, remarks):
    assert rows_of(content) == [["a", "b"], ["c,d", "e"]]
    assert delimited.read(content).remarks == remarks


@pytest.mark.parametrize("text", ["1. x;\n2. y;\n3. z;", "x\ty\nx\ty\nx\ty", 'say "a;b"\n;;;;'])
def test_signs_in_a_text_of_several_lines_separate_no_cells(text):
    rows = [["Task objective", "Who?", "Timescale"], [text, text, "soon"]]
    assert rows_of(delimited.written(rows)) == rows


def test_text_as_windows_writes_it_is_read_and_that_is_said():
    grid = delimited.read("a,b\r\n£5,café\r\n".encode("cp1252"))
    assert [list(row.texts.values()) for row in grid.sheets[0].rows] == [["a", "b"], ["£5", "café"]]
    assert grid.remarks == (NOT_UTF_8,)


def test_a_quotation_mark_that_is_never_closed_is_told():
    grid = delimited.read(b'a,b\r\n"c,d\r\ne,f\r\n')
    assert grid.remarks == (UNCLOSED,)
    assert [list(row.texts.values()) for row in grid.sheets[0].rows] == [["a", "b"], ["c,d\ne,f"]]


def test_a_cell_that_never_ends_is_refused():
    with pytest.raises(BadWorkbook, match="cannot be read as CSV"):
        delimited.read(b'a,b\r\n"' + b"x" * 200_000)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "'=1", "''", "'", "it's", "", "plain", "'tis"])
def test_no_text_begins_a_formula_and_all_come_back(text):
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))
    assert unguarded(guarded(text)) == text
    content = delimited.written([["head", "next"], [text.strip() or "x", "y"]])
    assert rows_of(content)[1] == [text.strip() or "x", "y"]
