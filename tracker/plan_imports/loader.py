"""Rows of a plan out of a spreadsheet's cells: its columns known by their headings, each cell read as its field."""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tracker.clock import in_words, month_in_words
from tracker.errors import Invalid
from tracker.phrases import Calendar, understand
from tracker.plan_exports.rules import CUT, HEADINGS, WORKED_OUT, out_of_cell, out_of_id
from tracker.plan_imports.rules import MOST_ROWS, ReadSheet, SheetRow
from tracker.plans.rules import ActionState
from tracker.reports.areas import area_title, is_numbers, numbers_in
from tracker.reports.columns import heading_field
from tracker.reports.scale import Scale
from tracker.reports.wording import key, shortened
from tracker.richtext import clean
from tracker.standards.rules import FrameworkWording
from tracker.workbooks.grid import MOST_COLUMNS, Cell, Grid, GridRow, Sheet

HEADER_WITHIN: Final = 40  # rows that say something
OWN_ROW: Final = frozenset({"objective", "steps", "outcomes"})  # what makes a row: never taken from the one above
NO_TABLE: Final = (
    "No table of a delivery plan was found. It is known by a row of headings, among them the task objective and one "
    "more, such as Action, Outcome, Who? or Timescale. The template has them all."
)

_OURS = {key(heading): name for name, heading in HEADINGS.items()}
_STATES = {key(state): state for state in ActionState}
_DAY_OF_EXCEL = re.compile(r"(\d{1,2})[-\s]([A-Za-z]{3})[-\s](\d{2}|\d{4})")
_BEGINS_WITH_A_DAY = re.compile(r"\d{1,2}(st|nd|rd|th)?[ /.-]")
_ANY_YEAR: Final = Calendar(year_starts=9)  # a day is the same in each
_DAY_IN_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_SERIAL = range(32_874, 109_941)  # the numbers by which Excel counts the days from 1990 to 2200


class _Refused(ValueError):
    """A cell that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The fields by column; ``left_out`` are the headings, by column, that say nothing to us."""

    fields: Mapping[int, str]
    left_out: Mapping[int, str]


def read_sheet(grid: Grid, framework: FrameworkWording) -> ReadSheet:
    """The rows of the first plan in ``grid``. Raises ``Invalid`` where there is none, or far too much of it."""
    scale = Scale(framework)
    tables = [(sheet, *found) for sheet in grid.sheets if (found := _header(sheet, scale))]
    if not tables:
        raise Invalid(NO_TABLE)
    sheet, place, columns = tables[0]
    below = sheet.rows[place + 1 :]
    if sheet.more or len(below) > MOST_ROWS:
        raise Invalid(f"It has more than {MOST_ROWS:,} rows. Divide it, and bring in one part after the other.")
    reader = _Rows(columns, list(framework.standards))
    rows = tuple(reader.read(row) for row in below)
    return ReadSheet(rows, tuple(_remarks(grid, tables[1:], sheet, columns)), _left_out(columns, below))


def _remarks(
    grid: Grid, others: Sequence[tuple[Sheet, int, _Columns]], sheet: Sheet, columns: _Columns
) -> Iterator[str]:
    yield from grid.remarks
    if others:
        names = ", ".join(f"“{shortened(other.name)}”" for other, *_ in others)
        yield f"The sheet “{shortened(sheet.name)}” was read; {names} looks like a plan too, and was not."
    if sheet.wider:
        yield f"It has more than {MOST_COLUMNS} columns; those further right were not read."
    if worked_out := [HEADINGS[name] for name in columns.fields.values() if name in WORKED_OUT]:
        yield f"Worked out, and so not read back: {', '.join(worked_out)}."


def _left_out(columns: _Columns, rows: Sequence[GridRow]) -> tuple[str, ...]:
    """The headings of columns that say nothing to us and have text, those without a heading by their letter."""
    with_text = {cell.column for row in rows for cell in row.cells if cell.text and not cell.merged}
    unknown = sorted(with_text - set(columns.fields))
    return tuple(shortened(columns.left_out.get(column, "")) or f"column {_letters(column)}" for column in unknown)


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _header(sheet: Sheet, scale: Scale) -> tuple[int, _Columns] | None:
    """Which row has the headings, and the columns that they name."""
    for place, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        columns = _columns(row, scale)
        names = set(columns.fields.values())
        if "objective" in names and len(names - {"number"}) > 1:
            return place, columns
    return None


def _columns(row: GridRow, scale: Scale) -> _Columns:
    fields: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for known in (lambda text: _OURS.get(key(text), ""), lambda text: heading_field("plan", text, scale)):
        _name(row, known, fields)
    for cell in row.cells:
        if cell.column not in fields:
            unknown[cell.column] = cell.text
    if "timescale" not in fields.values():  # a due date alone is the timescale that people have
        fields = {column: "timescale" if name == "due" else name for column, name in fields.items()}
    return _Columns(fields, unknown)


def _name(row: GridRow, known: Callable[[str], str], fields: dict[int, str]) -> None:
    """Say of which field the columns are whose headings are ``known``, each field once; our own headings go first."""
    for cell in row.cells:
        name = known(" ".join(cell.text.split()))
        if name and cell.column not in fields and name not in fields.values():
            fields[cell.column] = name


class _Rows:
    """Reads the rows of a table with these columns; ``names`` are the fields that they have."""

    def __init__(self, columns: _Columns, known: list[str]) -> None:
        self.columns = columns
        self.known = known
        self.names = [name for name in columns.fields.values() if name not in WORKED_OUT]
        self.read_as: dict[str, Callable[[str, Cell], Any]] = {
            "area": lambda text, _: clean(text),
            "standards": self._standards,
            "objective": lambda text, _: clean(text),
            "steps": lambda text, _: out_of_cell(clean(text)),
            "outcomes": lambda text, _: out_of_cell(clean(text)),
            "who": lambda text, _: clean(text),
            "timescale": lambda text, _: clean(text),
            "due": _day,
            "completion": lambda text, _: clean(text),
            "state": _state,
            "id": _identifier,
        }

    def read(self, row: GridRow) -> SheetRow:
        """What ``row`` says, and why of it what cannot be taken in."""
        cells = {self.columns.fields[cell.column]: cell for cell in row.cells if cell.column in self.columns.fields}
        said: dict[str, Any] = {}
        why_not, notes = list[str](), list[str]()
        for name in self.names:
            cell = cells.get(name, Cell(0, ""))
            try:
                notes += _notes(name, cell)
                if not cell.text.endswith(CUT):
                    said[name] = self.read_as[name](_shown(name, cell), cell)
            except _Refused as error:
                why_not.append(f"{HEADINGS[name]}: {error}")
        if not why_not and not any(cells.get(name, Cell(0, "")).text for name in OWN_ROW):
            why_not.append("It is not a whole action: it has no task objective, action or outcome.")
        identifier, version = said.pop("id", (None, None))
        if "standards" not in self.names and "area" in said and "area" not in why_not:
            self._with_linked(said, why_not)
        if said.get("state", ...) is None:
            del said["state"]
        why_not += ["It was cut where the file was made." for name in cells if self._was_cut(cells[name], identifier)][
            :1
        ]
        return SheetRow(row.number, said, identifier, tuple(why_not), tuple(notes), version)

    def _was_cut(self, cell: Cell, identifier: uuid.UUID | None) -> bool:
        return cell.text.endswith(CUT) and identifier is None

    def _with_linked(self, said: dict[str, Any], why_not: list[str]) -> None:
        """Of an area as the report prints it, the title and the standards in brackets behind it."""
        area = said["area"]
        title = area_title(area)
        try:
            said["standards"] = self._linked(area[len(title) :] if title != area else area)
            said["area"] = title
        except _Refused as error:
            why_not.append(f"{HEADINGS['area']}: {error}")

    def _standards(self, text: str, _: Cell) -> tuple[str, ...]:
        if text and not is_numbers(text):
            raise _Refused(f"“{shortened(text)}” is not only numbers of standards, such as 1.6, 2.3.")
        return self._linked(text)

    def _linked(self, text: str) -> tuple[str, ...]:
        numbers = numbers_in(text, self.known)
        if unknown := [number for number in numbers if number not in self.known]:
            raise _Refused(f"there is no standard {shortened(', '.join(unknown))} in these standards.")
        return numbers


def _shown(name: str, cell: Cell) -> str:
    """The text of ``cell`` as a person reads it, but for a day where one is wanted."""
    if name == "due" or cell.kind not in {"day", "month"}:
        return cell.text
    day = date.fromisoformat(cell.text)
    return month_in_words(day) if cell.kind == "month" else in_words(day)


def _notes(name: str, cell: Cell) -> Iterator[str]:
    """How ``cell`` was read, where that was a choice. Raises ``_Refused`` for what shows no text."""
    words = f"“{shortened(_shown(name, cell))}”"
    if cell.kind == "fault":
        raise _Refused(f"{cell.text} is what a formula shows that failed. Type what it should say.")
    if cell.formula and not cell.text:
        raise _Refused("it is a formula, and what it shows is not in the file. Type what it should say.")
    if cell.merged and name in OWN_ROW:
        raise _Refused("it is merged with the row above. Divide the cells, and join or fill the rows.")
    if cell.merged:
        yield f"{HEADINGS[name]}: {words} is merged with the row above; it was taken for both."
    if cell.formula:
        yield f"{HEADINGS[name]}: it is a formula; {words}, which it last showed, was taken."
    if cell.styled:
        yield f"{HEADINGS[name]}: bold and italic in the cell were not read. Write **bold** and _italic_ instead."
    if cell.text.endswith(CUT):
        yield f"{HEADINGS[name]}: too long for a cell, so it stays as it is."


def _state(text: str, _: Cell) -> ActionState | None:
    """The state; ``None`` where the cell is empty, which says nothing of it."""
    if not text.strip():
        return None
    state = _STATES.get(key(text))
    if state is None:
        raise _Refused(f"“{shortened(text)}” is not one of {', '.join(one.capitalize() for one in ActionState)}.")
    return state


def _identifier(text: str, _: Cell) -> tuple[uuid.UUID | None, int | None]:
    if not text.strip():
        return None, None
    try:
        return out_of_id(text)
    except ValueError as error:
        raise _Refused(f"“{shortened(text)}” is no action id. Empty the cell, or copy the id from our file.") from error


def _day(text: str, cell: Cell) -> date | None:
    """The day in a cell: as Excel keeps days, as a number, or typed."""
    words = " ".join(text.split())
    if not words:
        return None
    day = _day_in(words) if cell.kind != "number" else _counted_day(words)
    if day is None or not 1990 <= day.year <= 2200:
        raise _Refused(f"“{shortened(words)}” is no day from 1990 to 2200, such as 31/8/2026 or 31 August 2026.")
    return day


def _day_in(words: str) -> date | None:
    if _DAY_IN_FULL.fullmatch(words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            return None
    if found := _DAY_OF_EXCEL.fullmatch(words):
        words = f"{found[1]} {found[2]} {found[3] if len(found[3]) > 2 else f'20{found[3]}'}"
    return understand(words, _ANY_YEAR).day if _BEGINS_WITH_A_DAY.match(words) else None


def _counted_day(words: str) -> date | None:
    """The day that a cell without the format of one counts from the end of 1899."""
    if not words.isdecimal() or int(words) not in _SERIAL:
        return None
    return date.fromordinal(date(1899, 12, 30).toordinal() + int(words))
