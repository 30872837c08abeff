"""Long chains of the record, made as the record makes them but written at once."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa

from tracker.audit import rules
from tracker.audit.models import AuditDetails, AuditEntry
from tracker.audit.rules import Link

BATCH = 5_000
WRITTEN = {
    "standard": "2.3",
    "before": {"code": None, "notes": ""},
    "after": {"code": "P/C", "notes": "Leaflets are in three languages, and a fourth is being written. " * 4},
    "version": 7,
}


def add_chain(connection: sa.Connection, chain: uuid.UUID, count: int) -> None:
    """Write so many entries of a chain that has none yet, each with the details of a rating that was saved."""
    first = (connection.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0) + 1
    rows = _rows(chain, count, first)
    while batch := list(islice(rows, BATCH)):
        connection.execute(sa.insert(AuditEntry), [entry for entry, _ in batch])
        connection.execute(sa.insert(AuditDetails), [details for _, details in batch])


def _rows(chain: uuid.UUID, count: int, first: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    previous, names = rules.GENESIS, [*Link.__dataclass_fields__, "digest"]
    subject, start = uuid.uuid4(), datetime(2026, 9, 1, 9, tzinfo=UTC)
    for number in range(1, count + 1):
        salt = rules.fresh_salt()
        digest = rules.details_digest(salt, WRITTEN, "192.0.2.7")
        at = start + timedelta(minutes=number)
        link = Link(chain, number, at, "somebody", "save_rating", subject, digest, previous)
        previous, identifier = link.digest, first + number - 1
        details = {"entry_id": identifier, "salt": salt, "details": WRITTEN, "address": "192.0.2.7"}
        yield {"id": identifier} | {name: getattr(link, name) for name in names}, details
