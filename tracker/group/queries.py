"""Every reading of the advisory group."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from tracker.accounts.models import Membership, Person, Service
from tracker.accounts.rules import Constituency, Doer, insist
from tracker.db import db
from tracker.errors import NotFound
from tracker.group import rules
from tracker.group.models import QuorumRule
from tracker.group.rules import Quorum, Seat
from tracker.standards.models import Framework, Standard


def memberships_of(service: Service, *, viewer: Doer) -> list[Membership]:
    """Everybody who is, was or will be on the service's group, by name. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(Membership)
        .join(Membership.person)
        .where(Membership.service_id == service.id, Membership.role.in_(rules.ON_GROUP))
        .options(contains_eager(Membership.person))
        .order_by(Person.name, Person.email)
    )
    return list(db.session.scalars(query))


def members_of(service: Service, *, viewer: Doer, on: date) -> list[Membership]:
    """Who is on the service's group on that day, by name. Raises ``Forbidden``."""
    return [entry for entry in memberships_of(service, viewer=viewer) if entry.is_current_on(on)]


def find_membership(person: Person, service: Service) -> Membership | None:
    """The person's place in the service, whatever their role, if they have one."""
    return next((entry for entry in person.memberships if entry.service_id == service.id), None)


def get_membership(service: Service, person_id: uuid.UUID, *, viewer: Doer) -> Membership:
    """The place of this person on the service's group. Raises ``NotFound``, ``Forbidden``."""
    found = [entry for entry in memberships_of(service, viewer=viewer) if entry.person_id == person_id]
    if not found:
        raise NotFound(f"Nobody like that is on the {service.advisory_body}. They may have been taken off meanwhile.")
    return found[0]


def seat_of(membership: Membership) -> Seat:
    """The place as plain values."""
    return Seat(membership.role, membership.constituency, membership.starts, membership.ends)


def standard_on_group() -> Standard | None:
    """The standard that says who is to be on the group, of the newest framework that has it."""
    query = (
        sa.select(Standard)
        .join(Framework, Framework.id == Standard.framework_id)
        .where(Framework.identifier == rules.FRAMEWORK, Standard.number == rules.NUMBER)
        .order_by(Framework.version.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def find_quorum_rule(service: Service) -> QuorumRule | None:
    """What the service has said makes a quorum, if it has."""
    return db.session.get(QuorumRule, service.id)


def quorum_of(service: Service) -> Quorum:
    """What makes a quorum of the service's group; the usual one where it has not said so itself."""
    rule = find_quorum_rule(service)
    if rule is None:
        return Quorum()
    return Quorum(rule.members, tuple(one for one in Constituency if one in rule.constituencies))
