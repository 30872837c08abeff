"""Every reading of what a team agrees among itself. Others are told nothing, not even that there is any."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.accounts.models import Membership, Person, Service
from tracker.accounts.queries import names_of
from tracker.accounts.rules import Doer, insist, may
from tracker.assessments.models import Assessment, Rating
from tracker.db import db
from tracker.errors import NotFound
from tracker.teamwork import rules
from tracker.teamwork.models import Assignment, Remark
from tracker.teamwork.rules import Ending


def open_assignments_by_rating(assessment: Assessment, *, viewer: Doer) -> dict[uuid.UUID, Assignment]:
    """Who is asked to draft what, by the rating's identifier; nothing for who is not of the team."""
    if not may(viewer, rules.READ, assessment.service_id):
        return {}
    query = (
        sa.select(Assignment)
        .join(Assignment.rating)
        .where(Rating.assessment_id == assessment.id, Assignment.ending.is_(None))
        .options(*_with_person())
    )
    return {assignment.rating_id: assignment for assignment in db.session.scalars(query)}


def open_remarks_by_rating(assessment: Assessment, *, viewer: Doer) -> dict[uuid.UUID, list[Remark]]:
    """The open remarks, oldest first, by the rating's identifier; nothing for who is not of the team."""
    found: dict[uuid.UUID, list[Remark]] = defaultdict(list)
    if not may(viewer, rules.READ, assessment.service_id):
        return {}
    query = (
        sa.select(Remark)
        .join(Remark.rating)
        .where(Rating.assessment_id == assessment.id, Remark.closed_at.is_(None), Remark.deleted_at.is_(None))
        .order_by(Remark.at, Remark.id)
    )
    for remark in db.session.scalars(query):
        found[remark.rating_id].append(remark)
    return dict(found)


def _with_person() -> tuple[ORMOption, ORMOption]:
    """What it takes to say who is asked, and whether they are still there."""
    return (
        joinedload(Assignment.person).selectinload(Person.memberships),
        joinedload(Assignment.rating).joinedload(Rating.assessment),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A remark with the names of who wrote it and who closed it."""

    remark: Remark
    by: str
    closed_by: str


@dataclass(frozen=True, slots=True)
class OnStandard:
    """What the team agrees about one standard: who is asked to draft it or says that it is done, and the remarks.

    ``assignment`` is the open one, or what was done last and no manager has seen yet; ``asked_by`` is a name.
    ``closed`` are the remarks that were closed; ``taken_out`` those that the viewer, who wrote them, can put back.
    """

    assignment: Assignment | None
    asked_by: str
    remarks: list[Said]
    closed: list[Said]
    taken_out: list[Said]


def on_standard(rating: Rating, *, viewer: Doer) -> OnStandard | None:
    """What the team agrees about this rating; ``None`` for who is not of the team."""
    if not may(viewer, rules.READ, rating.assessment.service_id):
        return None
    assignment = waiting_assignment(rating)
    query = sa.select(Remark).where(Remark.rating_id == rating.id).order_by(Remark.at, Remark.id)
    remarks = list(db.session.scalars(query))
    asked_by = assignment.asked_by if assignment else ""
    names = names_of([asked_by, *(by for remark in remarks for by in (remark.by, remark.closed_by or ""))])
    said = [Said(remark, names[remark.by], names[remark.closed_by or ""]) for remark in remarks]
    there = [entry for entry in said if entry.remark.deleted_at is None]
    return OnStandard(
        assignment,
        names[asked_by],
        [entry for entry in there if entry.remark.is_open],
        [entry for entry in there if not entry.remark.is_open],
        [entry for entry in said if entry.remark.deleted_at and entry.remark.by == viewer.identifier],
    )


def waiting_assignment(rating: Rating) -> Assignment | None:
    """The open one of this rating, or what was done last and no manager has seen."""
    query = (
        sa.select(Assignment)
        .where(Assignment.rating_id == rating.id, _waits())
        .options(*_with_person())
        .order_by(Assignment.ended_at.is_not(None), Assignment.ended_at.desc(), Assignment.id)
        .limit(1)
    )
    return db.session.scalar(query)


def _waits() -> sa.ColumnElement[bool]:
    done = sa.and_(Assignment.ending == Ending.DONE, Assignment.seen_at.is_(None))
    return sa.or_(Assignment.ending.is_(None), done)


def waiting_in(services: Iterable[Service], *, viewer: Doer) -> dict[uuid.UUID, list[Assignment]]:
    """What somebody is asked to draft or has done unseen, by the service's identifier, soonest first.

    Of those services where ``viewer`` is of the team, and of many in as many queries as of one.
    """
    ids = [service.id for service in services if may(viewer, rules.READ, service.id)]
    query = (
        sa.select(Assignment)
        .join(Assignment.rating)
        .join(Rating.assessment)
        .where(Assessment.service_id.in_(ids), _waits())
        .options(*_with_person(), joinedload(Assignment.rating).joinedload(Rating.standard))
        .order_by(Assignment.due.is_(None), Assignment.due, Assignment.asked_at, Assignment.id)
    )
    found: dict[uuid.UUID, list[Assignment]] = defaultdict(list)
    for assignment in db.session.scalars(query):
        found[assignment.rating.assessment.service_id].append(assignment)
    return found


def get_assignment(rating: Rating, identifier: uuid.UUID) -> Assignment:
    """The assignment of this rating with this identifier, ended or not. Raises ``NotFound``."""
    query = sa.select(Assignment).where(Assignment.rating_id == rating.id, Assignment.id == identifier)
    assignment = db.session.scalar(query.options(*_with_person()))
    if assignment is None:
        raise NotFound(f"Nobody was asked for this draft of {rating.standard.number}.")
    return assignment


def get_remark(rating: Rating, identifier: uuid.UUID, *, viewer: Doer) -> Remark:
    """The remark on this rating with this identifier. Raises ``NotFound``, ``Forbidden``."""
    insist(viewer, rules.READ, rating.assessment.service_id)
    query = sa.select(Remark).where(Remark.rating_id == rating.id, Remark.id == identifier)
    remark = db.session.scalar(query)
    if remark is None:
        raise NotFound(f"There is no such remark on {rating.standard.number}.")
    return remark


def colleagues(service: Service, *, viewer: Doer) -> list[Person]:
    """Who can be asked to draft a standard of this service, by name. Raises ``Forbidden``."""
    insist(viewer, rules.ASSIGN, service.id)
    query = (
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.service_id == service.id, Membership.role.in_(rules.TEAM), Person.active)
        .options(selectinload(Person.memberships))
        .order_by(Person.name, Person.email)
    )
    return list(db.session.scalars(query))
