"""Every reading of services and people."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.accounts.models import Invitation, Membership, Person, Service
from tracker.accounts.rules import Doer, hashed, insist_administrator
from tracker.db import db
from tracker.errors import NotFound


def services(*, viewer: Doer) -> list[Service]:
    """The services in which ``viewer`` has a role, by name."""
    return [service for service in _all_services() if viewer.roles_in(service.id)]


def services_to_administer(*, viewer: Doer) -> list[Service]:
    """All services, by name, for an administrator."""
    insist_administrator(viewer)
    return _all_services()


def _all_services() -> list[Service]:
    return list(db.session.scalars(sa.select(Service).order_by(Service.name, Service.slug)))


def find_service(slug: str) -> Service | None:
    """The service with this slug, if there is one."""
    return db.session.scalar(sa.select(Service).where(Service.slug == slug))


def get_service(slug: str, *, viewer: Doer) -> Service:
    """The service with this slug, if ``viewer`` has a role in it. Raises ``NotFound``."""
    service = find_service(slug)
    if service is None or not viewer.roles_in(service.id):
        raise NotFound(f"There is no service “{slug}”.")
    return service


def get_service_to_administer(slug: str, *, viewer: Doer, to_change: bool = False) -> Service:
    """The service with this slug, for an administrator. Raises ``NotFound``.

    ``to_change`` makes whoever else wants to change it wait.
    """
    insist_administrator(viewer)
    query = sa.select(Service).where(Service.slug == slug)
    service = db.session.scalar(query.with_for_update() if to_change else query)
    if service is None:
        raise NotFound(f"There is no service “{slug}”.")
    return service


def people(*, viewer: Doer) -> list[Person]:
    """Everybody with an account, with their roles, by name, for an administrator."""
    insist_administrator(viewer)
    query = (
        sa.select(Person)
        .options(selectinload(Person.memberships).joinedload(Membership.service))
        .order_by(Person.name, Person.email)
    )
    return list(db.session.scalars(query))


def people_of(service: Service, *, viewer: Doer) -> list[Membership]:
    """Who has which role in the service, by name, for an administrator."""
    insist_administrator(viewer)
    query = (
        sa.select(Membership)
        .join(Membership.person)
        .where(Membership.service_id == service.id)
        .order_by(Person.name, Person.email)
    )
    return list(db.session.scalars(query))


def get_person(identifier: uuid.UUID, *, viewer: Doer, to_change: bool = False) -> Person:
    """The person with this identifier, for an administrator. Raises ``NotFound``.

    ``to_change`` makes whoever else wants to change them wait.
    """
    insist_administrator(viewer)
    person = db.session.get(Person, identifier, with_for_update=to_change or None, populate_existing=to_change)
    if person is None:
        raise NotFound("There is no such person here.")
    return person


def find_person(email: str) -> Person | None:
    """The person with this e-mail address in small letters, if there is one."""
    return db.session.scalar(sa.select(Person).where(Person.email == email))


def name_of(identifier: str) -> str:
    """What to call a doer of the record: a person's name, and "Somebody" for who is gone or never was a person."""
    key = _key(identifier)
    person = db.session.get(Person, key) if key else None
    return person.name if person else "Somebody"


def names_of(identifiers: Iterable[str]) -> dict[str, str]:
    """What to call each of these doers, as ``name_of``; in one query."""
    wanted = set(identifiers)
    keys = {identifier: key for identifier in wanted if (key := _key(identifier))}
    query = sa.select(Person.id, Person.name).where(Person.id.in_(keys.values()))
    names = {row.id: row.name for row in db.session.execute(query)} if keys else {}
    return {identifier: names.get(keys.get(identifier), "Somebody") for identifier in wanted}


def _key(identifier: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(identifier)
    except ValueError:
        return None


def anybody_is_there() -> bool:
    """Whether anyone has an account."""
    return db.session.scalar(sa.select(sa.exists().where(Person.id.is_not(None)))) is True


def find_invitation(token: str, *, to_use: bool = False) -> Invitation | None:
    """The invitation that this token is for, used or expired as it may be. Of two who want to use it, one waits."""
    query = sa.select(Invitation).where(Invitation.token_sha256 == hashed(token))
    return db.session.scalar(query.with_for_update(of=Invitation) if to_use else query)


def open_invitations(person: Person) -> list[Invitation]:
    """The person's invitations that were never used, newest first."""
    query = (
        sa.select(Invitation)
        .where(Invitation.person_id == person.id, Invitation.used_at.is_(None))
        .order_by(Invitation.made_at.desc())
    )
    return list(db.session.scalars(query))
