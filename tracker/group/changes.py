"""Every change to the advisory group: who is on it, for whom and how long, and what makes a quorum."""

from tracker import clock
from tracker.accounts.changes import MEANWHILE, TO_HAVE_YOURS, add_person, give_role, take_role
from tracker.accounts.models import Membership, Service
from tracker.accounts.queries import find_person
from tracker.accounts.rules import Doer, email, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Stale
from tracker.group import queries, rules
from tracker.group.models import QuorumRule
from tracker.group.rules import Quorum, Seat


def add_member(service: Service, name: str, address: str, seat: Seat, *, by: Doer) -> Membership:
    """Put somebody on the group: whoever has this e-mail address already, under their own name, or somebody new.

    Somebody new has no password, and so cannot sign in yet. Raises ``Invalid``, and ``Conflict`` where the person has a
    role in the service.
    """
    insist(by, rules.CHANGE, service.id)
    seat.insist_possible()
    person = find_person(email(address))
    if person:
        there = queries.find_membership(person, service)
        rules.insist_free(person.name, there.role if there else None)
    else:
        person = add_person(name, address, by=by, to_group_of=service)
    give_role(person, service, seat.role, by=by)
    membership = queries.get_membership(service, person.id, viewer=by)
    _sit(membership, seat, by=by)
    return membership


def edit_member(membership: Membership, seat: Seat, *, by: Doer, seen: str | None = None) -> None:
    """Say for whom a member speaks, from when to when, and whether they are the chair.

    Another role ends their sessions. ``seen`` is the fingerprint that their place had when ``by`` looked. Raises
    ``Invalid``, ``Stale``.
    """
    service = membership.service
    insist(by, rules.CHANGE, service.id)
    seat.insist_possible()
    before = queries.seat_of(membership)
    if before == seat:
        return
    if seen not in {None, before.fingerprint}:
        raise Stale(f"{MEANWHILE} {before.in_words(clock.today())}. {TO_HAVE_YOURS}")
    if before.role is not seat.role:
        give_role(membership.person, service, seat.role, by=by)
    _sit(membership, seat, by=by)


def end_membership(membership: Membership, *, by: Doer) -> None:
    """Take a member off the group. Ends their sessions; what they said to ratings stays."""
    insist(by, rules.CHANGE, membership.service_id)
    take_role(membership.person, membership.service, by=by)


def set_quorum(service: Service, quorum: Quorum, *, by: Doer, seen: str | None = None) -> None:
    """Say what makes a quorum.

    ``seen`` is the fingerprint that the rule had when ``by`` looked. Raises ``Invalid``, ``Stale``.
    """
    insist(by, rules.SET_QUORUM, service.id)
    quorum.insist_possible()
    before, rule = queries.quorum_of(service), queries.find_quorum_rule(service)
    if rule and before == quorum:
        return
    if seen not in {None, before.fingerprint}:
        raise Stale(f"{MEANWHILE} {before.in_words}. {TO_HAVE_YOURS}")
    if rule is None:
        rule = QuorumRule(service_id=service.id)
        db.session.add(rule)
    rule.members, rule.constituencies = quorum.members, [one.value for one in quorum.constituencies]
    db.session.flush()
    record("set_quorum", service.id, by=by, service_id=service.id, before=before.in_words, after=quorum.in_words)


def _sit(membership: Membership, seat: Seat, *, by: Doer) -> None:
    """Keep for whom the member speaks, and their term."""
    before = queries.seat_of(membership).kept
    membership.constituency, membership.starts, membership.ends = seat.constituency, seat.starts, seat.ends
    db.session.flush()
    if before != seat.kept:
        person, service_id = membership.person_id, membership.service_id
        record("set_term", person, by=by, service_id=service_id, before=before, after=seat.kept)
