"""Every reading of the record for people: one service's, or the installation's."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import sqlalchemy as sa

from tracker.accounts.models import Service
from tracker.accounts.queries import names_of, services_to_administer
from tracker.accounts.rules import Doer, insist, insist_administrator
from tracker.audit.models import AuditDetails, AuditEntry
from tracker.audit.rules import INSTALLATION
from tracker.clock import ENGLAND
from tracker.db import db, in_utc
from tracker.paging import PAGE, Page
from tracker.plans import rules as planning
from tracker.plans.models import Action
from tracker.record import rules
from tracker.record.rules import ABOUT_PEOPLE, ADMINISTRATION, DOERS, Line, Wanted, changes_in, sentence

AT_ONCE: Final = 1000
"""How many entries of an export are in memory."""


def record_page(
    service: Service | None, wanted: Wanted, number: int, *, viewer: Doer, services: dict[uuid.UUID, str] | None = None
) -> Page[Line]:
    """A page of what is ``wanted`` of the service's record, newest first; of the installation's where none is given.

    Raises ``Forbidden``.
    """
    query = _entries(service, wanted, viewer)
    counted = sa.select(sa.func.count()).select_from(query.order_by(None).with_only_columns(AuditEntry.id).subquery())
    page: Page[Line] = Page.of(number, db.session.scalar(counted) or 0)
    found = db.session.scalars(query.offset(page.first - 1).limit(PAGE)).all()
    return replace(page, items=_lines(found, services or {}))


def all_lines(
    service: Service | None, wanted: Wanted, *, viewer: Doer, services: dict[uuid.UUID, str] | None = None
) -> Iterator[Line]:
    """All that is ``wanted``, newest first, a part at a time. Raises ``Forbidden``."""
    found = db.session.scalars(_entries(service, wanted, viewer), execution_options={"yield_per": AT_ONCE})
    for part in found.partitions():
        yield from _lines(part, services or {})


def history_of(action: Action, *, viewer: Doer) -> list[tuple[Action, list[Line]]]:
    """What was done about an action, newest first, and about those of earlier plans that it was carried from.

    Raises ``Forbidden``.
    """
    insist(viewer, planning.READ_HISTORY, action.plan.service_id)
    carried = [action]
    while (earlier := carried[-1].carried_from) is not None:
        carried.append(earlier)
    identifiers = [one.id for one in carried]
    query = sa.select(AuditEntry).where(AuditEntry.subject_id.in_(identifiers)).order_by(AuditEntry.id.desc())
    entries = list(db.session.scalars(query))
    lines = list(zip(entries, _lines(entries, {}), strict=True))
    return [(one, [line for entry, line in lines if entry.subject_id == one.id]) for one in carried]


def doers_in(service: Service | None, *, viewer: Doer) -> list[tuple[str, str]]:
    """Who did something, or had something done about them: identifiers and names, by name. Raises ``Forbidden``."""
    scope = _scope(service, viewer)
    by = db.session.scalars(sa.select(AuditEntry.by).where(scope).distinct())
    about = sa.select(AuditEntry.subject_id).where(scope, AuditEntry.verb.in_(ABOUT_PEOPLE)).distinct()
    identifiers = {*by, *map(str, db.session.scalars(about))} - {str(INSTALLATION)}
    return sorted(_names(identifiers).items(), key=lambda item: (item[1].lower(), item[0]))


def verbs_in(service: Service | None, *, viewer: Doer) -> list[tuple[str, str]]:
    """What was done: verbs and what they mean, by meaning. Raises ``Forbidden``."""
    found = db.session.scalars(sa.select(AuditEntry.verb).where(_scope(service, viewer)).distinct())
    return sorted(((verb, sentence(verb)) for verb in found), key=lambda item: item[1])


def service_names(*, viewer: Doer) -> dict[uuid.UUID, str]:
    """What every service is called, for an administrator."""
    return {service.id: service.name for service in services_to_administer(viewer=viewer)}


def _scope(service: Service | None, viewer: Doer) -> sa.ColumnElement[bool]:
    if service is not None:
        insist(viewer, rules.READ, service.id)
        return AuditEntry.chain == service.id
    insist_administrator(viewer)
    return sa.or_(AuditEntry.chain == INSTALLATION, AuditEntry.verb.in_(ADMINISTRATION))


def _entries(service: Service | None, wanted: Wanted, viewer: Doer) -> sa.Select[AuditEntry]:
    conditions = [_scope(service, viewer)]
    if wanted.person:
        conditions.append(_by_or_about(wanted.person))
    if wanted.verb:
        conditions.append(AuditEntry.verb == wanted.verb)
    if wanted.standard:
        conditions.append(AuditEntry.kept.has(_names_standard(wanted.standard)))
    if wanted.first:
        conditions.append(AuditEntry.at >= _begins(wanted.first))
    if wanted.last:
        conditions.append(AuditEntry.at < _begins(wanted.last + timedelta(days=1)))
    return sa.select(AuditEntry).where(*conditions).order_by(AuditEntry.id.desc())


def _by_or_about(identifier: str) -> sa.ColumnElement[bool]:
    by = AuditEntry.by == identifier
    try:
        return sa.or_(by, AuditEntry.subject_id == uuid.UUID(identifier))
    except ValueError:
        return by


def _names_standard(number: str) -> sa.ColumnElement[bool]:
    """Whether details name a standard: alone, among several, or among those of after a change."""
    details = AuditDetails.details
    several = (details["standards"], details[("after", "standards")])
    listed = [sa.cast(column, sa.Text).contains(f'"{number}"', autoescape=True) for column in several]
    return sa.or_(details["standard"].as_string() == number, *listed)


def _begins(day: date) -> datetime:
    """When a day begins in England, in UTC."""
    return datetime.combine(day, time(), ENGLAND).astimezone(UTC)


def _names(identifiers: Iterable[str]) -> dict[str, str]:
    return names_of(identifiers) | {name: text for name, text in DOERS.items() if name in set(identifiers)}


def _lines(entries: Iterable[AuditEntry], services: dict[uuid.UUID, str]) -> list[Line]:
    there = list(entries)
    names = _names([*(entry.by for entry in there), *map(_person_in, there)])
    return [_line(entry, names, services) for entry in there]


def _person_in(entry: AuditEntry) -> str:
    """Whom an entry is about; empty where it is about nobody, or nobody known."""
    if entry.verb in ABOUT_PEOPLE and entry.subject_id != INSTALLATION:
        return str(entry.subject_id)
    return str(entry.details.get("person") or "")


def _line(entry: AuditEntry, names: dict[str, str], services: dict[uuid.UUID, str]) -> Line:
    subject = names[_person_in(entry)]
    return Line(
        number=entry.number,
        at=in_utc(entry.at),
        who=names[entry.by],
        address=entry.address or "",
        what=sentence(entry.verb, entry.details, subject if subject != "Somebody" else ""),
        changes=changes_in(entry.details) if entry.verb != "give_role" else (),
        service=services.get(entry.chain, ""),
        digest=entry.digest,
        is_erased=entry.kept is None,
    )
