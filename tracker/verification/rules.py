"""Whether a Word file says what was ratified, and where it does not."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tracker.reports.changed import Difference, differences
from tracker.reports.printed import Sealed, read_part
from tracker.word.document import ReadDocument


class Outcome(StrEnum):
    """The answers that there are."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NO_SEAL = "no seal"
    NOT_OURS = "not one of ours"


HEADLINES = {
    Outcome.UNCHANGED: "Unchanged",
    Outcome.CHANGED: "Changed",
    Outcome.NO_SEAL: "No seal",
    Outcome.NOT_OURS: "Not one of ours",
}

SENTENCES = {
    Outcome.UNCHANGED: "This file is unchanged since ratification.",
    Outcome.CHANGED: "This file was changed after ratification.",
    Outcome.NO_SEAL: (
        "This file carries no seal: it is a draft or was not made here, or its tables were copied out of the "
        "file that had one."
    ),
    Outcome.NOT_OURS: (
        "This file carries a seal that is not one of ours: it was changed, belongs to another file, or was signed "
        "by another key."
    ),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer; with ``sealed``, where the seal is ours, and the ``differences`` from it."""

    outcome: Outcome
    sealed: Sealed | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def headline(self) -> str:
        """The answer at a glance."""
        return HEADLINES[self.outcome]

    @property
    def sentence(self) -> str:
        """The answer, for a person."""
        return SENTENCES[self.outcome]

    @property
    def about(self) -> list[str]:
        """What the signed content says that it is: the service, the report, and who ratified it when."""
        printed = self.sealed.printed if self.sealed else {}
        return [text for name in ("service", "report", "notice") if (text := printed.get(name))]

    def as_json(self) -> dict[str, Any]:
        """As ``tracker verify --json`` prints it."""
        return {
            "outcome": self.outcome.value,
            "about": self.about,
            "snapshot": self.sealed.snapshot if self.sealed else None,
            "public_key": self.sealed.public_key if self.sealed else None,
            "differences": [
                {"kind": one.kind.value, "place": one.place, "sealed": one.sealed, "found": one.found}
                for one in self.differences
            ],
        }


def verify(read: ReadDocument, keys: Collection[str]) -> Verdict:
    """What is to be said of the document ``read``, where seals by any of these public ``keys`` are ours."""
    if not read.sealed:
        return Verdict(Outcome.NO_SEAL)
    parts = [part for text in read.sealed if (part := read_part(text.encode()))]
    ours = [part for part in parts if part.public_key in keys and part.is_genuine]
    if not ours:
        return Verdict(Outcome.NOT_OURS)
    found = [(part, tuple(differences(part.printed, read))) for part in ours]
    sealed, differing = min(found, key=lambda pair: len(pair[1]))
    return Verdict(Outcome.CHANGED if differing else Outcome.UNCHANGED, sealed, differing)
