"""What the tool points at: places where ratings, notes, evidence and actions do not go together."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.assessments.rules import is_accepted
from tracker.clock import in_words
from tracker.evidence.rules import is_due
from tracker.gap_answers.rules import points_elsewhere
from tracker.plans.rules import Rag, Standing
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs, parse
from tracker.standards.rules import CallsFor


class GapKind(StrEnum):
    """The kinds of gaps; their order is the order of a standard's gaps in a list."""

    UNRATED = "unrated"
    NO_OPEN_ACTION = "no_open_action"
    LOOK_AGAIN = "look_again"
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
    """What a gap can be seen from in a rating. ``label`` and ``calls_for`` are ``None`` where it is not rated.

    ``completed`` are the actions, by objective, since whose completion it is to be looked at again.
    """

    number: str
    label: str | None
    calls_for: CallsFor | None
    notes: str
    evidence: tuple[LinkedEvidence, ...] = ()
    no_action_reason: str | None = None
    no_action_until: date | None = None
    completed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """What a gap can be seen from in an action.

    ``is_open`` is whether something is left to do; of a closed plan, where the action goes on. ``is_closed`` is whether
    its plan is: nobody mends anything there.
    """

    objective: str
    standards: tuple[str, ...]
    who: str
    standing: Standing
    is_open: bool
    identifier: uuid.UUID | None = None
    is_closed: bool = False


def gaps(standards: Sequence[RatedStandard], actions: Sequence[PlannedAction], *, today: date) -> list[Gap]:
    """All gaps: those of standards in their order, then those of actions in theirs."""
    of_standards = [gap for standard in standards for gap in _of_standard(standard, actions, today)]
    return of_standards + [gap for action in actions for gap in _of_action(action)]


@dataclass(frozen=True, slots=True)
class AcceptedGap:
    """That a standard has no open action, and why somebody accepts that: ``until`` a day, if they named one.

    ``message`` is what is said of it on the day asked about.
    """

    standard: str
    reason: str
    message: str
    until: date | None


def accepted(standards: Sequence[RatedStandard], actions: Sequence[PlannedAction], *, today: date) -> list[AcceptedGap]:
    """The gaps that are accepted on that day, in the order of the standards."""
    return [
        AcceptedGap(
            standard.number, standard.no_action_reason or "", _accepted(standard), until=standard.no_action_until
        )
        for standard in standards
        if _has_no_open_action(standard, actions) and _is_accepted(standard, today)
    ]


def _accepted(standard: RatedStandard) -> str:
    until = standard.no_action_until
    day = f"accepted until {in_words(until)}, to be looked at again then" if until else "accepted, with no day named"
    return f"{standard.number} is {(standard.label or '').lower()}, and has no open action: {day}."


def _is_accepted(standard: RatedStandard, today: date) -> bool:
    return is_accepted(standard.no_action_reason, standard.no_action_until, today=today)


def _open_for(standard: RatedStandard, actions: Sequence[PlannedAction]) -> list[PlannedAction]:
    return [action for action in actions if standard.number in action.standards and action.is_open]


def _has_no_open_action(standard: RatedStandard, actions: Sequence[PlannedAction]) -> bool:
    return standard.calls_for is CallsFor.ACTION and not _open_for(standard, actions)


def _of_standard(standard: RatedStandard, actions: Sequence[PlannedAction], today: date) -> Iterator[Gap]:
    number, label = standard.number, (standard.label or "").lower()
    if standard.label is None:
        yield Gap(GapKind.UNRATED, number, None, f"{number} is not rated yet.")
    if _has_no_open_action(standard, actions) and not _is_accepted(standard, today):
        message = f"{number} is {label}, but has no open action.{_lapsed(standard)}"
        yield Gap(GapKind.NO_OPEN_ACTION, number, None, message)
    if standard.completed:
        named = "; ".join(f"“{objective}”" for objective in standard.completed)
        verb = "is" if len(standard.completed) == 1 else "are"
        yield Gap(GapKind.LOOK_AGAIN, number, None, f"{number} is to be looked at again: {named} {verb} complete.")
    yield from _of_notes(standard, actions)
    yield from _of_evidence(standard, today)


def _lapsed(standard: RatedStandard) -> str:
    """That a gap was accepted until a day that has come, and why; empty where it never was."""
    reason, until = standard.no_action_reason, standard.no_action_until
    return f" It was accepted until {in_words(until)}: look again. The reason was: {reason}" if until else ""


def _of_notes(standard: RatedStandard, actions: Sequence[PlannedAction]) -> Iterator[Gap]:
    still_open = _open_for(standard, actions)
    words = " ".join(paragraphs(parse(standard.notes)))
    number, label = standard.number, (standard.label or "").lower()

    def gap(kind: GapKind, message: str, action: str | None = None) -> Gap:
        return Gap(kind, number, action, f"{number} {message}")

    if standard.calls_for is CallsFor.EVIDENCE and not words:
        yield gap(GapKind.NO_NOTES, f"is {label}, but its notes are empty: nothing says why.")
    if points_elsewhere(standard.notes):
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


def _of_action(action: PlannedAction) -> Iterator[Gap]:
    if action.is_closed:
        return
    standard = action.standards[0] if len(action.standards) == 1 else None

    def gap(kind: GapKind, message: str) -> Gap:
        return Gap(kind, standard, action.objective, message, action.identifier)

    if action.standing.rag is Rag.OVERDUE:
        yield gap(GapKind.OVERDUE, overdue(action.objective, action.standing))
    if action.is_open and not action.who.strip():
        yield gap(GapKind.NO_OWNER, f"“{action.objective}” has nobody under Who.")


def overdue(objective: str, standing: Standing) -> str:
    """What is said of an action that stands as overdue: "“Print leaflets” is overdue. It was due on 1 May 2022, …"."""
    return f"“{objective}” is overdue. {' '.join(standing.why.split())}"


FLAGS = {
    GapKind.NO_OPEN_ACTION: "No open action.",
    GapKind.LOOK_AGAIN: "Look at the rating again.",
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
