"""Models and migrations tell the same story, on both databases."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from tracker.db import Base, db


def constraints(bind: sa.Connection) -> dict[str, set[str]]:
    """The names of all constraints, by table."""
    inspector = sa.inspect(bind)
    found = {}
    for table in set(inspector.get_table_names()) - {"alembic_version"}:
        checks = {check["name"] for check in inspector.get_check_constraints(table)}
        unique = {constraint["name"] for constraint in inspector.get_unique_constraints(table)}
        foreign = {constraint["name"] for constraint in inspector.get_foreign_keys(table)}
        found[table] = checks | unique | foreign | {inspector.get_pk_constraint(table)["name"]}
    return found


def declared() -> dict[str, set[str]]:
    return {
        table.name: {str(constraint.name) for constraint in table.constraints} for table in Base.metadata.sorted_tables
    }


def test_migrations_make_every_table_and_column_of_the_models(app):
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_make_every_constraint_of_the_models(app):
    with db.engine.connect() as connection:
        assert constraints(connection) == declared()


def test_sqlite_keeps_foreign_keys_and_survives_a_power_cut(app):
    if db.engine.dialect.name == "sqlite":
        settings = {
            name: db.session.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
        }
        assert settings == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 15000}
    else:
        assert db.session.scalar(sa.text("SHOW server_version")).startswith("18")
