"""What the reader has to say: a note, or a stop that prevents saving."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A ``STOP`` prevents saving: something of ours was there and could not be placed."""

    NOTE = "note"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on one place in the document, such as "table 1, row 14 (2.2)"."""

    severity: Severity
    place: str
    message: str


def note(place: str, message: str) -> Remark:
    """A remark that leaves saving possible."""
    return Remark(Severity.NOTE, place, message)


def stop(place: str, message: str) -> Remark:
    """A remark that prevents saving."""
    return Remark(Severity.STOP, place, message)
