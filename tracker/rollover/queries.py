"""What a plan leaves unfinished, and where its actions go on."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.accounts.rules import Doer
from tracker.assessments.models import Assessment
from tracker.assessments.queries import assessments_of
from tracker.db import db
from tracker.plans.models import Action, Plan
from tracker.plans.queries import actions_of, plans_of
from tracker.rollover.rules import is_left


def unfinished_of(plan: Plan) -> list[Action]:
    """The plan's actions that a next plan may take over, in their order."""
    return [action for action in actions_of(plan) if not is_left(action.state)]


def finished_of(plan: Plan) -> list[Action]:
    """The plan's actions that stay in it, in their order."""
    return [action for action in actions_of(plan) if is_left(action.state)]


def hold_actions(plan: Plan) -> list[Action]:
    """The plan's unfinished actions, as they are once whoever changes one has ended; others wait for this."""
    held = sa.select(Action.id).where(Action.plan_id == plan.id).order_by(Action.id).with_for_update()
    db.session.execute(held)
    db.session.expire_all()
    return unfinished_of(plan)


def answered_alone(plan: Plan, *, viewer: Doer) -> list[Assessment]:
    """The self-assessments worked on that this plan answers only because the service has no other."""
    if len(plans_of(plan.service, viewer=viewer)) > 1:
        return []
    there = assessments_of(plan.service, viewer=viewer)
    return [assessment for assessment in there if assessment.is_edited and assessment.plan_id is None]


def open_among(actions: Sequence[Action]) -> set[uuid.UUID]:
    """Those of these actions with something left to do, by their identifiers.

    One of a closed plan has as much left as where it goes on; one that was left behind has nothing.
    """
    going_on = goes_on_in([action for action in actions if action.plan.is_closed])
    there = open_among(list(going_on.values())) if going_on else set()
    carried = {identifier for identifier, later in going_on.items() if later.id in there}
    return carried | {one.id for one in actions if not one.plan.is_closed and not is_left(one.state)}


def goes_on_in(actions: Sequence[Action]) -> dict[uuid.UUID, Action]:
    """The action of a later plan that goes on with each of these, by the identifier of the earlier one."""
    if not actions:
        return {}
    query = (
        sa.select(Action)
        .join(Action.carried_from.of_type(earlier := sa.orm.aliased(Action)))
        .where(earlier.id.in_([action.id for action in actions]), Action.deleted_at.is_(None))
        .options(joinedload(Action.plan), selectinload(Action.carried_from))
    )
    return {later.carried_from.id: later for later in db.session.scalars(query) if later.carried_from}
