"""A service's own year: which days a label such as 2021-22 stands for."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.clock import in_words
from tracker.errors import Invalid

SEPTEMBER = 9
MONTHS = tuple(calendar.month_name[1:])

_LABEL = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with its label; ``starts`` and ``ends`` are its first and last day."""

    label: str
    starts: date
    ends: date


def period(label: str, year_starts: int, *, starts: date | None = None, ends: date | None = None) -> Period:
    """The period that ``label`` stands for in a service whose year begins with month ``year_starts``.

    The label is two years ("2021-22"), or one ("2024") where the year is the calendar's. ``starts`` and ``ends``, where
    given, are taken instead of the year's own.
    """
    first = first_year(label, year_starts)
    year_end = date(first + 1, year_starts, 1) - timedelta(days=1)
    result = Period(label, starts or date(first, year_starts, 1), ends or year_end)
    if result.ends <= result.starts:
        raise Invalid(
            f"The period {label} would end on {in_words(result.ends)}, before it starts ({in_words(result.starts)})."
        )
    return result


def first_year(label: str, year_starts: int) -> int:
    """The calendar year in which the period with this label begins. Raises ``Invalid`` for what is not a label."""
    found = _LABEL.fullmatch(label)
    if found is None or not 1990 <= int(found[1]) <= 2200:
        raise Invalid(
            f"“{label}” is not a period. Write it like 2021-22, or 2024 where the service's year is the calendar's."
        )
    first = int(found[1])
    if year_starts == 1 and found[2]:
        raise Invalid(f"This service's year is the calendar's: write {first}, not {label}.")
    following = f"{first}-{(first + 1) % 100:02}"
    if year_starts != 1 and label != following:
        raise Invalid(f"This service's year starts in {MONTHS[year_starts - 1]}: write {following}, not {label}.")
    return first


def month(text: str) -> int:
    """The number of the month that ``text`` names: "9", "Sep" or "September"."""
    word = text.strip().lower()
    if word.isascii() and word.isdecimal() and 1 <= int(word) <= 12:
        return int(word)
    matches = [number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.lower().startswith(word)]
    if not matches:
        raise Invalid(f"“{text}” is not a month. Write 1 to 12, or a name such as September.")
    return matches[0]


def slug(text: str) -> str:
    """``text``, if it can stand in an address. Raises ``Invalid``."""
    if not _SLUG.fullmatch(text) or len(text) > 60:
        raise Invalid(f"“{text}” cannot stand in an address. Use up to 60 small letters, digits and single hyphens.")
    return text
