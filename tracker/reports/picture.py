"""The picture of a year: a mark for each standard, in the row of its section, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.assessments.models import Rating
from tracker.standards.models import Section

Look = Literal["full", "hatched", "empty"]

SIDE, GAP, ROW, TOP = 40, 8, 92, 26  # in units of the picture, of which a line of text is 16 high


@dataclass(frozen=True, slots=True)
class Mark:
    """A standard's mark: its letters, how it is filled, and its upper left corner."""

    number: str
    letters: str
    look: Look
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A section's marks below its title, whose baseline is at ``y``."""

    title: str
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All rows, and how large the picture is."""

    rows: tuple[MarkRow, ...]
    width: int
    height: int


def picture(sections: Sequence[tuple[Section, list[Rating]]]) -> Picture:
    """The picture of these ratings under their sections."""
    rows = tuple(
        MarkRow(
            f"{section.number}. {section.title}",
            index * ROW + 16,
            tuple(_mark(rating, column, index) for column, rating in enumerate(ratings)),
        )
        for index, (section, ratings) in enumerate(sections)
    )
    longest = max((len(row.marks) for row in rows), default=1)
    return Picture(rows, max(longest * (SIDE + GAP), 480), len(rows) * ROW)


def _mark(rating: Rating, column: int, row: int) -> Mark:
    look: Look = "empty"
    if rating.entry:
        look = "full" if rating.entry.position == 1 else "hatched"
    return Mark(rating.standard.number, rating.code or "–", look, 1 + column * (SIDE + GAP), row * ROW + TOP)
