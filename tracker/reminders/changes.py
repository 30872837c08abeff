"""Every change to weekly letters: who wants none, and what was sent. No text of a letter is kept, nor recorded."""

from datetime import date

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import Doer
from tracker.audit.changes import record
from tracker.db import db, in_utc, take_turn
from tracker.reminders import queries, rules
from tracker.reminders.models import Digest, NoDigest


def stop_digests(person: Person, *, by: Doer, by_link: bool = False) -> None:
    """Send the person no letter any more; ``by_link`` in a letter, or signed in. Stopped already, nothing changes."""
    _wait(person)
    if queries.wants_digests(person):
        db.session.add(NoDigest(person_id=person.id, at=clock.now()))
        record("stop_digests", person.id, by=by, by_link=by_link)


def resume_digests(person: Person, *, by: Doer) -> None:
    """Send the person letters again."""
    _wait(person)
    if there := db.session.get(NoDigest, person.id, populate_existing=True):
        db.session.delete(there)
        record("resume_digests", person.id, by=by)


def claim_digest(person: Person, week: date) -> Digest | None:
    """Begin to send the person's letter for this week; ``None`` where it was sent, or somebody else is sending it.

    Of two who want it at once, the second waits and is told so. What somebody else began and did not end, because they
    were stopped, is free again after ``rules.LEASE``; what failed is so at once.
    """
    _wait(person)
    now = clock.now()
    there = queries.find_digest(person, week)
    if there is None:
        there = Digest(person_id=person.id, week=week)
        db.session.add(there)
    elif there.sent_at or (there.claimed_at and in_utc(there.claimed_at) > now - rules.LEASE):
        return None
    there.claimed_at = now
    db.session.flush()
    return there


def note_sent(digest: Digest, *, by: Doer) -> None:
    """Note that whoever carries letters has taken it."""
    digest.sent_at, digest.fault = clock.now(), None
    record("send_digest", digest.person_id, by=by, week=digest.week.isoformat())


def note_fault(digest: Digest, fault: str) -> None:
    """Keep why it was not taken; it can be tried again at once."""
    digest.claimed_at, digest.fault = None, fault


def _wait(person: Person) -> None:
    take_turn(f"letters to {person.id}")
