"""Every reading of private addresses of calendars, and of what stands in one."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker import clock
from tracker.accounts.models import Person, Service
from tracker.accounts.queries import services
from tracker.accounts.rules import hashed, may
from tracker.audit.models import AuditEntry
from tracker.db import db, in_utc
from tracker.feeds import rules
from tracker.feeds.models import Feed
from tracker.feeds.rules import Calendar, Event
from tracker.owners.queries import actions_of_person
from tracker.plans import rules as planning
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState, Rag
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs, parse
from tracker.terms.rules import MOVES_DAYS


def find_feed(token: str) -> Feed | None:
    """The calendar that this token is of, ended as it may be. A wrong token takes the same question as a good one."""
    return db.session.scalar(sa.select(Feed).where(Feed.token_sha256 == hashed(token)))


def is_open(feed: Feed) -> bool:
    """Whether the calendar can be read: it is not revoked, and its owner may still read what stands in it."""
    if feed.revoked_at is not None or not feed.person.active:
        return False
    if feed.service_id is None:
        return has_role(feed.person)
    return may(feed.person, planning.READ, feed.service_id)


def has_role(person: Person) -> bool:
    """Whether the person has a role in some service now."""
    return any(there.is_current for there in person.memberships)


@dataclass(frozen=True, slots=True)
class Offered:
    """A calendar that somebody can have, of a service or of their own actions, and its address if it has one."""

    service: Service | None
    feed: Feed | None


def offered_to(person: Person) -> list[Offered]:
    """The calendars that the person can have: their own actions first, then each service whose plans they may read."""
    query = sa.select(Feed).where(Feed.person_id == person.id, Feed.revoked_at.is_(None)).order_by(Feed.made_at)
    there = {feed.service_id: feed for feed in db.session.scalars(query)}
    read = [service for service in services(viewer=person) if may(person, planning.READ, service.id)]
    own = [Offered(None, there.get(None))] if has_role(person) else []
    return own + [Offered(service, there.get(service.id)) for service in read]


def open_feeds(person: Person, service: Service | None) -> list[Feed]:
    """The addresses of this calendar that were not revoked."""
    service_id = service.id if service else None
    query = sa.select(Feed).where(
        Feed.person_id == person.id, Feed.service_id.is_not_distinct_from(service_id), Feed.revoked_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Feed.made_at)))


def calendar_of(feed: Feed, to: Callable[[Action], str]) -> Calendar:
    """What is due, by day: actions that are open, with a day, in plans not closed; ``to`` gives their pages."""
    actions = _actions_of(feed.service) if feed.service else actions_of_person(feed.person, viewer=feed.person)
    due = [action for action in actions if action.due and action.standing(clock.today()).rag is not Rag.COMPLETE]
    saved = _last_changed(due)
    name = feed.service.name if feed.service else rules.OWN
    entries = [_event(action, saved.get(action.id, in_utc(feed.made_at)), to(action)) for action in due]
    return Calendar(
        name, tuple(sorted((entry for entry in entries if entry), key=lambda entry: (entry.day, entry.uid)))
    )


def _event(action: Action, saved: datetime, address: str) -> Event | None:
    if action.due is None:
        return None
    plan, standing = action.plan, action.standing(clock.today())
    objective = " ".join(paragraphs(parse(action.objective))) or "An action without an objective"
    place = f"{plan.service.name}, {plan.title} {plan.label}"
    return Event(
        uid=f"{action.id}@minimum-standards-tracker",
        day=action.due,
        summary=shortened(objective, rules.SUMMARY_AT_MOST),
        description=rules.described(standing, action.state.value, action.who, action.timescale, place, address),
        address=address,
        modified=rules.modified(saved, standing, action.due),
        sequence=action.version,
    )


def _actions_of(service: Service) -> list[Action]:
    query = (
        sa.select(Action)
        .join(Action.plan)
        .where(Plan.service_id == service.id, Plan.closed_at.is_(None), Action.deleted_at.is_(None))
        .where(Action.state != ActionState.COMPLETE)
        .options(joinedload(Action.plan).joinedload(Plan.service))
    )
    return list(db.session.scalars(query))


def _last_changed(actions: Collection[Action]) -> dict[uuid.UUID, datetime]:
    """When each was last changed, as the record has it, or its service's terms, by which it may be due another day."""
    subject, services = AuditEntry.subject_id, {action.plan.service_id for action in actions}
    of_terms = sa.and_(subject.in_(services), AuditEntry.verb.in_(MOVES_DAYS))
    found = sa.or_(subject.in_([action.id for action in actions]), of_terms)
    query = sa.select(subject, sa.func.max(AuditEntry.at)).where(found).group_by(subject)
    at = {identifier: in_utc(at) for identifier, at in db.session.execute(query)}
    both = {action.id: [at.get(action.id), at.get(action.plan.service_id)] for action in actions}
    return {key: max(filter(None, moments)) for key, moments in both.items() if any(moments)}
