"""The timeline: where the actions of a plan stand in a picture of its period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.clock import in_words
from tracker.delivery.rules import Line
from tracker.plans.rules import counted

LEFT, WIDE, RIGHT, HEAD, ROW, FOOT = 340, 800, 170, 58, 32, 24
"""Measures of the timeline, in its own units: room for titles, for the period, for words; head, row and foot."""
LEAST: Final = 44  # that the name of a month needs


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a month, a quarter or a year begins, and what to call it."""

    x: float
    name: str
    year: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An action on the timeline, which ends at ``x``, the day that it is due.

    One that was due before the period, as one carried from the plan before may be, stands at its left edge.
    """

    line: Line
    x: float
    y: int
    is_before: bool = False

    @property
    def words(self) -> str:
        """How it stands, and what the edge cannot show."""
        stands = self.line.standing.in_words
        return f"{stands}; due {in_words(self.line.due)}" if self.is_before and self.line.due else stands


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture of a plan's period. ``today`` is where today's line stands, if it is within."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    left: int = LEFT

    @property
    def width(self) -> int:
        """Of the whole picture."""
        return LEFT + WIDE + RIGHT

    @property
    def height(self) -> int:
        """Of the whole picture."""
        return HEAD + ROW * len(self.bars) + FOOT


def drawn(lines: Iterable[Line], starts: date, ends: date, today: date) -> Timeline:
    """The actions that are due within the period, or were before it, by the day that they are due."""

    def across(day: date) -> float:
        return round(LEFT + WIDE * (day - starts).days / (ends - starts).days, 1)

    dated = [(line, line.due) for line in lines if line.due and line.due <= ends]
    bars = [
        Bar(line, across(max(due, starts)), HEAD + ROW * place + 20, due < starts)
        for place, (line, due) in enumerate(dated)
    ]
    ticks = [Tick(across(day), f"{day:%b}", str(day.year)) for day in beginnings(starts, ends)]
    return Timeline(tuple(bars), tuple(ticks), across(today) if starts <= today <= ends else None)


def beginnings(starts: date, ends: date) -> list[date]:
    """The days on which months begin, or quarters or years where the period has too many months to name them all."""
    first = starts.year * 12 + starts.month - 1 + (starts.day > 1)
    months = range(first, ends.year * 12 + ends.month)
    step = next((step for step in (1, 3, 6) if len(months) * LEAST <= WIDE * step), 12)
    days = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    return days or [starts]


def described(picture: Timeline) -> str:
    """What the picture shows, in words, for whoever does not see it."""
    said = f"{len(picture.bars)} action{'' if len(picture.bars) == 1 else 's'} by the day that each is due"
    counts = ", ".join(counted(bar.line.standing.rag for bar in picture.bars).values())
    before = sum(bar.is_before for bar in picture.bars)
    edge = f" {before} of them, due before the period, at its left edge." if before else ""
    return f"{said}: {counts}.{edge} The tables below say the same." if counts else f"{said}."
