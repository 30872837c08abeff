"""Every change to how far an action has come. What was noted stands in its note, and not in the record."""

import uuid
from dataclasses import asdict
from datetime import date
from typing import Any

from tracker import clock
from tracker.accounts.rules import Doer, fingerprint, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Forbidden, Invalid, Stale
from tracker.plans.changes import hold_open
from tracker.plans.models import Action, Outcome, Step
from tracker.plans.rules import ActionState
from tracker.progress import rules
from tracker.progress.models import ProgressNote
from tracker.progress.queries import is_theirs, mark_of
from tracker.progress.rules import Mark, insist_past
from tracker.richtext import clean, paragraphs, parse

SHORT = 120


def sign_of(line: Step | Outcome) -> str:
    """What a step or an outcome says and how it stands, as a short sign."""
    if isinstance(line, Step):
        return fingerprint(line.text, line.done_on, line.done_by)
    return fingerprint(line.text, *asdict(mark_of(line)).values())


def tick_step(action: Action, step: Step, *, by: Doer, day: date | None = None, seen: str | None = None) -> None:
    """Say that a step was done, today or on another ``day``; with the first one, the action is under way.

    Ticked once more it is nothing. Raises ``Invalid`` for a day to come, ``Stale`` where the step is another than was
    ``seen``.
    """
    _insist(action, by)
    if step.done_on is not None and day in {None, step.done_on}:
        return
    _insist_seen(step, seen, "step")
    done_on = day or clock.today()
    insist_past(done_on, clock.today())
    before = {"done_on": _iso(step.done_on), "state": action.state.value}
    step.done_on, step.done_by = done_on, by.identifier
    if action.state is ActionState.NOT_STARTED:
        action.state = ActionState.ONGOING
    after = {"done_on": _iso(done_on), "state": action.state.value}
    _record("tick_step", action, by=by, step=_short(step), before=before, after=after)


def untick_step(action: Action, step: Step, *, by: Doer, seen: str | None = None) -> None:
    """Say that a step is not done after all. Said once more it is nothing. Raises ``Stale``."""
    _insist(action, by)
    if step.done_on is None:
        return
    _insist_seen(step, seen, "step")
    before = {"done_on": _iso(step.done_on)}
    step.done_on = step.done_by = None
    _record("untick_step", action, by=by, step=_short(step), before=before, after={"done_on": None})


def mark_outcome(action: Action, outcome: Outcome, mark: Mark, *, by: Doer, seen: str | None = None) -> None:
    """Say what came of an outcome. The same as before is no change. Raises ``Stale``, and ``Invalid`` for too much."""
    _insist(action, by)
    sentence = clean(mark.sentence)
    if len(sentence) > rules.SENTENCE_AT_MOST:
        raise Invalid(f"At most {rules.SENTENCE_AT_MOST} characters; this has {len(sentence):,}. Shorten it")
    before, after = mark_of(outcome), Mark(mark.result, sentence, mark.target, mark.reached)
    if before == after:
        return
    _insist_seen(outcome, seen, "outcome")
    outcome.result, outcome.sentence = after.result, after.sentence
    outcome.target, outcome.reached = after.target, after.reached
    details = {"before": _as_json(before), "after": _as_json(after)}
    _record("mark_outcome", action, by=by, outcome=_short(outcome), **details)


def complete_action(action: Action, *, by: Doer) -> None:
    """Say that an action is complete. Said once more it is nothing."""
    _insist(action, by)
    _set_state(action, ActionState.COMPLETE, "complete_action", by)


def reopen_action(action: Action, *, by: Doer) -> None:
    """Say that a complete action is under way after all. Of one that is not complete it is nothing."""
    _insist(action, by)
    if action.state is ActionState.COMPLETE:
        _set_state(action, ActionState.ONGOING, "reopen_action", by)


def use_completion(action: Action, text: str, *, by: Doer, seen: str | None = None) -> None:
    """Let actual completion say what was offered.

    ``seen`` is the sign of what it said when ``by`` looked. Raises ``Stale`` where it says something else by now, and
    ``Invalid`` for nothing and for too much.
    """
    _insist(action, by)
    text, before = clean(text), action.completion
    if not text or len(text) > rules.COMPLETION_AT_MOST:
        raise Invalid(f"Actual completion needs 1 to {rules.COMPLETION_AT_MOST:,} characters. Nothing was saved.")
    if text == before:
        return
    if seen not in {None, fingerprint(before)}:
        raise Stale("Somebody else changed actual completion meanwhile. Nothing was saved yet.")
    action.completion = text
    _record("use_completion", action, by=by, before={"completion": before}, after={"completion": text})


def add_note(
    action: Action, text: str, *, by: Doer, day: date | None = None, identifier: uuid.UUID | None = None
) -> ProgressNote:
    """Note what was done, today or on another ``day``. Raises ``Invalid`` for no words, too many, and a day to come.

    The same under the same ``identifier`` again adds nothing; something else becomes another note.
    """
    _insist(action, by)
    text, day = _words(text), day or clock.today()
    insist_past(day, clock.today())
    if there := db.session.get(ProgressNote, identifier) if identifier else None:
        if (there.action_id, there.by, there.day, there.text) == (action.id, by.identifier, day, text):
            return there
        identifier = None
    note = ProgressNote(
        id=identifier or uuid.uuid4(), action=action, day=day, text=text, by=by.identifier, at=clock.now()
    )
    db.session.add(note)
    _record("add_note", action, by=by, day=day.isoformat())
    return note


def delete_note(note: ProgressNote, *, by: Doer) -> None:
    """Take a note out; it can be put back. Raises ``Forbidden`` for another's, but for a manager."""
    _insist_theirs(note, by)
    if note.deleted_at is None:
        note.deleted_at = clock.now()
        _record("delete_note", note.action, by=by, day=note.day.isoformat())


def restore_note(note: ProgressNote, *, by: Doer) -> None:
    """Put a note back. Raises ``Forbidden`` for another's, but for a manager."""
    _insist_theirs(note, by)
    if note.deleted_at is not None:
        note.deleted_at = None
        _record("restore_note", note.action, by=by, day=note.day.isoformat())


def _insist(action: Action, by: Doer) -> None:
    insist(by, rules.RECORD_PROGRESS, action.plan.service_id)
    hold_open(action.plan)


def _insist_theirs(note: ProgressNote, by: Doer) -> None:
    _insist(note.action, by)
    if not is_theirs(note, by):
        raise Forbidden("Only the person who wrote a note, or a manager, can take it out and put it back.")


def _insist_seen(line: Step | Outcome, seen: str | None, name: str) -> None:
    if seen not in {None, sign_of(line)}:
        raise Stale(f"Somebody else changed this {name} meanwhile. Nothing of yours was saved yet.")


def _set_state(action: Action, state: ActionState, verb: str, by: Doer) -> None:
    if action.state is not state:
        before, action.state = action.state, state
        _record(verb, action, by=by, before={"state": before.value}, after={"state": state.value})


def _words(text: str) -> str:
    words = clean(text)
    if not words:
        raise Invalid("Write what was done.")
    if len(words) > rules.NOTE_AT_MOST:
        raise Invalid(
            f"A note has at most {rules.NOTE_AT_MOST:,} characters; this has {len(words):,}. Nothing was cut: shorten "
            "it, then save again."
        )
    return words


def _record(verb: str, action: Action, *, by: Doer, **details: Any) -> None:
    db.session.flush()
    record(verb, action.id, by=by, service_id=action.plan.service_id, **details)


def _short(line: Step | Outcome) -> str:
    """What a step or an outcome says, as short as a sentence of the record has room for."""
    words = " ".join(paragraphs(parse(line.text)))
    return words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_json(mark: Mark) -> dict[str, Any]:
    """In words; a figure as it is written, so that none becomes inexact."""
    figures = {"target": mark.target, "reached": mark.reached}
    written = {name: None if value is None else f"{value:f}" for name, value in figures.items()}
    return {"result": mark.in_words, "sentence": mark.sentence} | written
