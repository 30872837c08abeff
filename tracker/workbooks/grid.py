"""What stands in a workbook: sheets, rows and cells as plain values, each with its place."""

from dataclasses import dataclass
from typing import Final, Literal

CellKind = Literal["text", "number", "day", "month", "fault"]

MOST_ROWS: Final = 1_100  # of a sheet that say something: a thousand actions, and what may stand above them
MOST_COLUMNS: Final = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says something; ``column`` counts from 1.

    A ``day`` is written 2022-10-12; a ``month`` too, where the cell shows no more of it than month and year. A
    ``fault`` is what a formula shows that failed. ``formula`` says that the text is what a formula last showed, which
    may be nothing. ``styled`` says that some of it is bold or italic, ``merged`` that the
    cell is merged with the one above, whose text this is.
    """

    column: int
    text: str
    kind: CellKind = "text"
    formula: bool = False
    styled: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that says something; ``number`` is the one that Excel shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> dict[int, str]:
        """What its cells say, by column."""
        return {cell.column: cell.text for cell in self.cells}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; ``more`` says that it has more rows than are read, ``wider`` more columns."""

    name: str
    rows: tuple[GridRow, ...]
    more: bool = False
    wider: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A file: its sheets in order, less hidden ones; ``remarks`` say how it was read where that was a choice."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()
