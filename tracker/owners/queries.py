"""Every reading of whose the names in plans are."""

import uuid
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Person
from tracker.accounts.rules import may
from tracker.db import db
from tracker.owners.models import OwnerMatch
from tracker.owners.rules import owner_key, owner_names
from tracker.plans import rules as planning
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState


def keys_of_person(person: Person) -> dict[uuid.UUID, set[str]]:
    """The keys of the names that are the person's, by the service in whose plans they stand."""
    query = sa.select(OwnerMatch).where(OwnerMatch.person_id == person.id)
    keys: dict[uuid.UUID, set[str]] = defaultdict(lambda: {owner_key(person.name)})
    for match in db.session.scalars(query):
        keys[match.service_id].add(match.key)
    return keys


def actions_of_person(person: Person) -> list[Action]:
    """The person's own open actions in plans that they may read and that are not closed, soonest first."""
    services = [there.service_id for there in person.memberships if may(person, planning.READ, there.service_id)]
    keys = keys_of_person(person)
    query = (
        sa.select(Action)
        .join(Action.plan)
        .where(Plan.service_id.in_(services), Plan.closed_at.is_(None), Action.deleted_at.is_(None))
        .where(Action.state != ActionState.COMPLETE)
        .options(joinedload(Action.plan).joinedload(Plan.service))
        .order_by(Action.due.is_(None), Action.due, Plan.starts, Action.position)
    )
    return [
        action
        for action in db.session.scalars(query)
        if any(owner_key(name) in keys[action.plan.service_id] for name in owner_names(action.who))
    ]
