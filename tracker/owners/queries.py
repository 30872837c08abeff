"""Whose the names in plans are, and which actions are somebody's. Who is not of the team is told the names alone."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from tracker.accounts.models import Membership, Person, Service
from tracker.accounts.rules import Doer, insist, is_current, may
from tracker.clock import today
from tracker.db import db
from tracker.owners import rules
from tracker.owners.models import OwnerMatch
from tracker.owners.rules import NameUse, owner_key, owner_names
from tracker.plans import rules as planning
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState


@dataclass(frozen=True, slots=True)
class OwnerOf:
    """A name in the printed *Who* of an action, and whose it is, if that is known and the viewer may know it."""

    name: str
    person: Person | None


def people_by_action(actions: Collection[Action], *, viewer: Doer) -> dict[uuid.UUID, list[OwnerOf]]:
    """The names in each action's printed *Who*, in its order, each with the person, by the action's identifier.

    Of many actions in as many queries as of one.
    """
    of_plan = {action.plan_id: action.plan.service_id for action in actions}
    known = _whose({service_id for service_id in of_plan.values() if may(viewer, rules.READ, service_id)})
    return {
        action.id: [
            OwnerOf(name, known.get((of_plan[action.plan_id], owner_key(name)))) for name in owner_names(action.who)
        ]
        for action in actions
    }


def names_of_people(service_id: uuid.UUID, *, viewer: Doer) -> dict[str, str]:
    """The name of the person whose each name in the service's plans is, by that name's key.

    Only of those where that is known; nothing where the viewer may not know it.
    """
    known = _whose({service_id}) if may(viewer, rules.READ, service_id) else {}
    return {key: person.name for (_, key), person in known.items()}


def actions_of_person(person: Person, *, viewer: Doer, complete: bool = False) -> list[Action]:
    """The person's open actions in open plans, soonest due first, with their plans and services.

    Of all services where the person has a role now that reads plans, and ``viewer`` one as well; of many in as many
    queries as of one. ``complete`` asks for those also that are complete.
    """
    theirs = {entry.service_id for entry in person.memberships if entry.is_current and entry.role in rules.READERS}
    ids = {service_id for service_id in theirs if may(viewer, planning.READ, service_id)}
    if not person.active or not ids:
        return []
    known = _whose(ids)
    whos = sa.select(Action.id, Action.who, Plan.service_id).join(Action.plan).where(*_open_in(ids, complete=complete))
    own = [
        row.id
        for row in db.session.execute(whos.where(Action.who != ""))
        if any(known.get((row.service_id, owner_key(name))) is person for name in owner_names(row.who))
    ]
    query = (
        sa.select(Action)
        .join(Action.plan)
        .join(Plan.service)
        .where(Action.id.in_(own))
        .options(contains_eager(Action.plan).contains_eager(Plan.service), selectinload(Action.standards))
        .order_by(Action.due.is_(None), Action.due, Service.name, Plan.starts, Action.position)
    )
    return list(db.session.scalars(query)) if own else []


def _open_in(service_ids: Iterable[uuid.UUID], *, complete: bool) -> list[sa.ColumnElement[bool]]:
    found = [Plan.service_id.in_(service_ids), Plan.closed_at.is_(None), Action.deleted_at.is_(None)]
    return [*found, *(() if complete else [Action.state != ActionState.COMPLETE])]


_Whose = Mapping[tuple[uuid.UUID, str], Person]


def _whose(service_ids: Collection[uuid.UUID]) -> _Whose:
    """Whose each name is, by the service's identifier and the name's key: as a manager said, else as accounts say.

    An account says so for somebody of the team whose name no other there has. What a manager said ends to count once
    the person has no role in the service.
    """
    if not service_ids:
        return {}
    there = _current_memberships(service_ids)
    known = _namesakes(there)
    people = {(entry.service_id, entry.person_id): entry.person for entry in there}
    for match in db.session.scalars(sa.select(OwnerMatch).where(OwnerMatch.service_id.in_(service_ids))):
        if person := people.get((match.service_id, match.person_id)):
            known[match.service_id, match.key] = person
    return known


def _namesakes(there: Iterable[Membership]) -> dict[tuple[uuid.UUID, str], Person]:
    """Who of the team has an account of which name, where no other there has the same."""
    found: dict[tuple[uuid.UUID, str], list[Person]] = {}
    for entry in there:
        if entry.role in rules.TEAM:
            found.setdefault((entry.service_id, owner_key(entry.person.name)), []).append(entry.person)
    return {key: people[0] for key, people in found.items() if len(people) == 1}


def _current_memberships(service_ids: Iterable[uuid.UUID]) -> list[Membership]:
    """Who has a role in these services now that reads plans, by name."""
    query = (
        sa.select(Membership)
        .join(Membership.person)
        .where(Membership.service_id.in_(service_ids), Membership.role.in_(rules.READERS), Person.active)
        .options(contains_eager(Membership.person))
        .order_by(Person.name, Person.email)
    )
    day = today()
    return [entry for entry in db.session.scalars(query) if is_current(entry.starts, entry.ends, day)]


@dataclass(frozen=True, slots=True)
class NameInPlans:
    """A name, and whose it is; ``namesake`` is somebody of the team whose account has that name."""

    use: NameUse
    person: Person | None
    namesake: Person | None


def names_in_plans(service: Service, *, viewer: Doer) -> list[NameInPlans]:
    """The names in the service's open plans, by the alphabet, each with whose it is. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(Action.who)
        .join(Action.plan)
        .where(*_open_in([service.id], complete=True))
        .order_by(Plan.starts, Action.position)
    )
    known, namesakes = _whose([service.id]), _namesakes(_current_memberships([service.id]))
    return [
        NameInPlans(use, known.get((service.id, use.key)), namesakes.get((service.id, use.key)))
        for use in rules.uses(db.session.scalars(query))
    ]


def people_of(service: Service, *, viewer: Doer) -> list[Person]:
    """Whose a name in the service's plans can be, by name. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    return [entry.person for entry in _current_memberships([service.id])]


def matches_of(service: Service) -> dict[str, OwnerMatch]:
    """What managers of the service said, by the name's key, also of people who have no role there any more."""
    query = sa.select(OwnerMatch).where(OwnerMatch.service_id == service.id)
    return {match.key: match for match in db.session.scalars(query)}


def sign_of(service: Service) -> str:
    """What is matched in the service, as a short sign, by which a page that is out of date is found out."""
    return rules.sign_of((key, match.person_id) for key, match in matches_of(service).items())
