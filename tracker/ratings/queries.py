"""Who has a standard's page open, and what a rating's notes were when a page was made."""

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Person
from tracker.assessments.models import Rating
from tracker.audit.queries import entries_about
from tracker.db import db
from tracker.ratings.models import Presence
from tracker.ratings.rules import HERE_FOR


def others_at(rating: Rating, *, viewer: Person) -> list[str]:
    """The names of who else has the page of this rating open, in order."""
    query = (
        sa.select(Person.name)
        .join(Presence, Presence.person_id == Person.id)
        .where(
            Presence.rating_id == rating.id,
            Presence.person_id != viewer.id,
            Presence.seen_at > clock.now() - HERE_FOR,
        )
        .order_by(Person.name)
    )
    return list(db.session.scalars(query))


def notes_at(rating: Rating, version: int) -> str | None:
    """The rating's notes in this version; ``None`` where the record does not tell, or there was none such."""
    if version == rating.version:
        return rating.notes
    for entry in entries_about(rating.id, "save_rating"):
        saved = entry.details.get("version")
        if saved is not None and 0 < version <= saved:
            return str(entry.details["after" if saved == version else "before"]["notes"])
    return None
