"""Every change to sessions, failed tries, and the first visit."""

import uuid

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.changes import add_person, add_service, give_role, set_password
from tracker.accounts.models import Person, Service
from tracker.accounts.queries import anybody_is_there, find_person
from tracker.accounts.rules import OPERATOR, Role, fresh_token, hashed
from tracker.audit.changes import record
from tracker.audit.rules import NOBODY
from tracker.db import db
from tracker.errors import Conflict
from tracker.sign_in import rules
from tracker.sign_in.models import Failure, Session

NO_PERSON = uuid.UUID(int=0)
"""What the record says that a failed try was about, where nobody has the account."""


def begin_session(person: Person) -> str:
    """Begin a session; the token is for the person's browser alone. Failures of before count no more."""
    now = clock.now()
    db.session.execute(sa.delete(Session).where(Session.person_id == person.id, Session.ends_at <= now))
    db.session.execute(sa.delete(Failure).where(Failure.account_sha256 == hashed(person.email)))
    token = fresh_token()
    db.session.add(Session(token_sha256=hashed(token), person_id=person.id, ends_at=now + rules.SESSION_LASTS))
    record("sign_in", person.id, by=person)
    return token


def end_session(person: Person, token: str) -> None:
    """End the session with this token, so that a copy of its cookie opens nothing."""
    forget_session(token)
    record("sign_out", person.id, by=person)


def forget_session(token: str) -> None:
    """Let the session with this token open nothing any more."""
    db.session.execute(sa.delete(Session).where(Session.token_sha256 == hashed(token)))


def note_failure(account: str, address: str, *, verb: str = "fail_to_sign_in", email: str = "") -> None:
    """Remember a try that failed, and record it as ``verb``; what is too old to count is forgotten.

    ``email`` is of the account that was tried. The record knows it by its hash, and by whose it is where there is one.
    """
    now = clock.now()
    db.session.execute(sa.delete(Failure).where(Failure.at <= now - rules.FAILURES_COUNT_FOR))
    db.session.add(Failure(at=now, account_sha256=hashed(account), address=address[:45]))
    person = find_person(email) if email.isprintable() else None  # what else there is the database need not see
    whose = person.id if person else NO_PERSON
    record(verb, whose, by=NOBODY, account=hashed(email) if email else None)


def set_up(name: str, email: str, password_hash: str, service_name: str, slug: str, year_starts: int) -> Person:
    """Make the first administrator and the first service, which that person manages.

    Raises ``Conflict`` where anybody is there already: call it in a transaction that has the database to itself.
    """
    if anybody_is_there():
        raise Conflict("This installation is set up already. Sign in, or ask its administrator for an invitation.")
    person = add_person(name, email, by=OPERATOR, is_admin=True)
    service: Service = add_service(service_name, slug, year_starts=year_starts, by=OPERATOR)
    give_role(person, service, Role.MANAGER, by=OPERATOR)
    set_password(person, password_hash)
    return person
