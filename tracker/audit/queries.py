"""Every reading of the record."""

import uuid

import sqlalchemy as sa

from tracker.audit.models import AuditEntry
from tracker.db import db


def entries_about(subject_id: uuid.UUID, verb: str) -> list[AuditEntry]:
    """The entries about this subject with this verb, oldest first."""
    query = sa.select(AuditEntry).where(AuditEntry.subject_id == subject_id, AuditEntry.verb == verb)
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def last_entry(subject_id: uuid.UUID, *verbs: str) -> AuditEntry | None:
    """The newest entry about this subject, with one of ``verbs`` where there are some, if there is one."""
    query = sa.select(AuditEntry).where(AuditEntry.subject_id == subject_id)
    if verbs:
        query = query.where(AuditEntry.verb.in_(verbs))
    return db.session.scalar(query.order_by(AuditEntry.id.desc()).limit(1))
