"""The demonstration for tests that read it: made once on each database, since that takes a second, then put back."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tracker.accounts.models import Service
from tracker.accounts.queries import find_service
from tracker.accounts.rules import OPERATOR
from tracker.db import Base, db
from tracker.demonstration.changes import add_demonstration
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

Rows = list[tuple[sa.Table, list[dict[str, Any]]]]
MADE: dict[str, Rows] = {}
"""All rows of the demonstration, table by table, by the address of the database."""


@pytest.fixture
def marlshire(app: Flask) -> Service:
    """The demonstration's service, with its years, plans and evidence, and the framework."""
    address = str(db.engine.url)
    if address in MADE:
        _put_back(MADE[address])
    else:
        add_demonstration(load_framework(shipped_framework(), by=OPERATOR)[0])
        db.session.flush()
        MADE[address] = [(table, _rows(table)) for table in Base.metadata.sorted_tables]
    found = find_service("marlshire")
    assert found
    return found


def _rows(table: sa.Table) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(sa.select(table)).mappings()]


def _put_back(made: Rows) -> None:
    """In one go, whichever row names which: triggers and foreign keys held when they were made."""
    is_postgresql = db.engine.dialect.name == "postgresql"
    db.session.execute(
        sa.text("SET LOCAL session_replication_role = replica" if is_postgresql else "PRAGMA defer_foreign_keys = ON")
    )
    for table, rows in made:
        if rows:
            db.session.execute(sa.insert(table), rows)
    if is_postgresql:
        db.session.execute(sa.text("SET LOCAL session_replication_role = origin"))
