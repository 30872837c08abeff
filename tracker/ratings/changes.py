"""Who has a standard's page open."""

from datetime import timedelta

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import insist
from tracker.assessments import rules
from tracker.assessments.models import Rating
from tracker.db import db, take_turn
from tracker.ratings.models import Presence

KEPT_FOR = timedelta(days=1)


def note_presence(rating: Rating, *, by: Person) -> None:
    """Say that ``by`` has the page of this rating open. It is forgotten after a day, and nothing for the record."""
    insist(by, rules.DRAFT, rating.assessment.service_id)
    take_turn(f"presence {rating.id} {by.id}")  # of a person's two tabs
    now = clock.now()
    db.session.execute(sa.delete(Presence).where(Presence.seen_at < now - KEPT_FOR))
    db.session.merge(Presence(rating_id=rating.id, person_id=by.id, seen_at=now))
    db.session.flush()
