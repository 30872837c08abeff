"""The people of the tests, the browser that they use, and how one of them comes to be signed in."""

import contextvars
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient

from tests.watching import watched
from tracker.accounts.changes import add_person, give_role
from tracker.accounts.models import Person, Service
from tracker.accounts.rules import OPERATOR, Role
from tracker.db import db
from tracker.sign_in.changes import begin_session
from tracker.sign_in.security import SESSION_KEY

PASSWORD = "three odd lanterns"  # noqa: S105  # nobody else's


class Browser(FlaskClient):
    """A browser without JavaScript. What was done before is committed, and a request has nothing from the test."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Make a request in a context of its own, as a server would; the test sees afterwards what it saved."""
        if has_app_context():
            db.session.commit()
        with self.application.app_context(), watched(f"{kwargs.get('method', 'GET')} {args[0] if args else ''}"):
            return contextvars.Context().run(super().open, *args, **{"buffered": True} | kwargs)


def sign_in(client: FlaskClient, person: Person) -> None:
    """Sign ``person`` in, in this browser, without a password."""
    token = begin_session(person)
    db.session.commit()
    with client.session_transaction() as session:
        session |= {"_user_id": person.fs_uniquifier, "_fresh": True, SESSION_KEY: token}


def make_person(name: str, service: Service | None = None, role: Role | None = None, **rights: bool) -> Person:
    """Somebody with an address made of ``name``: ``make_person("Ann Bell", service, Role.TEAM)``."""
    person = add_person(name, f"{name.lower().replace(' ', '.')}@example.org", by=OPERATOR, **rights)
    if service and role:
        give_role(person, service, role, by=OPERATOR)
    return person
