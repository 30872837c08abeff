"""Which ratings are to be looked at again, and which are to be asked about."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.accounts.rules import Doer, may
from tracker.assessments.models import Assessment
from tracker.db import db
from tracker.gap_answers import rules
from tracker.gap_answers.models import LookAgain
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState
from tracker.standards.models import Standard


def looks_waiting(assessment: Assessment) -> dict[uuid.UUID, list[LookAgain]]:
    """What waits for a look in an assessment that is worked on, by the standard's identifier, the first asked first.

    It waits in every such assessment of the service, this year's or the next, as long as the action is complete.
    """
    if not assessment.is_edited:
        return {}
    query = (
        sa.select(LookAgain)
        .join(LookAgain.action)
        .join(Action.plan)
        .join(LookAgain.standard)
        .where(
            Plan.service_id == assessment.service_id,
            Standard.framework_id == assessment.framework_id,
            LookAgain.looked_at.is_(None),
            Action.state == ActionState.COMPLETE,
            Action.deleted_at.is_(None),
        )
        .options(joinedload(LookAgain.action).joinedload(Action.plan))
        .order_by(LookAgain.asked_at, Action.position, LookAgain.id)
    )
    waiting: dict[uuid.UUID, list[LookAgain]] = {}
    for look in db.session.scalars(query):
        waiting.setdefault(look.standard_id, []).append(look)
    return waiting


def looks_of(action: Action) -> list[LookAgain]:
    """What was answered about the ratings that an action serves, in the order of the standards."""
    query = (
        sa.select(LookAgain)
        .join(LookAgain.standard)
        .where(LookAgain.action_id == action.id)
        .options(joinedload(LookAgain.standard))
        .order_by(Standard.position)
    )
    return list(db.session.scalars(query))


def standards_to_ask_about(action: Action, *, viewer: Doer) -> list[Standard]:
    """The standards of a complete action about which nobody has said yet whether to look again; none for readers."""
    if action.state is not ActionState.COMPLETE or not may(viewer, rules.ASK, action.plan.service_id):
        return []
    answered = {look.standard_id for look in looks_of(action)}
    return [standard for standard in action.standards if standard.id not in answered]
