"""Every reading of the record, and whether it is as it was written."""

import json
import uuid
from collections.abc import Generator, Iterable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from tracker.audit.models import AuditDetails, AuditEntry
from tracker.audit.rules import Anchor, Found, Kept, Link, Walk
from tracker.db import db

AT_ONCE: Final = 500
"""How many entries are in memory while a chain is walked."""

TRIGGERS: Final = {
    "sqlite": {
        "audit_entries_no_update",
        "audit_entries_no_delete",
        "audit_entries_no_replace",
        "audit_details_no_update",
    },
    "postgresql": {
        "audit_entries_no_update",
        "audit_entries_no_delete",
        "audit_entries_no_truncate",
        "audit_details_no_update",
    },
}
"""What makes each database refuse to change an entry."""

_AS_IT_IS: Final = sa.types.NullType()  # SQLite keeps anything in any column, which no type could read

_NAMES: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
        "AND tgrelid IN ('audit_entries'::regclass, 'audit_details'::regclass)"
    ),
}


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


def latest(chain: uuid.UUID) -> Anchor | None:
    """The number and the digest of the latest entry of a chain, if it has any."""
    query = sa.select(AuditEntry.number, AuditEntry.digest).where(AuditEntry.chain == chain)
    row = db.session.execute(query.order_by(AuditEntry.number.desc()).limit(1)).first()
    return Anchor(row.number, row.digest) if row else None


def chains() -> list[uuid.UUID]:
    """Every chain that has entries, the installation's first, the others by identifier."""
    named = sa.type_coerce(AuditEntry.chain, _AS_IT_IS)
    found = db.session.scalars(sa.select(named).distinct().order_by(named))
    return [chain for value in found if (chain := _identifier(value)) is not None]


def verify(chain: uuid.UUID, anchors: Iterable[Anchor] = ()) -> Walk:
    """Walk a chain from its first entry, and stop at the first that does not fit or is not what ``anchors`` say.

    It takes the same memory however long the chain is.
    """
    walk = Walk(tuple(anchors))
    with closing(_found(chain)) as found:
        walk.follow(found)
    return walk


def missing_triggers() -> list[str]:
    """The triggers that the database should have and has not, or has disabled."""
    there = set(db.session.scalars(sa.text(_NAMES[db.engine.dialect.name])))
    return sorted(TRIGGERS[db.engine.dialect.name] - there)


def details_without_entry() -> int | None:
    """The first details that belong to no entry: which entry's they say they are; ``None`` where there are none."""
    query = (
        sa.select(AuditDetails.entry_id)
        .outerjoin(AuditEntry, AuditEntry.id == AuditDetails.entry_id)
        .where(AuditEntry.id.is_(None))
        .order_by(AuditDetails.entry_id)
        .limit(1)
    )
    return db.session.scalar(query)


def _found(chain: uuid.UUID) -> Generator[Found, None, None]:
    """The entries of a chain by number, as the database has them, whatever somebody made of them."""
    entry, kept = AuditEntry.__table__.c, AuditDetails.__table__.c
    columns = (*entry, kept.entry_id, kept.salt, kept.details, kept.address)
    query = (
        sa.select(*(sa.type_coerce(column, _AS_IT_IS).label(f"c{place}") for place, column in enumerate(columns)))
        .select_from(AuditEntry.__table__.outerjoin(AuditDetails.__table__, kept.entry_id == entry.id))
        .where(entry.chain == chain)
        .order_by(entry.number, entry.id)
    )
    names = [column.key for column in columns]
    with db.session.execute(query, execution_options={"yield_per": AT_ONCE}) as rows:
        for row in rows:
            yield _as_found(dict(zip(names, row, strict=True)), chain)


def _as_found(row: dict[str, Any], chain: uuid.UUID) -> Found:
    has_details = row["entry_id"] is not None
    kept = _kept(row) if has_details else None
    number = row["number"] if isinstance(row["number"], int) else None
    return Found(row["id"], number, _link(row, chain), row["digest"], kept, has_details and kept is None)


def _link(row: dict[str, Any], chain: uuid.UUID) -> Link | None:
    at, subject = _moment(row["at"]), _identifier(row["subject_id"])
    plain = {name: row[name] for name in ("by", "verb", "details_digest", "previous")}
    if at is None or subject is None or not all(isinstance(value, str) for value in plain.values()):
        return None
    return Link(chain=chain, number=row["number"], at=at, subject_id=subject, **plain)


def _kept(row: dict[str, Any]) -> Kept | None:
    salt, details, address = row["salt"], row["details"], row["address"]
    if not isinstance(salt, bytes) or not isinstance(address, str | None):
        return None
    try:
        return Kept(salt, json.loads(details) if isinstance(details, str | bytes) else details, address)
    except ValueError:
        return None


def _identifier(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
