"""What is sealed of a meeting, how a version of a year stands, and who may read what is sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from tracker.accounts.rules import Constituency, Deed, Role
from tracker.assessments.rules import Status
from tracker.clock import in_words
from tracker.errors import Conflict, Invalid
from tracker.plans.rules import ActionText, differences
from tracker.signing import digest, is_signed

READ = Deed.of("read what was ratified", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR, Role.COMMISSIONER])


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at a meeting; ``constituency`` is ``None`` where they speak for none, ``interest`` what was declared."""

    name: str
    constituency: Constituency | None = None
    interest: str = ""


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """The record of the meeting that ratified, as it is sealed.

    ``quorum`` is the rule that held, in words. ``exceptions`` are pairs of a standard's number and a text, ``dissent``
    pairs of a name and a text.
    """

    held_on: date
    place: str
    is_online: bool
    minute_reference: str
    present: tuple[Attendee, ...]
    apologies: tuple[Attendee, ...]
    guests: tuple[Attendee, ...]
    quorum: str
    words: str
    exceptions: tuple[tuple[str, str], ...] = ()
    dissent: tuple[tuple[str, str], ...] = ()


SHOWN: Final = 12
"""How many digits of a seal's digest are printed."""


def short(digest_: str) -> str:
    """The first digits of a digest, in groups: "3f9a 12bc 77d0"."""
    return " ".join(digest_[place : place + 4] for place in range(0, SHOWN, 4))


def ratified(status: Status, body: str, held_on: date) -> str:
    """Who ratified, and when, in a sentence."""
    with_exceptions = " with exceptions" if status is Status.WITH_EXCEPTIONS else ""
    return f"Ratified{with_exceptions} by the {body} on {in_words(held_on)}."


def fault(snapshot: Any, noted: Any, signature: Any, public_key: Any) -> str:
    """What is wrong with a seal, as a database has it, in words; nothing where it fits."""
    if not all(isinstance(text, str) for text in (snapshot, noted, signature, public_key)):
        return "it cannot be read"
    found = digest(snapshot.encode())
    if found != noted:
        return "what it holds is not what was sealed"
    return "" if is_signed(bytes.fromhex(found), signature, public_key) else "its signature does not fit"


def insist_matches(status: Status, exceptions: Sequence[tuple[str, str]], numbers: Sequence[str]) -> None:
    """Raise ``Conflict`` where nothing was ratified, ``Invalid`` where the exceptions are not those of the decision."""
    if status not in SEALED:
        raise Conflict("Only what the advisory group has ratified is sealed.")
    if bool(exceptions) != (status is Status.WITH_EXCEPTIONS):
        raise Invalid("A year that is ratified with exceptions has some, and no other year has any.")
    said = [number for number, text in exceptions if text.strip()]
    if sorted(set(said)) != sorted(number for number, _ in exceptions) or not set(said) <= set(numbers):
        raise Invalid("Each exception is of one standard, and says something.")


SEALED: Final = frozenset({Status.RATIFIED, Status.WITH_EXCEPTIONS})
"""The statuses that a sealed version can have."""


class VersionStatus(StrEnum):
    """How a sealed version stands: in force, or superseded by the next one that was sealed."""

    RATIFIED = "ratified"
    WITH_EXCEPTIONS = "with_exceptions"
    SUPERSEDED = "superseded"


VERSION_STATUSES: Final = {
    VersionStatus.RATIFIED: "Ratified, in force",
    VersionStatus.WITH_EXCEPTIONS: "Ratified with exceptions, in force",
    VersionStatus.SUPERSEDED: "Superseded",
}
"""The same as people read it."""


def version_status(status: Status, version: int, latest: int) -> VersionStatus:
    """How the sealed ``version`` stands that was ratified so, where ``latest`` is the last that was sealed."""
    if version < latest:
        return VersionStatus.SUPERSEDED
    return VersionStatus(status.value)


@dataclass(frozen=True, slots=True)
class ChangedAction:
    """An action that says something else by now: each field's name, what was sealed, and what it says now."""

    objective: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What became of the actions of a plan since it was sealed; the objectives of those that came and went."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[ChangedAction, ...] = ()

    @property
    def are_none(self) -> bool:
        """Whether every action says what it said."""
        return not (self.added or self.removed or self.changed)

    @property
    def in_words(self) -> str:
        """How many came, went and changed, in a sentence; empty where none did."""
        counts = {"was added": self.added, "was taken out": self.removed, "has changed": self.changed}
        several = {"was added": "were added", "was taken out": "were taken out", "has changed": "have changed"}
        said = [f"{len(ones)} {did if len(ones) == 1 else several[did]}" for did, ones in counts.items() if ones]
        return f"Of the plan’s actions {', '.join(said)} since it was ratified." if said else ""


def plan_changes(then: Mapping[str, ActionText], now: Mapping[str, ActionText]) -> PlanChanges:
    """What changed between two times, in each of which the actions are in order, by what they are known by."""
    pairs = [(then[key], text) for key, text in now.items() if key in then]
    return PlanChanges(
        added=tuple(text.objective for key, text in now.items() if key not in then),
        removed=tuple(text.objective for key, text in then.items() if key not in now),
        changed=tuple(_changed(before, after) for before, after in pairs if differences(before, after)),
    )


def _changed(before: ActionText, after: ActionText) -> ChangedAction:
    was, is_now = differences(after, before), differences(before, after)
    fields = ((name, said, says) for (name, said), (_, says) in zip(was, is_now, strict=True))
    return ChangedAction(before.objective, tuple(fields))


@dataclass(frozen=True, slots=True)
class Moved:
    """What came to a standard and what went from it, from one version to another."""

    number: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def moved(then: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> list[Moved]:
    """What came and went, standard by standard, of texts by the standard's number."""
    numbers = list(dict.fromkeys([*now, *then]))
    pairs = [(number, then.get(number, ()), now.get(number, ())) for number in numbers]
    found = [Moved(number, _without(after, before), _without(before, after)) for number, before, after in pairs]
    return [one for one in found if one.added or one.removed]


def _without(texts: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text not in others)
