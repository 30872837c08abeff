"""That whatever a request saves leaves an entry in the record, watched in every test that sends one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from tracker.db import db

WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", re.IGNORECASE)

UNRECORDED = {
    "presences": "who has a page open just now, which is over in a minute",
    "sessions": "sessions that have ended by themselves",
}
"""What may be saved without an entry, and why."""


class Unrecorded(AssertionError):
    """A request saved something that the record does not tell of."""


@contextmanager
def watched(request: str) -> Iterator[None]:
    """Raise ``Unrecorded`` where something is saved meanwhile in a transaction without an entry."""
    written: dict[int, set[str]] = {}
    missed: list[str] = []

    def note(connection: sa.Connection, cursor: Any, statement: str, *_others: Any) -> None:
        found = WRITES.match(statement)
        if found and (
            cursor.rowcount or found[0].lstrip().upper().startswith("INSERT")
        ):  # what met no row changed none
            written.setdefault(id(connection.connection.dbapi_connection), set()).add(found[1])

    def end(connection: sa.Connection, *, saved: bool) -> None:
        tables = written.pop(id(connection.connection.dbapi_connection), set())
        if saved and tables - UNRECORDED.keys() and "audit_entries" not in tables:
            missed.append(", ".join(sorted(tables)))

    listeners = {
        "after_cursor_execute": note,
        "commit": lambda connection: end(connection, saved=True),
        "rollback": lambda connection: end(connection, saved=False),
    }
    for name, listener in listeners.items():
        sa.event.listen(db.engine, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners.items():
            sa.event.remove(db.engine, name, listener)
    if missed:
        raise Unrecorded(f"{request} saved without an entry in the record: {'; '.join(missed)}")
