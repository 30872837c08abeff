"""Who may bring a document in, how long one is kept, and what a person's corrections make of what was read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tracker.accounts.rules import Deed, Role
from tracker.errors import Invalid
from tracker.reports.found import ReadRating
from tracker.reports.reading import Reading
from tracker.richtext import clean, parse, unlisted

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

    ``numbers`` are the standards that unplaced rows were given; ``wanted`` are the actions to take in. ``actions`` has
    what else one is to say: the fields of ``ReadAction`` that somebody changed.
    """

    codes: Mapping[str, str]
    notes: Mapping[str, str]
    numbers: Mapping[str, str]
    wanted: Collection[str]
    actions: Mapping[str, Mapping[str, Any]]


def settled(reading: Reading, answers: Answers) -> Reading:
    """``reading`` as a person corrected it, and without the stops that this settles.

    An unplaced row that was given a standard adds its notes to what was read of that standard, and its rating where
    there was none. Raises ``Invalid`` where they contradict each other.
    """
    ratings = {read.number: _answered(read, str(index), answers) for index, read in enumerate(reading.ratings)}
    actions = {str(index): action for index, action in enumerate(reading.actions)}
    for index, unplaced in enumerate(reading.unplaced):
        key = f"u{index}"
        if unplaced.rating and (number := answers.numbers.get(key)):
            more = replace(_answered(unplaced.rating, key, answers), number=number)
            ratings[number] = _joined(ratings[number], more) if number in ratings else more
        elif unplaced.action:
            actions[key] = unplaced.action
    chosen = [replace(actions[key], **answers.actions.get(key, {})) for key in actions if key in answers.wanted]
    remarks = [remark for remark in reading.remarks if not remark.settled_by_hand]
    return replace(reading, ratings=list(ratings.values()), actions=chosen, remarks=remarks, unplaced=[])


def _answered(read: ReadRating, key: str, answers: Answers) -> ReadRating:
    notes = parse(answers.notes[key]) if key in answers.notes else read.notes
    return replace(read, code=answers.codes.get(key, read.code) or None, notes=notes)


def _joined(one: ReadRating, other: ReadRating) -> ReadRating:
    if one.code and other.code and one.code != other.code:
        raise Invalid(f"{one.number} was given two ratings, {one.code} and {other.code}. Choose one for both rows.")
    notes = one.notes if one.notes == other.notes else one.notes + other.notes
    return replace(one, code=one.code or other.code, notes=notes)


def one_a_line(texts: Iterable[str]) -> str:
    """Steps or outcomes as one text: each begins a line, and its further lines are indented."""
    return "\n".join(text.replace("\n", "\n  ").replace("\n  \n", "\n\n") for text in texts)


def lines_in(text: str) -> list[str]:
    """The steps or outcomes that ``one_a_line`` or a person wrote; a list mark before a line is none of its words."""
    found: list[list[str]] = []
    for line in clean(text).split("\n"):
        if found and (not line or line[0].isspace()):
            found[-1].append(line[2:] if line.startswith("  ") else line.strip())
        else:
            found.append([line])
    return [words for lines in found for words in _unmarked("\n".join(lines).strip())]


def _unmarked(text: str) -> list[str]:
    return [text] if "\n" in text else unlisted(parse(text))
