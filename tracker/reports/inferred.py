"""Columns that no header names, told by what stands in them: numbers of standards in one, codes in another."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from tracker.reports.columns import MAX_COLUMNS, Columns
from tracker.reports.numbers import numbered
from tracker.reports.remarks import likely
from tracker.reports.scale import Scale
from tracker.word.document import Cell, TableRow

FEWEST = 3  # rows that must agree
NO_HEADER = "No header row says what the columns are; they were told by what stands in them."


def inferred_columns(rows: Sequence[TableRow], scale: Scale, known: Collection[str]) -> Columns | None:
    """The columns of a self-assessment without a header of ours, where at least three rows agree."""
    cells = [cell for row in rows if len(row.cells) <= MAX_COLUMNS for cell in row.cells]
    standard = _column(cells, lambda cell: numbered({"standard": cell}, known).number in known)
    rating = _column(cells, lambda cell: scale.code(cell.text) is not None)
    if standard is None or rating is None or standard == rating:
        return None
    fields = {column: "notes" for column in {cell.column for cell in cells if cell.text} if column > standard}
    fields |= {standard: "standard", rating: "rating"}
    if _is_only_numbers(cells, standard) and rating != standard + 1 and standard + 1 in fields:
        fields |= {standard: "number", standard + 1: "standard"}
    width = max(row.columns for row in rows)
    return Columns("assessment", fields, width, confidence=likely(NO_HEADER))


def _column(cells: list[Cell], fits: Callable[[Cell], bool]) -> int | None:
    """The column in which at least three cells fit, and most."""
    full = Counter(cell.column for cell in cells if cell.text)
    fitting = Counter(cell.column for cell in cells if cell.text and fits(cell))
    good = [column for column, count in fitting.items() if count >= FEWEST and count > full[column] / 2]
    return min(good) if good else None


def _is_only_numbers(cells: list[Cell], column: int) -> bool:
    texts = [cell.text for cell in cells if cell.column == column and cell.text]
    return sum(len(text.split()) <= 2 for text in texts) > len(texts) / 2
