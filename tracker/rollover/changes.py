"""Starting the next plan: copies of what was left unfinished, and the plan before closed, in one transaction."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.rules import Doer, Period, insist
from tracker.assessments.changes import link_plan
from tracker.audit.changes import record
from tracker.db import Base, db
from tracker.phrases import Calendar, understand
from tracker.plans.changes import hold_open, start_plan
from tracker.plans.models import Action, Outcome, Plan, Step
from tracker.plans.queries import calendar_of
from tracker.plans.rules import TITLE
from tracker.rollover import queries, rules


def roll_over(
    plan: Plan,
    period: Period,
    *,
    carry: Collection[uuid.UUID],
    by: Doer,
    seen: Collection[uuid.UUID] | None = None,
    title: str = TITLE,
) -> Plan:
    """Start the next plan with the unfinished actions ``carry`` of ``plan``, which is closed and stays as it is.

    ``seen`` are all the unfinished actions that ``by`` chose from. Raises ``Stale`` where they are others by now,
    ``Conflict`` where the plan is closed or the label taken, ``Invalid`` for what is no unfinished action of it.
    """
    insist(by, rules.ROLL_OVER, plan.service_id)
    unfinished = queries.hold_actions(plan)
    hold_open(plan)
    there = {action.id for action in unfinished}
    rules.insist_same(_texts(there if seen is None else seen), _texts(there), plan.label)
    rules.insist_among(_texts(carry), _texts(there), plan.label)
    alone = queries.answered_alone(plan, viewer=by)
    following = start_plan(plan.service, period, by=by, title=title)
    for assessment in alone:  # with two plans, which one answers them would not be known any more
        link_plan(assessment, plan, by=by)
    carried = [action for action in unfinished if action.id in set(carry)]
    calendar = calendar_of(following)
    for position, action in enumerate(carried, 1):
        _carry(action, following, position, calendar, by=by)
    plan.closed_at, plan.followed_by = clock.now(), following
    db.session.flush()
    details = {"label": following.label, "plan": plan.label, "carried": len(carried)}
    record("roll_over", following.id, by=by, service_id=plan.service_id, **details)
    return following


def _texts(identifiers: Collection[uuid.UUID]) -> set[str]:
    return set(map(str, identifiers))


def _carry(action: Action, following: Plan, position: int, calendar: Calendar, *, by: Doer) -> None:
    understood = understand(action.timescale, calendar)
    due, due_corrected = rules.carried_due(action.due, understood, corrected=action.due_corrected)
    carried = Action(
        plan_id=following.id,
        position=position,
        carried_from=action,
        standards=list(action.standards),
        steps=[Step(**_copied(step)) for step in action.steps],
        outcomes=[Outcome(**_copied(outcome)) for outcome in action.outcomes],
        **_copied(action) | {"due": due, "due_corrected": due_corrected},
    )
    db.session.add(carried)
    db.session.flush()
    labels = {"plan": action.plan.label, "label": following.label}
    record("carry_action", carried.id, by=by, service_id=following.service_id, carried_from=str(action.id), **labels)


def _copied(row: Base) -> dict[str, Any]:
    """All that a row says, whatever columns it has, but for what is its own."""
    names = [column.key for column in sa.inspect(type(row)).column_attrs]
    return {name: getattr(row, name) for name in names if name not in rules.NOT_COPIED}
