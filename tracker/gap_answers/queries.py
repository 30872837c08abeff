"""Which ratings are to be looked at again, and which are to be asked about."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist, may
from tracker.assessments.models import Assessment
from tracker.audit.models import AuditDetails, AuditEntry
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
            ~_is_withdrawn(),
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
    """What was answered about the ratings that an action serves, in the order of the standards.

    Reopening the action withdraws what was answered until then.
    """
    query = (
        sa.select(LookAgain)
        .join(LookAgain.standard)
        .where(LookAgain.action_id == action.id, ~_is_withdrawn())
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


@dataclass(frozen=True, slots=True)
class ToAsk:
    """An action that somebody completed, and those of its standards about which nobody has answered yet."""

    action: Action
    standards: list[Standard]


def to_ask_in(services: Iterable[Service], *, viewer: Doer) -> dict[uuid.UUID, list[ToAsk]]:
    """What was completed and asks about ratings, by the service's identifier, in the order of plans and actions.

    What was complete when it came into its plan, as out of last year's document, asks on its own page alone. Of many
    services in one query. Raises ``Forbidden``.
    """
    found: dict[uuid.UUID, list[ToAsk]] = {service.id: [] for service in services}
    for service_id in found:
        insist(viewer, rules.ASK, service_id)
    query = (
        sa.select(Action, Standard)
        .join(Action.plan)
        .join(Plan.service)
        .join(Action.standards)
        .where(Plan.service_id.in_(found), Action.state == ActionState.COMPLETE, Action.deleted_at.is_(None))
        .where(_was_completed(), ~_is_answered())
        .options(contains_eager(Action.plan).contains_eager(Plan.service))
        .order_by(Plan.starts, Plan.label, Action.position, Standard.position)
    )
    for action, of_one in groupby(db.session.execute(query), key=lambda row: row[0]):
        found[action.plan.service_id].append(ToAsk(action, [standard for _, standard in of_one]))
    return found


def _is_answered() -> sa.Exists:
    return sa.exists().where(LookAgain.action_id == Action.id, LookAgain.standard_id == Standard.id, ~_is_withdrawn())


def _is_withdrawn() -> sa.Exists:
    """That an action was reopened since the answer, as the record tells."""
    before, after = _states()
    return _changes().where(
        AuditEntry.subject_id == LookAgain.action_id,
        AuditEntry.at > LookAgain.asked_at,
        before == ActionState.COMPLETE.value,
        after != ActionState.COMPLETE.value,
    )


def _was_completed() -> sa.Exists:
    """That somebody completed an action that had not come complete into its plan, as the record tells."""
    before, after = _states()
    return _changes().where(
        AuditEntry.subject_id == Action.id,
        before != ActionState.COMPLETE.value,
        after == ActionState.COMPLETE.value,
    )


def _changes() -> sa.Exists:
    """The entries of changes to how far an action has come, whichever page they were made on."""
    verbs = ("complete_action", "reopen_action", "save_action")
    return sa.exists().where(AuditDetails.entry_id == AuditEntry.id, AuditEntry.verb.in_(verbs))


def _states() -> list[sa.ColumnElement[str]]:
    return [AuditDetails.details[which, "state"].as_string() for which in ("before", "after")]
