"""Models and migrations tell the same story, on both databases."""

from collections.abc import Iterator

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from tests.migrating import on_its_own
from tracker import create_app
from tracker.config import Config
from tracker.db import Base, db


def constraints(bind: sa.Connection, schema: str | None = None) -> dict[str, set[str]]:
    """What every constraint says, checks with their text, by table."""
    inspector = sa.inspect(bind)
    found = {}
    for table in set(inspector.get_table_names(schema)) - {"alembic_version"}:
        checks = {f"{check['name']}: {check['sqltext']}" for check in inspector.get_check_constraints(table, schema)}
        unique = {f"{c['name']}: {c['column_names']}" for c in inspector.get_unique_constraints(table, schema)}
        foreign = {
            f"{c['name']}: {c['constrained_columns']} {c['referred_table']} {c['referred_columns']}"
            for c in inspector.get_foreign_keys(table, schema)
        }
        primary = inspector.get_pk_constraint(table, schema)
        found[table] = checks | unique | foreign | {f"{primary['name']}: {primary['constrained_columns']}"}
    return found


@pytest.fixture
def made_from_models(app, tmp_path) -> Iterator[dict[str, set[str]]]:
    """The constraints of a database that the models made themselves."""
    if db.engine.dialect.name == "sqlite":
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'models.db'}")
        Base.metadata.create_all(engine)
        with engine.connect() as connection:
            yield constraints(connection)
        engine.dispose()
    else:
        with db.engine.connect() as connection:
            connection.execute(sa.text("CREATE SCHEMA models"))
            connection.execute(sa.text("SET LOCAL search_path TO models"))
            Base.metadata.create_all(connection)
            yield constraints(connection, "models")


def test_migrations_make_every_table_and_column_of_the_models(app):
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_make_every_constraint_of_the_models(app, made_from_models):
    with db.engine.connect() as connection:
        assert constraints(connection) == made_from_models


def test_all_migrations_are_one_transaction_that_nobody_meets_in_the_middle(tmp_path, database_url):
    with on_its_own(tmp_path, database_url, "whole", revision="0001"):
        commits = []
        sa.event.listen(db.engine, "commit", commits.append)
        flask_migrate.upgrade()
        assert len(commits) == 1


def test_sqlite_keeps_foreign_keys_and_survives_a_power_cut(app, home, database_url):
    if db.engine.dialect.name == "sqlite":
        with create_app(Config(home, database_url)).app_context():  # the one of the tests is in a hurry
            settings = {
                name: db.session.scalar(sa.text(f"PRAGMA {name}"))
                for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout", "recursive_triggers")
            }
            db.session.remove()
            db.engine.dispose()
        expected = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 15000}
        assert settings == expected | {"recursive_triggers": 1}
    else:
        assert db.session.scalar(sa.text("SHOW server_version")).startswith("18")
