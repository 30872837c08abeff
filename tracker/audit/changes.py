"""Adding to the record, in the same transaction as the change that it tells of, and erasing its details."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tracker import clock
from tracker.audit import queries, rules
from tracker.audit.models import AuditDetails, AuditEntry
from tracker.audit.rules import GENESIS, INSTALLATION, Identified, Link
from tracker.db import client_address, db, take_turn
from tracker.errors import Invalid


def record(
    verb: str, subject_id: uuid.UUID, *, by: Identified, service_id: uuid.UUID | None = None, **details: Any
) -> None:
    """Add an entry. ``verb`` is the name of the change; ``details`` are plain JSON values.

    What was changed is sent to the database first: whoever adds to the same chain waits from here on, and has to wait
    for nothing that the other holds.
    """
    db.session.flush()
    chain, address, salt = service_id or INSTALLATION, client_address(), rules.fresh_salt()
    take_turn(f"record of {chain}")
    latest = queries.latest(chain)
    link = Link(
        chain=chain,
        number=latest.number + 1 if latest else 1,
        at=clock.now(),
        by=by.identifier,
        verb=verb,
        subject_id=subject_id,
        details_digest=rules.details_digest(salt, details, address),
        previous=latest.digest if latest else GENESIS,
    )
    kept = AuditDetails(salt=salt, details=details, address=address)
    names = ("chain", "number", "at", "by", "verb", "subject_id", "details_digest", "previous", "digest")
    db.session.add(AuditEntry(**{name: getattr(link, name) for name in names}, kept=kept))
    db.session.flush()


def erase_details(*, of: uuid.UUID | None = None, before: datetime | None = None, by: Identified) -> int:
    """Erase the details of entries by and about a person, or of those made before a moment; both: those that are both.

    Who did what and when stays, and so do the digests, which without their salt tell nothing. A text in which somebody
    else names the person stays as well: it is to be looked for. How many were erased, which the record tells too.
    """
    if of is None and before is None:
        raise Invalid("Say whose details are to be erased, or those from before which day.")
    chosen = sa.select(AuditEntry.id)
    if of is not None:
        chosen = chosen.where(sa.or_(AuditEntry.subject_id == of, AuditEntry.by == str(of)))
    if before is not None:
        chosen = chosen.where(AuditEntry.at < before)
    erased = sa.delete(AuditDetails).where(AuditDetails.entry_id.in_(chosen)).returning(AuditDetails.entry_id)
    count = len(db.session.scalars(erased, execution_options={"synchronize_session": False}).all())
    db.session.expire_all()
    until = before.isoformat() if before else None
    record("erase_details", of or INSTALLATION, by=by, entries=count, before=until)
    return count
