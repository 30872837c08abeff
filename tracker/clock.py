"""What day and time it is, so that tests can stop the clock, and how days are written."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day, in UTC."""
    return now().date()


def in_words(day: date) -> str:
    """ "31 August 2022"."""
    return f"{day.day} {day:%B %Y}"


def month_in_words(day: date) -> str:
    """ "August 2022"."""
    return f"{day:%B %Y}"
