"""The picture of all years against one framework: a bar for each, and the table that says the same and more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tracker.assessments.models import Rating
from tracker.reports.picture import PAINTS, SCREEN, Look, Paint
from tracker.standards.models import Framework, FrameworkRating

BAR: Final = 36  # how high a bar is, in units of the picture
ROW: Final = 72  # from the top of a year to that of the next
LABEL: Final = 22  # from the top of a year to its bar
NOT_RATED: Final = "Not rated"

_FIGURE, _CODE = 26, 70  # from which width on a part has room for its count, and for its code too


@dataclass(frozen=True, slots=True)
class Part:
    """The standards of a year with one code, or with none: how many, how they are painted, and where."""

    label: str
    code: str
    count: int
    look: Look
    x: float
    width: float

    @property
    def paint(self) -> Paint:
        """Its colours."""
        return PAINTS[self.look]

    @property
    def text(self) -> str:
        """What stands in it, as far as there is room."""
        if self.width >= _CODE:
            return f"{self.code} {self.count}"
        return str(self.count) if self.width >= _FIGURE else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: its label, where its bar begins, the parts of it, and how many standards have each code or none.

    ``unconfirmed`` of its ratings were carried forward from ``carried_from``, and nobody has confirmed them yet.
    """

    label: str
    y: int
    parts: tuple[Part, ...]
    counts: tuple[int, ...]
    unconfirmed: int = 0
    carried_from: str = ""

    @property
    def remark(self) -> str:
        """What is to be known of its counts: "12 of these are from 2021-22 and not yet confirmed"; mostly nothing."""
        if not self.unconfirmed:
            return ""
        are = "is" if self.unconfirmed == 1 else "are"
        return f"{self.unconfirmed} of these {are} from {self.carried_from} and not yet confirmed"


@dataclass(frozen=True, slots=True)
class StandardsYears:
    """One standard through the years: its ratings in their order, and whether the code is another than the year before.

    ``moved`` is nothing in the first year and where either year is not rated.
    """

    number: str
    short_title: str
    ratings: tuple[Rating, ...]
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearsPicture:
    """All years against one framework; ``labels`` are those of its scale, and of what is not rated."""

    framework: Framework
    labels: tuple[str, ...]
    bars: tuple[Bar, ...]
    standards: tuple[StandardsYears, ...]
    width: int = SCREEN

    @property
    def height(self) -> int:
        """How high the picture is."""
        return len(self.bars) * ROW

    @property
    def description(self) -> str:
        """What it shows, in words: "2021-22: 11 compliant, 9 partially compliant. 2022-23: …"."""
        return " ".join(f"{bar.label}: {self._said(bar)}." for bar in self.bars)

    def _said(self, bar: Bar) -> str:
        pairs = zip(bar.counts, self.labels, strict=True)
        counts = ", ".join(f"{count} {label.lower()}" for count, label in pairs if count)
        return "; ".join(filter(None, [counts, bar.remark]))


def years_picture(years: Sequence[tuple[str, list[Rating]]]) -> YearsPicture:
    """The picture of years against one framework, each with its label and its ratings in the standards' order."""
    framework = years[0][1][0].assessment.framework
    bars = (
        _bar(label, ratings, framework.ratings, index * ROW + LABEL) for index, (label, ratings) in enumerate(years)
    )
    labels = (*(entry.label for entry in framework.ratings), NOT_RATED)
    through = zip(*(ratings for _, ratings in years), strict=True)
    return YearsPicture(framework, labels, tuple(bars), tuple(map(_through_the_years, through)))


def _bar(label: str, ratings: Sequence[Rating], scale: Sequence[FrameworkRating], y: int) -> Bar:
    found = Counter(rating.code for rating in ratings)
    kinds = [(entry.label, entry.code, _look(entry)) for entry in scale] + [(NOT_RATED, "–", "empty")]
    counts = (*(found[entry.code] for entry in scale), found[None])
    parts, x = list[Part](), 0.0
    for (name, code, look), count in zip(kinds, counts, strict=True):
        width = SCREEN * count / len(ratings)
        if count:
            parts.append(Part(name, code, count, look, x, width))
        x += width
    carried = [rating.carried_from or "" for rating in ratings if rating.code and rating.is_unconfirmed]
    return Bar(label, y, tuple(parts), counts, len(carried), next(iter(carried), ""))


def _look(entry: FrameworkRating) -> Look:
    return "full" if entry.position == 1 else "hatched"


def _through_the_years(ratings: Sequence[Rating]) -> StandardsYears:
    standard = ratings[0].standard
    moved = ("", *(_moved(before, after) for before, after in pairwise(ratings)))
    return StandardsYears(standard.number, standard.short_title, tuple(ratings), moved)


def _moved(before: Rating, after: Rating) -> str:
    if before.entry is None or after.entry is None or before.code == after.code:
        return ""
    return "up" if after.entry.position < before.entry.position else "down"
