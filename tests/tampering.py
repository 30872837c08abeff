"""Changing the record behind the application's back, as somebody could who owns the database."""

from typing import Any

import sqlalchemy as sa

from tests.emptying import put_back, set_aside
from tracker.audit.models import AuditDetails, AuditEntry
from tracker.db import db

ENTRIES, DETAILS = AuditEntry.__table__, AuditDetails.__table__


def tamper(*statements: Any) -> None:
    """Do this to the database with its triggers away, and put them back."""
    db.session.commit()
    with db.engine.execution_options(writes=True).begin() as connection:
        triggers = set_aside(connection)
        for statement in statements:
            connection.execute(statement)
        put_back(connection, triggers)


def change(entry: AuditEntry, **values: Any) -> sa.Update:
    """Let an entry say something else."""
    return sa.update(ENTRIES).where(ENTRIES.c.id == entry.id).values(**values)


def remove(*entries: AuditEntry) -> list[sa.Delete]:
    """Take entries away, with their details."""
    ids = [entry.id for entry in entries]
    return [sa.delete(DETAILS).where(DETAILS.c.entry_id.in_(ids)), sa.delete(ENTRIES).where(ENTRIES.c.id.in_(ids))]


def link_of(entry: AuditEntry, **other: Any) -> dict[str, Any]:
    """All columns of an entry but its identifier."""
    names = [column.key for column in ENTRIES.c if column.key != "id"]
    return {name: getattr(entry, name) for name in names} | other
