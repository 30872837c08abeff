"""What the record held before it was a chain is in the chain, and comes back where the migration is undone."""

import uuid
from datetime import UTC, datetime, timedelta

import flask_migrate
import pytest
import sqlalchemy as sa

from tests.migrating import on_its_own
from tracker.audit import queries
from tracker.audit.changes import record
from tracker.audit.models import AuditEntry
from tracker.audit.rules import INSTALLATION
from tracker.db import begin_writing, db
from tracker.sign_in.rules import SESSION_LASTS

SERVICE, RATING = uuid.uuid4(), uuid.uuid4()
OLD = sa.table(
    "audit_entries",
    *(sa.column(name) for name in ("id", "by", "verb")),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("service_id", sa.Uuid),
    sa.column("subject_id", sa.Uuid),
    sa.column("details", sa.JSON),
)
START = datetime(2026, 9, 1, 9, 30, 0, 123456, tzinfo=UTC)
ROWS = [
    {
        "id": 3 + 2 * number,  # with gaps, as they come
        "at": START + number * SESSION_LASTS,
        "by": "operator",
        "verb": "save_rating" if number % 3 else "sign_in",
        "service_id": SERVICE if number % 3 else None,
        "subject_id": RATING,
        "details": {"after": {"code": "P/C", "notes": f"“Ü” {number}"}},
    }
    for number in range(2500)
]


@pytest.fixture
def before(tmp_path, database_url):
    """An application on a database of its own that has every migration but those of the chain."""
    with on_its_own(tmp_path, database_url, "before_the_chain", revision="0015") as app:
        with db.engine.execution_options(writes=True).begin() as connection:
            connection.execute(sa.insert(OLD), ROWS)
        yield app


def old_rows():
    with db.engine.connect() as connection:
        found = connection.execute(sa.select(OLD).order_by(OLD.c.id)).mappings().all()
    return [dict(row) | {"at": row["at"].replace(tzinfo=UTC) if not row["at"].tzinfo else row["at"]} for row in found]


def test_the_old_record_becomes_chains_that_fit_and_comes_back_as_it_was(before):
    flask_migrate.upgrade()
    assert queries.missing_triggers() == []
    walks = [queries.verify(chain) for chain in (INSTALLATION, SERVICE)]
    assert [(walk.fault, walk.entries) for walk in walks] == [("", 834), ("", 1666)]
    entry = db.session.get_one(AuditEntry, 3 + 2 * 2)
    assert (entry.details, entry.service_id, entry.number) == (ROWS[2]["details"], SERVICE, 2)
    begin_writing()
    record("sign_in", RATING, by=type("Somebody", (), {"identifier": "somebody"}))
    db.session.commit()
    assert queries.last_entry(RATING).id == ROWS[-1]["id"] + 1
    assert queries.verify(INSTALLATION).fault == ""
    db.session.remove()
    flask_migrate.downgrade(revision="0015")
    assert old_rows()[:-1] == ROWS
    assert old_rows()[-1]["at"] - datetime.now(UTC) < timedelta(minutes=5)
    flask_migrate.upgrade()
    assert [queries.verify(chain).entries for chain in (INSTALLATION, SERVICE)] == [835, 1666]
