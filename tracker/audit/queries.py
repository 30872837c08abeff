"""Every reading of the record."""

import uuid

import sqlalchemy as sa

from tracker.audit.models import AuditEntry
from tracker.db import db


def last_entry(subject_id: uuid.UUID) -> AuditEntry | None:
    """The newest entry about this subject, if there is one."""
    query = sa.select(AuditEntry).where(AuditEntry.subject_id == subject_id).order_by(AuditEntry.id.desc()).limit(1)
    return db.session.scalar(query)
