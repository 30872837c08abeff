"""Emptying the tables between tests, the record's too, which the product itself cannot."""

import sqlalchemy as sa

from tracker.db import Base, db


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
        connection.execute(sa.text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        connection.execute(sa.text("ALTER TABLE audit_details DISABLE TRIGGER USER"))
        return []
    found = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in found:
        connection.execute(sa.text(f"DROP TRIGGER {name}"))
    return [statement for _, statement in found]


def put_back(connection: sa.Connection, triggers: list[str]) -> None:
    """Put them back as they were."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("ALTER TABLE audit_entries ENABLE TRIGGER USER"))
        connection.execute(sa.text("ALTER TABLE audit_details ENABLE TRIGGER USER"))
    for statement in triggers:
        connection.exec_driver_sql(statement)
