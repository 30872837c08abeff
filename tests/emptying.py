"""Emptying the tables between tests, the record's and the seals too, which the product itself cannot."""

import sqlalchemy as sa

from tracker.db import Base, db

GUARDED = ("audit_entries", "audit_details", "seals", "sealed_evidence", "sealed_files")
"""The tables with triggers that refuse to change them."""


def empty_tables() -> None:
    """Remove every row of every table. Triggers that refuse it are away for as long, in the same transaction."""
    with db.engine.execution_options(writes=True).begin() as connection:
        triggers = set_aside(connection)
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        put_back(connection, triggers)


def set_aside(connection: sa.Connection) -> list[str]:
    """Take the record's triggers away, as somebody could who owns the database: the statements that make them."""
    if connection.dialect.name == "postgresql":
        for table in GUARDED:
            connection.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return []
    found = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in found:
        connection.execute(sa.text(f"DROP TRIGGER {name}"))
    return [statement for _, statement in found]


def put_back(connection: sa.Connection, triggers: list[str]) -> None:
    """Put them back as they were."""
    if connection.dialect.name == "postgresql":
        for table in GUARDED:
            connection.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    for statement in triggers:
        connection.exec_driver_sql(statement)
