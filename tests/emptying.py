"""Emptying the tables between tests, the record's and the seals too, which the product itself cannot."""

import sqlalchemy as sa

from tracker.db import Base, db

GUARDED = ("audit_entries", "audit_details", "seals", "sealed_evidence", "sealed_files")
"""The tables with triggers that refuse to change them."""

TABLES = [table.name for table in reversed(Base.metadata.sorted_tables)]
FILLED = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in TABLES)  # noqa: S608
DELETE = "; ".join(f"DELETE FROM {name}" for name in TABLES)  # noqa: S608
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def empty_tables() -> None:
    """Remove every row of every table, as quickly as can be: this comes after each of thousands of tests.

    Triggers that refuse it are away for as long, in the same transaction.
    """
    with db.engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica; {DELETE}")
            return
        found = set(connection.exec_driver_sql(FILLED).scalars())
        filled = [name for name in TABLES if name in found]
        triggers = _drop(connection, f"{TRIGGERS} AND tbl_name IN ({', '.join(map(repr, filled))})")
        for name in filled:
            connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608
        _make(connection, triggers)


def set_aside(connection: sa.Connection) -> list[str]:
    """Take the record's triggers away, as somebody could who owns the database: the statements that make them."""
    if connection.dialect.name == "postgresql":
        for table in GUARDED:
            connection.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return []
    return _drop(connection, TRIGGERS)


def put_back(connection: sa.Connection, triggers: list[str]) -> None:
    """Put them back as they were."""
    if connection.dialect.name == "postgresql":
        for table in GUARDED:
            connection.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    _make(connection, triggers)


def _drop(connection: sa.Connection, query: str) -> list[str]:
    found = connection.exec_driver_sql(query).all()
    for name, _ in found:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return [statement for _, statement in found]


def _make(connection: sa.Connection, triggers: list[str]) -> None:
    for statement in triggers:
        connection.exec_driver_sql(statement)
