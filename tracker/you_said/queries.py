"""Every reading of *You said, we did*, and what is offered for a line."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist, may
from tracker.db import db
from tracker.errors import NotFound
from tracker.evidence.models import Evidence
from tracker.evidence.queries import evidence_of
from tracker.evidence.rules import Wanted
from tracker.figures import printed
from tracker.plans.models import Action, Plan
from tracker.plans.rules import RESULTS
from tracker.you_said import rules
from tracker.you_said.models import AT_MOST, YouSaid
from tracker.you_said.rules import LineText, Told


def lines_of(service: Service, *, viewer: Doer) -> list[YouSaid]:
    """The service's lines in their order: all for who writes them, else those that are shown. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(YouSaid)
        .where(YouSaid.service_id == service.id)
        .options(joinedload(YouSaid.evidence), joinedload(YouSaid.action).joinedload(Action.plan))
        .order_by(YouSaid.position)
    )
    if not may(viewer, rules.WRITE, service.id):
        query = query.where(YouSaid.chosen)
    return list(db.session.scalars(query))


def shown_lines_of(service: Service, *, viewer: Doer) -> list[YouSaid]:
    """The lines that everybody is shown, in their order. Raises ``Forbidden``."""
    return [line for line in lines_of(service, viewer=viewer) if line.chosen]


def get_line(service: Service, identifier: uuid.UUID, *, viewer: Doer, to_change: bool = False) -> YouSaid:
    """The service's line with this identifier, for who writes them. Raises ``NotFound``, ``Forbidden``."""
    insist(viewer, rules.WRITE, service.id)
    query = sa.select(YouSaid).where(YouSaid.id == identifier, YouSaid.service_id == service.id)
    line = db.session.scalar(query.with_for_update(of=YouSaid) if to_change else query)
    if line is None:
        raise NotFound("There is no such line. Somebody may have removed it meanwhile.")
    return line


def next_position(service: Service) -> int:
    """The place after the service's last line."""
    last = db.session.scalar(sa.select(sa.func.max(YouSaid.position)).where(YouSaid.service_id == service.id))
    return (last or 0) + 1


def neighbour_of(line: YouSaid, direction: rules.Direction) -> YouSaid | None:
    """The line that stands before or after this one, if one does."""
    up = direction is rules.Direction.UP
    query = sa.select(YouSaid).where(YouSaid.service_id == line.service_id)
    query = query.where(YouSaid.position < line.position if up else YouSaid.position > line.position)
    return db.session.scalar(query.order_by(YouSaid.position.desc() if up else YouSaid.position).limit(1))


def text_of(line: YouSaid) -> LineText:
    """All that a line says now."""
    return LineText(line.said, line.did, line.came_of_it, line.chosen)


def feedback_of(service: Service, *, everything: bool, viewer: Doer) -> list[Evidence]:
    """The evidence that backs the standard on feedback, newest first; ``everything`` asks for all of the library."""
    return evidence_of(service, Wanted() if everything else Wanted(standard=rules.NUMBER), viewer=viewer)


def actions_offered(service: Service, *, viewer: Doer) -> list[Action]:
    """The actions of all the service's plans, those of the newest plan first. Raises ``Forbidden``."""
    insist(viewer, rules.WRITE, service.id)
    return list(db.session.scalars(_actions(service)))


def get_action_of(service: Service, identifier: uuid.UUID, *, viewer: Doer) -> Action:
    """The action of a plan of the service with this identifier. Raises ``NotFound``, ``Forbidden``."""
    insist(viewer, rules.WRITE, service.id)
    query = _actions(service).where(Action.id == identifier)
    action = db.session.scalar(query.options(selectinload(Action.steps), selectinload(Action.outcomes)))
    if action is None:
        raise NotFound(f"{service.name} has no such action. It may have been taken out of its plan.")
    return action


def _actions(service: Service) -> sa.Select[Action]:
    return (
        sa.select(Action)
        .join(Action.plan)
        .where(Plan.service_id == service.id, Action.deleted_at.is_(None))
        .options(contains_eager(Action.plan))
        .order_by(Plan.starts.desc(), Plan.label.desc(), Action.position)
    )


def offer(item: Evidence | None, action: Action | None) -> LineText:
    """The texts that are offered for a line from this evidence and this action: what is saved are the manager's own."""
    said = did = came_of_it = ""
    if item:
        said = rules.said_offer(item.title, item.description, printed(item.figure) if item.figure else "", AT_MOST)
    if action:
        did = rules.did_offer(action.objective, [step.text for step in action.steps if step.done_on], AT_MOST)
        told = [Told(one.text, RESULTS[one.result] if one.result else "", one.sentence) for one in action.outcomes]
        came_of_it = rules.came_offer(action.completion, told, AT_MOST)
    return LineText(said, did, came_of_it)
