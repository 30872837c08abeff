"""An item of evidence as plain values, what is asked of it, and who may do what with it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from tracker.accounts.rules import Deed, Role
from tracker.clock import in_words
from tracker.errors import Invalid
from tracker.figures import Figure, amount, is_few

READERS = (Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR)
WRITERS = (Role.MANAGER, Role.TEAM)

READ = Deed.of("read the evidence", READERS)
ADD = Deed.of("add evidence", WRITERS)
SAVE = Deed.of("change evidence", WRITERS)
DELETE = Deed.of("take evidence out of the library", WRITERS)

TITLE_AT_MOST = 200
DESCRIPTION_AT_MOST = 20_000
ADDRESS_AT_MOST = 2_000
NAME_AT_MOST = 120  # of a figure
UNIT_AT_MOST = 60
PERIOD_AT_MOST = 30
FILES_AT_ONCE = 20

TOO_EARLY = "The day to look at it again must be after the one that it speaks of"


class EvidenceKind(StrEnum):
    """What backs a rating."""

    DOCUMENT = "document"
    LINK = "link"
    FIGURE = "figure"
    NOTE = "note"


KINDS = {
    EvidenceKind.DOCUMENT: "A document: one file, or several",
    EvidenceKind.LINK: "A link to a page of a website",
    EvidenceKind.FIGURE: "A figure, such as referrals in a year",
    EvidenceKind.NOTE: "A note: something to remember that has no file",
}
"""The kinds as they are offered."""


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """All that an item says, but for its files.

    ``speaks_of`` is the day that it tells of, not that on which it was added; ``description`` is in the small text
    format; ``standards`` are numbers such as "1.6"; a link has an ``address``, a figure a ``figure``, and nothing else
    has either.
    """

    title: str
    description: str
    speaks_of: date
    look_again: date | None = None
    standards: tuple[str, ...] = ()
    address: str = ""
    figure: Figure | None = None


NAMES = {
    "title": "Title",
    "description": "Description",
    "speaks_of": "The date it speaks of",
    "look_again": "Look at it again on",
    "standards": "Standards that it backs",
    "address": "Address",
}
FIGURE_NAMES = {
    "name": "What is counted or measured",
    "value": "Value",
    "unit": "Unit",
    "period": "Period",
    "earlier": "Earlier value",
    "earlier_period": "Period of the earlier value",
    "as_few": "Print as fewer than 5",
}


def differences(mine: EvidenceText, saved: EvidenceText) -> list[tuple[str, str]]:
    """Where two texts of an item differ: the field's name, and what is saved, to be shown to a person."""
    own, theirs = _shown(mine), _shown(saved)
    return [(name, theirs.get(name, "")) for name in [*theirs] if own.get(name, "") != theirs[name]]


def _shown(text: EvidenceText) -> dict[str, str]:
    said = {heading: in_plain_words(getattr(text, name)) for name, heading in NAMES.items()}
    if figure := text.figure:
        said |= {FIGURE_NAMES[field.name]: in_plain_words(getattr(figure, field.name)) for field in fields(figure)}
    return said


def in_plain_words(value: object) -> str:
    """A value of an item, to be shown to a person."""
    if value is None or isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return in_words(value) if isinstance(value, date) else str(value).replace("\r\n", "\n").strip()


def address(text: str) -> str:
    """``text``, if it is the address of a web page. Raises ``Invalid``."""
    said = text.strip()
    try:
        parts = urlsplit(said)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        good = good and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or len(said) > ADDRESS_AT_MOST or any(sign.isspace() or not sign.isprintable() for sign in said):
        raise Invalid("Enter the address of a web page. It begins with https:// or http://")
    return said


def figure_title(figure: Figure) -> str:
    """What an item that is a figure is called: "Referrals, 2020-21"."""
    return f"{figure.name}, {figure.period}"


def is_due(look_again: date | None, *, today: date) -> bool:
    """Whether the day has come to look at it again."""
    return look_again is not None and look_again <= today


class Age(StrEnum):
    """How long ago the day is that an item speaks of."""

    NEW = "under a year"
    OLDER = "one to three years"
    OLD = "over three years"


def days_of(age: Age, *, today: date) -> tuple[date | None, date | None]:
    """The first day of this age, and the first that is too young for it; ``None`` where there is no such end."""
    year_ago, three_ago = years_before(today, 1), years_before(today, 3)
    return {Age.NEW: (year_ago, None), Age.OLDER: (three_ago, year_ago), Age.OLD: (None, three_ago)}[age]


def years_before(day: date, years: int) -> date:
    """The same day, so many years ago; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in the library; what is empty does not matter."""

    words: str = ""
    standard: str = ""
    kind: EvidenceKind | None = None
    age: Age | None = None
    due: bool = False

    def __bool__(self) -> bool:
        return any((self.words, self.standard, self.kind, self.age, self.due))


WIDTH, HEIGHT, MARGIN, TOP = 480, 150, 40, 34  # of a line picture, in its own units
SHORT = 8  # characters that fit between two of six points


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series in its picture."""

    x: int
    y: int
    value: str
    period: str

    @property
    def is_long(self) -> bool:
        """Whether what it says is too long to stand in the middle above and below its place."""
        return max(len(self.value), len(self.period)) > SHORT


def line_of(figures: Iterable[Figure]) -> list[Point]:
    """The points of a series, oldest first, from nought or the lowest to the highest; none where one is no line.

    A value that is printed as fewer than 5 has no point: its height would tell it.
    """
    shown = [figure for figure in figures if not (figure.as_few and is_few(figure.value, figure.unit))]
    if len(shown) < 2:
        return []
    highest = max([figure.value for figure in shown] + [0])
    lowest = min([figure.value for figure in shown] + [0])
    reach, step = (highest - lowest) or 1, (WIDTH - 2 * MARGIN) / (len(shown) - 1)
    return [
        Point(
            round(MARGIN + place * step),
            round(TOP + float((highest - figure.value) / reach) * (HEIGHT - 2 * TOP)),
            amount(figure.value, figure.unit if figure.unit in {"%", "£"} else ""),
            figure.period,
        )
        for place, figure in enumerate(shown)
    ]
