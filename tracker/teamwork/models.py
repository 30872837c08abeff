"""The tables of what a team agrees among itself about a rating."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import fingerprint
from tracker.assessments.models import Rating
from tracker.db import Base, Key, Moment, at_most, not_blank, one_of
from tracker.teamwork import rules
from tracker.teamwork.rules import Ending


class Assignment(Base):
    """That somebody is asked to draft a standard: one open one at most for each rating.

    ``words`` say what is asked, and may be empty. What is done waits for a manager who has seen it.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        sa.Index(
            "ix_assignments_one_open",
            "rating_id",
            unique=True,
            sqlite_where=sa.text("ending IS NULL"),
            postgresql_where=sa.text("ending IS NULL"),
        ),
        at_most("words", rules.WORDS_AT_MOST),
        sa.CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="ended_at_a_time"),
        sa.CheckConstraint("(ending IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_by_somebody"),
        sa.CheckConstraint(
            "seen_at IS NULL OR (ending IS NOT NULL AND ending = 'done')",
            name="only_done_is_seen",
        ),
    )

    id: Mapped[Key]
    rating_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ratings.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    due: Mapped[date | None]
    words: Mapped[str] = mapped_column(sa.String(rules.WORDS_AT_MOST))
    asked_by: Mapped[str] = mapped_column(sa.String(60))
    asked_at: Mapped[Moment]
    ending: Mapped[Ending | None] = mapped_column(one_of(Ending, "ending"))
    ended_by: Mapped[str | None] = mapped_column(sa.String(60))
    ended_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    seen_by: Mapped[str | None] = mapped_column(sa.String(60))
    seen_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    rating: Mapped[Rating] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.ending is None

    @property
    def sign(self) -> str:
        """What it is and how it stands, as a short sign."""
        return fingerprint(str(self.id), self.ending)

    @property
    def is_in_team(self) -> bool:
        """Whether the person can still do it: somebody who lost their role or account cannot."""
        roles = self.person.roles_in(self.rating.assessment.service_id)
        return rules.is_in_team(self.person.active, roles)

    @property
    def is_overdue(self) -> bool:
        """Whether it is still to be done, and its day has passed."""
        return self.is_open and rules.is_overdue(self.due, clock.today())

    @property
    def who(self) -> str:
        """The person's name, and whether they are gone."""
        return self.person.name if self.is_in_team else f"{self.person.name} (no longer in the team)"


class Remark(Base):
    """What one of the team says to the others about a rating, in the small text format. Never edited.

    What its author took out, at ``deleted_at``, they can put back.
    """

    __tablename__ = "remarks"
    __table_args__ = (
        not_blank("text"),
        at_most("text", rules.REMARK_AT_MOST),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
    )

    id: Mapped[Key]
    rating_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ratings.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[Moment]
    closed_by: Mapped[str | None] = mapped_column(sa.String(60))
    closed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    deleted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    rating: Mapped[Rating] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.closed_at is None and self.deleted_at is None
