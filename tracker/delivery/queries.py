"""What the views of a plan read: all its actions in short, and some of them in full."""

import uuid
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.db import db
from tracker.delivery.rules import Line
from tracker.owners.rules import owner_key, owner_names
from tracker.plans.models import Action, Plan

_names_in = lru_cache(maxsize=4096)(owner_names)  # many actions of a plan say the same


def lines_of(
    plan: Plan, today: date, names: Mapping[str, str], *, in_full: bool = False
) -> tuple[list[Line], dict[str, str]]:
    """The plan's actions in short, in their order, and the titles of their standards by number, in that order.

    Whose name by its key is in ``names`` stands under the name that it has there. ``in_full`` reads their steps and
    outcomes too, to look for words in them.
    """
    parts = [Action.standards, Action.steps, Action.outcomes] if in_full else [Action.standards]
    query = (
        sa.select(Action)
        .where(Action.plan_id == plan.id, Action.deleted_at.is_(None))
        .options(*map(selectinload, parts))
        .order_by(Action.position)
    )
    actions = list(db.session.scalars(query))
    standards = {standard.id: standard for action in actions for standard in action.standards}.values()
    in_order = sorted(standards, key=lambda standard: standard.position)
    titles = {standard.number: standard.short_title for standard in in_order}
    return [line_of(action, today, names, in_full=in_full) for action in actions], titles


def line_of(action: Action, today: date, names: Mapping[str, str], *, in_full: bool = False) -> Line:
    """An action in short, as it stands on that day."""
    texts = [action.objective, action.area, action.who, action.timescale, action.completion]
    if in_full:
        texts += [step.text for step in action.steps] + [outcome.text for outcome in action.outcomes]
    return Line(
        id=action.id,
        position=action.position,
        said=action.objective or action.area,
        owners=tuple(dict.fromkeys(names.get(owner_key(name), name) for name in _names_in(action.who))),
        standards=tuple(standard.number for standard in action.standards),
        timescale=action.timescale,
        due=action.due,
        standing=action.standing(today),
        text="\n".join(texts),
    )


def places_of(plan: Plan, *, to_change: bool = False) -> dict[uuid.UUID, int]:
    """The places of the plan's actions that are not taken out, in their order.

    ``to_change`` makes whoever else wants to change the order, or to add an action, wait until this transaction ends.
    """
    if to_change:
        db.session.execute(sa.select(Plan.id).where(Plan.id == plan.id).with_for_update())
    query = sa.select(Action.id, Action.position).where(Action.plan_id == plan.id, Action.deleted_at.is_(None))
    rows = db.session.execute(query.order_by(Action.position))
    return {row.id: row.position for row in rows}
