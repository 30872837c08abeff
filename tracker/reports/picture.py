"""The picture of a year: a mark for each standard, in the row of its section, and where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from textwrap import wrap
from typing import Final, Literal

from tracker.assessments.models import Rating
from tracker.standards.models import Section

Look = Literal["full", "hatched", "empty"]

SIDE, GAP, LINE = 40, 8, 20  # in units of the picture
SCREEN, PAPER, LARGE_PRINT = 480, 600, 400  # widths; over a page's, no letter is under 12 points, or under 18
TEXT, NUMBER = 16, 15  # how large titles and letters are, and numbers
MARKS_END = 66  # from the top of a row of marks to that of the next

_LETTER = 8  # a letter's width in a title, on the average
_NOT_RATED = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of a mark: its ground, its outline and hatching, its letters."""

    ground: str
    line: str
    letters: str


QUIET: Final = "#505a5f"
INK: Final = "#0b0c0c"
PAINTS: Final[Mapping[Look, Paint]] = {
    "full": Paint("#00703c", "#00703c", "#ffffff"),
    "hatched": Paint("#ffffff", "#b85a00", INK),
    "empty": Paint("#ffffff", QUIET, INK),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A standard's mark: its letters, how it is filled, and its upper left corner.

    ``carried_from`` is the year that it was carried forward from, where it is to be told that nobody confirmed it yet.
    """

    number: str
    letters: str
    look: Look
    x: int
    y: int
    carried_from: str = ""

    @property
    def paint(self) -> Paint:
        """Its colours."""
        return PAINTS[self.look]

    @property
    def size(self) -> int:
        """How large its letters are, so that a long code stays within it."""
        return min(TEXT, 60 // len(self.letters))


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A section's marks below its title, which stands in ``lines``, each at the height of its baseline."""

    title: str
    lines: tuple[tuple[str, int], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All rows, and how large the picture is."""

    rows: tuple[MarkRow, ...]
    width: int
    height: int

    @property
    def carried_from(self) -> list[str]:
        """The years that marks were carried forward from."""
        return sorted({mark.carried_from for row in self.rows for mark in row.marks} - {""})


def picture(sections: Sequence[tuple[Section, list[Rating]]], width: int = SCREEN) -> Picture:
    """The picture of these ratings under their sections. What is wider than ``width`` goes on in a line below."""
    rows, top = list[MarkRow](), 0
    for section, ratings in sections:
        rows.append(_row(f"{section.number}. {section.title}", ratings, top, width))
        top = rows[-1].marks[-1].y + MARKS_END
    return Picture(tuple(rows), width, top)


def _row(title: str, ratings: Sequence[Rating], top: int, width: int) -> MarkRow:
    """A section from ``top`` on; where its marks take several lines, about as many stand in each."""
    texts = wrap(title, width // _LETTER)
    lines = tuple((text, top + index * LINE + TEXT) for index, text in enumerate(texts))
    fitting = (width - 2 + GAP) // (SIDE + GAP)
    across = ceil(len(ratings) / ceil(len(ratings) / fitting))
    first = top + len(lines) * LINE + 6
    marks = (_mark(rating, index % across, first + index // across * MARKS_END) for index, rating in enumerate(ratings))
    return MarkRow(title, lines, tuple(marks))


def _mark(rating: Rating, column: int, y: int) -> Mark:
    look: Look = "empty"
    if rating.entry:
        look = "full" if rating.entry.position == 1 else "hatched"
    return Mark(rating.standard.number, rating.code or _NOT_RATED, look, 1 + column * (SIDE + GAP), y)


def with_carried(drawn: Picture, ratings: Sequence[Rating]) -> Picture:
    """``drawn``, with what nobody has confirmed since it was carried forward told apart."""
    carried = {rating.standard.number: rating.carried_from or "" for rating in ratings if rating.code}
    rows = (
        replace(row, marks=tuple(replace(mark, carried_from=carried.get(mark.number, "")) for mark in row.marks))
        for row in drawn.rows
    )
    return replace(drawn, rows=tuple(rows))


def described(picture: Picture, sentence: str) -> str:
    """What the picture shows, in words: ``sentence``, which says how many, and each section's marks."""
    return " ".join((sentence, *(f"{row.title}: {', '.join(map(_said, row.marks))}." for row in picture.rows)))


def _said(mark: Mark) -> str:
    said = f"{mark.number} {'not rated' if mark.look == 'empty' else mark.letters}"
    return f"{said} (not yet confirmed)" if mark.carried_from else said
