"""Applications on a database of their own, with the migrations up to one of them, made for tests."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import make_url

from tracker import create_app
from tracker.config import Config
from tracker.db import db


@contextmanager
def on_its_own(home: Path, database_url: str, name: str, *, revision: str = "head") -> Iterator[Flask]:
    """The application in its context; on the server of ``database_url`` its database is called after ``name``.

    It goes with the server, which is the test run's own.
    """
    url = ""
    if database_url:
        name = f"{name}_{uuid.uuid4().hex}"
        address = make_url(database_url).set(drivername="postgresql+psycopg", database=name)
        url = address.render_as_string(hide_password=False)
        server = sa.create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        server.dispose()
    app = create_app(Config(home, url))
    with app.app_context():
        flask_migrate.upgrade(revision=revision)
        yield app
        db.session.remove()
        db.engine.dispose()
