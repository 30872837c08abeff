"""One table as an Excel workbook that is read back: a value a cell, real days, and text that stays text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tracker.printing.cells import cell_lines, height_of
from tracker.printing.looks import LookName, escaped, look, looks
from tracker.printing.names import headings, sheet_names
from tracker.printing.sheet_pages import set_page
from tracker.printing.xlsx import saved
from tracker.richtext import plain

LINE: Final = 12.75  # points, in the size of the table's text
TALLEST: Final = 409.0  # points
TO_FILL: Final = 1_000  # rows below the header in which something may be typed
DAY: Final = "d mmmm yyyy"
AS_TYPED: Final = "@"  # Excel makes no day of "Apr 2022" in such a cell

Value = str | date | int | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column, ``width`` characters wide. A ``day`` one holds days; of a list of ``choices`` one can be picked."""

    heading: str
    width: int
    day: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet: its title, sentences above the table, and the table. One ``to_fill`` has room for rows to come."""

    title: str
    sentences: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    to_fill: bool = False


def to_listing_workbook(listings: Sequence[Listing], *, author: str, running: str, at: datetime) -> bytes:
    """The ``.xlsx`` file with a sheet for each of ``listings``; ``at`` is when it says that it was made.

    ``running`` stands at the head of each page beside ``author``. Whatever people typed stays text, also where it
    begins like a formula.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in looks():
        book.add_named_style(style)
    names = sheet_names(listing.title for listing in listings)
    for number, (name, listing) in enumerate(zip(names, listings, strict=True), 1):
        sheet = book.create_sheet(name)
        set_page(sheet, author, running, listing.title)
        _Filling(sheet, listing).fill(f"Table{number}")
    return saved(book, title=listings[0].title, author=author, keywords="", at=at)


class _Filling:
    """Writes a listing from the top of its sheet; ``row`` is the last one written."""

    def __init__(self, sheet: Worksheet, listing: Listing) -> None:
        self.sheet, self.listing, self.row = sheet, listing, 0
        sheet.sheet_view.showGridLines = listing.to_fill

    def fill(self, name: str) -> None:
        self._line(self.listing.title, "Title", 26)
        for sentence in self.listing.sentences:
            self._line(sentence, "Sentence", 20)
        columns = self.listing.columns
        self.row += 1
        header = self.row
        for place, title in enumerate(headings(column.heading for column in columns), 1):
            self._put(place, title, "Heading")
        for values in self.listing.rows:
            self._record(values)
        self._dress(header, name)

    def _line(self, text: str, name: LookName, height: float) -> None:
        self.row += 1
        self._put(1, text, name)
        self.sheet.row_dimensions[self.row].height = height

    def _record(self, values: Sequence[Value]) -> None:
        self.row += 1
        height = 1
        for place, (column, value) in enumerate(zip(self.listing.columns, values, strict=True), 1):
            cell = self._put(place, value, "Text")
            cell.number_format = DAY if column.day else AS_TYPED if isinstance(value, str) else "General"
            height = max(height, height_of(cell_lines(plain(str(value or ""))), column.width))
        self.sheet.row_dimensions[self.row].height = min(TALLEST, 4 + height * LINE)

    def _put(self, place: int, value: Value, name: LookName) -> Cell:
        cell = cast("Cell", self.sheet.cell(self.row, place))  # nothing is merged here
        cell.style = look(name)
        if isinstance(value, str) and value:
            cell.value = escaped(value)
            cell.data_type = "s"  # a text, whatever it looks like
            cell.quotePrefix = value.startswith(("=", "+", "-", "@", "'"))  # also once it is edited
        elif not isinstance(value, str):
            cell.value = value
        return cell

    def _dress(self, header: int, name: str) -> None:
        """Widths, what stays in sight and on paper is repeated, and what can be filtered."""
        columns = self.listing.columns
        last = get_column_letter(len(columns))
        self.sheet.freeze_panes = f"A{header + 1}"
        self.sheet.print_title_rows = f"{header}:{header}"
        below = self.row + (TO_FILL if self.listing.to_fill else 0)
        for place, column in enumerate(columns, 1):
            letter = get_column_letter(place)
            dimension = self.sheet.column_dimensions[letter]
            dimension.width = column.width
            if self.listing.to_fill:
                dimension.number_format = DAY if column.day else AS_TYPED
                dimension.alignment = Alignment("left", "top", wrap_text=True)
            if column.choices and below > header:
                self._offer(column, f"{letter}{header + 1}:{letter}{below}")
        if self.row > header:  # Excel takes no table without a row
            self.sheet.add_table(Table(displayName=name, ref=f"A{header}:{last}{self.row}"))

    def _offer(self, column: TableColumn, cells: str) -> None:
        """A list to pick from; what is typed instead is looked at when the file is brought in."""
        listed = ",".join(column.choices)
        offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        offered.errorTitle, offered.error = column.heading, f"One of: {listed.replace(',', ', ')}."
        offered.add(cells)
        self.sheet.add_data_validation(offered)
