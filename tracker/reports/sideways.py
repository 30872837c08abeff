"""Tables laid out sideways: the names of the fields in the first column, and beside them what each says."""

from dataclasses import dataclass, field

from tracker.reports.columns import MAX_COLUMNS, AppendixKind, heading_field, is_ours, joined
from tracker.reports.numbers import numbered
from tracker.reports.rows import FieldRow
from tracker.reports.scale import Scale
from tracker.word.document import Cell, Table, TableRow


@dataclass(frozen=True, slots=True)
class Sideways:
    """What such a table is of, its actions or standards as rows, and the names in it that say nothing to us."""

    kind: AppendixKind
    rows: tuple[FieldRow, ...]
    left_out: tuple[str, ...]


def sideways(table: Table, scale: Scale) -> Sideways | None:
    """``table`` turned, if the names of the fields stand in its first column."""
    named = [row.cells for row in table.rows if 1 < len(row.cells) <= MAX_COLUMNS]
    for kind in ("plan", "assessment"):
        names = {heading_field(kind, cell.text, scale) for cells in named for cell in (cells[0], cells[-2])} - {""}
        if _is_whole(kind, names) or (kind == "plan" and is_ours([cells[0].text for cells in named])):
            turner = _Turner(kind, scale)
            for row in table.rows:
                turner.add(row)
            return Sideways(kind, turner.finished(table.place), tuple(turner.left_out))
    return None


def _is_whole(kind: AppendixKind, names: set[str]) -> bool:
    if kind == "plan":
        return bool(names & {"steps", "objective"}) and len(names) >= 4
    return "rating" in names and len(names) >= 2


@dataclass
class _Record:
    """One action or standard while its rows are gathered: it began with field ``first``, and was last at ``last``."""

    row: int
    column: int
    first: str
    cells: dict[str, Cell] = field(default_factory=dict)
    last: str = ""

    def add(self, name: str, cell: Cell) -> None:
        self.cells[name] = joined(self.cells[name], cell) if name in self.cells else cell
        self.last = name


class _Turner:
    def __init__(self, kind: AppendixKind, scale: Scale) -> None:
        self.kind: AppendixKind = kind
        self.scale = scale
        self.done: list[_Record] = []
        self.open: dict[int, _Record] = {}
        self.left_out: list[str] = []

    def add(self, row: TableRow) -> None:
        pairs = self._pairs(row)
        if any(column in self.open and self.open[column].first == name for column, name, _ in pairs):
            self._close()
        for column, name, cell in pairs:
            if column not in self.open:
                self.open[column] = _Record(row.number, column, name)
            self.open[column].add(name, cell)
        if not pairs and not row.is_blank:
            self._unnamed(row)

    def finished(self, place: str) -> tuple[FieldRow, ...]:
        self._close()
        several = {record.column for record in self.done} != {1}
        rows = [
            FieldRow(f"{place}, {f'column {record.column + 1}' if several else f'row {record.row}'}", record.cells)
            for record in self.done
        ]
        return tuple(row for row in rows if row.text)

    def _close(self) -> None:
        self.done += self.open.values()
        self.open = {}

    def _pairs(self, row: TableRow) -> list[tuple[int, str, Cell]]:
        """What the row says of each record, by the record's column: one name for all, or two names with a text each."""
        cells = row.cells[:MAX_COLUMNS]
        names = [heading_field(self.kind, cell.text, self.scale) for cell in cells]
        if len(cells) < 2 or not names[0]:
            return []
        if len(cells) == 4 and names[2] and not names[1]:
            return [(1, names[0], cells[1]), (1, names[2], cells[3])]
        return [(column, names[0], cell) for column, cell in enumerate(cells[1:], 1)]

    def _unnamed(self, row: TableRow) -> None:
        """A row that no field's name leads: a standard above its fields, more of the one before, or something else."""
        first, *others = row.cells
        is_standard = self.kind == "assessment" and bool(numbered({"standard": first}, ()).number)
        if is_standard:
            self._close()
            self.open[1] = _Record(row.number, 1, "standard")
            for cell in row.cells:
                self.open[1].add("standard", cell)
        elif self.open and others and not first.text:
            for column, cell in enumerate(others, 1):
                if column in self.open:
                    self.open[column].add(self.open[column].last, cell)
        elif len(row.cells) == 1 and self.open:
            self._below(first)
        elif others and any(cell.text for cell in others):
            self.left_out.append(first.text)

    def _below(self, cell: Cell) -> None:
        """A name in a row of its own says what follows; any other text goes on what went before."""
        record = next(iter(self.open.values()))
        name = heading_field(self.kind, cell.text, self.scale)
        if name:
            record.last = name
        elif record.last:
            record.add(record.last, cell)
