"""Who may bring a document in, how long one is kept, and what a person's corrections make of what was read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from tracker.accounts.rules import Deed, Role
from tracker.errors import Invalid
from tracker.reports.found import ReadRating
from tracker.reports.reading import Reading
from tracker.richtext import parse

IMPORT = Deed.of("bring in a Word file", [Role.MANAGER])
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent: ``docx`` is what is read; ``original`` the file itself where that is no ``.docx``."""

    name: str
    docx: bytes
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person made of what was read, by its place among the readings ("3"), and among the unplaced ("u0").

    ``numbers`` are the standards that unplaced rows were given; ``left`` are actions left out, ``taken`` taken in.
    """

    codes: Mapping[str, str]
    notes: Mapping[str, str]
    numbers: Mapping[str, str]
    left: Collection[str]
    taken: Collection[str]


def settled(reading: Reading, answers: Answers) -> Reading:
    """``reading`` as a person corrected it, and without the stops that this settles.

    An unplaced row that was given a standard adds its notes to what was read of that standard, and its rating where
    there was none. Raises ``Invalid`` where they contradict each other.
    """
    ratings = {read.number: _answered(read, str(index), answers) for index, read in enumerate(reading.ratings)}
    actions = [action for index, action in enumerate(reading.actions) if str(index) not in answers.left]
    for index, unplaced in enumerate(reading.unplaced):
        key = f"u{index}"
        if unplaced.rating and (number := answers.numbers.get(key)):
            more = replace(_answered(unplaced.rating, key, answers), number=number)
            ratings[number] = _joined(ratings[number], more) if number in ratings else more
        elif unplaced.action and key in answers.taken:
            actions.append(unplaced.action)
    remarks = [remark for remark in reading.remarks if not remark.settled_by_hand]
    return replace(reading, ratings=list(ratings.values()), actions=actions, remarks=remarks, unplaced=[])


def _answered(read: ReadRating, key: str, answers: Answers) -> ReadRating:
    notes = parse(answers.notes[key]) if key in answers.notes else read.notes
    return replace(read, code=answers.codes.get(key, read.code) or None, notes=notes)


def _joined(one: ReadRating, other: ReadRating) -> ReadRating:
    if one.code and other.code and one.code != other.code:
        raise Invalid(f"{one.number} was given two ratings, {one.code} and {other.code}. Choose one for both rows.")
    notes = one.notes if one.notes == other.notes else one.notes + other.notes
    return replace(one, code=one.code or other.code, notes=notes)
