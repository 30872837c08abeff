"""Dates as people write them: "1/4/2022 to 31/08/2023", "1 April 2022 – 31 August 2023", "August 2022", "1.9.22"."""

import calendar
import re
from datetime import date
from typing import Final

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"[12]\d{3}"
_DATE = rf"(?:\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d{{2}})(?!\d)|\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH})\.? {_YEAR})"
_PERIOD = re.compile(rf"({_DATE})\s*(?:to|until|[-–—])\s*({_DATE})", re.IGNORECASE)
_MONTHS_PERIOD = re.compile(
    rf"\b({MONTH})\.? ([12]\d{{3}})\s*(?:to|until|[-–—])\s*({MONTH})\.? ([12]\d{{3}})", re.IGNORECASE
)
_MONTH_YEAR = re.compile(rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th)? )?\b({MONTH})\.? ([12]\d{{3}})\b", re.IGNORECASE)


def _months_in(text: str) -> tuple[date, date] | None:
    found = _MONTHS_PERIOD.search(text)
    if found is None:
        return None
    first, last = (MONTHS[found[index].lower()] for index in (1, 3))
    return date(int(found[2]), first, 1), last_day(int(found[4]), last)


def period_in(text: str) -> tuple[date, date] | None:
    """The first period that ``text`` names, if it is one: it must begin before it ends."""
    days = [(_date(found[1]), _date(found[2])) for found in _PERIOD.finditer(text)]
    for starts, ends in [*days, _months_in(text) or (None, None)]:
        if starts and ends and starts < ends:
            return starts, ends
    return None


def day_in(text: str) -> date | None:
    """The first day that ``text`` names, with month and year; of a month without a day, its last."""
    found = _MONTH_YEAR.search(text)
    if found is None:
        return None
    if found[1]:
        return _date(" ".join(found.groups()))
    return last_day(int(found[3]), MONTHS[found[2].lower()])


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _date(text: str) -> date | None:
    parts = re.split(r"[/. ]+", text.lower())
    day, year = int(re.sub(r"\D", "", parts[0])), int(parts[2])
    month = int(parts[1]) if parts[1].isdecimal() else MONTHS[parts[1]]
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
