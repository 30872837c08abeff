"""How many queries something takes."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from flask.testing import FlaskClient

from tracker.db import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """The queries made meanwhile; what the test did before is saved first."""
    made: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        made.append(statement)

    db.session.commit()
    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def made_by(client: FlaskClient, address: str) -> int:
    """How many queries a page takes."""
    with counted() as made:
        assert client.get(address).status_code == 200
    return len(made)
