"""What the tool points at: places where ratings, notes, evidence and actions do not go together."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.clock import in_words
from tracker.evidence.rules import is_due
from tracker.plans.rules import ActionState
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs, parse
from tracker.standards.rules import CallsFor


class GapKind(StrEnum):
    """The kinds of gaps; their order is the order of a standard's gaps in a list."""

    UNRATED = "unrated"
    NO_OPEN_ACTION = "no_open_action"
    NO_NOTES = "no_notes"
    REFERS_ELSEWHERE = "refers_elsewhere"
    OPEN_ACTION_ON_COMPLIANT = "open_action_on_compliant"
    NO_EVIDENCE = "no_evidence"
    EVIDENCE_DUE = "evidence_due"
    OVERDUE = "overdue"
    NO_OWNER = "no_owner"


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a standard (by number), of an action (by its task objective), or of both.

    ``action_id`` is there where it is mended at the action, and not at the standard.
    """

    kind: GapKind
    standard: str | None
    action: str | None
    message: str
    action_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class LinkedEvidence:
    """What a gap can be seen from in an item that backs a rating."""

    title: str
    look_again: date | None


@dataclass(frozen=True, slots=True)
class RatedStandard:
    """What a gap can be seen from in a rating. ``label`` and ``calls_for`` are ``None`` where it is not rated."""

    number: str
    label: str | None
    calls_for: CallsFor | None
    notes: str
    evidence: tuple[LinkedEvidence, ...] = ()
    no_action_reason: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """What a gap can be seen from in an action."""

    objective: str
    standards: tuple[str, ...]
    state: ActionState
    who: str
    due: date | None
    identifier: uuid.UUID | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do."""
        return self.state is not ActionState.COMPLETE


_ELSEWHERE = re.compile(
    r"\W*(ditto|same as|as for"
    r"|(please )?(see|as|refer to) (per )?(the )?(above|below|previous|last year|section|standard|\d+\.\d))\b",
    re.IGNORECASE,
)


def gaps(standards: Sequence[RatedStandard], actions: Sequence[PlannedAction], *, today: date) -> list[Gap]:
    """All gaps: those of standards in their order, then those of actions in theirs."""
    of_standards = [gap for standard in standards for gap in _of_standard(standard, actions, today)]
    return of_standards + [gap for action in actions for gap in _of_action(action, today)]


def _of_standard(standard: RatedStandard, actions: Sequence[PlannedAction], today: date) -> Iterator[Gap]:
    yield from _of_rating(standard, actions)
    yield from _of_evidence(standard, today)


def _of_rating(standard: RatedStandard, actions: Sequence[PlannedAction]) -> Iterator[Gap]:
    still_open = [action for action in actions if standard.number in action.standards and action.is_open]
    words = " ".join(paragraphs(parse(standard.notes)))
    number, label = standard.number, (standard.label or "").lower()

    def gap(kind: GapKind, message: str, action: str | None = None) -> Gap:
        return Gap(kind, number, action, f"{number} {message}")

    if standard.label is None:
        yield gap(GapKind.UNRATED, "is not rated yet.")
    if standard.calls_for is CallsFor.ACTION and not still_open and not standard.no_action_reason:
        yield gap(GapKind.NO_OPEN_ACTION, f"is {label}, but has no open action.")
    if standard.calls_for is CallsFor.EVIDENCE and not words:
        yield gap(GapKind.NO_NOTES, f"is {label}, but its notes are empty: nothing says why.")
    if _ELSEWHERE.match(words):
        yield gap(
            GapKind.REFERS_ELSEWHERE,
            f"has notes that point elsewhere (“{shortened(words, 40)}”): a reader sees them alone.",
        )
    if standard.calls_for is CallsFor.EVIDENCE and still_open:
        named = "; ".join(f"“{action.objective}”" for action in still_open)
        yield gap(
            GapKind.OPEN_ACTION_ON_COMPLIANT,
            f"is {label}, yet work on it is still open: {named}",
            still_open[0].objective,
        )


def _of_evidence(standard: RatedStandard, today: date) -> Iterator[Gap]:
    number = standard.number
    if standard.calls_for is CallsFor.EVIDENCE and not standard.evidence:
        message = f"{number} is {(standard.label or '').lower()}, but no evidence from the library backs it."
        yield Gap(GapKind.NO_EVIDENCE, number, None, message)
    if due := [item for item in standard.evidence if is_due(item.look_again, today=today)]:
        named = "; ".join(f"“{item.title}”" for item in due)
        yield Gap(
            GapKind.EVIDENCE_DUE, number, None, f"{number} is backed by evidence that is due for another look: {named}"
        )


def _of_action(action: PlannedAction, today: date) -> Iterator[Gap]:
    standard = action.standards[0] if len(action.standards) == 1 else None
    if action.is_open and action.due and action.due < today:
        yield Gap(
            GapKind.OVERDUE,
            standard,
            action.objective,
            f"“{action.objective}” was due on {in_words(action.due)} and is {action.state.value}.",
            action.identifier,
        )
    if action.is_open and not action.who.strip():
        message = f"“{action.objective}” has nobody under Who."
        yield Gap(GapKind.NO_OWNER, standard, action.objective, message, action.identifier)


FLAGS = {
    GapKind.NO_OPEN_ACTION: "No open action.",
    GapKind.NO_NOTES: "No notes.",
    GapKind.REFERS_ELSEWHERE: "Notes point elsewhere.",
    GapKind.OPEN_ACTION_ON_COMPLIANT: "Work is still open.",
    GapKind.NO_EVIDENCE: "No evidence.",
    GapKind.EVIDENCE_DUE: "Evidence is due for another look.",
    GapKind.OVERDUE: "An action is overdue.",
    GapKind.NO_OWNER: "An action has nobody under Who.",
}


FLAGGED_AT_MOST = 5  # standards without evidence: where more are, beside each of them it would drown the rest


@dataclass(frozen=True, slots=True)
class Entry:
    """What is one thing to whoever reads a list of gaps; several gaps where they are all alike."""

    message: str
    gaps: tuple[Gap, ...]


def together(found: Sequence[Gap]) -> list[Entry]:
    """The gaps as they are listed and counted: all standards without evidence are one entry, the last."""
    bare = tuple(gap for gap in found if gap.kind is GapKind.NO_EVIDENCE)
    entries = [Entry(gap.message, (gap,)) for gap in found if gap.kind is not GapKind.NO_EVIDENCE]
    if len(bare) == 1:
        entries.append(Entry(bare[0].message, bare))
    elif bare:
        entries.append(Entry(f"{len(bare)} ratings call for evidence and have none from the library:", bare))
    return entries


def flags(found: Sequence[Gap]) -> dict[str, list[str]]:
    """What is short enough to stand beside a standard in a list, by its number."""
    bare = sum(gap.kind is GapKind.NO_EVIDENCE for gap in found)
    shown = {kind: text for kind, text in FLAGS.items() if kind is not GapKind.NO_EVIDENCE or bare <= FLAGGED_AT_MOST}
    by_number: dict[str, list[str]] = {}
    for gap in found:
        if gap.standard and gap.kind in shown and shown[gap.kind] not in by_number.setdefault(gap.standard, []):
            by_number[gap.standard].append(shown[gap.kind])
    return {number: texts for number, texts in by_number.items() if texts}
