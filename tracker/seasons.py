"""Seasons, school terms and the like: the last day that each stands for, unless a service has its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker import dates


@dataclass(frozen=True, slots=True)
class LastDay:
    """A day that comes every year; of what ends in the year after the one that it is named by, in that."""

    month: int
    day: int
    next_year: bool = False

    def of(self, year: int) -> date:
        """The day of what is named by ``year``; the 31st of a shorter month is its last."""
        last = dates.last_day(year + self.next_year, self.month)
        return last.replace(day=min(self.day, last.day))

    @property
    def in_words(self) -> str:
        """ "31 August"; "the last day of February" where that depends on the year."""
        month = f"{date(2000, self.month, 1):%B}"
        return f"the last day of {month}" if self.month == 2 and self.day >= 29 else f"{self.day} {month}"


@dataclass(frozen=True, slots=True)
class Term:
    """A word for a time of the year, and the last day it stands for, unless a service has its own.

    ``plain`` is whether it may be named by one year ("Summer 2023"); ``split`` is in which of two years such as 2022-23
    it lies (0 or 1), or ``None`` where that is no way to name it. Easter moves: its day is worked out.
    """

    name: str
    said: tuple[str, ...]
    day: LastDay | None
    plain: bool = True
    split: int | None = None
    article: str = "the "

    def last(self, year: int, own: LastDay | None) -> date:
        """Its last day, where it is named by ``year`` (by the year in which it lies, of two)."""
        there = own or self.day
        return there.of(year) if there else easter(year)

    @property
    def last_of(self) -> str:
        """What its day is: "last day of summer", "last day of the summer term", "day for Easter"."""
        if self.name in {"Christmas", "Easter"}:
            return f"day for {self.name}"
        return f"last day of {self.article}{self.name.lower()}"

    @property
    def how_named(self) -> str:
        """How it has to be named to be understood."""
        years = [
            year for year, is_understood in (("2023", self.plain), ("2022-23", self.split is not None)) if is_understood
        ]
        return " or ".join(f"{self.name} {year}" for year in years) + " would be"

    @property
    def default(self) -> str:
        """The day it stands for where the service has none of its own, in words."""
        if self.day is None:
            return "Easter Sunday"
        return f"{self.day.in_words}{' of the year after' if self.day.next_year else ''}"


def _school(season: str, month: str, split: int, half: LastDay, whole: LastDay) -> dict[str, Term]:
    first = (f"first half of the {season} term", f"first half of {season} term", f"{season} half term")
    second = (f"{season} term", f"second half of the {season} term", f"second half of {season} term")
    return {
        f"{season}_half": Term(f"First half of the {season} term", (*first, *_half(month)), half, split=split),
        f"{season}_term": Term(f"{season.capitalize()} term", second, whole, split=split),
    }


def _half(month: str) -> tuple[str, str]:
    return f"{month} half term", f"{month[:3]} half term"


TERMS: Final[Mapping[str, Term]] = {
    "spring": Term("Spring", ("spring",), LastDay(5, 31), article=""),
    "summer": Term("Summer", ("summer",), LastDay(8, 31), article=""),
    "autumn": Term("Autumn", ("autumn",), LastDay(11, 30), article=""),
    "winter": Term("Winter", ("winter",), LastDay(2, 29, next_year=True), split=0, article=""),
    **_school("autumn", "october", 0, LastDay(10, 21), LastDay(12, 20)),
    **_school("spring", "february", 1, LastDay(2, 14), LastDay(3, 31)),
    **_school("summer", "may", 1, LastDay(5, 26), LastDay(7, 22)),
    "christmas": Term("Christmas", ("christmas", "xmas"), LastDay(12, 25), article=""),
    "easter": Term("Easter", ("easter",), None, article=""),
    "financial_year": Term(
        "Financial year", ("financial year", "fy"), LastDay(3, 31, next_year=True), plain=False, split=0
    ),
    "school_year": Term(
        "School year", ("school year", "academic year"), LastDay(8, 31, next_year=True), plain=False, split=0
    ),
}
"""The words that a service can have its own days for, with the days that they stand for where it has none.

Seasons are those of the weather; school terms end in most of England about these days.
"""


def easter(year: int) -> date:
    """Easter Sunday, by the rule of the Gregorian calendar."""
    century, place = divmod(year, 100)
    lunar = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (place // 4) - lunar - place % 4) % 7
    month, day = divmod(lunar + weekday - 7 * ((year % 19 + 11 * lunar + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)
