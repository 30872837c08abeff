"""Every change to links to the review pack. No token is kept, and none stands in the record."""

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import Doer, fresh_token, hashed, insist
from tracker.assessments.changes import hold
from tracker.assessments.models import Assessment
from tracker.audit.changes import record
from tracker.by_link import queries, rules
from tracker.by_link.models import ReviewLink
from tracker.by_link.rules import Visitor
from tracker.db import db, take_turn
from tracker.errors import Conflict
from tracker.review import rules as reviewing


def make_link(assessment: Assessment, person: Person, *, by: Doer) -> str:
    """Make a link's token by which ``person`` reads and answers without an account; their former links end.

    Raises ``NotFound`` for who is not on the group now, ``Conflict`` where the assessment is not submitted.
    """
    insist(by, reviewing.INVITE, assessment.service_id)
    hold(assessment)
    rules.insist_under_review(assessment.status, assessment.label)
    person = queries.get_member(assessment, person.id, viewer=by)
    _end_links(assessment, person, by=by)
    token, now = fresh_token(), clock.now()
    link = ReviewLink(
        assessment=assessment,
        person=person,
        token_sha256=hashed(token),
        made_by=by.identifier,
        made_at=now,
        expires_at=now + rules.LASTS,
    )
    db.session.add(link)
    _record("make_link", assessment, person, by=by)
    return token


def revoke_link(assessment: Assessment, person: Person, *, by: Doer) -> None:
    """Let the person's links to this review open nothing any more; without any, nothing changes."""
    insist(by, reviewing.INVITE, assessment.service_id)
    hold(assessment)
    if _end_links(assessment, person, by=by):
        _record("revoke_link", assessment, person, by=by)


def open_link(link: ReviewLink) -> None:
    """Note that a link was opened. Raises ``Conflict`` where it opens nothing."""
    if reason := queries.why_closed(link):
        raise Conflict(reason)
    link.opened_at = link.opened_at or clock.now()
    _record("open_link", link.assessment, link.person, by=visitor_of(link))


def hold_link(link: ReviewLink, *, turn: str) -> None:
    """Wait for the ``turn`` to write in the service, and for whoever changes the assessment; know what they did."""
    take_turn(turn)
    hold(link.assessment)
    db.session.refresh(link)
    db.session.refresh(link.person)


def visitor_of(link: ReviewLink) -> Visitor:
    """Whoever has the link, as the record knows them."""
    return Visitor(link.person.identifier, link.assessment.service_id)


def _end_links(assessment: Assessment, person: Person, *, by: Doer) -> bool:
    there = queries.links_of_person(assessment, person)
    for link in there:
        link.revoked_at, link.revoked_by = clock.now(), by.identifier
    return bool(there)


def _record(verb: str, assessment: Assessment, person: Person, *, by: Doer) -> None:
    db.session.flush()
    record(verb, person.id, by=by, service_id=assessment.service_id, label=assessment.label)
