"""Every change to private addresses of calendars. No token is kept, and none stands in the record."""

from tracker import clock
from tracker.accounts.models import Person, Service
from tracker.accounts.rules import fresh_token, hashed, insist
from tracker.audit.changes import record
from tracker.db import db, take_turn
from tracker.errors import Conflict
from tracker.feeds import queries
from tracker.feeds.models import Feed
from tracker.plans import rules as planning


def make_feed(service: Service | None, *, by: Person) -> str:
    """Make the token of a calendar of ``service``, or of the person's own actions; the former one ends.

    Raises ``Forbidden``, and ``Conflict`` for who has no role in any service now.
    """
    _insist(service, by)
    _end(service, by)
    token = fresh_token()
    feed = Feed(person_id=by.id, service_id=service.id if service else None, token_sha256=hashed(token))
    feed.made_at = clock.now()
    db.session.add(feed)
    _record("make_feed", service, by)
    return token


def revoke_feed(service: Service | None, *, by: Person) -> None:
    """Let the calendar's address open nothing any more; without one, nothing changes. Raises ``Forbidden``."""
    _insist(service, by)
    if _end(service, by):
        _record("revoke_feed", service, by)


def _insist(service: Service | None, by: Person) -> None:
    if service:
        insist(by, planning.READ, service.id)
    elif not queries.has_role(by):
        raise Conflict("You have no role in a service now, so there is nothing that a calendar of yours could hold.")
    take_turn(f"calendars of {by.id}")


def _end(service: Service | None, by: Person) -> bool:
    there = queries.open_feeds(by, service)
    for feed in there:
        feed.revoked_at = clock.now()
    return bool(there)


def _record(verb: str, service: Service | None, by: Person) -> None:
    record(verb, by.id, by=by, service_id=service.id if service else None)
