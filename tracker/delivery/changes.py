"""Changes made where the plan is read: cells of its table, and the order of its actions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.delivery import rules
from tracker.delivery.queries import places_of
from tracker.delivery.rules import Put, put_together, shift
from tracker.errors import Conflict, Invalid, Stale
from tracker.plans.changes import hold_open, save_action, text_of
from tracker.plans.models import Action
from tracker.plans.rules import ActionState
from tracker.richtext import clean
from tracker.standards.models import Framework

PARKED = 1_000_000  # past every place of a plan


def cells_of(action: Action) -> dict[str, str]:
    """What the cells of the table say of an action."""
    return {name: str(getattr(action, name)) for name in rules.CELLS}


def save_cells(action: Action, typed: Mapping[str, str], framework: Framework, *, seen: str, by: Doer) -> Put:
    """Let the cells of an action say what was ``typed`` over ``seen``; all else that it says stays.

    What others changed meanwhile in other cells stays too. Raises ``Stale`` where they changed the same ones.
    """
    put = put_together(cells_of(action), {name: clean(text) for name, text in typed.items()}, seen)
    if put.torn:
        raise Stale("Somebody else saved this action while you did. Nothing of yours was saved yet.")
    before = text_of(action)
    plain: dict[str, Any] = {name: text for name, text in put.cells.items() if name != "state"}
    after = replace(before, **plain, state=ActionState(put.cells["state"]))
    save_action(action, after, framework, version=action.version, by=by)
    return put


def move_action(action: Action, place: int, *, by: Doer, seen: int | None = None) -> None:
    """Let an action stand at ``place``; those between there and where it was give way. The same place is no change.

    What was taken out keeps its place between its neighbours. Raises ``Stale`` where the action is at another place
    than it was ``seen`` at; ``Invalid`` for a place that the plan has not.
    """
    insist(by, rules.MOVE_ACTION, action.plan.service_id)
    hold_open(action.plan)
    there = places_of(action.plan, to_change=True)
    before = there.get(action.id)
    if before is None:
        raise Conflict("This action was taken out of the plan. Put it back before you move it.")
    if seen is not None and seen != before:
        raise Stale("Somebody else changed the order of the plan meanwhile. Nothing was moved yet.")
    last = max(there.values())
    if not 1 <= place <= last:
        raise Invalid(f"Enter a place from 1 to {last}.")
    if place != before:
        _shift(action, before, place)
        details = {"plan": action.plan.label, "before": before, "after": place}
        record("move_action", action.id, by=by, service_id=action.plan.service_id, **details)


def _shift(action: Action, before: int, place: int) -> None:
    """Move it and all between, by a way on which no two stand at one place; what they say stays, and so do versions."""
    first, last, step = shift(before, place)
    of_plan = Action.plan_id == action.plan_id
    _set_places(Action.id == action.id, 2 * PARKED)
    _set_places(sa.and_(of_plan, Action.position.between(first, last)), Action.position + PARKED)
    between = Action.position.between(PARKED + 1, 2 * PARKED - 1)
    _set_places(sa.and_(of_plan, between), Action.position - PARKED + step)
    _set_places(Action.id == action.id, place)
    db.session.expire_all()


def _set_places(which: sa.ColumnElement[bool], place: sa.ColumnElement[int] | int) -> None:
    change = sa.update(Action).where(which).values(position=place)
    db.session.execute(change, execution_options={"synchronize_session": False})
