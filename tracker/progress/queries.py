"""Every reading of how far an action has come."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.accounts.queries import names_of
from tracker.accounts.rules import Doer, insist, may
from tracker.db import db
from tracker.errors import NotFound
from tracker.plans import rules as planning
from tracker.plans.models import Action, Outcome, Step
from tracker.plans.queries import earlier_of
from tracker.progress import rules
from tracker.progress.models import ProgressNote
from tracker.progress.rules import Mark, is_all_done, offered_completion


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with the name of who wrote it, and whether whoever looks may take it out or put it back."""

    note: ProgressNote
    by: str
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an action has come.

    ``names`` are of those who ticked; ``marks`` what came of each outcome, in the order of the outcomes; ``offered`` is
    what actual completion could say and does not yet, empty for nothing. Notes are newest first; ``taken_out`` are
    those that whoever looks can put back; ``before`` are those of the actions that it goes on with, each with the label
    of their plan, the latest plan first.
    """

    names: dict[str, str]
    marks: list[Mark]
    done: int
    is_all_done: bool
    offered: str
    notes: list[Noted]
    taken_out: list[Noted]
    before: list[tuple[str, list[Noted]]]


def progress_of(action: Action, *, viewer: Doer) -> Progress:
    """How far this action has come, for one who may read its plan. Raises ``Forbidden``."""
    insist(viewer, planning.READ, action.plan.service_id)
    earlier = earlier_of(action)
    notes = _notes_of([action, *earlier])
    days = [step.done_on for step in action.steps]
    names = names_of([*(step.done_by for step in action.steps if step.done_by), *(note.by for note in notes)])
    noted = [Noted(note, names[note.by], is_theirs(note, viewer)) for note in notes if note.action_id == action.id]
    before = {one.plan.label: [Noted(note, names[note.by], False) for note in _there(notes, one)] for one in earlier}
    offered = offered_for(action)
    return Progress(
        names,
        [mark_of(outcome) for outcome in action.outcomes],
        sum(day is not None for day in days),
        is_all_done(days),
        "" if offered == action.completion else offered,
        [one for one in noted if one.note.deleted_at is None],
        [one for one in noted if one.note.deleted_at and one.is_theirs],
        [(label, theirs) for label, theirs in before.items() if theirs],
    )


def _there(notes: Iterable[ProgressNote], action: Action) -> list[ProgressNote]:
    """Those of the action that are not taken out."""
    return [note for note in notes if note.action_id == action.id and note.deleted_at is None]


def offered_for(action: Action) -> str:
    """What this action's actual completion could say; nothing where that would be longer than it may be."""
    steps = [(step.text, step.done_on) for step in action.steps]
    offered = offered_completion(steps, [(outcome.text, mark_of(outcome)) for outcome in action.outcomes])
    return offered if len(offered) <= rules.COMPLETION_AT_MOST else ""


def mark_of(outcome: Outcome) -> Mark:
    """What is said to have come of an outcome."""
    return Mark(outcome.result, outcome.sentence, outcome.target, outcome.reached)


def is_theirs(note: ProgressNote, viewer: Doer) -> bool:
    """Whether ``viewer`` may take this note out and put it back: who wrote it and still may, and managers."""
    service_id = note.action.plan.service_id
    if may(viewer, rules.TAKE_OUT_ANY, service_id):
        return True
    return note.by == viewer.identifier and may(viewer, rules.RECORD_PROGRESS, service_id)


def get_step(action: Action, identifier: uuid.UUID) -> Step:
    """The action's step with this identifier. Raises ``NotFound``."""
    found = next((step for step in action.steps if step.id == identifier), None)
    if found is None:
        raise NotFound(
            "The action has no such step. Somebody may have taken it out meanwhile: look at the action again."
        )
    return found


def get_outcome(action: Action, identifier: uuid.UUID) -> Outcome:
    """The action's outcome with this identifier. Raises ``NotFound``."""
    found = next((outcome for outcome in action.outcomes if outcome.id == identifier), None)
    if found is None:
        raise NotFound(
            "The action has no such outcome. Somebody may have taken it out meanwhile: look at the action again."
        )
    return found


def get_note(action: Action, identifier: uuid.UUID) -> ProgressNote:
    """The action's note with this identifier, taken out or not. Raises ``NotFound``."""
    query = sa.select(ProgressNote).where(ProgressNote.action_id == action.id, ProgressNote.id == identifier)
    note = db.session.scalar(query)
    if note is None:
        raise NotFound("The action has no such note.")
    return note


def _notes_of(actions: Iterable[Action]) -> list[ProgressNote]:
    query = (
        sa.select(ProgressNote)
        .where(ProgressNote.action_id.in_([action.id for action in actions]))
        .order_by(ProgressNote.day.desc(), ProgressNote.at.desc(), ProgressNote.id)
    )
    return list(db.session.scalars(query))
