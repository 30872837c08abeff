"""Every reading of plans."""

import uuid
from collections.abc import Collection, Iterable
from itertools import takewhile

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.accounts.models import Membership, Person, Service
from tracker.accounts.rules import Doer, insist
from tracker.db import db
from tracker.errors import NotFound
from tracker.phrases import Calendar, Understood
from tracker.plans import rules
from tracker.plans.models import Action, Plan, TermDay, action_standards, carried_actions
from tracker.seasons import LastDay
from tracker.standards.models import Framework, Standard
from tracker.standards.queries import first_framework


def plans_of(service: Service, *, viewer: Doer) -> list[Plan]:
    """The service's plans, by their start. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    query = sa.select(Plan).where(Plan.service_id == service.id).order_by(Plan.starts, Plan.label)
    return list(db.session.scalars(query))


def team_names(service: Service, *, viewer: Doer) -> list[str]:
    """What those are called who can be added to an action: its managers and team now. Raises ``Forbidden``."""
    insist(viewer, rules.SAVE_ACTION, service.id)
    query = (
        sa.select(Membership)
        .join(Membership.person)
        .where(Membership.service_id == service.id, Membership.role.in_(rules.SAVE_ACTION.roles), Person.active)
        .options(contains_eager(Membership.person))
        .order_by(Person.name)
    )
    return list(dict.fromkeys(entry.person.name for entry in db.session.scalars(query) if entry.is_current))


def find_plan(service: Service, label: str) -> Plan | None:
    """The service's plan with this label, if there is one."""
    return db.session.scalar(sa.select(Plan).where(Plan.service_id == service.id, Plan.label == label))


def get_plan(service: Service, label: str, *, viewer: Doer) -> Plan:
    """The service's plan with this label. Raises ``NotFound``, ``Forbidden``."""
    there = plans_of(service, viewer=viewer)
    plan = next((plan for plan in there if plan.label == label), None)
    if plan is None:
        labels = ", ".join(plan.label for plan in there) or "none"
        raise NotFound(f"{service.name} has no plan {label}. It has: {labels}")
    return plan


def actions_of(plan: Plan, *, only: Collection[uuid.UUID] | None = None) -> list[Action]:
    """The plan's actions in their order, with standards, steps and outcomes; without those taken out.

    ``only`` those with these identifiers, where some are given.
    """
    query = (
        sa.select(Action)
        .where(Action.plan_id == plan.id, Action.deleted_at.is_(None))
        .options(
            selectinload(Action.standards),
            selectinload(Action.steps),
            selectinload(Action.outcomes),
            selectinload(Action.carried_from).joinedload(Action.plan),
        )
        .order_by(Action.position)
    )
    return list(db.session.scalars(query if only is None else query.where(Action.id.in_(only))))


def open_actions_in(services: Iterable[Service], *, viewer: Doer) -> dict[uuid.UUID, list[Action]]:
    """What is left to do in the open plans of each of these services, by its identifier, the earliest plan first.

    Of many services in one query. Raises ``Forbidden``.
    """
    found: dict[uuid.UUID, list[Action]] = {service.id: [] for service in services}
    for service_id in found:
        insist(viewer, rules.READ, service_id)
    query = (
        sa.select(Action)
        .join(Action.plan)
        .join(Plan.service)
        .where(Plan.service_id.in_(found), Plan.closed_at.is_(None), Action.deleted_at.is_(None))
        .where(Action.state != rules.ActionState.COMPLETE)
        .options(contains_eager(Action.plan).contains_eager(Plan.service))
        .order_by(Plan.starts, Plan.label, Action.position)
    )
    for action in db.session.scalars(query):
        found[action.plan.service_id].append(action)
    return found


def deleted_actions_of(plan: Plan) -> list[Action]:
    """The actions that were taken out of the plan, the last one first."""
    query = (
        sa.select(Action)
        .where(Action.plan_id == plan.id, Action.deleted_at.is_not(None))
        .order_by(Action.deleted_at.desc(), Action.position)
    )
    return list(db.session.scalars(query))


def get_action(plan: Plan, identifier: uuid.UUID, *, to_change: bool = False, deleted: bool = False) -> Action:
    """The plan's action with this identifier, one taken out only if ``deleted``. Raises ``NotFound``.

    ``to_change`` makes whoever else wants to change it wait.
    """
    query = sa.select(Action).where(Action.id == identifier, Action.plan_id == plan.id)
    action = db.session.scalar(query.with_for_update() if to_change else query)
    if action is None or (action.deleted_at is not None and not deleted):
        raise NotFound(f"The plan {plan.label} has no such action. It may have been taken out.")
    return action


def earlier_of(action: Action) -> list[Action]:
    """The actions of earlier plans that it goes on with, the latest first, with their plans; all in one query."""
    before, back = carried_actions.c.from_id, sa.literal(1).label("back")
    chain = sa.select(before, back).where(carried_actions.c.action_id == action.id).cte("chain", recursive=True)
    further = sa.select(before, chain.c.back + 1).join(chain, carried_actions.c.action_id == chain.c.from_id)
    chain = chain.union_all(further)
    query = sa.select(Action).join(chain, chain.c.from_id == Action.id).options(joinedload(Action.plan))
    return list(db.session.scalars(query.order_by(chain.c.back)))


def kept_from(action: Action, understood: Understood) -> str:
    """The label of the earlier plan from whose first day the action's day is counted; empty where it is from none."""
    if not (action.due_corrected and understood.is_counted):
        return ""
    said = (action.timescale, action.due)
    same = list(takewhile(lambda one: (one.timescale, one.due) == said, earlier_of(action)))
    return same[-1].plan.label if same and not same[-1].due_corrected else ""


def framework_of(plan: Plan) -> Framework:
    """The framework whose standards the plan's actions serve; before there are any, the first that is loaded."""
    query = (
        sa.select(Framework)
        .join(Standard, Standard.framework_id == Framework.id)
        .join(action_standards, action_standards.c.standard_id == Standard.id)
        .join(Action, Action.id == action_standards.c.action_id)
        .where(Action.plan_id == plan.id)
        .order_by(Action.position)
        .limit(1)
    )
    return db.session.scalar(query) or first_framework()


def term_days_of(service: Service) -> dict[str, LastDay]:
    """The days of its own that the service has for seasons, school terms and the like, by their key in ``TERMS``."""
    there = db.session.scalars(sa.select(TermDay).where(TermDay.service_id == service.id).order_by(TermDay.term))
    return {one.term: LastDay(one.month, one.day, one.next_year) for one in there}


def calendar_of(plan: Plan) -> Calendar:
    """What the plan's timescales stand for: by the service's year and terms, and the plan's own period."""
    return Calendar(plan.service.year_starts, term_days_of(plan.service), plan.starts, plan.ends)


def next_position(plan: Plan) -> int:
    """The place after the plan's last action. Whoever else adds one to this plan waits until this transaction ends."""
    db.session.execute(sa.select(Plan.id).where(Plan.id == plan.id).with_for_update())
    last = db.session.scalar(sa.select(sa.func.max(Action.position)).where(Action.plan_id == plan.id))
    return (last or 0) + 1
