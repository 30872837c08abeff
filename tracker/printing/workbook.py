"""The appendices as an Excel workbook: a sheet an appendix, its table one that can be filtered and sorted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from textwrap import wrap
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tracker.printing.cells import Line, cell_lines, height_of, text_of
from tracker.printing.looks import LookName, cell_text, look, looks
from tracker.printing.names import headings, sheet_names
from tracker.printing.records import WIDTH, Record, Records
from tracker.printing.sheet_pages import set_page
from tracker.printing.xlsx import saved
from tracker.richtext import Run, clean, plain
from tracker.word.appendix import Appendix, AppendixDocument

LINE: Final = 12.75  # points, in the size of the table's text


def to_workbook(document: AppendixDocument, *, at: datetime) -> bytes:
    """The ``.xlsx`` file of ``document``; ``at`` is when it says that it was made.

    Whatever people typed stays text, also where it begins like a formula. Sections are a column, not rows, so that the
    rows can be sorted. What is too long for Excel's tallest row goes on in the next one, which says so.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in looks():
        book.add_named_style(style)
    titles = [document.summary.title] if document.summary else []
    titles += [appendix.title for appendix in document.appendices]
    sheets = [
        _Sheet(book.create_sheet(name), document, title)
        for name, title in zip(sheet_names(titles), titles, strict=True)
    ]
    if document.summary:
        sheets.pop(0).say(document.summary.sentences)
    for number, (sheet, appendix) in enumerate(zip(sheets, document.appendices, strict=True), 1):
        sheet.say([appendix.lead])
        sheet.table(appendix, f"Appendix{number}")
        sheet.note(appendix.closing)
    return saved(book, title=document.title, author=document.author, keywords=document.keywords, at=at)


class _Sheet:
    """Writes a sheet from its top to its end; ``row`` is the last one written."""

    def __init__(self, sheet: Worksheet, document: AppendixDocument, title: str) -> None:
        self.sheet, self.row = sheet, 0
        sheet.sheet_view.showGridLines = False
        set_page(sheet, document.author, document.running_title, title, document.notice)
        self._lines(title, "Title", width=WIDTH * 5 // 8, height=26)
        self.say([document.notice])

    def say(self, sentences: Iterable[str]) -> None:
        """Sentences, each from a row of its own."""
        for sentence in sentences:
            self._lines(sentence, "Sentence", width=WIDTH * 7 // 8, height=20)

    def note(self, text: str) -> None:
        """What stands below a table."""
        self._lines(text, "Note", width=WIDTH * 5 // 4, height=16)

    def _lines(self, text: str, name: LookName, *, width: int, height: int) -> None:
        """Text beside no table, a row a line: nothing is merged, and nothing runs off the paper."""
        for line in wrap(clean(text), width):
            self.row += 1
            self._write(1, [(Run(line),)], name)
            self.sheet.row_dimensions[self.row].height = height

    def table(self, appendix: Appendix, name: str) -> None:
        """The table, under a header that stays in sight and on paper is repeated."""
        records = Records(appendix)
        letters = [get_column_letter(place) for place in range(1, len(records.columns) + 1)]
        for letter, width in zip(letters, records.widths, strict=True):
            self.sheet.column_dimensions[letter].width = width
        titles = headings(column.heading for column in records.columns)
        styles: list[LookName] = ["Code heading" if column.coded else "Heading" for column in records.columns]
        self._record([cell_lines(plain(title)) for title in titles], records.widths, styles)
        header = self.row
        self.sheet.freeze_panes = f"A{header + 1}"
        self.sheet.print_title_rows = f"{header}:{header}"
        styles = ["Code" if column.coded else "Text" for column in records.columns]
        for record in records:
            self._record(record, records.widths, styles)
        if self.row > header:  # Excel takes no table without a row
            self.sheet.add_table(Table(displayName=name, ref=f"A{header}:{letters[-1]}{self.row}"))

    def _record(self, record: Record, widths: Sequence[int], names: Sequence[LookName]) -> None:
        """A row of the table, tall enough for what is in it."""
        self.row += 1
        for place, (lines, name) in enumerate(zip(record, names, strict=True), 1):
            self._write(place, lines, name)
        height = max(height_of(lines, width) for lines, width in zip(record, widths, strict=True))
        self.sheet.row_dimensions[self.row] = _Fitting(self.sheet, self.row, ht=4 + max(1, height) * LINE)

    def _write(self, place: int, lines: Sequence[Line], name: LookName) -> None:
        cell = self.sheet.cell(self.row, place)
        cell.style = look(name)
        if lines:
            cell.value = cell_text(lines)
            cell.data_type = "s"  # a text, whatever it looks like
            cell.quotePrefix = text_of(lines[0]).startswith(("=", "+", "-", "@", "'"))  # also once it is edited


class _Fitting(RowDimension):
    """A row whose height is ours at first and Excel's once something in it changes."""

    customHeight = False  # noqa: N815  # openpyxl's name
