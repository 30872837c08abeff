"""Which table is which: columns recognised by the words of their headers, in any order."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from tracker.reports.numbers import whole
from tracker.reports.remarks import PLAIN, Confidence, likely
from tracker.reports.scale import TICK, Scale
from tracker.reports.wording import shortened
from tracker.word.document import Cell, TableRow

AppendixKind = Literal["assessment", "plan"]

MAX_COLUMNS = 40
LONGEST_HEADING = 80

_ASSESSMENT = {
    "number": r"((minimum )?standards? )?(no|number|ref(erence)?|#)\.?",
    "standard": r".*\bstandards?\b.*|(minimum )?requirements?|criteri(a|on)",
    "rating": (
        r"(?!.*\b(evidence|notes?|comments?)\b)(c( ?/ ?| or )p ?/? ?c\??"
        r"|.*\b(rating|status|rag|complian(ce|t)|judge?ment|self[- ]assess(ment|ed))\b.*|(fully )?met\??)"
    ),
    "notes": r".*\b(notes?|evidence|comment(s|ary)?|remarks|narrative|justification|explanation)\b.*",
}
_PLAN = {
    "area": r".*\barea\b.*",
    "standards": r".*\blink(ed)? to\b.*|(minimum )?standards?( no\.?| numbers?)?",
    "objective": r".*\b(objectives?|task|aim|goal)\b.*",
    "steps": r"(key |specific )?(actions?|steps?)( .*)?",
    "outcomes": r".*\boutcomes?\b.*|success (criteria|measures?)|(intended |expected )?(impact|results?)",
    "who": r"(by )?who(m)?\b.*|.*\b(lead|owner|responsib\w+)\b.*",
    "timescale": r".*\b(time ?scales?|time ?frames?|by when|when|deadline|due|target (completion )?date)\b.*",
    "completion": r".*\b(complet\w+|progress|updates?)\b.*|status",
    "state": r"state",
}
OURS: Final[Mapping[str, str]] = {
    "area": "Area of work (link to Standard)",
    "objective": "Task objective",
    "steps": "Action",
    "outcomes": "Outcome",
    "who": "Who?",
    "timescale": "Timescale",
    "completion": "Actual Completion",
    "state": "State",
}
"""What we call the columns of a plan in print."""

_NOW = re.compile(r"\b(this|current|now|new|latest)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(last|previous|prior|old|former|before)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_NAMES: dict[AppendixKind, dict[str, re.Pattern[str]]] = {
    "assessment": {name: re.compile(pattern) for name, pattern in _ASSESSMENT.items()},
    "plan": {name: re.compile(pattern) for name, pattern in _PLAN.items()},
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a table by the grid column that each begins at; ``width`` is how many grid columns there are.

    ``unknown`` has the headings, by column, that say nothing to us. ``tick_means`` is the code that a tick in the
    column of ratings stands for. ``confidence`` is less than plain where the columns were told by what stands in them.
    ``rivals`` are the headings of further columns of ratings, where nothing says which one is meant.
    """

    kind: AppendixKind
    fields: Mapping[int, str]
    width: int
    unknown: Mapping[int, str] = field(default_factory=dict)
    tick_means: str = ""
    confidence: Confidence = PLAIN
    rivals: tuple[str, ...] = ()

    def cells(self, row: TableRow) -> dict[str, Cell]:
        """The row's cells by field. One merged across columns belongs to the first; several of a field are joined."""
        starts = sorted({*self.fields, *self.unknown})
        found: dict[str, Cell] = {}
        for cell in row.cells:
            before = bisect_right(starts, cell.column)
            if before and starts[before - 1] in self.fields:
                name = self.fields[starts[before - 1]]
                found[name] = joined(found[name], cell) if name in found else cell
        return found

    def left_out(self, rows: Iterable[TableRow]) -> list[str]:
        """The headings of unknown columns that have text in ``rows``."""
        with_text = {cell.column for row in rows for cell in row.cells if cell.text}
        return [heading for column, heading in self.unknown.items() if column in with_text]


def joined(one: Cell, other: Cell) -> Cell:
    """Two cells as one, text below text."""
    return replace(one, blocks=one.blocks + other.blocks, typed=one.typed + other.typed)


def heading_field(kind: AppendixKind, text: str, scale: Scale) -> str:
    """The field of ``kind`` that a heading is the name of; empty for any other text."""
    names = _matches(kind, text, scale)
    return names[0] if names else ""


def header(row: TableRow, scale: Scale) -> Columns | None:
    """The columns that ``row`` names, if it is the header of one of the two tables."""
    columns = ratings_header(row, scale)
    if columns and {"standard", "number"} & set(columns.fields.values()):
        return columns
    return None if _is_no_header(row) else _plan_header(row, scale)


def ratings_header(row: TableRow, scale: Scale) -> Columns | None:
    """The columns of ratings that ``row`` names, also where none is of the standards themselves."""
    if _is_no_header(row):
        return None
    ticks = _tick_columns(row, scale)
    fields = _fields("assessment", row, scale, ticks)
    if not ticks and "rating" not in fields.values():
        return None
    named = {cell.column: cell.text for cell in row.cells}
    found = Columns("assessment", fields, row.columns) if ticks else _with_latest(fields, named, row.columns, scale)
    code = next(
        (scale.code(named[column].rstrip(" ?:")) for column in named if found.fields.get(column) == "rating"), ""
    )
    return replace(found, unknown=_unknown(row, found.fields), tick_means=code or "")


def with_ticks(columns: Columns, row: TableRow, scale: Scale) -> Columns | None:
    """The columns of an assessment where ``row``, below the header, names a code for each part of its ratings."""
    ticks = _tick_columns(row, scale)
    if columns.kind != "assessment" or not ticks or len(ticks) < sum(bool(cell.text) for cell in row.cells):
        return None
    fields = {column: name for column, name in columns.fields.items() if name != "rating" and column not in ticks}
    return replace(columns, fields=fields | ticks)


def _is_no_header(row: TableRow) -> bool:
    return len(row.cells) > MAX_COLUMNS or any(whole(cell.text) for cell in row.cells)


def _with_latest(fields: dict[int, str], named: Mapping[int, str], width: int, scale: Scale) -> Columns:
    """Of several columns of ratings, the one that says that it is the latest, if one does."""
    rated = {
        column: text
        for column, text in named.items()
        if fields.get(column) == "rating"
        or (column not in fields and heading_field("assessment", text, scale) == "rating")
    }
    if len(rated) == 1:
        return Columns("assessment", fields, width)
    latest = _latest(rated)
    if latest is None:
        first = next(column for column in rated if fields.get(column) == "rating")
        rivals = tuple(text for column, text in rated.items() if column != first)
        return Columns("assessment", fields, width, rivals=rivals)
    chosen = {column: name for column, name in fields.items() if name != "rating"} | {latest: "rating"}
    reason = f"Of several columns of ratings, “{shortened(rated[latest])}” was taken."
    return Columns("assessment", chosen, width, confidence=likely(reason))


def _latest(headings: Mapping[int, str]) -> int | None:
    now = [column for column, text in headings.items() if _NOW.search(text)]
    rest = [column for column, text in headings.items() if not _BEFORE.search(text)]
    years = {column: max(map(int, _YEAR.findall(text)), default=0) for column, text in headings.items()}
    if len(now) == 1 or len(rest) == 1:
        return (now if len(now) == 1 else rest)[0]
    if 0 in years.values() or len(set(years.values())) < len(years):
        return None
    return max(years, key=years.__getitem__)


def is_ours(headings: Collection[str]) -> bool:
    """Whether these are the names of an action's fields in a plan of ours, however few columns were chosen of it."""
    return OURS["objective"] in headings and set(headings) <= set(OURS.values())


def _plan_header(row: TableRow, scale: Scale) -> Columns | None:
    fields = _fields("plan", row, scale, {})
    names = set(fields.values())
    short = {"standards", "steps"} <= names and bool(names & {"who", "timescale"})
    wide = names & {"area", "standards", "objective"} and "steps" in names and (len(fields) >= 4 or short)
    if wide or is_ours([cell.text for cell in row.cells]):
        return Columns("plan", fields, row.columns, _unknown(row, fields))
    return None


def _tick_columns(row: TableRow, scale: Scale) -> dict[int, str]:
    """The columns headed by a code each, or by its label; one alone is a column of ratings like any other."""
    codes = {cell.column: scale.code(cell.text.rstrip(" ?:")) for cell in row.cells if cell.text}
    found = {column: f"{TICK}{code}" for column, code in codes.items() if code}
    return found if len(set(found.values())) == len(found) > 1 else {}


def _unknown(row: TableRow, fields: Mapping[int, str]) -> dict[int, str]:
    return {cell.column: cell.text for cell in row.cells if cell.column not in fields}


def _fields(kind: AppendixKind, row: TableRow, scale: Scale, ticks: Mapping[int, str]) -> dict[int, str]:
    found = dict(ticks)
    taken: set[str] = set()
    for cell in row.cells:
        matches = [name for name in _matches(kind, cell.text, scale) if name not in taken]
        if matches and cell.column not in found:
            found[cell.column] = matches[0]
            taken |= {matches[0]} - {"notes"}  # evidence beside comments: both are notes
    return found


def _matches(kind: AppendixKind, text: str, scale: Scale) -> list[str]:
    if not text or len(text) > LONGEST_HEADING:
        return []
    words = text.casefold().rstrip(":")
    names = [name for name, pattern in _NAMES[kind].items() if pattern.fullmatch(words)]
    if kind == "assessment" and words == scale.heading.casefold():
        names.append("rating")
    return names
