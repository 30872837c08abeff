"""The tables of what the advisory group says to ratings, and of its queries and their answers."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person
from tracker.assessments.models import Rating
from tracker.db import Base, Key, Moment, at_most, in_utc, not_blank, one_of
from tracker.review import rules
from tracker.review.rules import Response


class RatingResponse(Base):
    """What a member says to a rating: one for each version of the self-assessment.

    ``rating_version`` is that of the rating as they saw it: where it is another now, they have not seen what stands
    there. ``by_link`` says that it came through a link, without an account.
    """

    __tablename__ = "responses"
    __table_args__ = (sa.UniqueConstraint("rating_id", "person_id", "assessment_version"),)

    id: Mapped[Key]
    rating_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ratings.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    assessment_version: Mapped[int]
    rating_version: Mapped[int]
    response: Mapped[Response] = mapped_column(one_of(Response, "response"))
    by_link: Mapped[bool]
    at: Mapped[Moment]

    rating: Mapped[Rating] = relationship()
    person: Mapped[Person] = relationship()


class Query(Base):
    """What a member asks of a rating, in the small text format. Open until its author or the chair closes it.

    ``assessment_version`` is the version of the self-assessment that it was asked of, and ``by_link`` as above.
    ``opened_at`` is when it was asked or, later, opened again.
    """

    __tablename__ = "queries"
    __table_args__ = (
        not_blank("text"),
        at_most("text", rules.TEXT_AT_MOST),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
    )

    id: Mapped[Key]
    rating_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ratings.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    assessment_version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    by_link: Mapped[bool]
    at: Mapped[Moment]
    opened_at: Mapped[Moment]
    closed_by: Mapped[str | None] = mapped_column(sa.String(60))
    closed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    rating: Mapped[Rating] = relationship()
    person: Mapped[Person] = relationship()
    answers: Mapped[list["QueryAnswer"]] = relationship(back_populates="query", order_by="QueryAnswer.at")

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer, or for somebody to say that it is answered."""
        return self.closed_at is None

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer since it was asked or opened again."""
        return any(in_utc(answer.at) >= in_utc(self.opened_at) for answer in self.answers)


class QueryAnswer(Base):
    """What a manager answers to a query, in the small text format. Never edited."""

    __tablename__ = "query_answers"
    __table_args__ = (not_blank("text"), at_most("text", rules.TEXT_AT_MOST))

    id: Mapped[Key]
    query_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("queries.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[Moment]

    query: Mapped[Query] = relationship(back_populates="answers")
