"""A calendar as plain values: what is due on which day, and since when it says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from tracker.plans.rules import SOON, Rag, Standing

REFRESH: Final = timedelta(hours=6)
"""How often programs are asked to look again."""

SUMMARY_AT_MOST: Final = 80  # characters

OWN: Final = "My actions (Minimum Standards tracker)"
"""The name of somebody's own calendar, which does not tell whose it is."""

ENDED: Final = (
    "This calendar is not kept at this address any more, because the address was taken back or there is a newer one, "
    "or because its owner has no role in the service now. Take it out of your calendar program. Whoever has an account "
    "makes another address on the page Calendars."
)
UNKNOWN: Final = "There is no calendar at this address. Copy all of it, or make another on the page Calendars."


@dataclass(frozen=True, slots=True)
class Event:
    """An action on the day on which it is due. ``sequence`` counts its saves, ``modified`` is when it last changed."""

    uid: str
    day: date
    summary: str
    description: str
    address: str
    modified: datetime
    sequence: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is due, by day, under the name that calendar programs show."""

    name: str
    events: tuple[Event, ...]


def described(standing: Standing, state: str, who: str, timescale: str, place: str, address: str) -> str:
    """What an action's entry says: how it stands, who does it, the timescale as printed, where it is planned."""
    lines = (
        f"{standing.in_words} ({state})",
        f"Who: {' '.join(who.split())}" if who.strip() else "Who: nobody is named",
        f"Timescale: {' '.join(timescale.split())}" if timescale.strip() else "",
        place,
        address,
    )
    return "\n".join(line for line in lines if line)


def modified(saved: datetime, standing: Standing, due: date) -> datetime:
    """When an entry last changed: when the action was saved, or since when it is due soon or overdue."""
    began = {Rag.DUE_SOON: due - timedelta(days=SOON), Rag.OVERDUE: due + timedelta(days=1)}.get(standing.rag)
    if began is None or standing.is_override:
        return saved
    return max(saved, datetime.combine(began, time(), UTC))
