"""What a person may choose of the appendices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from tracker.reports.comparison import Comparison
from tracker.word.looks import CALM, PLAIN, STRONG, Look

Choice = Literal["assessment", "plan"]


class Variant(StrEnum):
    """Which actions of the plan are printed, and whether their state is."""

    PRINTED = "printed"
    STATES = "states"
    OPEN = "open"


VARIANTS: Final[Mapping[Variant, str]] = {
    Variant.PRINTED: "As the report prints it",
    Variant.STATES: "With the state of each action",
    Variant.OPEN: "Only what is not complete",
}
LOOKS: Final[Mapping[str, tuple[str, Look]]] = {
    "calm": ("Calm: soft blue", CALM),
    "plain": ("Plain: black on white", PLAIN),
    "strong": ("Strong: dark header rows", STRONG),
}
OWN: Final = "own"
"""The look of a service's own Word template."""

COLUMNS: Final[Mapping[str, str]] = {
    "notes": "Notes of the self-assessment",
    "area": "Area of work",
    "steps": "Action",
    "outcomes": "Outcome",
    "who": "Who?",
    "timescale": "Timescale",
    "completion": "Actual Completion",
}
"""The columns that can be left out; the others are what makes the tables."""


@dataclass(frozen=True, slots=True)
class Options:
    """All that can be chosen. ``section`` is a section's number, empty for all; an empty title is ours.

    ``glossary``, where a list of the abbreviations that occur is wanted, has what the service's own mean;
    ``comparison``, where last year is wanted beside this one, has both.
    """

    only: Choice | None = None
    look: str = "calm"
    large_print: bool = False
    summary: bool = False
    short_wording: bool = False
    section: str = ""
    columns: frozenset[str] = frozenset(COLUMNS)
    variant: Variant = Variant.PRINTED
    assessment_title: str = ""
    plan_title: str = ""
    as_at: date | None = None
    glossary: Mapping[str, str] | None = None
    comparison: Comparison | None = None
