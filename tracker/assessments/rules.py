"""Who may do what with an assessment, what a new one begins with, and which period comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from tracker.accounts.rules import Deed, Period, Role
from tracker.clock import in_words
from tracker.errors import Conflict, Forbidden, Invalid
from tracker.standards.rules import CallsFor

READERS = (Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR)

READ = Deed.of("read the self-assessment", READERS)
START = Deed.of("start a self-assessment", [Role.MANAGER])
RATE = Deed.of("rate a standard", [Role.MANAGER])
DRAFT = Deed.of("draft the notes of a standard", [Role.MANAGER, Role.TEAM])
CHOOSE_EVIDENCE = Deed.of("choose evidence for a rating", [Role.MANAGER, Role.TEAM])
LINK_PLAN = Deed.of("say which plan answers a self-assessment", [Role.MANAGER])

CHECK = Deed.of("see what is missing before the self-assessment is submitted", [Role.MANAGER, Role.TEAM])


class Status(StrEnum):
    """How far a self-assessment has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    RATIFIED = "ratified"
    WITH_EXCEPTIONS = "with_exceptions"


STATUSES = {
    Status.DRAFT: "Draft",
    Status.SUBMITTED: "Submitted",
    Status.SENT_BACK: "Sent back",
    Status.RATIFIED: "Ratified",
    Status.WITH_EXCEPTIONS: "Ratified with exceptions",
}
"""The statuses as people read them."""

EDITED: Final = frozenset({Status.DRAFT, Status.SENT_BACK})
"""In these a self-assessment is worked on; in all others its ratings, notes and evidence are closed."""

AGREED: Final = frozenset({Status.RATIFIED, Status.WITH_EXCEPTIONS})
"""In these the advisory group has agreed to a self-assessment, and what it rests on stays."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one status to another: who may do it, from which it leads, and to which.

    One that is ``not_by_submitter`` is closed to whoever submitted the self-assessment.
    """

    deed: Deed
    sources: frozenset[Status]
    to: Status
    not_by_submitter: bool = False


_HANDED_OVER: Final = frozenset({Status.SUBMITTED})

MOVES: Final = {
    "submit": Move(Deed.of("submit the self-assessment", [Role.MANAGER]), EDITED, Status.SUBMITTED),
    "withdraw": Move(Deed.of("withdraw the self-assessment", [Role.MANAGER]), _HANDED_OVER, Status.DRAFT),
    "send_back": Move(Deed.of("send the self-assessment back", [Role.CHAIR]), _HANDED_OVER, Status.SENT_BACK),
    "ratify": Move(
        Deed.of("ratify the self-assessment", [Role.CHAIR]), _HANDED_OVER, Status.RATIFIED, not_by_submitter=True
    ),
    "ratify_with_exceptions": Move(
        Deed.of("ratify the self-assessment with exceptions", [Role.CHAIR]),
        _HANDED_OVER,
        Status.WITH_EXCEPTIONS,
        not_by_submitter=True,
    ),
    "correct": Move(Deed.of("begin a new version of the self-assessment", [Role.MANAGER]), AGREED, Status.DRAFT),
}
"""All steps, by the name of their verb. The last begins the next version; the ratified one stays as it was sealed."""


RECORDED_AS: Final = {"withdraw": "withdraw_assessment"}
"""What the record calls a step whose own verb says something else there: who asks for a draft withdraws that too."""


def insist_not_own(verb: str, submitted_by: str | None, doer: str) -> None:
    """Raise ``Forbidden`` where ``doer`` submitted what this step decides about."""
    if MOVES[verb].not_by_submitter and submitted_by == doer:
        raise Forbidden(
            "You submitted this self-assessment, and nobody ratifies what they submitted. Somebody else has to be in "
            "the chair."
        )


def insist_edited(status: Status, label: str) -> None:
    """Raise ``Conflict`` where the self-assessment ``label`` is closed."""
    if status not in EDITED:
        raise Conflict(
            f"The self-assessment {label} is {STATUSES[status].lower()}, and closed. Nothing of it was changed. A "
            "manager can withdraw it as long as nobody has answered."
        )


def insist_leads_from(verb: str, status: Status, label: str) -> None:
    """Raise ``Conflict`` where this step does not lead from ``status``."""
    if status not in MOVES[verb].sources:
        raise Conflict(f"The self-assessment {label} is {STATUSES[status].lower()} by now. Look at it again.")


NOTES_AT_MOST = 20_000
REASON_AT_MOST = 1_000


def overlapped(period: Period, there: Iterable[Period]) -> Period | None:
    """The first of the periods that are ``there`` with which ``period`` has a day in common."""
    return next((other for other in there if period.overlaps(other)), None)


def overlap(period: Period, other: Period) -> str:
    """What is said where two self-assessments against the same standards would have a day in common."""
    return f"{period.days} overlaps the self-assessment {other.label}, {other.days}"


def insist_apart(period: Period, there: Iterable[Period]) -> None:
    """Raise ``Conflict`` where ``period`` has a day in common with one that is ``there``."""
    if other := overlapped(period, there):
        raise Conflict(f"{overlap(period, other)}. Choose days that the other does not have.")


@dataclass(frozen=True, slots=True)
class RatingSave:
    """One change to a rating, as the record has it; ``number`` is that of its entry, ``by`` an identifier."""

    number: int
    at: datetime
    by: str
    code_before: str | None
    code: str | None
    notes_before: str
    notes: str


SITTING: Final = timedelta(minutes=15)
"""Saves of one person with no longer pauses are one change to whoever reads the history."""


def sittings(saves: Sequence[RatingSave]) -> list[RatingSave]:
    """The saves, oldest first, with those of one sitting taken together; what a sitting left as it was is no change."""
    found: list[RatingSave] = []
    last: datetime | None = None
    for save in saves:
        if found and last and found[-1].by == save.by and save.at - last <= SITTING:
            first = found.pop()
            save = replace(save, code_before=first.code_before, notes_before=first.notes_before)  # noqa: PLW2901
        found.append(save)
        last = save.at
    return [save for save in found if (save.code_before, save.notes_before) != (save.code, save.notes)]


class Carry(StrEnum):
    """What a new assessment takes over from the one before it."""

    NOTHING = "nothing"
    NOTES = "notes"
    RATINGS = "ratings"


CARRIED = {Carry.NOTHING: "Nothing", Carry.NOTES: "Notes only", Carry.RATINGS: "Notes and ratings"}
"""What can be carried, as people call it."""


def carried(carry: Carry, code: str | None, notes: str) -> tuple[str | None, str]:
    """The code and the notes that a rating begins with, where last year's were these."""
    return code if carry is Carry.RATINGS else None, "" if carry is Carry.NOTHING else notes


def confirming(code: str | None) -> Deed:
    """What one must be allowed to do to confirm what was carried: notes alone are confirmed by whoever drafts."""
    return DRAFT if code is None else RATE


def asks_why(calls_for: CallsFor | None, *, is_planned: bool) -> bool:
    """Whether it has to be said why there is no action: the rating calls for one, and none that names it is open."""
    return calls_for is CallsFor.ACTION and not is_planned


def is_accepted(reason: str | None, until: date | None, *, today: date) -> bool:
    """Whether a gap is accepted on that day: somebody said why, and the day to look again, if there is one, is ahead.

    Without a day it is accepted for as long as the self-assessment is this one.
    """
    return bool(reason) and (until is None or today < until)


def insist_ahead(until: date | None, *, today: date) -> None:
    """Raise ``Invalid`` where a gap would be looked at again on a day that is not ahead."""
    if until and until <= today:
        raise Invalid(f"The day to look again must be after today, {in_words(today)}. Choose a later one.")


def insist_confirmed(unconfirmed: Sequence[str]) -> None:
    """Raise ``Conflict`` where there are ratings, by their numbers, that nobody has looked at since they were carried.

    An assessment with such text says what was true a year ago, and cannot be submitted.
    """
    if unconfirmed:
        which = f"{unconfirmed[0]} is" if len(unconfirmed) == 1 else f"{', '.join(unconfirmed)} are"
        raise Conflict(f"{which} as carried forward, and not yet confirmed. Look at each: confirm, edit or clear it.")


def year_label(first: int, year_starts: int) -> str:
    """The label of the service year that begins in the calendar year ``first``: "2025-26", or "2025"."""
    return str(first) if year_starts == 1 else f"{first}-{(first + 1) % 100:02}"


def next_label(labels: Sequence[str], year_starts: int, *, today: date) -> str:
    """The label after the latest of ``labels``; where there is none, that of the service year that holds ``today``."""
    if labels:
        return year_label(max(int(label[:4]) for label in labels) + 1, year_starts)
    return year_label(today.year if today.month >= year_starts else today.year - 1, year_starts)


def neighbours(numbers: Sequence[str], number: str) -> tuple[str | None, str | None]:
    """The numbers before and after ``number``; ``None`` at either end."""
    place = numbers.index(number)
    return (numbers[place - 1] if place else None, numbers[place + 1] if place + 1 < len(numbers) else None)
