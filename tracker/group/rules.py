"""Who may look after the advisory group, whom the framework wants on it, and what makes a quorum."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tracker.accounts import rules as accounts
from tracker.accounts.rules import CONSTITUENCIES, ROLES, Constituency, Deed, Role, fingerprint
from tracker.clock import in_words
from tracker.errors import Conflict, Invalid

READ = Deed.of("see who is on the advisory group", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
CHANGE: Final = accounts.CHANGE_GROUP
SET_QUORUM = Deed.of("say what makes a quorum", [Role.MANAGER, Role.CHAIR])

ON_GROUP: Final = accounts.ON_GROUP
"""The roles of the advisory group's members."""

FRAMEWORK: Final = "minimum-standards"
NUMBER: Final = "1.7"
"""The standard, and the framework that has it, which says who is to be on the group."""

_CARE: Final = frozenset({Constituency.CHILDRENS_CARE, Constituency.ADULTS_CARE})
NAMED: Final = {
    "parent carers": frozenset({Constituency.PARENT_CARERS}),
    "young people": frozenset({Constituency.YOUNG_PEOPLE}),
    "education": frozenset({Constituency.EDUCATION}),
    "social care": _CARE,
    "health": frozenset({Constituency.HEALTH}),
}
"""Whom that standard names, and who speaks for them; parent carers and young people are its service user groups."""

SOON: Final = timedelta(days=60)
"""A term that ends within these is said to end soon: as long as it takes to find somebody else."""

AT_LEAST: Final = 3
"""How many make a quorum of a group that has not said so itself."""

AT_MOST: Final = 50
"""No group is so large that more could be asked for."""


def unspoken_for(constituencies: Collection[Constituency | None]) -> list[str]:
    """Whom the standard names, and none of those who speak for these ``constituencies`` speaks for."""
    return [name for name, speakers in NAMED.items() if speakers.isdisjoint(constituencies)]


def term_in_words(starts: date | None, ends: date | None, today: date) -> str:
    """From when to when somebody is on the group: "since 1 September 2024", "until 31 August 2026"."""
    if ends and ends < today:
        return f"term ended on {in_words(ends)}"
    if starts is None:
        return f"until {in_words(ends)}" if ends else "no term set"
    begins = f"{'from' if starts > today else 'since'} {in_words(starts)}"
    return f"{begins}, until {in_words(ends)}" if ends else begins


def ends_soon(ends: date | None, today: date) -> bool:
    """Whether the last day of a term is near, and has not passed."""
    return ends is not None and today <= ends <= today + SOON


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on the group: the role, for whom the member speaks, and the term's first and last day."""

    role: Role = Role.GROUP
    constituency: Constituency | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def fingerprint(self) -> str:
        """What it says, as a short sign."""
        return fingerprint(self.role, self.constituency, self.starts, self.ends)

    @property
    def kept(self) -> dict[str, Any]:
        """What the record keeps of it beside the role."""
        return {
            "speaks_for": CONSTITUENCIES[self.constituency] if self.constituency else None,
            "term_starts": in_words(self.starts) if self.starts else None,
            "term_ends": in_words(self.ends) if self.ends else None,
        }

    def in_words(self, today: date) -> str:
        """The same for somebody who reads it: "Chair of the advisory group, speaks for health, no term set"."""
        speaks = f"speaks for {CONSTITUENCIES[self.constituency].lower()}" if self.constituency else "no constituency"
        return f"{ROLES[self.role]}, {speaks}, {term_in_words(self.starts, self.ends, today)}"

    def insist_possible(self) -> None:
        """Raise ``Invalid`` where it is no place on the group, or ends before it starts."""
        if self.role not in ON_GROUP:
            raise Invalid("Choose whether they are a member or the chair. Other roles are given by an administrator.")
        if self.starts and self.ends and self.ends < self.starts:
            raise Invalid(f"The term would end on {in_words(self.ends)}, before it starts ({in_words(self.starts)}).")


def insist_free(name: str, role: Role | None) -> None:
    """Raise ``Conflict`` where somebody who is called ``name`` has a ``role`` in this service already."""
    if role in ON_GROUP:
        raise Conflict(f"That is {name}, who is on the list already. Open their name to change their term.")
    if role:
        raise Conflict(
            f"That is {name}, who is in this service already ({ROLES[role]}), and nobody has two roles in one service. "
            "Ask an administrator if they are to be on the group instead."
        )


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members must be there, and for which constituencies at least one of them must speak."""

    members: int = AT_LEAST
    constituencies: tuple[Constituency, ...] = ()

    @property
    def in_words(self) -> str:
        """The rule as a sentence's part: "3 members, with somebody for health"."""
        number = f"{self.members} member{'' if self.members == 1 else 's'}"
        named = [CONSTITUENCIES[one].lower() for one in self.constituencies]
        return f"{number}, with somebody for {' and for '.join(named)}" if named else number

    @property
    def fingerprint(self) -> str:
        """What it asks for, as a short sign."""
        return fingerprint(self.members, self.constituencies)

    def insist_possible(self) -> None:
        """Raise ``Invalid`` where no group could have so many."""
        if not 1 <= self.members <= AT_MOST:
            raise Invalid(f"Enter a number from 1 to {AT_MOST}.")

    def missing(self, present: Sequence[Constituency | None]) -> list[str]:
        """What is missing, where those who are ``present`` speak for these; nothing where there is a quorum."""
        lacking = self.members - len(present)
        said = [f"{lacking} more member{'' if lacking == 1 else 's'}"] if lacking > 0 else []
        return said + [f"somebody for {CONSTITUENCIES[one].lower()}" for one in self._uncovered(present)]

    def _uncovered(self, present: Collection[Constituency | None]) -> list[Constituency]:
        return [one for one in self.constituencies if one not in present]
