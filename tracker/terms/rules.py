"""Who may say what a service means by seasons and school terms, what such a day must be, and phrases as examples."""

from collections.abc import Mapping
from datetime import date

from tracker import dates
from tracker.accounts.rules import Deed, Role, fingerprint
from tracker.errors import Invalid
from tracker.phrases import Calendar, Understood, understand
from tracker.seasons import TERMS, LastDay

READ = Deed.of("see what the service means by seasons and terms", [Role.MANAGER, Role.TEAM])
CHANGE = Deed.of("say what the service means by seasons and terms", [Role.MANAGER])

MOVES_DAYS = ("save_terms", "work_out_days")
"""The verbs of the record by which actions of a service are due on other days, though nobody changed one of them."""

LEAP, SPLIT = 2000, 9
"""A year with all the days that there are; from which month on a day is in the first of two years."""


def own_day(key: str, day: int, month: int) -> LastDay | None:
    """A service's own day for a term; ``None`` where that is what it stands for anyway. Raises ``Invalid``."""
    if not 1 <= month <= 12 or not 1 <= day <= dates.last_day(LEAP, month).day:
        raise Invalid("Enter a day that there is, such as 31 8")
    default = TERMS[key].day
    own = LastDay(month, day, next_year=bool(default and default.next_year and month < SPLIT))
    return None if own == default else own


def fingerprint_of(days: Mapping[str, LastDay]) -> str:
    """What a service says of its terms, as a short sign."""
    return fingerprint(*sorted((key, day.month, day.day) for key, day in days.items()))


def in_words(days: Mapping[str, LastDay]) -> dict[str, str]:
    """The service's own days, term by term, as they stand in the record."""
    return {key: days[key].in_words for key in TERMS if key in days}


def examples(calendar: Calendar, today: date) -> list[tuple[str, Understood]]:
    """Timescales as people write them, and what they stand for in this service."""
    year = today.year
    split = f"{year}-{(year + 1) % 100:02}"
    said = (
        f"Sept {year}",
        f"1.9.{year % 100:02}",
        f"by summer {year + 1}",
        f"Autumn term {split}, then termly",
        f"Q2 {year if calendar.year_starts == 1 else split}",
        f"end of the financial year {split}",
        f"March–May {year + 1}",
        f"end of {year}",
        "within 12 months",
        "by end of plan",
        "ongoing",
        "TBC",
        "Spring",
    )
    return [(phrase, understand(phrase, calendar)) for phrase in said]
