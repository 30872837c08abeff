"""How a plan is looked at: which actions are wanted, in which groups and order, and how it stands in words."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from tracker.accounts.rules import Deed, Role, fingerprint
from tracker.clock import month_in_words
from tracker.errors import Stale
from tracker.owners.rules import owner_key
from tracker.plans.rules import Rag, Standing
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs, parse

MOVE_ACTION = Deed.of("change the order of the plan’s actions", [Role.MANAGER])

NONE: Final = "-"
"""What is asked for where an action names nobody, or serves no standard."""
NOBODY, NO_STANDARD, NO_DATE = "Nobody named", "No standard", "No date understood"


_key = lru_cache(maxsize=4096)(owner_key)  # a thousand actions name the same few people


class View(StrEnum):
    """A way to look at a plan."""

    TABLE = "table"
    PERSON = "person"
    STANDARD = "standard"
    DATE = "date"
    TIMELINE = "timeline"


VIEWS: Final = {
    View.TABLE: "Table",
    View.PERSON: "By person",
    View.STANDARD: "By standard",
    View.DATE: "By date",
    View.TIMELINE: "Timeline",
}


def view_of(text: str) -> View:
    """The view that an address asks for; the table where it asks for none that there is."""
    return View(text) if text in VIEWS else View.TABLE


TITLE_AT_MOST: Final = 90


@dataclass(frozen=True, slots=True)
class Line:
    """What the lists say of an action; ``standards`` are numbers, in their order.

    ``said`` is its objective in the small text format, or its area; ``text`` all in which words are looked for.
    """

    id: uuid.UUID
    position: int
    said: str
    owners: tuple[str, ...]
    standards: tuple[str, ...]
    timescale: str
    due: date | None
    standing: Standing
    text: str = ""

    @property
    def title(self) -> str:
        """What to call it: worked out when it is asked for, since that takes long for all actions of a large plan."""
        return shortened(" ".join(paragraphs(parse(self.said))), TITLE_AT_MOST)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.standing.rag is not Rag.COMPLETE


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are looked for; empty for all. A person is a name, however it is written."""

    person: str = ""
    standard: str = ""
    rag: Rag | None = None
    text: str = ""
    only_open: bool = False

    def __bool__(self) -> bool:
        return self != Wanted()

    def fits(self, line: Line) -> bool:
        """Whether the action is one of those."""
        return (
            (not self.person or self._is_of(line))
            and (not self.standard or self.standard in (line.standards or [NONE]))
            and (self.rag is None or line.standing.rag is self.rag)
            and all(word in line.text.casefold() for word in self.text.casefold().split())
            and (line.is_open or not self.only_open)
        )

    def _is_of(self, line: Line) -> bool:
        return not line.owners if self.person == NONE else _key(self.person) in map(_key, line.owners)

    def asked(self) -> dict[str, str]:
        """The same as the parts of an address."""
        said = {"person": self.person, "standard": self.standard, "rag": self.rag or "", "text": self.text}
        return {name: str(value) for name, value in said.items() if value} | ({"open": "1"} if self.only_open else {})


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that have something in common, and what to call that."""

    name: str
    lines: tuple[Line, ...]


def grouped(lines: Iterable[Line], view: View, titles: Mapping[str, str]) -> list[Group]:
    """The actions by person, standard or date; one with several owners or standards stands in each of their groups.

    ``titles`` are those of the standards, in the order of the framework.
    """
    if view is View.STANDARD:
        names = {number: f"{number} {title}".strip() for number, title in titles.items()}
        return _in_groups(lines, lambda line: line.standards, names, NO_STANDARD)
    if view is View.PERSON:
        names = names_of(lines := list(lines))
        return _in_groups(lines, lambda line: map(_key, line.owners), names, NOBODY)
    lines = by_due(lines)
    months = {_month(line): month_in_words(line.due) for line in lines if line.due}
    return _in_groups(lines, lambda line: [_month(line)] if line.due else [], months, NO_DATE)


def names_of(lines: Iterable[Line]) -> dict[str, str]:
    """Whoever an action names, as it is typed first, by the key of the name, in alphabetical order."""
    found: dict[str, str] = {}
    for line in lines:
        for name in line.owners:
            found.setdefault(_key(name), name)
    return dict(sorted(found.items(), key=lambda entry: (entry[1].casefold(), entry[0])))


def _month(line: Line) -> str:
    return f"{line.due:%Y-%m}" if line.due else ""


def _in_groups(
    lines: Iterable[Line],
    keys: Callable[[Line], Iterable[str]],
    names: Mapping[str, str],
    without: str,
) -> list[Group]:
    """A group for each of ``names`` by its key, in their order, and a last one for actions without a key."""
    found: dict[str, list[Line]] = {key: [] for key in names}
    rest: list[Line] = []
    for line in lines:
        of_line = list(dict.fromkeys(keys(line)))
        for key in of_line:
            found[key].append(line)
        if not of_line:
            rest.append(line)
    groups = [Group(names[key], tuple(of_key)) for key, of_key in found.items() if of_key]
    return [*groups, *([Group(without, tuple(rest))] if rest else [])]


def entries_of(groups: Iterable[Group]) -> list[tuple[Group, Line]]:
    """Each line with its group, one after another, to be divided into pages."""
    return [(group, line) for group in groups for line in group.lines]


def regrouped(entries: Iterable[tuple[Group, Line]]) -> Iterator[tuple[Group, list[Line]]]:
    """The groups of a page, each with those of its lines that stand there."""
    shown: list[Line] = []
    current: Group | None = None
    for group, line in entries:
        if current is not None and group is not current:
            yield current, shown
            shown = []
        current = group
        shown.append(line)
    if current is not None:
        yield current, shown


CELLS: Final = ("area", "objective", "who", "timescale", "completion", "state")
"""What is typed into the cells of the table; steps, outcomes and standards are changed on the action's page."""


def seen_of(cells: Mapping[str, str]) -> str:
    """A sign for what each cell says, in their order, by which it is found out which of them others changed."""
    return ".".join(fingerprint(cells[name]) for name in CELLS)


def signs_in(seen: str) -> list[str]:
    """The sign of each cell in one for all; none where it is something else."""
    signs = seen.split(".")
    return signs if len(signs) == len(CELLS) else [""] * len(CELLS)


@dataclass(frozen=True, slots=True)
class Put:
    """The cells as they are to be saved. ``kept`` are those that others changed and whoever types did not; those that
    both changed are ``torn``.
    """

    cells: dict[str, str]
    kept: frozenset[str]
    torn: frozenset[str]


def put_together(there: Mapping[str, str], typed: Mapping[str, str], seen: str) -> Put:
    """What is there and what was typed over ``seen``, cell by cell; where that is no sign, others changed all."""
    cells, kept, torn = {}, set(), set()
    for name, sign in zip(CELLS, signs_in(seen), strict=True):
        others, own = fingerprint(there[name]) != sign, fingerprint(typed[name]) != sign
        cells[name] = typed[name]
        if others and not own:
            cells[name] = there[name]
            kept.add(name)
        elif others and typed[name] != there[name]:
            torn.add(name)
    return Put(cells, frozenset(kept), frozenset(torn))


def shift(position: int, target: int) -> tuple[int, int, int]:
    """What moves when the action at ``position`` takes the place ``target``: the first, the last, and by how much."""
    return (target, position - 1, 1) if target < position else (position + 1, target, -1)


@dataclass(frozen=True, slots=True)
class Wish:
    """Where an action is to go: "up" or "down", beside another (before or ``after`` it), or to a place."""

    to: str
    place: int
    beside: uuid.UUID | None
    after: bool


def place_from(wish: Wish, places: Mapping[uuid.UUID, int], own: uuid.UUID) -> int:
    """The place that an action is to take, ``places`` being those of the plan in their order; 0 where there is none."""
    position = places.get(own, 0)
    if wish.to in STEPS:
        order = list(places.values())
        there = order.index(position) + STEPS[wish.to] if position else -1
        return order[there] if 0 <= there < len(order) else position
    if wish.beside:
        other = places.get(wish.beside)
        if other is None:
            raise Stale("The action beside which this was put was taken out meanwhile. Nothing was moved yet.")
        return position if other == position else place_beside(position, other, after=wish.after)
    return wish.place


STEPS: Final = {"up": -1, "down": 1}


def place_beside(position: int, other: int, *, after: bool) -> int:
    """The place that an action at ``position`` takes to stand right before the one at ``other``, or right after it."""
    if position < other:  # it leaves its own place first
        return other if after else other - 1
    return other + 1 if after else other


def by_due(lines: Iterable[Line]) -> list[Line]:
    """The actions by the day that they are due; those without one last."""
    return sorted(lines, key=lambda line: (line.due or date.max, line.position))
