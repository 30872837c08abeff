"""Adding to the record, in the same transaction as the change that it tells of."""

import uuid
from typing import Any

from tracker import clock
from tracker.audit.models import AuditEntry
from tracker.audit.rules import Identified
from tracker.db import db


def record(
    verb: str, subject_id: uuid.UUID, *, by: Identified, service_id: uuid.UUID | None = None, **details: Any
) -> None:
    """Add an entry. ``verb`` is the name of the change; ``details`` are plain JSON values."""
    db.session.add(
        AuditEntry(
            at=clock.now(), by=by.identifier, service_id=service_id, verb=verb, subject_id=subject_id, details=details
        )
    )
