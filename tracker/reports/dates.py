"""Dates in titles: "1/4/2022 to 31/08/2023", "1 April 2022 – 31 August 2023", "August 2022"."""

import calendar
import re
from datetime import date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = rf"(?:\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\.? \d{{4}})"
_PERIOD = re.compile(rf"({_DATE})\s*(?:to|until|[-–—])\s*({_DATE})", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"(?<!\d )\b({_MONTH})\.? (\d{{4}})\b", re.IGNORECASE)


def period_in(text: str) -> tuple[date, date] | None:
    """The first period that ``text`` names, if it is one: it must begin before it ends."""
    for found in _PERIOD.finditer(text):
        starts, ends = _date(found[1]), _date(found[2])
        if starts and ends and starts < ends:
            return starts, ends
    return None


def month_in(text: str) -> date | None:
    """The last day of the first month that ``text`` names with its year and without a day."""
    found = _MONTH_YEAR.search(text)
    if found is None:
        return None
    return last_day(int(found[2]), _MONTHS[found[1].lower()])


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _date(text: str) -> date | None:
    parts = re.split(r"[/. ]+", text.lower())
    day, year = int(re.sub(r"\D", "", parts[0])), int(parts[2])
    month = int(parts[1]) if parts[1].isdecimal() else _MONTHS[parts[1]]
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
