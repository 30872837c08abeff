"""What day and time it is, so that tests can stop the clock, and how days are written."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

ENGLAND: Final = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day in England, where the services are."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in England that a moment is on; one without a zone is in UTC, as SQLite gives it back."""
    return _in_england(moment).date()


def in_words(day: date) -> str:
    """ "31 August 2022"; of a moment, its day in England."""
    day = day_of(day) if isinstance(day, datetime) else day
    return f"{day.day} {day:%B %Y}"


def moment_in_words(moment: datetime) -> str:
    """ "31 August 2022 at 14:02", as clocks in England show it."""
    return f"{in_words(moment)} at {time_in_words(moment)}"


def time_in_words(moment: datetime) -> str:
    """ "14:02", as clocks in England show it."""
    return f"{_in_england(moment):%H:%M}"


def _in_england(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ENGLAND)


def month_in_words(day: date) -> str:
    """ "August 2022"."""
    return f"{day:%B %Y}"
