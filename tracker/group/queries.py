"""Every reading of the advisory group."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership, Person, Service
from tracker.accounts.rules import Constituency, Doer, insist
from tracker.db import db
from tracker.group import rules
from tracker.group.models import QuorumRule
from tracker.group.rules import Quorum


def memberships_of(service: Service, *, viewer: Doer) -> list[Membership]:
    """Everybody who is, was or will be on the service's group, by name. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(Membership)
        .join(Membership.person)
        .where(Membership.service_id == service.id, Membership.role.in_(rules.ON_GROUP))
        .options(joinedload(Membership.person))
        .order_by(Person.name, Person.email)
    )
    return list(db.session.scalars(query))


def members_of(service: Service, *, viewer: Doer, on: date) -> list[Membership]:
    """Who is on the service's group on that day, by name. Raises ``Forbidden``."""
    return [entry for entry in memberships_of(service, viewer=viewer) if entry.is_current_on(on)]


def quorum_of(service: Service) -> Quorum:
    """What makes a quorum of the service's group; the usual one where it has not said so itself."""
    rule = db.session.get(QuorumRule, service.id)
    if rule is None:
        return Quorum()
    return Quorum(rule.members, tuple(one for one in Constituency if one in rule.constituencies))
