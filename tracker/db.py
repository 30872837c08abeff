"""The database: the base of all tables, how transactions begin, and whether the tables are up to date."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import alembic.command
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from tracker.config import PACKAGE, Config
from tracker.errors import NotReady

NEWER = "The database was made by a newer version of this program. Install that version, or a newer one."
MIGRATIONS = PACKAGE / "migrations"

PRAGMAS = (
    "busy_timeout = 15000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # without it INSERT OR REPLACE deletes, and no trigger sees it
)

ALONE = 5_620_185_344_118  # any number, always the same

ADDRESS, TURN = "address", "turn"

Got = TypeVar("Got")
Key = Annotated[uuid.UUID, mapped_column(primary_key=True, default=uuid.uuid4)]
Moment = Annotated[datetime, mapped_column(sa.DateTime(timezone=True))]


class Base(DeclarativeBase):
    """The base of every table. Constraints get names by rule, so that migrations and messages can rely on them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def not_blank(column: str) -> sa.CheckConstraint:
    """The constraint that ``column`` holds more than spaces."""
    return sa.CheckConstraint(f"trim({column}, ' \t\n\r') <> ''", name=f"{column}_not_blank")


def only(column: str, characters: str) -> sa.CheckConstraint:
    """The constraint that ``column`` is made of ``characters`` alone."""
    return sa.CheckConstraint(f"trim({column}, '{characters}') = ''", name=f"{column}_characters")


def at_most(column: str, length: int) -> sa.CheckConstraint:
    """The constraint that ``column`` holds at most ``length`` characters: SQLite knows no lengths of types."""
    return sa.CheckConstraint(f"length({column}) <= {length}", name=f"{column}_length")


def one_of(kind: type[StrEnum], name: str) -> sa.Enum:
    """The type of a column that holds a value of ``kind``, with a constraint of this name."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda values: [entry.value for entry in values],
    )


class Number(sa.types.TypeDecorator[Decimal]):
    """An exact number, with as many places as were typed; SQLite, which would make a float of it, keeps its digits."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """NUMERIC, but on SQLite text."""
        return dialect.type_descriptor(sa.String(30) if dialect.name == "sqlite" else sa.Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """What the database is given."""
        return f"{value:f}" if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | None:
        """What the database gives back."""
        return None if value is None else Decimal(value)


def in_utc(moment: datetime) -> datetime:
    """``moment`` as it was kept: SQLite forgets that it is in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


db = SQLAlchemy(model_class=Base)


def init_app(app: Flask, config: Config) -> None:
    """Connect ``app`` to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": True, "hide_parameters": True}
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=config.database.drivername == "sqlite")
    if config.database.drivername == "sqlite":
        with app.app_context():
            sa.event.listen(db.engine, "connect", _prepare_sqlite)
            sa.event.listen(db.engine, "begin", _begin_on_sqlite)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver then leaves BEGIN to _begin_on_sqlite
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_on_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def begin_writing() -> None:
    """Begin the transaction of a request or command that will write.

    On SQLite it waits here for its turn: a transaction that reads first and writes later fails at once where another
    has written in between.
    """
    db.session.rollback()
    db.session.connection(execution_options={"writes": True})
    if turn := db.session.info.get(TURN):
        take_turn(turn)


def tell_request(*, address: str | None, turn: str) -> None:
    """Tell what the rest of a request goes by: where it comes from, and with whom it takes turns at writing.

    Those who take turns never wait for each other in a circle, whatever each locks in whichever order.
    """
    db.session.info.update({ADDRESS: address, TURN: turn})


def client_address() -> str | None:
    """The address that this request comes from; nothing for commands."""
    address: str | None = db.session.info.get(ADDRESS)
    return address


def outside_transaction(act: Callable[[], Got]) -> Got:
    """Do what can take seconds, in which others save: the transaction that may write ends first, and begins after."""
    db.session.rollback()
    try:
        return act()
    finally:
        begin_writing()


def begin_writing_alone() -> None:
    """Begin a transaction as ``begin_writing`` does, in which no other of this kind runs on PostgreSQL either."""
    begin_writing()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ALONE})


def take_turn(name: str) -> None:
    """Wait for whoever took this turn before, until their transaction ends. SQLite lets only one write anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def upgrade() -> None:
    """Bring the database up to date. Raises ``NotReady`` where a newer version of the program made it."""
    config = current_app.extensions["migrate"].migrate.get_config()
    try:
        alembic.command.upgrade(config, "head")
    except CommandError as error:
        raise NotReady(NEWER) from error


def is_up_to_date() -> bool:
    """Whether the database has every migration. Raises ``NotReady`` where a newer version of the program made it."""
    url = db.engine.url
    if url.drivername == "sqlite" and not Path(url.database or "").exists():
        return False
    script = ScriptDirectory(str(MIGRATIONS))
    with db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current not in {None, *(revision.revision for revision in script.walk_revisions())}:
        raise NotReady(NEWER)
    return current == script.get_current_head()


def insist_up_to_date() -> None:
    """Raise ``NotReady`` unless the database has every migration."""
    if not is_up_to_date():
        raise NotReady("The database is not set up for this version of the program. Type: tracker init")
