"""Every reading of meetings."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Constituency, Doer, insist, may
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import ratings_of
from tracker.db import db
from tracker.errors import NotFound
from tracker.group.queries import members_of, quorum_of
from tracker.meetings import rules
from tracker.meetings.models import Attendance, Meeting, PlanRequest, PlanReview, Point
from tracker.meetings.rules import Attending, Convened, Decision, Interest, MeetingText, obstacles, to_speak_of
from tracker.plans.models import Action, Plan
from tracker.reports.wording import shortened
from tracker.review.queries import Asked, queries_by_rating, standing_of
from tracker.review.rules import Standing
from tracker.richtext import paragraphs, parse
from tracker.seals.rules import Attendee, MeetingHeld
from tracker.standards.models import Standard

ACTION_NAME = 80  # letters


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is on the group, or was when the meeting was recorded, and for whom they speak."""

    person_id: uuid.UUID
    name: str
    constituency: Constituency | None


def meetings_of(service: Service, *, viewer: Doer) -> list[Meeting]:
    """The meetings of the service's advisory group, the latest first. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(Meeting)
        .where(Meeting.service_id == service.id)
        .options(
            joinedload(Meeting.assessment),
            selectinload(Meeting.plan_review).options(joinedload(PlanReview.plan), selectinload(PlanReview.requests)),
        )
        .order_by(Meeting.held_on.desc(), Meeting.opened_at.desc(), Meeting.id)
    )
    return list(db.session.scalars(query))


def get_meeting(service: Service, identifier: uuid.UUID, *, viewer: Doer, to_change: bool = False) -> Meeting:
    """The service's meeting with this identifier. Raises ``NotFound``, ``Forbidden``.

    With ``to_change``, whoever else wants to change it waits until this transaction has ended.
    """
    insist(viewer, rules.READ, service.id)
    query = sa.select(Meeting).where(Meeting.id == identifier, Meeting.service_id == service.id)
    if to_change:
        query = query.with_for_update(of=Meeting).execution_options(populate_existing=True)
    meeting = db.session.scalar(query)
    if meeting is None:
        raise NotFound("There is no such meeting of this service.")
    return meeting


def open_meetings_about(assessments: Sequence[Assessment], *, viewer: Doer) -> dict[uuid.UUID, Meeting]:
    """The latest meeting about each in its version of now that has not decided yet, by what it is about.

    About many in one query. Raises ``Forbidden``.
    """
    for assessment in assessments:
        insist(viewer, rules.READ, assessment.service_id)
    query = (
        sa.select(Meeting)
        .join(Assessment, Assessment.id == Meeting.assessment_id)
        .where(
            Assessment.id.in_([assessment.id for assessment in assessments]),
            Meeting.assessment_version == Assessment.version,
            Meeting.decision.is_(None),
        )
        .order_by(Meeting.held_on, Meeting.opened_at, Meeting.id.desc())
    )
    return {meeting.assessment_id: meeting for meeting in db.session.scalars(query) if meeting.assessment_id}


def open_meeting_about(assessment: Assessment, *, viewer: Doer) -> Meeting | None:
    """The same about one, if there is one."""
    return open_meetings_about([assessment], viewer=viewer).get(assessment.id)


def last_decision_about(assessment: Assessment, *, viewer: Doer) -> Meeting | None:
    """The meeting that decided about the self-assessment last, in whichever version, if one did."""
    insist(viewer, rules.READ, assessment.service_id)
    query = (
        sa.select(Meeting)
        .where(Meeting.assessment_id == assessment.id, Meeting.decided_at.is_not(None))
        .order_by(Meeting.decided_at.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def points_by_rating(assessment: Assessment, *, viewer: Doer) -> dict[uuid.UUID, Point]:
    """What the last decision about it said to single ratings, by their identifiers."""
    meeting = last_decision_about(assessment, viewer=viewer)
    return {point.rating_id: point for point in meeting.points} if meeting else {}


def points_of(meeting: Meeting) -> list[tuple[str, str]]:
    """What the meeting said to single standards: pairs of number and text, in the order of the standards."""
    query = (
        sa.select(Standard.number, Point.text)
        .join(Rating, Rating.id == Point.rating_id)
        .join(Standard, Standard.id == Rating.standard_id)
        .where(Point.meeting_id == meeting.id)
        .order_by(Standard.position)
    )
    return [(row.number, row.text) for row in db.session.execute(query)]


def members_at(service: Service, days: Iterable[date], meeting: Meeting | None, *, viewer: Doer) -> list[Member]:
    """Who is on the group on one of these days, and whom the meeting's record names, as it names them; by name."""
    there = {
        entry.person_id: Member(entry.person_id, entry.person.name, entry.constituency)
        for day in days
        for entry in members_of(service, viewer=viewer, on=day)
    }
    kept = meeting.attendance if meeting else []
    there |= {one.person_id: Member(one.person_id, one.name, one.constituency) for one in kept if one.person_id}
    return sorted(there.values(), key=lambda member: (member.name.casefold(), str(member.person_id)))


def text_of(meeting: Meeting) -> MeetingText:
    """What the record of the meeting says."""
    attending = [Attending(one.person_id, one.presence, one.interest) for one in meeting.attendance if one.person_id]
    return MeetingText(
        held_on=meeting.held_on,
        place=meeting.place,
        is_online=meeting.is_online,
        minute_reference=meeting.minute_reference,
        words=meeting.words,
        attending=tuple(attending),
        guests=tuple(one.name for one in meeting.guests),
    ).settled


def obstacles_to(meeting: Meeting, decision: Decision, *, by: Doer) -> list[str]:
    """What stands against this decision of the meeting, were ``by`` to record it now."""
    assessment = meeting.assessment
    there = Convened(
        held_on=meeting.held_on,
        of_version=meeting.assessment_version,
        version=assessment.version if assessment else None,
        is_submitted=assessment is not None and assessment.is_under_review,
        submitted_on=clock.day_of(assessment.submitted_at) if assessment and assessment.submitted_at else None,
        present=tuple(one.constituency for one in meeting.present),
        is_own=assessment is not None and assessment.submitted_by == by.identifier,
        is_there=by.identifier in {str(one.person_id) for one in meeting.present},
    )
    return obstacles(there, decision, quorum_of(meeting.service), today=clock.today())


def held(meeting: Meeting) -> MeetingHeld:
    """The record of a meeting that ratified, as it is sealed."""
    return MeetingHeld(
        held_on=meeting.held_on,
        place=meeting.place,
        is_online=meeting.is_online,
        minute_reference=meeting.minute_reference,
        present=_attendees(meeting.present),
        apologies=_attendees(meeting.apologies),
        guests=_attendees(meeting.guests),
        quorum=quorum_of(meeting.service).in_words,
        words=meeting.words,
        exceptions=tuple(points_of(meeting)),
        dissent=tuple((one.name, one.text) for one in meeting.dissents),
    )


def _attendees(there: Sequence[Attendance]) -> tuple[Attendee, ...]:
    return tuple(Attendee(one.name, one.constituency, one.interest) for one in there)


def get_review(meeting: Meeting) -> PlanReview:
    """That the meeting looked at a plan. Raises ``NotFound``."""
    if meeting.plan_review is None:
        raise NotFound("It is not recorded that this meeting looked at a plan.")
    return meeting.plan_review


def get_request(review: PlanReview, identifier: uuid.UUID) -> PlanRequest:
    """What the meeting asked of the plan, by its identifier. Raises ``NotFound``."""
    found = next((request for request in review.requests if request.id == identifier), None)
    if found is None:
        raise NotFound("The meeting did not ask for this. Somebody may have taken it out.")
    return found


def reviews_of(plan: Plan, *, viewer: Doer) -> list[PlanReview]:
    """That meetings looked at the plan, the latest meeting first; nothing for whoever may not read meetings."""
    if not may(viewer, rules.READ, plan.service_id):
        return []
    query = (
        sa.select(PlanReview)
        .join(PlanReview.meeting)
        .where(PlanReview.plan_id == plan.id)
        .options(joinedload(PlanReview.meeting), selectinload(PlanReview.requests))
        .order_by(Meeting.held_on.desc(), PlanReview.at.desc())
    )
    return list(db.session.scalars(query))


def name_of_action(action: Action | None) -> str:
    """What to call what was asked to be changed: an action, or the plan as a whole."""
    if action is None:
        return "the plan as a whole"
    objective = " ".join(paragraphs(parse(action.objective)))
    return f"action {action.position}, {shortened(objective or action.area, ACTION_NAME)}"


def stood(review: PlanReview) -> dict[str, Any]:
    """The plan as it stood when the meeting looked at it: its title, its period and its actions."""
    plan: dict[str, Any] = json.loads(review.as_stood)
    return plan


@dataclass(frozen=True, slots=True)
class Screen:
    """One standard in the meeting view: its rating, how it stands, what was asked, and what was said to it last.

    ``numbers`` are all standards in the order of the meeting, in which ``place`` counts from 1.
    """

    rating: Rating
    standing: Standing
    asked: Sequence[Asked]
    point: Point | None
    place: int
    numbers: Sequence[str]

    @property
    def number(self) -> str:
        """The standard's number."""
        return self.rating.standard.number

    @property
    def before(self) -> str | None:
        """The standard before it; ``None`` for the first."""
        return self.numbers[self.place - 2] if self.place > 1 else None

    @property
    def after(self) -> str | None:
        """The standard after it; ``None`` for the last."""
        return self.numbers[self.place] if self.place < len(self.numbers) else None

    @property
    def open(self) -> list[Asked]:
        """The queries that are open."""
        return [one for one in self.asked if one.query.is_open]


def get_screen(assessment: Assessment, number: str | None, *, viewer: Doer) -> Screen:
    """The standard with this number in the meeting view, the first one for none. Raises ``NotFound``, ``Forbidden``."""
    ratings = {rating.standard.number: rating for rating in ratings_of(assessment)}
    standing = standing_of(assessment, viewer=viewer)
    interest = {
        rating_number: Interest(standing[rating.id].open_queries, standing[rating.id].queried)
        for rating_number, rating in ratings.items()
    }
    numbers = to_speak_of(list(ratings), interest)
    number = number or numbers[0]
    if number not in ratings:
        raise NotFound(f"{assessment.framework.title} has no standard “{number}”.")
    rating = ratings[number]
    asked = queries_by_rating(assessment, viewer=viewer).get(rating.id, [])
    point = points_by_rating(assessment, viewer=viewer).get(rating.id)
    return Screen(rating, standing[rating.id], asked, point, numbers.index(number) + 1, numbers)
