"""Who may bring a spreadsheet in, what becomes of each of its rows, and what stays."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from tracker.accounts.rules import Deed, Role, fingerprint
from tracker.clock import in_words, moment_in_words
from tracker.plan_exports.rules import HEADINGS
from tracker.plans.rules import ActionState, ActionText, kept_lines, state_from
from tracker.reports.wording import key, shortened
from tracker.richtext import clean, paragraphs, parse

IMPORT: Final = Deed.of("bring a spreadsheet into the plan", [Role.MANAGER])
KEPT_FOR: Final = timedelta(days=7)
MOST_FILE: Final = 5 * 2**20
MOST_ROWS: Final = 1_000
MOST_TEXT: Final = 20_000  # characters, as where an action is typed
MOST_LINE: Final = 500
MOST_LINES: Final = 100  # steps or outcomes

NOTHING: Final = ActionText()
LINES: Final = ("area", "who", "timescale")
TEXTS: Final = ("objective", "completion")
LISTS: Final = ("steps", "outcomes")
MOST: Final = dict.fromkeys(LINES, MOST_LINE) | dict.fromkeys((*TEXTS, *LISTS), MOST_TEXT)


Dated = Callable[[ActionText | None, ActionText], ActionText]


class Fate(StrEnum):
    """What becomes of a row; those to look at first come first."""

    REFUSED = "refused"
    CHANGED = "changed"
    ADDED = "added"
    UNCHANGED = "unchanged"


FATES: Final = {
    Fate.REFUSED: "Refused",
    Fate.CHANGED: "Changed",
    Fate.ADDED: "Added",
    Fate.UNCHANGED: "Unchanged",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a spreadsheet: ``said`` has the fields of ``ActionText`` that it has a column for, as they were read.

    ``identifier`` is the action that it names, ``version`` the save of it that the row was made from, where it is
    known; ``why_not`` are the reasons why it cannot be taken in, ``notes`` say how cells were read where that was a
    choice.
    """

    number: int
    said: Mapping[str, Any]
    identifier: uuid.UUID | None = None
    why_not: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of the field ``name``, at ``place`` from 0, that was ticked or marked: in words, and as a short sign."""

    name: str
    place: int
    said: str
    sign: str


@dataclass(frozen=True, slots=True)
class There:
    """An action of the plan as it is now; ``number`` is its place, from 1; ``taken_out`` says that it was.

    ``marks`` are what was ticked and marked of it; ``changed_at`` is when it was last changed, where it was.
    """

    identifier: uuid.UUID
    number: int
    version: int
    text: ActionText
    taken_out: bool = False
    marks: tuple[Marked, ...] = ()
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that is to say something else: its name, and what it says before and after, to be shown to a person."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowFate:
    """What becomes of ``row``: ``text`` is what its action is to say, ``there`` the action, where there is one.

    ``changed`` is what it says otherwise than before; of one that is added, all that it says. ``goes`` are the ticks
    and marks that are lost with that, in words; ``since`` says that the action was changed after the file was made.
    """

    row: SheetRow
    fate: Fate
    text: ActionText = NOTHING
    there: There | None = None
    changed: tuple[Changed, ...] = ()
    why_not: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    since: str = ""

    @property
    def name(self) -> str:
        """What the row is about, in a line."""
        text = self.there.text if self.there else self.text
        return in_a_line(text) or shortened(str(self.row.said.get("objective", "")), 120)


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of each row, and the actions that ``stay`` as they are because no row is theirs."""

    rows: tuple[RowFate, ...]
    stay: tuple[There, ...] = ()

    def of(self, fate: Fate) -> list[RowFate]:
        """The rows with this fate."""
        return [row for row in self.rows if row.fate is fate]

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.of(Fate.ADDED) or self.of(Fate.CHANGED))

    @property
    def losing(self) -> list[int]:
        """The numbers of the rows with which a tick or a mark goes."""
        return [row.row.number for row in self.rows if row.goes]


def in_a_line(text: ActionText) -> str:
    """What an action is about: its objective, or else its area of work."""
    return shortened(" ".join(paragraphs(parse(text.objective))) or text.area, 120)


def as_said(_before: ActionText | None, text: ActionText) -> ActionText:
    """The due date as it is said, and none where none is."""
    return text


def preview(
    rows: Iterable[SheetRow], there: Sequence[There], standards: Sequence[str], dated: Dated = as_said
) -> Preview:
    """The fate of each row beside what is ``there``; ``standards`` are the numbers of the framework in their order.

    ``dated`` gives a text the day that it is due, beside what its action said before.
    """
    rows = list(rows)
    matching = _Matching(rows, there)
    found = tuple(_fate(row, matching, standards, dated) for row in rows)
    met = {one.there.identifier for one in found if one.there}
    return Preview(found, tuple(one for one in there if not one.taken_out and one.identifier not in met))


class _Matching:
    """Which action each row is of: that whose identifier it has, else the only one with its standards and objective."""

    def __init__(self, rows: Sequence[SheetRow], there: Sequence[There]) -> None:
        self.by_id = {one.identifier: one for one in there}
        named = {row.identifier for row in rows if row.identifier in self.by_id}
        self.alike: dict[tuple[frozenset[str], str], list[There]] = {}
        for one in there:
            if not one.taken_out and one.identifier not in named:
                self.alike.setdefault(_key(one.text.standards, one.text.objective), []).append(one)
        self.met: dict[uuid.UUID, int] = {}

    def find(self, row: SheetRow) -> tuple[There | None, list[str], list[str]]:
        """The action of ``row``, if it is one's; why it cannot be told, and what is to be said of it."""
        notes = list[str]()
        found = self.by_id.get(row.identifier) if row.identifier else None
        if row.identifier and found is None:
            notes.append("Its action id is of no action of this plan.")
        if found and found.taken_out:
            return (
                None,
                ["Its action was taken out of the plan. Put it back on the plan’s page, or empty its id."],
                notes,
            )
        if found is None:
            alike = self.alike.get(_key(row.said.get("standards", ()), row.said.get("objective", "")), [])
            if len(alike) > 1:
                numbers = " and ".join(str(one.number) for one in alike)
                return (
                    None,
                    [f"Actions {numbers} have its standards and its objective. Name one by its action id."],
                    notes,
                )
            found = alike[0] if alike else None
        if found and found.identifier in self.met:
            return None, [f"Row {self.met[found.identifier]} is of the same action already."], notes
        if found:
            self.met[found.identifier] = row.number
        return found, [], notes


def _key(standards: Iterable[str], objective: str) -> tuple[frozenset[str], str]:
    words = key("\n".join(paragraphs(parse(objective))))
    return frozenset(standards), words


def _fate(row: SheetRow, matching: _Matching, standards: Sequence[str], dated: Dated) -> RowFate:
    if row.why_not:
        named = matching.by_id.get(row.identifier) if row.identifier else None
        return RowFate(row, Fate.REFUSED, there=named, why_not=row.why_not, notes=row.notes)
    there, why_not, notes = matching.find(row)
    text = changed_text(there.text if there else None, row.said, standards, dated)
    why_not += faults(text)
    said = (*row.notes, *notes)
    if why_not:
        return RowFate(row, Fate.REFUSED, text, there, why_not=tuple(why_not), notes=said)
    if there is None:
        return RowFate(row, Fate.ADDED, text, changed=tuple(changes(NOTHING, text)), notes=said)
    changed = tuple(changes(there.text, text))
    if not changed:
        return RowFate(row, Fate.UNCHANGED, text, there, notes=said)
    goes, since = tuple(lost_marks(there, text)), changed_since(row, there)
    return RowFate(row, Fate.CHANGED, text, there, changed, notes=said, goes=goes, since=since)


GOES: Final = {
    "steps": "; the row has no such step, so the tick goes.",
    "outcomes": "; the row has no such outcome, so what came of it goes.",
}


def lost_marks(there: There, text: ActionText) -> Iterable[str]:
    """What was ticked and marked and goes where the action is to say ``text``: a sentence for each."""
    kept = {name: kept_lines(getattr(there.text, name), getattr(text, name)) for name in LISTS if there.marks}
    return (f"{one.said}{GOES[one.name]}" for one in there.marks if one.place not in kept[one.name])


def changed_since(row: SheetRow, there: There) -> str:
    """That the action of ``row`` was changed since its file was made; empty where it was not, or nobody can tell."""
    if row.identifier != there.identifier or row.version in {None, there.version}:
        return ""
    last = f", last on {moment_in_words(there.changed_at)}" if there.changed_at else ""
    return (
        f"This action was changed in the plan after this file was made{last}: look whether each change below is meant."
    )


def changed_text(
    before: ActionText | None, said: Mapping[str, Any], standards: Sequence[str], dated: Dated
) -> ActionText:
    """What an action is to say: what the row says, and what it said ``before`` where the row has no column for it."""
    given = dict(said)
    if "standards" in given:
        given["standards"] = tuple(number for number in standards if number in given["standards"])
    state = given.pop("state", None)
    text = replace(before or ActionText(), **given)
    if state is not None:
        text = replace(text, state=state)
    elif before is None:
        text = replace(text, state=state_from(" ".join(paragraphs(parse(text.completion)))))
    return text if text == before else dated(before, text)


def faults(text: ActionText) -> list[str]:
    """Why ``text`` cannot be an action: as where one is typed."""
    empty = not clean(text.objective) and not clean(text.area)
    found = ["It has neither a task objective nor an area of work."] if empty else []
    for name, most in MOST.items():
        value = getattr(text, name)
        if max(map(len, [value] if isinstance(value, str) else value), default=0) > most:
            found.append(
                f"{HEADINGS[name]}: at most {most:,} characters{' a line' if name in LISTS else ''}. Shorten it."
            )
        if name in LISTS and len(value) > MOST_LINES:
            found.append(f"{HEADINGS[name]}: at most {MOST_LINES} lines. Divide the action.")
    return found


def changes(before: ActionText, after: ActionText) -> Iterable[Changed]:
    """Field by field, where the two differ."""
    for one in fields(ActionText):
        old, new = getattr(before, one.name), getattr(after, one.name)
        if old != new and one.name in HEADINGS:
            yield Changed(HEADINGS[one.name], shown(old), shown(new))


def shown(value: object) -> str:
    """What a field says, to be shown to a person."""
    if isinstance(value, tuple):
        texts = [str(text) for text in value]
        one_line = all("\n" not in text and len(text) < 8 for text in texts)  # numbers of standards
        return ", ".join(texts) if one_line else "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
    if isinstance(value, date):
        return in_words(value)
    return value.value.capitalize() if isinstance(value, ActionState) else str(value or "")


def seen(there: Iterable[There]) -> str:
    """A short sign for the actions as they are now, by which one that was changed, ticked or marked is found out."""
    signs = ((one, fingerprint(*(mark.sign for mark in one.marks))) for one in there if not one.taken_out)
    return ",".join(f"{one.identifier.hex}.{one.version}.{marks}" for one, marks in signs)


def differing(before: str, there: Sequence[There]) -> list[str]:
    """What became of the actions since ``before`` was their sign, in words; nothing where all is as it was."""
    old, new = _signs(before), _signs(seen(there))
    said = list[str]()
    for one in there:
        (version, marks), (now, marks_now) = (signs.get(one.identifier.hex, ("", "")) for signs in (old, new))
        if version and now:
            said += [f"Action {one.number} was changed."] * (version != now)
            said += [f"Action {one.number}: {MARKED_SINCE}"] * (marks != marks_now)
    return said + ["Actions were added or taken out."] * (set(old) != set(new))


MARKED_SINCE: Final = "a step was ticked or an outcome marked, or that was taken back."


def _signs(seen: str) -> dict[str, tuple[str, str]]:
    """The version and the marks by action."""
    parts = (part.split(".") for part in seen.split(","))
    return {part[0]: (part[1], part[2]) for part in parts if len(part) == 3}


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What a spreadsheet says: its rows, ``remarks`` on how it was read, and columns that say nothing to us."""

    rows: tuple[SheetRow, ...]
    remarks: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
