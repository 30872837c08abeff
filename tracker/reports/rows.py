"""A table's rows by field, with what is merged downwards in each of the rows that it belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.reports.columns import Columns, joined
from tracker.reports.remarks import PLAIN, Confidence, Remark, likely, note
from tracker.reports.scale import TICK
from tracker.reports.wording import shortened
from tracker.word.document import Cell, TableRow

NO_WORDS = "There are no words in it."
OWN = {"number", "standard", "objective", "steps", "outcomes"}  # what makes a row: never taken from the one above
SHARED = ("rating", "notes", "who", "timescale", "completion", "state")
MERGED = likely("Its rating is merged with the row above; it was taken for both.")


def words_of(cells: Iterable[Cell]) -> str:
    """What cells say, the automatic number of one that says nothing else; never nothing, so that a person sees it."""
    return " | ".join(words for cell in cells if (words := cell.text or cell.label)) or NO_WORDS


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row's cells by field; ``place`` is where it stands."""

    place: str
    cells: dict[str, Cell]
    confidence: Confidence = PLAIN
    tick_means: str = ""

    @property
    def text(self) -> str:
        """All that it says."""
        return words_of(self.cells.values())

    def remarks(self) -> Iterator[Remark]:
        """On what is merged with the row above."""
        for name in SHARED[1:]:
            if name in self.cells and self.cells[name].continues and self.cells[name].text:
                words = shortened(self.cells[name].text)
                yield note(self.place, f"“{words}” is merged with the row above; it was taken for both.")


def field_rows(columns: Columns, rows: Iterable[TableRow], place: str) -> Iterator[FieldRow]:
    """The rows that say something. A standard's row goes on in those that are merged with it or that only add to it."""
    above: dict[str, Cell] = {}
    held: FieldRow | None = None
    for row in rows:
        cells = columns.cells(row)
        down = [name for name, cell in cells.items() if cell.continues and name in set(above) - OWN]
        merged = {name: replace(above[name], continues=True) for name in down}
        doubt = MERGED if any(_is_rating(name) for name in merged) else PLAIN
        confidence = columns.confidence + doubt
        found = FieldRow(f"{place}, row {row.number}", cells | merged, confidence, columns.tick_means)
        above = found.cells
        if row.is_blank and not merged:
            continue
        longer = _joined(held, found, columns) if held and columns.kind == "assessment" else None
        if held and longer is None:
            yield held
        held = longer or found
    if held:
        yield held


def _joined(first: FieldRow, row: FieldRow, columns: Columns) -> FieldRow | None:
    """``first`` with what ``row`` adds to it, where the two are one standard's."""
    standard = row.cells.get("standard") or row.cells.get("number")
    if standard is None or standard.text or standard.label or any(_says(row, name) for name in ("standard", "number")):
        return None
    if standard.continues and not (_rates(row) and _rates(first)):
        return _with(first, row, likely("Its row is merged with the next; what both say was taken together."))
    if _is_wide(first, columns) and _rates(row):
        return _with(first, row, likely("Its rating stands in the row below its wording."))
    return None


def _with(first: FieldRow, row: FieldRow, confidence: Confidence) -> FieldRow:
    added = {
        name: joined(first.cells[name], cell) if _says(first, name) else cell
        for name, cell in row.cells.items()
        if (name in SHARED or _is_rating(name)) and not cell.continues
    }
    return replace(first, cells=first.cells | added, confidence=first.confidence + confidence)


def _is_rating(name: str) -> bool:
    return name == "rating" or name.startswith(TICK)


def _says(row: FieldRow, name: str) -> bool:
    return name in row.cells and bool(row.cells[name].text or row.cells[name].label)


def _rates(row: FieldRow) -> bool:
    """Whether the row has something of its own where ratings stand."""
    return any((cell.text or cell.shade) and not cell.continues for name, cell in row.cells.items() if _is_rating(name))


def _is_wide(row: FieldRow, columns: Columns) -> bool:
    """Whether the wording is merged across the columns of ratings and notes."""
    standard = row.cells.get("standard")
    return bool(standard and standard.text and standard.span >= columns.width > 1)
