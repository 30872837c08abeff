"""``python -m benchmarks.record [ENTRIES]``: what verifying a chain takes, in seconds and in memory, on SQLite.

Where ``DATABASE_URL`` names a PostgreSQL database that may be filled and emptied, it is measured there.
"""

import multiprocessing
import os
import sys
import tempfile
import time
import uuid
from pathlib import Path

import flask_migrate

from benchmarks.chains import add_chain
from benchmarks.measuring import Peak
from tracker import create_app
from tracker.audit.queries import verify
from tracker.config import Config
from tracker.db import db

LIMIT_SECONDS, LIMIT_BYTES = 10, 16 * 2**20


def main() -> None:
    """Write chains of several lengths, verify each, and print a table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as home:
        config = Config(Path(home), os.environ.get("DATABASE_URL", ""))
        with create_app(config).app_context():
            flask_migrate.upgrade()
            print(f"{'entries':>10} {'seconds':>10} {'of these ours':>15} {'MB':>10}")
            for entries in (most // 100, most // 10, most):
                _measure(config, entries)
            print(f"{'limit':>10} {LIMIT_SECONDS:>10} {'':>15} {LIMIT_BYTES / 2**20:>10.0f}")
            db.session.remove()
            db.engine.dispose()


def _measure(config: Config, entries: int) -> None:
    chain = uuid.uuid4()
    writer = multiprocessing.get_context("spawn").Process(target=_write, args=(config, chain, entries))
    writer.start()
    writer.join()
    db.session.remove()
    peak, started, busy = Peak(), time.perf_counter(), time.process_time()
    walk = verify(chain)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    if walk.fault or walk.entries != entries:
        raise SystemExit(f"The chain does not fit: {walk.fault}")
    print(f"{entries:>10,} {seconds:>10.2f} {busy:>15.2f} {peak.risen() / 2**20:>10.1f}")


def _write(config: Config, chain: uuid.UUID, entries: int) -> None:
    """Write a chain in a process of its own, so that what that takes is in no figure."""
    with create_app(config).app_context(), db.engine.execution_options(writes=True).begin() as connection:
        add_chain(connection, chain, entries)


if __name__ == "__main__":
    main()
