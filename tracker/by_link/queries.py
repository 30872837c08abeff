"""Every reading of links to the review pack."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker import clock
from tracker.accounts.models import Membership, Person
from tracker.accounts.rules import Doer, hashed, insist
from tracker.assessments.models import Assessment
from tracker.by_link.models import ReviewLink
from tracker.by_link.rules import LinkState
from tracker.db import db, in_utc
from tracker.errors import NotFound
from tracker.group.queries import members_of
from tracker.group.rules import ON_GROUP
from tracker.review import rules as reviewing


def find_link(token: str, *, to_change: bool = False) -> ReviewLink | None:
    """The link that this token is of, closed as it may be. With ``to_change``, of two who want it one waits."""
    query = sa.select(ReviewLink).where(ReviewLink.token_sha256 == hashed(token))
    if to_change:
        query = query.with_for_update(of=ReviewLink).execution_options(populate_existing=True)
    return db.session.scalar(query)


def why_closed(link: ReviewLink) -> str:
    """Why a link opens nothing, with what to do; empty where it opens the review."""
    state = LinkState(
        revoked=link.revoked_at is not None,
        expires_at=in_utc(link.expires_at),
        is_member=link.person.active and bool(link.person.roles_in(link.assessment.service_id) & ON_GROUP),
        status=link.assessment.status,
    )
    return state.closed(clock.now())


@dataclass(frozen=True, slots=True)
class Invited:
    """A member with the newest of their links to a review, if they had one, and whether it opens the review now."""

    member: Membership
    link: ReviewLink | None
    works: bool


def invited_to(assessment: Assessment, *, viewer: Doer) -> list[Invited]:
    """Who is on the group now, by name, each with their link to this review. Raises ``Forbidden``."""
    insist(viewer, reviewing.INVITE, assessment.service_id)
    newest = {link.person_id: link for link in _links_of(assessment)}
    members = members_of(assessment.service, viewer=viewer, on=clock.today())
    links = [(member, newest.get(member.person_id)) for member in members]
    return [Invited(member, link, works=link is not None and not why_closed(link)) for member, link in links]


def get_member(assessment: Assessment, person_id: uuid.UUID, *, viewer: Doer) -> Person:
    """Somebody who is on the group now. Raises ``NotFound``, ``Forbidden``."""
    insist(viewer, reviewing.INVITE, assessment.service_id)
    for member in members_of(assessment.service, viewer=viewer, on=clock.today()):
        if member.person_id == person_id:
            return member.person
    raise NotFound(f"Nobody like that is on the {assessment.service.advisory_body} now.")


def links_of_person(assessment: Assessment, person: Person) -> list[ReviewLink]:
    """The person's links to this review that were not revoked, oldest first."""
    return [link for link in _links_of(assessment) if link.person_id == person.id and link.revoked_at is None]


def _links_of(assessment: Assessment) -> list[ReviewLink]:
    query = (
        sa.select(ReviewLink)
        .where(ReviewLink.assessment_id == assessment.id)
        .options(joinedload(ReviewLink.person))
        .order_by(ReviewLink.made_at, ReviewLink.id)
    )
    return list(db.session.scalars(query))
