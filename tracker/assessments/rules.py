"""Who may do what with an assessment, and which period comes next."""

from collections.abc import Sequence
from datetime import date

from tracker.accounts.rules import Deed, Role

READERS = (Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR)

READ = Deed.of("read the self-assessment", READERS)
START = Deed.of("start a self-assessment", [Role.MANAGER])
RATE = Deed.of("rate a standard", [Role.MANAGER])
LINK_PLAN = Deed.of("say which plan answers a self-assessment", [Role.MANAGER])

NOTES_AT_MOST = 20_000


def year_label(first: int, year_starts: int) -> str:
    """The label of the service year that begins in the calendar year ``first``: "2025-26", or "2025"."""
    return str(first) if year_starts == 1 else f"{first}-{(first + 1) % 100:02}"


def next_label(labels: Sequence[str], year_starts: int, *, today: date) -> str:
    """The label after the latest of ``labels``; where there is none, that of the service year that holds ``today``."""
    if labels:
        return year_label(max(int(label[:4]) for label in labels) + 1, year_starts)
    return year_label(today.year if today.month >= year_starts else today.year - 1, year_starts)


def neighbours(numbers: Sequence[str], number: str) -> tuple[str | None, str | None]:
    """The numbers before and after ``number``; ``None`` at either end."""
    place = numbers.index(number)
    return (numbers[place - 1] if place else None, numbers[place + 1] if place + 1 < len(numbers) else None)
