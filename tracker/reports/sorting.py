"""Which tables of a document are ours: each as rows of an assessment or a plan, or left alone with a reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.reports.columns import AppendixKind, Columns, header, ratings_header, with_ticks
from tracker.reports.comparison import is_comparison
from tracker.reports.found import ReadRating, Unplaced
from tracker.reports.glossary import is_glossary
from tracker.reports.inferred import inferred_columns
from tracker.reports.matching import Standards
from tracker.reports.plan_rows import is_row
from tracker.reports.remarks import Remark, Sureness, note, stop
from tracker.reports.rows import FieldRow, field_rows, words_of
from tracker.reports.sideways import Sideways, sideways
from tracker.reports.wording import shortened
from tracker.richtext import tidy
from tracker.word.document import Cell, Line, Table, TableRow

LIKE_A_PLAN = (
    "This looks like a delivery plan, but nothing says what its columns are. Give it a header row with names such as "
    "Area of work, Task objective, Action, Outcome, Who, Timescale, Actual completion."
)
LIKE_AN_ASSESSMENT = (
    "This looks like a self-assessment, but nothing says what its columns are. "
    "Give it a header row with names such as Standard, C/PC, Notes."
)
LEFT_ALONE = "This table is neither a self-assessment nor a delivery plan, so it was left alone."
ABOVE = "This row stands above the header row. Move it below."

HEADER_ROWS = 3  # a header may follow a title row or two
PLAN_LIKE = 5  # cells with text, in a row that may be an action


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of ours from one table. ``is_headed`` says that they do not merely go on the table before."""

    kind: AppendixKind
    place: str
    rows: tuple[FieldRow, ...]
    is_headed: bool
    remarks: tuple[Remark | Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Rows of a table under one header, or under none."""

    columns: Columns | None
    rows: tuple[TableRow, ...]
    above: tuple[TableRow, ...] = ()


class Sorter:
    """Takes the tables of a document in order; one without a header goes on one before it of the same width."""

    def __init__(self, standards: Standards) -> None:
        self.standards = standards
        self.inherited: dict[int, Columns] = {}

    def sort(self, table: Table, above: Line | None = None) -> Iterator[Piece | Remark | Unplaced]:
        """The pieces of ours in ``table``, or in tables inside it, and what is to be said of it.

        The line ``above`` it may name the standard that all of it is about. A list of abbreviations is none of them,
        nor is the comparison with another year.
        """
        standard = self._standard_in(above) if above else None
        if is_glossary(table) or is_comparison(table):
            return
        stretches = _stretches(table, self.standards)
        if stretches[0].columns is None:
            turned = sideways(table, self.standards.scale)
            titled = self._titled(table, standard) if standard else None
            piece = self._turned(turned, table.place, standard) if turned else titled
            if piece:
                yield piece
                return
        for stretch in stretches:
            if stretch.columns:
                yield self._headed(stretch, stretch.columns, table)
            elif piece := self._unheaded(stretch, table):
                yield piece
            else:
                yield from self._inside(table, stretch)

    def _inside(self, table: Table, stretch: _Stretch) -> Iterator[Piece | Remark | Unplaced]:
        inner = [one for row in stretch.rows for cell in row.cells for one in cell.inner]
        found = [item for one in inner for item in self.sort(one)]
        if any(isinstance(item, Piece) for item in found):
            yield from found
        else:
            yield from self._left_alone(table, stretch)

    def _standard_in(self, line: Line) -> Cell | None:
        """What ``line`` says, as the cell of a standard, where it names one."""
        cell = Cell(0, 1, tidy((line.block,)), label=line.label)
        return cell if self.standards.identify({"standard": cell}).number in self.standards.texts else None

    def _turned(self, turned: Sideways, place: str, standard: Cell | None) -> Piece:
        remarks = tuple(_left_out(place, name) for name in turned.left_out)
        rows = _about(standard, turned.rows) if turned.kind == "assessment" and standard else turned.rows
        return Piece(turned.kind, place, rows, True, remarks)

    def _titled(self, table: Table, standard: Cell) -> Piece | None:
        """A table of ratings alone, below a line that names its standard."""
        columns = ratings_header(table.rows[0], self.standards.scale) if table.rows else None
        if columns is None or len(columns.fields) < 2:
            return None
        rows = tuple(field_rows(columns, table.rows[1:], table.place))
        remarks = tuple(self._on_header(_Stretch(columns, table.rows[1:]), columns, table.place))
        return Piece("assessment", table.place, _about(standard, rows), True, remarks)

    def _headed(self, stretch: _Stretch, columns: Columns, table: Table) -> Piece:
        self.inherited[columns.width] = columns
        rows = tuple(field_rows(columns, stretch.rows, table.place))
        remarks = (*self._on_header(stretch, columns, table.place), *self._above(stretch, columns, table.place))
        return Piece(columns.kind, table.place, rows, True, remarks)

    def _unheaded(self, stretch: _Stretch, table: Table) -> Piece | None:
        """Rows that go on an earlier table, or say by themselves what their columns are."""
        before = self.inherited.get(_width(stretch.rows))
        told = inferred_columns(stretch.rows, self.standards.scale, self.standards.texts)
        for columns in (before, told):
            rows = tuple(field_rows(columns, stretch.rows, table.place)) if columns else ()
            ours = [index for index, row in enumerate(rows) if columns and self._is_ours(columns.kind, row.cells)]
            if columns and ours:
                self.inherited[columns.width] = columns
                remarks = tuple(self._on_header(stretch, columns, table.place))
                above = self._header_rows(rows[: ours[0]]) if columns is told else 0
                return Piece(columns.kind, table.place, rows[above:], False, remarks)
        return None

    def _header_rows(self, rows: tuple[FieldRow, ...]) -> int:
        """How many of the rows above the first of ours are a header that says nothing to us: none that rates."""
        rates = any(self.standards.scale.judge(row.cells).code for row in rows)
        return 0 if rates or len(rows) > HEADER_ROWS else len(rows)

    def _on_header(self, stretch: _Stretch, columns: Columns, place: str) -> Iterator[Remark]:
        for heading in columns.rivals:
            words = shortened(heading)
            yield stop(place, f"“{words}” is a second column of ratings. Delete the one that is not meant.")
        for heading in columns.left_out(stretch.rows):
            yield _left_out(place, heading)

    def _above(self, stretch: _Stretch, columns: Columns, place: str) -> Iterator[Remark | Unplaced]:
        for row in stretch.above:
            if self._is_ours(columns.kind, columns.cells(row)):
                yield from self._unplaced(row, place, ABOVE)

    def _left_alone(self, table: Table, stretch: _Stretch) -> Iterator[Remark | Unplaced]:
        """A note, or a stop where the rows may well be ours."""
        full = [row for row in stretch.rows if sum(bool(cell.text) for cell in row.cells) >= PLAN_LIKE]
        before = self.inherited.get(_width(stretch.rows))
        goes_on = before is not None and before.kind == "plan"
        planned = full if goes_on else [row for row in full if is_row({"area": row.cells[0]}, self.standards)]
        rated = [row for row in stretch.rows if self._is_like_a_rating(row)]
        if planned or rated:
            yield stop(table.place, LIKE_A_PLAN if planned else LIKE_AN_ASSESSMENT, settled_by_hand=True)
            for row in planned or rated:
                yield self._unplaced_row(row, table.place, "Nothing says what the columns of its table are.")
        else:
            yield note(table.place, LEFT_ALONE)

    def _is_like_a_rating(self, row: TableRow) -> bool:
        first = row.cells[0] if row.cells else None
        return bool(first and len(first.text.split()) > 3 and self.standards.is_row({"standard": first}))

    def _is_ours(self, kind: AppendixKind, cells: Mapping[str, Cell]) -> bool:
        return self.standards.is_row(cells) if kind == "assessment" else is_row(cells, self.standards)

    def _unplaced(self, row: TableRow, place: str, reason: str) -> Iterator[Remark | Unplaced]:
        yield stop(f"{place}, row {row.number}", reason, settled_by_hand=True)
        yield self._unplaced_row(row, place, reason)

    def _unplaced_row(self, row: TableRow, place: str, reason: str) -> Unplaced:
        """A row whose columns are not known; its number, and its rating where one cell is one, are told anyway."""
        place, why = f"{place}, row {row.number}", (reason,)
        text = words_of(row.cells)
        number = self.standards.numbered({"standard": row.cells[0]}).number if row.cells else ""
        if number not in self.standards.texts:
            return Unplaced(place, text, why)
        read = next((cell.text for cell in row.cells if self.standards.scale.code(cell.text)), "")
        code = self.standards.scale.code(read)
        rating = ReadRating(number=number, code=code, read=read, notes=(), place=place, sure=Sureness.UNSURE, why=why)
        return Unplaced(place, text, why, rating=rating)


def _about(standard: Cell, rows: tuple[FieldRow, ...]) -> tuple[FieldRow, ...]:
    """``rows``, the first of which is that of ``standard`` where it says of none itself."""
    if not rows or {"standard", "number"} & set(rows[0].cells):
        return rows
    return (replace(rows[0], cells={"standard": standard} | rows[0].cells), *rows[1:])


def _width(rows: Iterable[TableRow]) -> int:
    return max((row.columns for row in rows), default=0)


def _left_out(place: str, heading: str) -> Remark:
    return note(place, f"The column “{shortened(heading)}” is not one that is kept here, so it was left out.")


def _stretches(table: Table, standards: Standards) -> list[_Stretch]:
    """The rows of ``table`` under each header in it; a header that is only repeated is left out."""
    found: list[_Stretch] = []
    rows: list[TableRow] = []
    columns: Columns | None = None
    above: tuple[TableRow, ...] = ()
    for index, row in enumerate(table.rows):
        named = header(row, standards.scale)
        if named is None:
            rows.append(row)
        elif columns is None or named.fields != columns.fields:
            if columns is None and index < HEADER_ROWS:
                above, rows = tuple(rows), []
            elif rows:
                found.append(_stretch(columns, rows, above, standards))
                above, rows = (), []
            columns = named
    return [*found, _stretch(columns, rows, above, standards)]


def _stretch(
    columns: Columns | None, rows: list[TableRow], above: tuple[TableRow, ...], standards: Standards
) -> _Stretch:
    divided = with_ticks(columns, rows[0], standards.scale) if columns and rows else None
    return _Stretch(divided, tuple(rows[1:]), above) if divided else _Stretch(columns, tuple(rows), above)
