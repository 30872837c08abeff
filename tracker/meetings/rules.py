"""Who may record a meeting of the advisory group, what it can decide, and who can be there."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from tracker.accounts.rules import Constituency, Deed, Role
from tracker.clock import in_words
from tracker.errors import Conflict, Invalid
from tracker.group.rules import Quorum

READ = Deed.of("read what the advisory group decided", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
RECORD = Deed.of("record a meeting of the advisory group", [Role.CHAIR])
SAY_WHAT_BECAME = Deed.of("say what became of what the group asked for", [Role.MANAGER, Role.CHAIR])


class Presence(StrEnum):
    """How somebody took part in a meeting."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    GUEST = "guest"


PRESENCES: Final = {
    Presence.PRESENT: "Present",
    Presence.APOLOGIES: "Apologies",
}
"""How a member can be said to have taken part, as people call it."""


class Decision(StrEnum):
    """What a meeting decides about a self-assessment as a whole."""

    RATIFIED = "ratified"
    WITH_EXCEPTIONS = "with_exceptions"
    SENT_BACK = "sent_back"


DECISIONS: Final = {
    Decision.RATIFIED: "Ratified",
    Decision.WITH_EXCEPTIONS: "Ratified with exceptions",
    Decision.SENT_BACK: "Sent back",
}
"""The decisions as people call them."""

POINTS: Final = {
    Decision.RATIFIED: "Exceptions",
    Decision.WITH_EXCEPTIONS: "Exceptions",
    Decision.SENT_BACK: "What is to be changed",
}
"""What that is which is said to single standards with each."""

STEPS: Final = {
    Decision.RATIFIED: "ratify",
    Decision.WITH_EXCEPTIONS: "ratify_with_exceptions",
    Decision.SENT_BACK: "send_back",
}
"""By which step of an assessment each is carried out."""

AGREES: Final = frozenset({Decision.RATIFIED, Decision.WITH_EXCEPTIONS})
"""By these something is agreed to, which needs a quorum. Sending back agrees to nothing, and needs none."""

NAME_AT_MOST: Final = 200
PLACE_AT_MOST: Final = 200
REFERENCE_AT_MOST: Final = 100
TEXT_AT_MOST: Final = 5_000
LINES_AT_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Attending:
    """What is said of one member: how they took part, ``None`` for not at all, and what interest they declared."""

    person: uuid.UUID
    presence: Presence | None
    interest: str = ""


@dataclass(frozen=True, slots=True)
class MeetingText:
    """All that the chair says of a meeting; ``words`` is in the small text format, ``guests`` are names."""

    held_on: date
    place: str = ""
    is_online: bool = False
    minute_reference: str = ""
    words: str = ""
    attending: tuple[Attending, ...] = ()
    guests: tuple[str, ...] = ()

    @property
    def settled(self) -> "MeetingText":
        """The same in one order, without members of whom nothing is said and guests without a name."""
        said = [one for one in self.attending if one.presence or one.interest]
        return replace(
            self,
            attending=tuple(sorted(said, key=lambda one: str(one.person))),
            guests=tuple(sorted(name for name in self.guests if name)),
        )

    @property
    def plain(self) -> dict[str, Any]:
        """The same as plain JSON values, for the record."""
        values = asdict(self) | {"held_on": self.held_on.isoformat(), "guests": list(self.guests)}
        named = {str(one.person): f"{one.presence}. {one.interest}".rstrip(". ") for one in self.attending}
        return values | {"attending": named}


NAMES: Final = {
    "held_on": "Date",
    "place": "Place",
    "is_online": "Online",
    "minute_reference": "Minute reference",
    "words": "What was said",
    "guests": "Guests",
}
"""What to call the parts of a meeting's text, but for who was there."""


def differences(mine: MeetingText, saved: MeetingText, names: Mapping[uuid.UUID, str]) -> list[tuple[str, str]]:
    """Where two texts of a meeting differ: the part's name, and what is saved. ``names`` are those of the members."""
    found = [
        (heading, _shown(getattr(saved, part)))
        for part, heading in NAMES.items()
        if getattr(mine, part) != getattr(saved, part)
    ]
    said = {one.person: one for one in saved.attending}
    typed = {one.person: one for one in mine.attending}
    changed = [person for person in names if said.get(person) != typed.get(person)]
    return found + [(names[person], _in_words(said.get(person))) for person in changed]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return in_words(value)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _in_words(one: Attending | None) -> str:
    if one is None or one.presence is None:
        return "Neither present nor apologies"
    return PRESENCES[one.presence] + (f". Interest: {one.interest}" if one.interest else "")


def insist_undecided(decision: Decision | None) -> None:
    """Raise ``Conflict`` where a meeting has decided."""
    if decision is not None:
        raise Conflict(
            f"This meeting has decided: {DECISIONS[decision].lower()}. Its record is closed, and nothing of it was "
            "changed. What comes later belongs to another meeting."
        )


@dataclass(frozen=True, slots=True)
class Convened:
    """What of a meeting bears on whether it can decide, as whoever wants to decide sees it.

    ``of_version`` and ``version`` are those of the self-assessment that it is about and that there is by now; ``None``
    is about none. ``is_submitted`` says that the group is asked about it now. ``present`` are the constituencies of the
    members who were there; ``is_own`` says that whoever decides has submitted it.
    """

    held_on: date
    of_version: int | None
    version: int | None
    is_submitted: bool
    submitted_on: date | None
    present: tuple[Constituency | None, ...]
    is_there: bool
    is_own: bool = False


def obstacles(there: Convened, decision: Decision, quorum: Quorum, *, today: date) -> list[str]:
    """What stands against this decision, each as a sentence that says what to do; nothing where it can be taken."""
    found = list(_of_meeting(there, today))
    if decision in AGREES and there.is_own:
        found.append("You submitted it, and nobody ratifies what they submitted. Somebody else has to be in the chair.")
    if decision in AGREES and (missing := quorum.missing(there.present)):
        found.append(
            f"There is no quorum: {' and '.join(missing)} missing. It takes {quorum.in_words}. Without one nothing can "
            "be ratified. It can be sent back, which needs no quorum, since nothing is agreed to."
        )
    return found


def _of_meeting(there: Convened, today: date) -> Iterator[str]:
    if there.of_version is None:
        yield "This meeting is not about a self-assessment. Record one that is."
    elif there.of_version != there.version:
        yield (
            f"This meeting is about version {there.of_version}, and the self-assessment is at version {there.version} "
            "by now. Record another meeting."
        )
    elif not there.is_submitted:
        yield "The self-assessment is not submitted, so that there is nothing to decide about now."
    if there.held_on > today:
        yield f"The meeting is on {in_words(there.held_on)}, which is still to come. It can decide from that day on."
    if there.submitted_on and there.held_on < there.submitted_on:
        yield (
            f"The meeting was on {in_words(there.held_on)}, before the self-assessment was submitted on "
            f"{in_words(there.submitted_on)}. Correct the date, or record another meeting."
        )
    if not there.is_there:
        yield "You are not among those who were present. Whoever records the decision has been there: say so, and save."


def insist_nothing_against(found: Sequence[str]) -> None:
    """Raise ``Conflict`` where something stands against a decision, which says what."""
    if found:
        raise Conflict(f"Nothing was decided. {' '.join(found)}")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a meeting decides, and what is said with it: pairs of a standard's number, or a name, and a text."""

    decision: Decision
    points: tuple[tuple[str, str], ...] = ()
    dissents: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def insist_said(said: Resolution) -> None:
    """Raise ``Invalid`` where what is said does not go with the decision."""
    if said.decision is Decision.WITH_EXCEPTIONS and not said.points:
        raise Invalid("Say for at least one standard what the exception is, or ratify without exceptions.")
    if said.decision is Decision.RATIFIED and said.points:
        numbers = ", ".join(number for number, _ in said.points)
        raise Invalid(f"You wrote something on {numbers}. Choose “{DECISIONS[Decision.WITH_EXCEPTIONS]}”, or empty it.")
    if said.decision is Decision.SENT_BACK and not said.reason:
        raise Invalid("Say why it is sent back: the team reads it first.")
    if said.decision in AGREES and said.reason:
        raise Invalid("A reason belongs to sending back. Empty it, or write it under what was said at the meeting.")


@dataclass(frozen=True, slots=True)
class Interest:
    """How much the group wants to speak about a standard: how many queries are open, and how many members queried."""

    open_queries: int
    queried: int

    @property
    def rank(self) -> int:
        """What comes first has the smallest: open queries, then what was queried, then the rest."""
        return 0 if self.open_queries else 1 if self.queried else 2


def to_speak_of(numbers: Sequence[str], interest: Mapping[str, Interest]) -> list[str]:
    """The standards in the order in which a meeting goes through them; where one has no rank, last."""
    least = Interest(0, 0)
    return sorted(numbers, key=lambda number: interest.get(number, least).rank)
