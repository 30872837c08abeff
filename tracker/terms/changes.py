"""Every change to what a service means by seasons and school terms."""

from collections.abc import Mapping

import sqlalchemy as sa

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Stale
from tracker.phrases import understand
from tracker.plans.models import Action, Plan, TermDay
from tracker.plans.queries import calendar_of, term_days_of
from tracker.seasons import LastDay
from tracker.terms import rules


def save_terms(service: Service, days: Mapping[str, LastDay], *, seen: str, by: Doer) -> int:
    """Keep the service's own days, and work out anew when its actions are due. How many of them are due on another day.

    ``days`` holds what differs from what a term stands for anyway, ``seen`` is the fingerprint of what ``by`` saw.
    Raises ``Stale`` where somebody else said something else meanwhile.
    """
    insist(by, rules.CHANGE, service.id)
    db.session.execute(sa.select(Service.id).where(Service.id == service.id).with_for_update())
    before = term_days_of(service)
    if days != before and seen != rules.fingerprint_of(before):
        raise Stale("Somebody else changed these days while you did. Nothing of yours was saved yet.")
    if days != before:
        _replace(service, days)
    moved = _work_out(service)
    if days != before or moved:
        said = {"before": rules.in_words(before), "after": rules.in_words(days), "moved": moved}
        record("save_terms", service.id, by=by, service_id=service.id, **said)
    return moved


def work_out_days(*, by: Doer) -> int:
    """Work out anew when the actions of every service are due. How many of them are due on another day.

    For days that were saved when less was understood; a second time it is nothing.
    """
    moved = 0
    for service in db.session.scalars(sa.select(Service).order_by(Service.slug)).all():
        insist(by, rules.CHANGE, service.id)
        if of_service := _work_out(service):
            record("work_out_days", service.id, by=by, service_id=service.id, moved=of_service)
            moved += of_service
    return moved


def _replace(service: Service, days: Mapping[str, LastDay]) -> None:
    db.session.execute(sa.delete(TermDay).where(TermDay.service_id == service.id))
    db.session.add_all(
        TermDay(service_id=service.id, term=term, month=day.month, day=day.day, next_year=day.next_year)
        for term, day in days.items()
    )
    db.session.flush()


def _work_out(service: Service) -> int:
    """Set when the actions of open plans are due by their timescales, but for days corrected by hand.

    What an action says stays, and so does its version: the day is no part of what was typed.
    """
    moved = 0
    for plan in db.session.scalars(sa.select(Plan).where(Plan.service_id == service.id, Plan.closed_at.is_(None))):
        calendar = calendar_of(plan)
        theirs = sa.select(Action).where(Action.plan_id == plan.id, Action.due_corrected.is_(False))
        for action in db.session.scalars(theirs.order_by(Action.position)).all():
            day = understand(action.timescale, calendar).day
            if day != action.due:
                db.session.execute(sa.update(Action).where(Action.id == action.id).values(due=day))
                moved += 1
    db.session.expire_all()
    return moved
