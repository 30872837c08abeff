"""Every change to services and people."""

from tracker import clock
from tracker.accounts import queries, rules
from tracker.accounts.models import Invitation, Membership, Person, Service
from tracker.accounts.rules import (
    ON_GROUP,
    OPERATOR,
    Doer,
    Role,
    fingerprint,
    fresh_token,
    hashed,
    insist_administrator,
    insist_gives,
)
from tracker.audit.changes import record
from tracker.db import db, in_utc
from tracker.errors import Conflict, Invalid, Stale

MEANWHILE = "Somebody else saved this while you did. It now says:"
TO_HAVE_YOURS = "To have what you typed instead, save once more."


def add_service(
    name: str,
    slug: str,
    *,
    by: Doer,
    year_starts: int = rules.SEPTEMBER,
    advisory_body: str = "Advisory Group",
) -> Service:
    """Add a service. Raises ``Invalid``, or ``Conflict`` where the slug is taken."""
    insist_administrator(by)
    name, advisory_body = rules.name(name, "A service"), rules.name(advisory_body, "The advisory body")
    if queries.find_service(rules.slug(slug)):
        raise Conflict(f"There is a service “{slug}” already. Choose another slug.")
    service = Service(name=name, slug=slug, year_starts=year_starts, advisory_body=advisory_body)
    db.session.add(service)
    db.session.flush()
    record("add_service", service.id, by=by, service_id=service.id, name=name, slug=slug, year_starts=year_starts)
    return service


def edit_service(service: Service, name: str, advisory_body: str, *, by: Doer, seen: str | None = None) -> None:
    """Give a service another name, or its advisory body one.

    ``seen`` is the fingerprint that the service had when ``by`` looked. Raises ``Invalid``, ``Stale``.
    """
    insist_administrator(by)
    before = {"name": service.name, "advisory_body": service.advisory_body}
    after = {"name": rules.name(name, "A service"), "advisory_body": rules.name(advisory_body, "The advisory body")}
    if before == after:
        return
    if seen not in {None, service.fingerprint}:
        raise Stale(f"{MEANWHILE} {service.name}, with the {service.advisory_body}. {TO_HAVE_YOURS}")
    service.name, service.advisory_body = after["name"], after["advisory_body"]
    db.session.flush()
    record("edit_service", service.id, by=by, service_id=service.id, before=before, after=after)


def add_person(
    name: str, email: str, *, by: Doer, is_admin: bool = False, to_group_of: Service | None = None
) -> Person:
    """Add somebody who has no role yet and cannot sign in yet. Raises ``Invalid``, ``Conflict`` for a known address.

    Whoever is to be on a service's advisory group may be added by those who say who is on it.
    """
    if is_admin or to_group_of is None:
        insist_administrator(by)
    else:
        insist_gives(by, ON_GROUP, to_group_of.id)
    person = Person(name=rules.name(name, "A person"), email=_free_email(email), is_admin=is_admin, memberships=[])
    db.session.add(person)
    db.session.flush()
    record("add_person", person.id, by=by, name=person.name, email=person.email, is_admin=is_admin)
    return person


def edit_person(
    person: Person, name: str, email: str, *, is_admin: bool, active: bool, by: Doer, seen: str | None = None
) -> None:
    """Change what is known of a person; other rights or another address end their sessions.

    ``seen`` is the fingerprint that the person had when ``by`` looked. Raises ``Invalid``, ``Conflict``, ``Stale``.
    """
    insist_administrator(by)
    if by.identifier == person.identifier and not (is_admin and active):
        raise Invalid("You cannot close your own account or stop being an administrator. Ask another administrator.")
    name, address = rules.name(name, "A person"), rules.email(email)
    if seen not in {None, person.fingerprint} and person.fingerprint != fingerprint(name, address, is_admin, active):
        raise Stale(f"{MEANWHILE} {_in_words(person)}. {TO_HAVE_YOURS}")
    if address != person.email:
        _free_email(address)
    before = {"name": person.name, "email": person.email, "is_admin": person.is_admin, "active": person.active}
    after = {"name": name, "email": address, "is_admin": is_admin, "active": active}
    if before == after:
        return
    if before | {"name": name} != after:
        end_sessions(person)
    if address != person.email or not active:
        end_invitations(person)
    person.name, person.email = name, address
    person.is_admin, person.active = is_admin, active
    db.session.flush()
    record("edit_person", person.id, by=by, before=before, after=after)


def give_role(person: Person, service: Service, role: Role, *, by: Doer) -> None:
    """Give a person a role in a service, instead of the one that they had there. Ends their sessions.

    Their term and constituency stay where they go on being on the advisory group, and begin anew otherwise.
    """
    there = _membership(person, service)
    before = there.role if there else None
    insist_gives(by, {role, before or role}, service.id)
    if there and there.is_current and before is role:
        return
    if there is None:
        person.memberships.append(Membership(service_id=service.id, role=role))
    else:
        if not (there.is_current and ON_GROUP.issuperset({before, role})):
            there.constituency = there.starts = there.ends = None
        there.role = role
    end_sessions(person)
    db.session.flush()
    record("give_role", person.id, by=by, service_id=service.id, before=before, after=role)


def take_role(person: Person, service: Service, *, by: Doer) -> None:
    """Take a person's role in a service away. Ends their sessions. Without one, nothing changes."""
    there = _membership(person, service)
    insist_gives(by, {there.role} if there else Role, service.id)
    if there is None:
        return
    person.memberships.remove(there)
    end_sessions(person)
    db.session.flush()
    record("take_role", person.id, by=by, service_id=service.id, before=there.role)


def invite(person: Person, *, by: Doer) -> str:
    """Make a link's token by which the person chooses a password; links made before cease to work."""
    insist_administrator(by)
    now = clock.now()
    end_invitations(person)
    token = fresh_token()
    invitation = Invitation(
        person=person, token_sha256=hashed(token), made_at=now, expires_at=now + rules.INVITATION_LASTS
    )
    db.session.add(invitation)
    db.session.flush()
    record("invite", person.id, by=by)
    return token


def accept_invitation(invitation: Invitation, password_hash: str) -> Person:
    """Use an invitation up and set the person's password. Raises ``Conflict`` where it can be used no more."""
    if reason := closed(invitation):
        raise Conflict(reason)
    invitation.used_at = clock.now()
    record("accept_invitation", invitation.person.id, by=invitation.person)
    set_password(invitation.person, password_hash, by=invitation.person)
    return invitation.person


def closed(invitation: Invitation) -> str:
    """Why an invitation can be used no more; empty where it can."""
    ask = "Ask whoever gave it to you for a new one."
    if invitation.used_at is not None:
        return f"This link has been used. If it was you, sign in with the password that you chose. Otherwise: {ask}"
    if in_utc(invitation.expires_at) <= clock.now() or not invitation.person.active:
        return f"This link works no more. {ask}"
    return ""


def set_password(person: Person, password_hash: str, *, by: Doer = OPERATOR) -> None:
    """Set a password that was hashed already. Ends the person's sessions, and links to choose another."""
    person.password = password_hash
    end_sessions(person)
    end_invitations(person)
    record("set_password", person.id, by=by)


def end_sessions(person: Person) -> None:
    """End all of the person's sessions, on every machine, at their next request."""
    person.fs_uniquifier = fresh_token()


def end_invitations(person: Person) -> None:
    """Let the links that the person has not used work no more."""
    now = clock.now()
    for invitation in queries.open_invitations(person):
        invitation.expires_at = min(in_utc(invitation.expires_at), now)


def note_password(person: Person, verb: str) -> None:
    """Record that the person's password is another now; links to choose one work no more."""
    end_invitations(person)
    record(verb, person.id, by=person)


def _membership(person: Person, service: Service) -> Membership | None:
    return next((entry for entry in person.memberships if entry.service_id == service.id), None)


def _in_words(person: Person) -> str:
    rights = "an administrator" if person.is_admin else "no administrator"
    return f"{person.name}, {person.email}, {rights}, {'may' if person.active else 'may not'} sign in"


def _free_email(text: str) -> str:
    address = rules.email(text)
    if queries.find_person(address):
        raise Conflict(f"There is a person with the address {address} already.")
    return address
