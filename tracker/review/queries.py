"""Every reading of what the advisory group says to a year: of all of it in as many queries as of one rating."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker import clock
from tracker.accounts.models import Membership, Person, Service
from tracker.accounts.queries import names_of
from tracker.accounts.rules import Doer, Role, insist, may
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import ratings_by_assessment
from tracker.assessments.rules import Status
from tracker.db import db, in_utc
from tracker.errors import NotFound
from tracker.group.queries import members_of
from tracker.review import rules
from tracker.review.models import Query, QueryAnswer, RatingResponse
from tracker.review.rules import Progress, Response, Standing
from tracker.standards.models import Standard

COUNTS: Final = (
    RatingResponse.assessment_version == Assessment.version,
    RatingResponse.rating_version == Rating.version,
)
"""A response counts where it was said in this version of the year, to the rating as it is now."""


def find_response(rating: Rating, member: Person) -> RatingResponse | None:
    """What the member said to the rating in this version of the year, if they did."""
    query = sa.select(RatingResponse).where(
        RatingResponse.rating_id == rating.id,
        RatingResponse.person_id == member.id,
        RatingResponse.assessment_version == rating.assessment.version,
    )
    return db.session.scalar(query)


def responses_of(assessment: Assessment, member: Person) -> dict[uuid.UUID, RatingResponse]:
    """What the member said in this version of the year, by the rating's identifier."""
    query = (
        sa.select(RatingResponse)
        .join(RatingResponse.rating)
        .where(
            Rating.assessment_id == assessment.id,
            RatingResponse.person_id == member.id,
            RatingResponse.assessment_version == assessment.version,
        )
        .options(contains_eager(RatingResponse.rating))
    )
    return {response.rating_id: response for response in db.session.scalars(query)}


def open_queries_by(member: Person, rating: Rating) -> list[Query]:
    """What the member asked of the rating in this version of the year and is open, oldest first."""
    query = (
        sa.select(Query)
        .where(
            Query.rating_id == rating.id,
            Query.person_id == member.id,
            Query.assessment_version == rating.assessment.version,
            Query.closed_at.is_(None),
        )
        .order_by(Query.at, Query.id)
    )
    return list(db.session.scalars(query))


def standing_of(assessment: Assessment, *, viewer: Doer) -> dict[uuid.UUID, Standing]:
    """How each rating of this version stands with the group, by the rating's identifier. Raises ``Forbidden``."""
    insist(viewer, rules.READ, assessment.service_id)
    said = _counts_of_responses(assessment)
    asked = _counts_of_open_queries(assessment)
    ratings = db.session.scalars(sa.select(Rating.id).where(Rating.assessment_id == assessment.id))
    return {
        identifier: Standing(said[identifier, Response.AGREE], said[identifier, Response.QUERY], asked[identifier])
        for identifier in ratings
    }


def _counts_of_responses(assessment: Assessment) -> Counter[tuple[uuid.UUID, Response]]:
    query = (
        sa.select(RatingResponse.rating_id, RatingResponse.response, sa.func.count())
        .join(Rating, Rating.id == RatingResponse.rating_id)
        .join(Assessment, Assessment.id == Rating.assessment_id)
        .where(Assessment.id == assessment.id, *COUNTS)
        .group_by(RatingResponse.rating_id, RatingResponse.response)
    )
    return Counter({(rating, response): count for rating, response, count in db.session.execute(query)})


def _counts_of_open_queries(assessment: Assessment) -> Counter[uuid.UUID]:
    query = (
        sa.select(Query.rating_id, sa.func.count().label("queries"))
        .join(Rating, Rating.id == Query.rating_id)
        .where(
            Rating.assessment_id == assessment.id,
            Query.assessment_version == assessment.version,
            Query.closed_at.is_(None),
        )
        .group_by(Query.rating_id)
    )
    return Counter({row.rating_id: row.queries for row in db.session.execute(query)})


def is_since_submission(said: RatingResponse) -> bool:
    """Whether the year was not sent back and submitted once more since."""
    submitted_at = said.rating.assessment.submitted_at
    return submitted_at is None or in_utc(said.at) >= in_utc(submitted_at)


def has_responses(assessment: Assessment) -> bool:
    """Whether a member has said anything to it since it was submitted."""
    query = (
        sa.select(RatingResponse.id)
        .join(Rating, Rating.id == RatingResponse.rating_id)
        .join(Assessment, Assessment.id == Rating.assessment_id)
        .where(
            Assessment.id == assessment.id,
            RatingResponse.assessment_version == Assessment.version,
            RatingResponse.at >= Assessment.submitted_at,
        )
    )
    return db.session.scalar(sa.select(query.exists())) is True


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a query, with the name of who gave it."""

    answer: QueryAnswer
    by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the names of who asked and who closed it, and its answers, oldest first."""

    query: Query
    number: str
    by: str
    closed_by: str
    answers: Sequence[Answer]

    @property
    def waits(self) -> bool:
        """Whether a manager is to answer it."""
        return self.query.is_open and not self.query.is_answered


def queries_of(assessment: Assessment, *, viewer: Doer) -> list[Asked]:
    """All that was ever asked of the year, in the order of the standards and of asking. Raises ``Forbidden``."""
    insist(viewer, rules.READ, assessment.service_id)
    query = _with_all(sa.select(Query)).where(Rating.assessment_id == assessment.id)
    found = list(db.session.scalars(query.order_by(Standard.position, Query.at, Query.id)))
    names = names_of([*(one.closed_by or "" for one in found), *(answer.by for one in found for answer in one.answers)])
    return [
        Asked(
            one,
            one.rating.standard.number,
            one.person.name,
            names[one.closed_by or ""],
            [Answer(answer, names[answer.by]) for answer in one.answers],
        )
        for one in found
    ]


def _with_all(query: sa.Select[Query]) -> sa.Select[Query]:
    """The query with all that it takes to show what it finds."""
    return (
        query.join(Query.rating)
        .join(Rating.standard)
        .options(
            contains_eager(Query.rating).contains_eager(Rating.standard),
            joinedload(Query.person),
            selectinload(Query.answers),
        )
    )


def queries_by_rating(assessment: Assessment, *, viewer: Doer) -> dict[uuid.UUID, list[Asked]]:
    """What was asked of this version of the year, by the rating's identifier, oldest first. Raises ``Forbidden``."""
    found: dict[uuid.UUID, list[Asked]] = defaultdict(list)
    for asked in queries_of(assessment, viewer=viewer):
        if asked.query.assessment_version == assessment.version:
            found[asked.query.rating_id].append(asked)
    return dict(found)


def get_query(assessment: Assessment, identifier: uuid.UUID, *, viewer: Doer) -> Query:
    """The query with this identifier, if it was asked of this version of the year. Raises ``NotFound``."""
    insist(viewer, rules.READ, assessment.service_id)
    query = _with_all(sa.select(Query)).where(
        Query.id == identifier,
        Rating.assessment_id == assessment.id,
        Query.assessment_version == assessment.version,
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("There is no such question about this self-assessment.")
    return found


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the review of a year stands.

    How many members there are, who of them has begun and who has looked at all; how many queries are open and how many
    of those wait for a manager; and whether anything was said since it was submitted.
    """

    members: int
    begun: int
    finished: int
    open_queries: int
    waiting: int
    has_responses: bool


def stand_of(assessment: Assessment, *, viewer: Doer) -> Stand:
    """Where the review of this version of the year stands. Raises ``Forbidden``."""
    asked = [one for there in queries_by_rating(assessment, viewer=viewer).values() for one in there]
    on_group = members_of(assessment.service, viewer=viewer, on=clock.today())
    members = {entry.person_id for entry in on_group if entry.person.active}
    query = (
        sa.select(RatingResponse.person_id, sa.func.count().label("ratings"))
        .join(Rating, Rating.id == RatingResponse.rating_id)
        .join(Assessment, Assessment.id == Rating.assessment_id)
        .where(Assessment.id == assessment.id, *COUNTS)
        .group_by(RatingResponse.person_id)
    )
    counts = [row.ratings for row in db.session.execute(query) if row.person_id in members]
    ratings = db.session.scalar(
        sa.select(sa.func.count()).select_from(Rating).where(Rating.assessment_id == assessment.id)
    )
    return Stand(
        members=len(members),
        begun=len(counts),
        finished=sum(count == ratings for count in counts),
        open_queries=sum(one.query.is_open for one in asked),
        waiting=sum(one.waits for one in asked),
        has_responses=has_responses(assessment),
    )


@dataclass(frozen=True, slots=True)
class UnderReview:
    """What of a submitted year waits for somebody.

    ``progress`` is a member's own; ``open_queries`` counts all that are open, ``to_answer`` are those that wait for a
    manager, ``answered`` those of the member that are answered and still open.
    """

    assessment: Assessment
    progress: Progress | None
    open_queries: int
    to_answer: Sequence[Query]
    answered: Sequence[Query]


def under_review_in(services: Iterable[Service], *, viewer: Doer) -> dict[uuid.UUID, list[UnderReview]]:
    """What waits for ``viewer`` in the submitted years of these services, by the service's identifier.

    Of many services in as many queries as of one.
    """
    years = _submitted([service.id for service in services if may(viewer, rules.READ, service.id)])
    queries = _open_queries(years)
    sheets = _looked_at([year for year in years if may(viewer, rules.RESPOND, year.service_id)], viewer)
    found: dict[uuid.UUID, list[UnderReview]] = defaultdict(list)
    for year in years:
        asked = queries[year.id]
        answers = may(viewer, rules.ANSWER, year.service_id)
        waiting = UnderReview(
            year,
            sheets.get(year.id),
            len(asked),
            [one for one in asked if answers and not one.is_answered],
            [one for one in asked if one.is_answered and str(one.person_id) == viewer.identifier],
        )
        found[year.service_id].append(waiting)
    return found


def _submitted(service_ids: Sequence[uuid.UUID]) -> list[Assessment]:
    query = (
        sa.select(Assessment)
        .where(Assessment.service_id.in_(service_ids), Assessment.status == Status.SUBMITTED)
        .order_by(Assessment.starts, Assessment.label, Assessment.id)
    )
    return list(db.session.scalars(query))


def _open_queries(years: Sequence[Assessment]) -> dict[uuid.UUID, list[Query]]:
    """By the year's identifier, what was asked of its version of now and is open."""
    versions = {year.id: year.version for year in years}
    query = _with_all(sa.select(Query)).where(Rating.assessment_id.in_(versions), Query.closed_at.is_(None))
    found: dict[uuid.UUID, list[Query]] = {identifier: [] for identifier in versions}
    for one in db.session.scalars(query.order_by(Standard.position, Query.at, Query.id)):
        if one.assessment_version == versions[one.rating.assessment_id]:
            found[one.rating.assessment_id].append(one)
    return found


def _looked_at(years: Sequence[Assessment], viewer: Doer) -> dict[uuid.UUID, Progress]:
    """By the year's identifier, how far the viewer is with it."""
    ratings = ratings_by_assessment(years)
    query = (
        sa.select(RatingResponse)
        .join(Rating, Rating.id == RatingResponse.rating_id)
        .join(Assessment, Assessment.id == Rating.assessment_id)
        .where(Assessment.id.in_(ratings), *COUNTS)
    )
    said = {one.rating_id for one in db.session.scalars(query) if str(one.person_id) == viewer.identifier}
    return {
        identifier: rules.progress(
            [one.standard.number for one in there], [one.standard.number for one in there if one.id in said]
        )
        for identifier, there in ratings.items()
    }


def managers_of(service: Service) -> list[Person]:
    """Who manages the service and so has the pack back, by name."""
    query = (
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.service_id == service.id, Membership.role == Role.MANAGER, Person.active)
        .order_by(Person.name, Person.email)
    )
    return list(db.session.scalars(query))
