"""Every change to plans."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, first_year, insist
from tracker.audit.changes import record
from tracker.db import db, take_turn
from tracker.errors import Conflict, Invalid, Stale
from tracker.plans import queries, rules
from tracker.plans.models import Action, Outcome, Plan, Step
from tracker.plans.rules import TITLE, ActionText, Rag, kept_lines
from tracker.richtext import clean
from tracker.standards.models import Framework, Standard
from tracker.standards.queries import standards_of

Line = TypeVar("Line", Step, Outcome)

OUT_OF_THE_WAY: Final = 10_000
"""What is added to the places of lines that move: beyond any place that a line has."""


def start_plan(service: Service, period: Period, *, by: Doer, title: str = TITLE) -> Plan:
    """Start a plan with no actions yet. Raises ``Invalid`` for its label, ``Conflict`` where it is taken."""
    insist(by, rules.START, service.id)
    first_year(period.label, service.year_starts)
    if queries.find_plan(service, period.label):
        raise Conflict(f"{service.name} has a plan {period.label} already. Give this one another label.")
    plan = Plan(service_id=service.id, label=period.label, title=title, starts=period.starts, ends=period.ends)
    db.session.add(plan)
    db.session.flush()
    record("start_plan", plan.id, by=by, service_id=service.id, label=period.label)
    return plan


def hold_open(plan: Plan) -> None:
    """Wait for whoever changes the plan; until this transaction ends it stays open. Raises ``Conflict`` if closed."""
    take_turn(f"plan {plan.id}")
    db.session.refresh(plan, ["closed_at", "followed_by"])
    plan.insist_open()


def add_action(
    plan: Plan, text: ActionText, framework: Framework, *, by: Doer, identifier: uuid.UUID | None = None
) -> Action:
    """Add an action at the end of ``plan``. Raises ``Invalid`` for a standard that ``framework`` has not.

    When it is due follows from ``with_due``. Adding the same text under the same ``identifier`` again adds nothing;
    another text becomes another action.
    """
    insist(by, rules.ADD_ACTION, plan.service_id)
    hold_open(plan)
    standards = _standards(framework, text)
    said = rules.with_due(_cleaned(text, standards), queries.calendar_of(plan))
    position = queries.next_position(plan)
    if there := db.session.get(Action, identifier) if identifier else None:
        if there.plan_id == plan.id and there.deleted_at is None and text_of(there) == said:
            return there
        identifier = None
    action = Action(
        id=identifier or uuid.uuid4(),
        plan_id=plan.id,
        position=position,
        **{name: getattr(said, name) for name in PLAIN},
        standards=list(standards.values()),
        steps=[Step(text=step) for step in said.steps],
        outcomes=[Outcome(text=outcome) for outcome in said.outcomes],
    )
    db.session.add(action)
    db.session.flush()
    record(
        "add_action",
        action.id,
        by=by,
        service_id=plan.service_id,
        plan=plan.label,
        position=action.position,
        standards=list(standards),
        state=text.state.value,
    )
    return action


def save_action(
    action: Action,
    text: ActionText,
    framework: Framework,
    *,
    version: int,
    by: Doer,
    marks: Collection[str] | None = None,
) -> None:
    """Let an action say ``text``. The same as before is no change. When it is due follows from ``with_due``.

    Raises ``Stale`` where ``version`` is not the action's any more and it says something else by now, or where a line
    would go that was ticked or marked since ``by`` saw these ``marks``; ``Invalid``.
    """
    insist(by, rules.SAVE_ACTION, action.plan.service_id)
    hold_open(action.plan)
    standards = _standards(framework, text)
    before = text_of(action)
    after = rules.with_due(_cleaned(text, standards), queries.calendar_of(action.plan), before=before)
    if before == after:
        return
    if version != action.version or lost_marks(action, text, marks):
        raise Stale("Somebody else saved this action while you did. Nothing of yours was saved yet.")
    for name in PLAIN:
        setattr(action, name, getattr(after, name))
    action.standards = list(standards.values())
    _replace_lines(action, after)
    flag_modified(action, "area")  # its version counts also what changes in its lists alone
    db.session.flush()
    details = {"before": _as_json(before), "after": _as_json(after)}
    record("save_action", action.id, by=by, service_id=action.plan.service_id, **details)


def override_rag(action: Action, rag: Rag | None, reason: str, *, seen: str, by: Doer) -> None:
    """Say how an action stands against what is worked out, and why; or, with ``None``, take that back.

    ``seen`` is ``rag_seen`` as it was when ``by`` looked. Raises ``Conflict``, ``Invalid``, and ``Stale`` where another
    manager said something else meanwhile.
    """
    insist(by, rules.OVERRIDE_RAG, action.plan.service_id)
    hold_open(action.plan)
    after = (rag, clean(reason).strip() if rag else None)
    before = (action.rag, action.rag_reason)
    if after == before:
        return
    if seen != rules.rag_seen(*before):
        raise Stale("Somebody else said how this action stands while you did. Nothing of yours was saved yet.")
    rules.insist_on_override(action.standing(clock.today()), *after)
    _set(action, rag=after[0], rag_reason=after[1])
    details = {"before": _said_rag(*before), "after": _said_rag(*after)}
    record("override_rag", action.id, by=by, service_id=action.plan.service_id, **details)


def _said_rag(rag: Rag | None, reason: str | None) -> dict[str, Any] | None:
    return {"rag": rag.value, "reason": reason} if rag else None


def delete_action(action: Action, *, by: Doer) -> None:
    """Take an action out of its plan; it can be put back."""
    insist(by, rules.DELETE_ACTION, action.plan.service_id)
    hold_open(action.plan)
    if action.deleted_at is None:
        _set(action, deleted_at=clock.now())
        record("delete_action", action.id, by=by, service_id=action.plan.service_id)


def restore_action(action: Action, *, by: Doer) -> None:
    """Put an action back to where it was."""
    insist(by, rules.DELETE_ACTION, action.plan.service_id)
    hold_open(action.plan)
    if action.deleted_at is not None:
        _set(action, deleted_at=None)
        record("restore_action", action.id, by=by, service_id=action.plan.service_id)


def _set(action: Action, **values: Any) -> None:
    """Set what is no part of what the action says: its version stays."""
    db.session.execute(sa.update(Action).where(Action.id == action.id).values(**values))
    db.session.refresh(action)


PLAIN = ("area", "objective", "who", "timescale", "due", "due_corrected", "completion", "state")


def text_of(action: Action) -> ActionText:
    """All that an action says now."""
    return ActionText(
        **{name: getattr(action, name) for name in PLAIN},
        standards=tuple(standard.number for standard in action.standards),
        steps=tuple(step.text for step in action.steps),
        outcomes=tuple(outcome.text for outcome in action.outcomes),
    )


def _cleaned(text: ActionText, standards: dict[str, Standard]) -> ActionText:
    return replace(
        text,
        area=clean(text.area),
        standards=tuple(standards),
        objective=clean(text.objective),
        steps=_lines(text.steps),
        outcomes=_lines(text.outcomes),
        who=clean(text.who),
        timescale=clean(text.timescale),
        completion=clean(text.completion),
    )


def _replace_lines(action: Action, text: ActionText) -> None:
    """Other steps and outcomes. What goes on in other words keeps its row, and with it what was ticked or marked."""
    action.steps = _kept_rows(action.steps, text.steps, Step)
    action.outcomes = _kept_rows(action.outcomes, text.outcomes, Outcome)
    action.steps.reorder()  # type: ignore[attr-defined]  # it is an ordering list
    action.outcomes.reorder()  # type: ignore[attr-defined]


def marks_of(action: Action) -> list[str]:
    """What was ticked and marked of an action, each as a short sign."""
    return [*filter(None, (step.mark for step in action.steps)), *filter(None, (one.mark for one in action.outcomes))]


def lost_marks(action: Action, text: ActionText, seen: Collection[str] | None) -> list[str]:
    """The steps and outcomes that would go with ``text`` and were ticked or marked since these marks were ``seen``."""
    if seen is None:
        return []
    return [*_lost(action.steps, _lines(text.steps), seen), *_lost(action.outcomes, _lines(text.outcomes), seen)]


def _lost(rows: Sequence[Line], texts: Sequence[str], seen: Collection[str]) -> Iterator[str]:
    kept = kept_lines([row.text for row in rows], texts)
    going = (row for place, row in enumerate(rows) if place not in kept)
    yield from (row.text for row in going if row.mark and row.mark not in seen)


def _kept_rows(rows: Sequence[Line], texts: Sequence[str], kind: type[Line]) -> list[Line]:
    """A row for each text. Where one moves, all stand out of the way first, since two cannot have one place."""
    kept = kept_lines([row.text for row in rows], texts)
    if kept != list(range(len(rows))):
        for row in rows:
            row.position += OUT_OF_THE_WAY
        db.session.flush()
    there = [kind(text=text) if at is None else rows[at] for at, text in zip(kept, texts, strict=True)]
    for row, text in zip(there, texts, strict=True):
        row.text = text
    return there


def _standards(framework: Framework, text: ActionText) -> dict[str, Standard]:
    standards = standards_of(framework, text.standards)
    if unknown := [number for number in text.standards if number not in standards]:
        raise Invalid(f"{framework.title} has no standard {', '.join(unknown)}.")
    return standards


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in map(clean, texts) if line)


def _as_json(text: ActionText) -> dict[str, Any]:
    return asdict(text) | {"due": text.due.isoformat() if text.due else None, "state": text.state.value}
