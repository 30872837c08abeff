"""Which table is which: columns recognised by the words of their headers, in any order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tracker.word.document import Cell, Table, TableRow

AppendixKind = Literal["assessment", "plan"]

HEADER_ROWS = 3  # a header may follow a title row or two

_ASSESSMENT = {
    "number": r"(no|number|ref(erence)?|#)\.?",
    "standard": r".*\bstandards?\b.*",
    "rating": (
        r"(?!.*\b(evidence|notes?|comments?)\b)(c( ?/ ?| or )p ?/? ?c\??|.*\b(rating|status|rag|complian(ce|t))\b.*)"
    ),
    "notes": r".*\b(notes?|evidence|comments?)\b.*",
}
_PLAN = {
    "area": r".*\barea\b.*",
    "standards": r".*\blink(ed)? to\b.*|(minimum )?standards?( no\.?| numbers?)?",
    "objective": r".*\b(objectives?|task|aim|goal)\b.*",
    "steps": r"(key |specific )?(actions?|steps?)( .*)?",
    "outcomes": r".*\boutcomes?\b.*",
    "who": r"(by )?who(m)?\b.*|.*\b(lead|owner|responsib\w+)\b.*",
    "timescale": r".*\b(time ?scales?|by when|when|deadline|due|target date)\b.*",
    "completion": r".*\b(complet\w+|progress|update)\b.*",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a table by the grid column that each begins at; ``width`` is how many grid columns there are.

    ``unknown`` has the headings, by column, that say nothing to us.
    """

    kind: AppendixKind
    fields: Mapping[int, str]
    width: int
    unknown: Mapping[int, str] = field(default_factory=dict)

    def cells(self, row: TableRow) -> dict[str, Cell]:
        """The row's cells by field. One merged across columns belongs to the first; several of a field are joined."""
        starts = sorted({*self.fields, *self.unknown})
        found: dict[str, Cell] = {}
        for cell in row.cells:
            before = [start for start in starts if start <= cell.column]
            if before and before[-1] in self.fields:
                name = self.fields[before[-1]]
                found[name] = _joined(found[name], cell) if name in found else cell
        return found

    def second_ratings(self) -> list[str]:
        """The headings of further columns of ratings, such as last year's."""
        return [text for text in self.unknown.values() if re.fullmatch(_ASSESSMENT["rating"], text.casefold())]

    def left_out(self, rows: Iterable[TableRow]) -> list[str]:
        """The headings of unknown columns that have text in ``rows``."""
        with_text = {cell.column for row in rows for cell in row.cells if cell.text}
        return [heading for column, heading in self.unknown.items() if column in with_text]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table's columns, its rows below the header, and those above it."""

    columns: Columns | None
    rows: tuple[TableRow, ...]
    above: tuple[TableRow, ...] = ()


def recognise(table: Table, inherited: Mapping[int, Columns], *, rating_heading: str) -> Recognised:
    """What ``table`` is, by its header; without one, what the tables before it of the same width were.

    ``columns`` is ``None`` where the table has no header of ours and nothing to inherit.
    """
    for index, row in enumerate(table.rows[:HEADER_ROWS]):
        if columns := header(row, rating_heading):
            below = tuple(row for row in table.rows[index + 1 :] if header(row, rating_heading) is None)
            return Recognised(columns, below, table.rows[:index])
    width = max((row.columns for row in table.rows), default=0)
    return Recognised(inherited.get(width), table.rows)


def header(row: TableRow, rating_heading: str) -> Columns | None:
    """The columns that ``row`` names, if it is the header of one of the two tables.

    ``rating_heading`` is what the framework's own rating column is called, such as "C/PC".
    """
    scale = re.escape(rating_heading.casefold())
    rated = _fields(row, _ASSESSMENT | {"rating": f"{scale}|{_ASSESSMENT['rating']}"})
    if {"standard", "rating"} <= set(rated.values()):
        return Columns("assessment", rated, row.columns, _unknown(row, rated))
    planned = _fields(row, _PLAN)
    names = set(planned.values())
    if names & {"area", "standards", "objective"} and "steps" in names and len(planned) >= 4:
        return Columns("plan", planned, row.columns, _unknown(row, planned))
    return None


def _joined(one: Cell, other: Cell) -> Cell:
    return replace(one, blocks=one.blocks + other.blocks, typed=one.typed + other.typed)


def _unknown(row: TableRow, fields: Mapping[int, str]) -> dict[int, str]:
    return {cell.column: cell.text for cell in row.cells if cell.column not in fields}


def _fields(row: TableRow, patterns: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for cell in row.cells:
        words = cell.text.casefold().rstrip(":")
        taken = set(found.values()) - {"notes"}  # evidence beside comments: both are notes
        matches = [name for name, pattern in patterns.items() if re.fullmatch(pattern, words) and name not in taken]
        if matches and len(words) <= 80:
            found[cell.column] = matches[0]
    return found
