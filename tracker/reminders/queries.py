"""Every reading of weekly letters: who gets one, and what there is to say to them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import OPERATOR, Role, may
from tracker.assessments import rules as assessing
from tracker.assessments.queries import Lapsed, lapsed_in
from tracker.audit.models import AuditEntry
from tracker.db import db, in_utc
from tracker.owners.queries import actions_of_person, people_by_action
from tracker.owners.rules import owner_key, owner_names
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState, Rag, counted
from tracker.reminders import rules
from tracker.reminders.models import Digest, NoDigest
from tracker.reminders.rules import Contents, Line, OwnAction
from tracker.teamwork.models import Assignment
from tracker.teamwork.queries import waiting_in


def wants_digests(person: Person) -> bool:
    """Whether the person has not said that they want no letter."""
    return db.session.get(NoDigest, person.id, populate_existing=True) is None


def gets_digests(person: Person) -> bool:
    """Whether letters go to the person: who cannot sign in, or has no role now, gets none."""
    is_somebody = person.active and person.password is not None
    return is_somebody and any(there.is_current for there in person.memberships) and wants_digests(person)


def may_get_digests() -> list[uuid.UUID]:
    """Whom to look at when letters are sent, in the order of their addresses."""
    query = sa.select(Person.id).where(Person.active, Person.password.is_not(None)).order_by(Person.email)
    return list(db.session.scalars(query))


def find_person(identifier: uuid.UUID) -> Person | None:
    """The person with this identifier as they are now, if there is one."""
    return db.session.get(Person, identifier, populate_existing=True)


def find_digest(person: Person, week: date) -> Digest | None:
    """The person's letter for this week, begun or sent."""
    query = sa.select(Digest).where(Digest.person_id == person.id, Digest.week == week)
    return db.session.scalar(query.execution_options(populate_existing=True))


def last_sent(person: Person) -> datetime | None:
    """When the person's latest letter was sent."""
    at = db.session.scalar(sa.select(sa.func.max(Digest.sent_at)).where(Digest.person_id == person.id))
    return in_utc(at) if at else None


def contents_for(person: Person) -> Contents:
    """What there is to say to the person today."""
    since = last_sent(person) or clock.now() - rules.FIRST_LOOK_BACK
    plans = _plans_managed_by(person)
    return replace(
        rules.own_lines(_own(person, since)),
        drafts=tuple(_draft(there) for there in _to_draft(person)),
        again=tuple(_again(one) for one in _lapsed(person)),
        plans=tuple(_plan_line(plan, actions) for plan, actions in plans.items()),
        is_pressing=any(rules.is_pressing(_rags(actions)) for actions in plans.values()),
    )


def _own(person: Person, since: datetime) -> list[OwnAction]:
    actions = actions_of_person(person, viewer=person)
    new = _became_theirs(person, actions, since)
    return [
        OwnAction(
            action.objective,
            _named(action.plan),
            action.due,
            action.standing(clock.today()),
            action.id in new,
            {"slug": action.plan.service.slug, "label": action.plan.label, "identifier": str(action.id)},
        )
        for action in actions
    ]


def _became_theirs(person: Person, actions: Collection[Action], since: datetime) -> set[uuid.UUID]:
    """Those of the person's actions that were not theirs at ``since``, by what the record tells of later changes.

    An action becomes somebody's by what *who* says, or by a manager's word whose a name there is. Where its details
    were erased, it is taken to have been theirs. One carried from an earlier plan is not new.
    """
    there = {action.id: action for action in actions}
    query = (
        sa.select(AuditEntry)
        .where(AuditEntry.subject_id.in_(there), AuditEntry.verb.in_(["add_action", "save_action"]))
        .where(AuditEntry.at > since)
        .order_by(AuditEntry.number.desc())
    )
    first = {entry.subject_id: entry for entry in db.session.scalars(query)}
    names, newly = _names_of(person, actions), _matched_since(person, since)
    then = {service_id: keys - newly[service_id] for service_id, keys in names.items()}
    return {
        action.id for action in actions if _was_not_theirs(action, first.get(action.id), then[action.plan.service_id])
    }


def _matched_since(person: Person, since: datetime) -> dict[uuid.UUID | None, set[str]]:
    """The keys of the names that were said to be the person's after ``since``, by the service."""
    query = sa.select(AuditEntry).where(
        AuditEntry.subject_id == person.id, AuditEntry.verb == "match_name", AuditEntry.at > since
    )
    found: dict[uuid.UUID | None, set[str]] = defaultdict(set)
    for entry in db.session.scalars(query):
        found[entry.service_id].update(owner_key(name) for name in [entry.details.get("name")] if name)
    return found


def _names_of(person: Person, actions: Collection[Action]) -> dict[uuid.UUID, set[str]]:
    """The keys of the names by which these actions are the person's, by the service."""
    owners = people_by_action(actions, viewer=OPERATOR)
    names: dict[uuid.UUID, set[str]] = defaultdict(set)
    for action in actions:
        names[action.plan.service_id].update(
            owner_key(there.name) for there in owners[action.id] if there.person is person
        )
    return names


def _was_not_theirs(action: Action, first: AuditEntry | None, names: set[str]) -> bool:
    """Whether an action had none of these names before its ``first`` change, if there is one."""
    if first and first.verb == "add_action":
        return True
    before = first.details.get("before") if first else {"who": action.who}
    return before is not None and names.isdisjoint(map(owner_key, owner_names(before["who"])))


def _to_draft(person: Person) -> list[Assignment]:
    services = [there.service for there in person.memberships]
    waiting = waiting_in(services, viewer=person)
    return [there for all_ in waiting.values() for there in all_ if there.is_open and there.person_id == person.id]


def _draft(there: Assignment) -> Line:
    assessment, number = there.rating.assessment, there.rating.standard.number
    day = f", by {clock.in_words(there.due)}{': overdue' if there.is_overdue else ''}" if there.due else ""
    how = f"{assessment.service.name}, self-assessment {assessment.label}{day}."
    values = {"slug": assessment.service.slug, "label": assessment.label, "number": number}
    return Line(f"Standard {number}", how, "ratings.rate", values)


def _lapsed(person: Person) -> list[Lapsed]:
    """The accepted gaps whose day has come, of the services in which the person rates."""
    services = [there.service for there in person.memberships if may(person, assessing.RATE, there.service_id)]
    return [one for of_service in lapsed_in(services, viewer=person).values() for one in of_service]


def _again(one: Lapsed) -> Line:
    service, number, label = one.newest.service, one.rating.standard.number, one.newest.label
    how = f"{service.name}. It was accepted without an action until {clock.in_words(one.until)}."
    values = {"slug": service.slug, "label": label, "number": number}
    return Line(f"Standard {number}", how, "ratings.rate", values)


def _plans_managed_by(person: Person) -> dict[Plan, list[Action]]:
    """The plans with something left to do of the services that the person manages, with all their actions."""
    managed = [there.service_id for there in person.memberships if there.is_current and there.role is Role.MANAGER]
    query = (
        sa.select(Action)
        .join(Action.plan)
        .where(Plan.service_id.in_(managed), Plan.closed_at.is_(None), Action.deleted_at.is_(None))
        .options(joinedload(Action.plan).joinedload(Plan.service))
        .order_by(Plan.starts, Plan.label, Plan.id, Action.position)
    )
    plans: dict[Plan, list[Action]] = defaultdict(list)
    for action in db.session.scalars(query):
        plans[action.plan].append(action)
    return {
        plan: actions for plan, actions in plans.items() if any(a.state is not ActionState.COMPLETE for a in actions)
    }


def _plan_line(plan: Plan, actions: list[Action]) -> Line:
    values = {"slug": plan.service.slug, "label": plan.label}
    stand = ", ".join(counted(_rags(actions)).values())
    return Line(f"{plan.title} {plan.label}", f"{plan.service.name}: {stand}.", "delivery.plan", values)


def _rags(actions: Iterable[Action]) -> list[Rag]:
    return [action.standing(clock.today()).rag for action in actions]


def _named(plan: Plan) -> str:
    return f"{plan.service.name}, {plan.label}"
