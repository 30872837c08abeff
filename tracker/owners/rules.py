"""Whose the names in plans are, who may say so, and how somebody is told of an action of theirs."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, Protocol, TypeVar

from tracker.accounts.rules import Deed, Role, fingerprint
from tracker.clock import in_words
from tracker.names import owner_key, owner_names
from tracker.plans.rules import Rag, Standing

__all__ = [
    "MATCH",
    "NOW",
    "READ",
    "READERS",
    "TEAM",
    "NameUse",
    "OwnAction",
    "by_standing",
    "due_in_words",
    "owner_key",
    "owner_names",
    "sign_of",
    "uses",
]

TEAM: Final = (Role.MANAGER, Role.TEAM)
"""Whose account is taken for that of a name which says the same."""

READERS: Final = tuple(role for role in Role if role is not Role.NETWORK)
"""Whose a name can be: who may read the plan that it stands in."""

READ = Deed.of("see whose the names in the plans are", TEAM)
MATCH = Deed.of("say whose a name in the plans is", [Role.MANAGER])

NOW: Final = (Rag.OVERDUE, Rag.DUE_SOON)
"""How an action stands that its owners are told of now, in this order."""


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name in the open plans of a service, and in how many of their actions it stands."""

    key: str
    name: str
    actions: int


def uses(whos: Iterable[str]) -> list[NameUse]:
    """The names in the printed texts of who does each action, by the alphabet, each as it is written first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for who in whos:
        for name in owner_names(who):
            key = owner_key(name)
            names.setdefault(key, name)
            counts[key] = counts.get(key, 0) + 1
    return sorted((NameUse(key, names[key], counts[key]) for key in names), key=lambda use: use.key)


class _Stands(Protocol):
    def standing(self, today: date) -> Standing:
        """How it stands on that day, and why."""


Owned = TypeVar("Owned", bound=_Stands)


@dataclass(frozen=True, slots=True)
class OwnAction(Generic[Owned]):
    """An action of somebody's, and how it stands."""

    action: Owned
    standing: Standing


def by_standing(actions: Iterable[Owned], today: date) -> list[OwnAction[Owned]]:
    """The actions with how they stand, those to look at first first; else in the order in which they came."""
    stands = [OwnAction(action, action.standing(today)) for action in actions]
    return sorted(stands, key=lambda one: [*Rag].index(one.standing.rag))


def sign_of(matches: Iterable[tuple[str, uuid.UUID]]) -> str:
    """What is matched to whom, as a short sign."""
    return fingerprint(sorted((key, str(person_id)) for key, person_id in matches))


def due_in_words(named: str, standing: Standing, due: date | None, today: date) -> str:
    """What an owner is told: "Your action “Recruit two ambassadors” is due on Friday 3 March 2023".

    ``named`` is what to call the action; it stands as overdue or as due soon.
    """
    action = f"Your action “{named}”"
    if due is None or standing.is_override:
        return f"{action} is {standing.in_words.lower()}"
    if due < today:
        return f"{action} was due on {in_words(due)}"
    return f"{action} is due {'today' if due == today else f'on {due:%A} {in_words(due)}'}"
