"""What is looked at before a self-assessment is submitted: one table of it, and what of it stands in the way."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

from tracker.accounts.rules import Deed, Role
from tracker.assessments.rules import insist_confirmed
from tracker.clock import in_words
from tracker.errors import Conflict
from tracker.personal import Personal, PersonalKind, find_personal
from tracker.standards.rules import CallsFor

KEEP = Deed.of("decide what may be published", [Role.MANAGER])


class Lack(StrEnum):
    """What is looked at; their order is that of the page."""

    UNRATED = "unrated"
    UNCONFIRMED = "unconfirmed"
    NO_ACTION = "no_action"
    PERSONAL = "personal"
    FEW = "few"
    NO_NOTES = "no_notes"
    NO_EVIDENCE = "no_evidence"
    EVIDENCE_DUE = "evidence_due"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class Check:
    """What people call it, and whether it blocks: where it does not, it only warns.

    Where the number says it all, all of a kind stand ``in_a_line``.
    """

    heading: str
    blocks: bool
    in_a_line: bool = False


CHECKS: Final = {
    Lack.UNRATED: Check("Not rated yet", blocks=True, in_a_line=True),
    Lack.UNCONFIRMED: Check("Carried forward and not yet confirmed", blocks=True, in_a_line=True),
    Lack.NO_ACTION: Check("No open action, and no reason why not", blocks=True),
    Lack.PERSONAL: Check("Words that may tell who somebody is", blocks=False),
    Lack.FEW: Check("Figures under five", blocks=False),
    Lack.NO_NOTES: Check("No notes that say why", blocks=False, in_a_line=True),
    Lack.NO_EVIDENCE: Check("No evidence", blocks=False, in_a_line=True),
    Lack.EVIDENCE_DUE: Check("Evidence due for another look", blocks=False),
    Lack.REMARKS: Check("Open remarks of the team", blocks=False, in_a_line=True),
}

TO_DECIDE: Final = frozenset({Lack.PERSONAL, Lack.FEW})
"""What may be let through by a manager, words by words, because it is about what is published."""

KINDS: Final = {
    PersonalKind.BIRTH: "A date of birth",
    PersonalKind.NHS: "An NHS number",
    PersonalKind.PUPIL: "A pupil number",
    PersonalKind.INSURANCE: "A National Insurance number",
    PersonalKind.PHONE: "A phone number",
    PersonalKind.EMAIL: "An e-mail address of a person",
    PersonalKind.POSTCODE: "A postcode",
    PersonalKind.NAME: "A name of a child or a parent",
}


class PlaceKind(StrEnum):
    """What wording belongs to."""

    RATING = "rating"
    ACTION = "action"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Place:
    """A rating, an action or an item of evidence: where something is mended."""

    kind: PlaceKind
    identifier: uuid.UUID
    title: str


@dataclass(frozen=True, slots=True)
class Backing:
    """An item that backs ratings; ``few`` is how its figure under five would be printed, empty where there is none."""

    place: Place
    standards: tuple[str, ...]
    is_due: bool
    few: str


@dataclass(frozen=True, slots=True)
class RatedStandard:
    """What can be seen from a rating. ``label`` and ``calls_for`` are ``None`` where it is not rated.

    ``accepted`` is whether somebody said why it has no action, and the day to look again, if there is one, is ahead.
    """

    place: Place
    number: str
    label: str | None
    calls_for: CallsFor | None
    carried_from: str | None
    notes: str
    asks_why: bool
    accepted: bool
    evidence: int
    remarks: int
    accepted_until: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Text that is published, in plain words: of which place, which part of it, beside which standards."""

    place: Place
    part: str
    text: str
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something to mend or to look at. ``decided`` says which words of which place a manager may let through."""

    lack: Lack
    place: Place
    standards: tuple[str, ...]
    message: str
    around: str = ""
    decided: tuple[str, str] = ("", "")

    @property
    def sign(self) -> str:
        """By which it is known to a page: the place, the kind and the words."""
        return hashlib.sha256(repr((self.place.kind, str(self.place.identifier), self.decided)).encode()).hexdigest()

    @property
    def key(self) -> tuple[uuid.UUID, str, str]:
        """By which it is known to what was let through."""
        return (self.place.identifier, *self.decided)


def found_in(standards: Sequence[RatedStandard], backing: Sequence[Backing], wording: Sequence[Wording]) -> list[Found]:
    """All there is, in the order of the checks, and of the standards within each."""
    there = [found for standard in standards for found in _of_standard(standard)]
    there += [found for item in backing for found in _of_backing(item)]
    there += _of_wording(wording)
    order = list(CHECKS)
    return sorted(there, key=lambda found: order.index(found.lack))


def _of_standard(standard: RatedStandard) -> Iterator[Found]:
    number, label = standard.number, (standard.label or "").lower()

    def found(lack: Lack, message: str) -> Found:
        return Found(lack, standard.place, (number,), f"{number} {message}")

    if standard.label is None:
        yield found(Lack.UNRATED, "is not rated yet.")
    if standard.carried_from:
        yield found(Lack.UNCONFIRMED, f"is as it was in {standard.carried_from}. Confirm it, change it or clear it.")
    if standard.asks_why and not standard.accepted:
        until = standard.accepted_until
        lapsed = f" That there is none was accepted until {in_words(until)}: look again." if until else ""
        yield found(Lack.NO_ACTION, f"is {label}.{lapsed} Add an action, or say why there is none.")
    if standard.calls_for is CallsFor.EVIDENCE and not standard.notes:
        yield found(Lack.NO_NOTES, f"is {label}, and its notes are empty.")
    if standard.calls_for is CallsFor.EVIDENCE and not standard.evidence:
        yield found(Lack.NO_EVIDENCE, f"is {label}, and nothing in the library backs it.")
    if standard.remarks:
        yield found(Lack.REMARKS, f"has {standard.remarks} open remark{'' if standard.remarks == 1 else 's'}.")


def _of_backing(item: Backing) -> Iterator[Found]:
    if item.is_due:
        yield Found(Lack.EVIDENCE_DUE, item.place, item.standards, f"“{item.place.title}” may be out of date.")
    if item.few:
        message = f"“{item.place.title}” would be printed as {item.few}. If it counts people, they may be recognised."
        yield Found(Lack.FEW, item.place, item.standards, message, "", (Lack.FEW.value, hashed(item.few)))


def _of_wording(wording: Iterable[Wording]) -> list[Found]:
    """What may name somebody; the same words of one place are one thing to decide."""
    by_key: dict[tuple[uuid.UUID, str, str], Found] = {}
    for text in wording:
        for one in find_personal(text.text):
            found = _of_person(text, one)
            by_key.setdefault(found.key, found)
    return list(by_key.values())


def _of_person(text: Wording, one: Personal) -> Found:
    message = f"{KINDS[one.kind]} in {text.part}: “{one.words}”"
    return Found(
        Lack.PERSONAL, text.place, text.standards, message, one.around, (one.kind.value, hashed(one.words.casefold()))
    )


def hashed(words: str) -> str:
    """What is kept of words that may name somebody, so that they are not kept once more."""
    return hashlib.sha256(words.encode()).hexdigest()


def blocking(found: Iterable[Found]) -> list[Found]:
    """What stands in the way of submitting."""
    return [one for one in found if CHECKS[one.lack].blocks]


def undecided(found: Iterable[Found], kept: Collection[tuple[uuid.UUID, str, str]]) -> list[Found]:
    """What is left, once a manager has let some of it through."""
    return [one for one in found if one.lack not in TO_DECIDE or one.key not in kept]


def grouped(found: Sequence[Found]) -> list[tuple[Check, list[Found]]]:
    """Under the names of the checks, in their order."""
    return [(CHECKS[lack], list(of_lack)) for lack, of_lack in groupby(found, key=lambda one: one.lack)]


def beside(found: Iterable[Found]) -> str:
    """The standards that these stand beside: "1.2, 3.1"; empty where they stand beside none."""
    return ", ".join(dict.fromkeys(number for one in found for number in one.standards))


def insist_complete(found: Sequence[Found]) -> None:
    """Raise ``Conflict`` where something stands in the way of submitting, which says what it is."""
    insist_confirmed([one.standards[0] for one in found if one.lack is Lack.UNCONFIRMED])
    if left := grouped(blocking(found)):
        named = (f"{check.heading.lower()}: {', '.join(one.standards[0] for one in ones)}" for check, ones in left)
        raise Conflict(f"The self-assessment cannot be submitted yet. Still to do – {'; '.join(named)}.")
