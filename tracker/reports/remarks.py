"""What the reader has to say: a note, or a stop that prevents saving; and how sure it is of what it read."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A ``STOP`` prevents saving: something of ours was there and could not be placed."""

    NOTE = "note"
    STOP = "stop"


class Sureness(StrEnum):
    """``SURE``: it stands there plainly. ``LIKELY``: it was inferred. ``UNSURE``: a person must decide."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on one place in the document, such as "table 1, row 14 (2.2)".

    ``settled_by_hand`` says of a stop that what it is about is among the unsure readings or the unplaced, so that a
    person can settle it on a page, without going back to the document.
    """

    severity: Severity
    place: str
    message: str
    settled_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure, and one sentence for each reason not to be surer. Two add up to the less sure, with all reasons."""

    sure: Sureness = Sureness.SURE
    why: tuple[str, ...] = ()

    def __add__(self, other: "Confidence") -> "Confidence":
        order = list(Sureness)
        return Confidence(max(self.sure, other.sure, key=order.index), tuple(dict.fromkeys(self.why + other.why)))


PLAIN = Confidence()


def likely(reason: str) -> Confidence:
    """It was inferred, for this ``reason``."""
    return Confidence(Sureness.LIKELY, (reason,))


def unsure(reason: str) -> Confidence:
    """It is doubtful, for this ``reason``."""
    return Confidence(Sureness.UNSURE, (reason,))


def note(place: str, message: str) -> Remark:
    """A remark that leaves saving possible."""
    return Remark(Severity.NOTE, place, message)


def stop(place: str, message: str, *, settled_by_hand: bool = False) -> Remark:
    """A remark that prevents saving."""
    return Remark(Severity.STOP, place, message, settled_by_hand)
