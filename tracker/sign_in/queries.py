"""Every reading of sessions and failed tries."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import hashed
from tracker.db import db, in_utc
from tracker.sign_in import rules
from tracker.sign_in.models import Failure, Session


def person_signed_in(uniquifier: str, token: str) -> Person | None:
    """Whose session this is, if it has not ended: by time, by signing out, or by a change of password or rights."""
    query = (
        sa.select(Person)
        .join(Session, Session.person_id == Person.id)
        .where(
            Person.fs_uniquifier == uniquifier,
            Person.active,
            Session.token_sha256 == hashed(token),
            Session.ends_at > clock.now(),
        )
    )
    return db.session.scalar(query)


def wait_for(account: str, address: str) -> timedelta:
    """How long this account, or whoever is at this address, has to wait before the next try."""
    return max(
        _wait(Failure.account_sha256 == hashed(account), rules.FREE_TRIES["account"]),
        _wait(Failure.address == address, rules.FREE_TRIES["address"]),
    )


def _wait(whose: sa.ColumnElement[bool], free: int) -> timedelta:
    now = clock.now()
    query = sa.select(sa.func.count(), sa.func.max(Failure.at)).where(
        whose, Failure.at > now - rules.FAILURES_COUNT_FOR
    )
    count, last = db.session.execute(query).one()
    return _left(rules.wait_after(count, free=free), last, now) if last else timedelta(0)


def _left(wait: timedelta, last: datetime, now: datetime) -> timedelta:
    return max(in_utc(last) + wait - now, timedelta(0))
