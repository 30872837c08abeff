"""The tables of assessments."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Service
from tracker.accounts.rules import Period
from tracker.assessments import rules
from tracker.assessments.rules import AGREED, EDITED, Status
from tracker.db import Base, Key, at_most, not_blank, one_of, only
from tracker.evidence.models import Evidence
from tracker.plans.models import Plan
from tracker.standards.models import Framework, FrameworkRating, Standard


class Assessment(Base):
    """One service's self-assessment for one period.

    ``as_at`` is the day as at which it speaks; ``service_name`` what the service was called then. Its plan is one of
    the same service. ``version`` counts from 1: each correction after ratification is the next, with the reason for it.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        sa.UniqueConstraint("service_id", "framework_id", "label"),
        sa.UniqueConstraint("id", "framework_id"),
        sa.Index(None, "id", "service_id", unique=True),  # an index: SQLite adds one without making the table anew
        sa.ForeignKeyConstraint(["plan_id", "service_id"], ["plans.id", "plans.service_id"]),
        sa.CheckConstraint("starts < ends", name="starts_before_it_ends"),
        only("label", "0123456789-"),
        not_blank("label"),
        at_most("label", 7),
        not_blank("service_name"),
        sa.CheckConstraint("(submitted_at IS NULL) = (submitted_by IS NULL)", name="submitted_by_somebody"),
        sa.CheckConstraint("(submitted_at IS NULL) = (status = 'draft')", name="only_draft_not_submitted"),
        sa.CheckConstraint("version >= 1", name="version_counts_from_1"),
        sa.CheckConstraint("(version = 1) = (correction_reason IS NULL)", name="correction_has_reason"),
        not_blank("correction_reason"),
        at_most("correction_reason", rules.REASON_AT_MOST),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"))
    framework_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("frameworks.id"))
    plan_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    label: Mapped[str] = mapped_column(sa.String(7))
    starts: Mapped[date]
    ends: Mapped[date]
    as_at: Mapped[date]
    service_name: Mapped[str] = mapped_column(sa.String(200))
    status: Mapped[Status] = mapped_column(one_of(Status, "status"), default=Status.DRAFT)
    submitted_by: Mapped[str | None] = mapped_column(sa.String(60))
    submitted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    version: Mapped[int] = mapped_column(default=1)
    correction_reason: Mapped[str | None] = mapped_column(sa.Text)

    service: Mapped[Service] = relationship()
    framework: Mapped[Framework] = relationship()
    plan: Mapped[Plan | None] = relationship(foreign_keys=[plan_id], primaryjoin=Plan.id == plan_id)

    @property
    def period(self) -> Period:
        """The period that it is of."""
        return Period(self.label, self.starts, self.ends)

    @property
    def is_edited(self) -> bool:
        """Whether it is worked on; where it is not, its ratings, notes and evidence are closed."""
        return self.status in EDITED

    @property
    def is_under_review(self) -> bool:
        """Whether the advisory group is asked about it now."""
        return self.status is Status.SUBMITTED

    @property
    def is_agreed(self) -> bool:
        """Whether the group has ratified it as it is, with exceptions or without."""
        return self.status in AGREED


class Rating(Base):
    """The code given to one standard in one assessment, or none yet, with its notes in the small text format.

    The database sees to it that the standard and the code are of the assessment's framework. ``version`` counts the
    saves, so that a stale one is found out. ``carried_from`` is the label of the assessment that its text was carried
    from, until somebody has looked at it and confirmed, edited or cleared it. ``no_action_reason`` says why the plan
    has no action for it, where the code calls for one; from the day ``no_action_until`` on, where that is there, it is
    asked again.
    """

    __tablename__ = "ratings"
    __table_args__ = (
        sa.UniqueConstraint("assessment_id", "standard_id"),
        sa.Index(None, "id", "assessment_id", unique=True),
        sa.ForeignKeyConstraint(["assessment_id", "framework_id"], ["assessments.id", "assessments.framework_id"]),
        sa.ForeignKeyConstraint(["standard_id", "framework_id"], ["standards.id", "standards.framework_id"]),
        sa.ForeignKeyConstraint(["framework_id", "code"], ["framework_ratings.framework_id", "framework_ratings.code"]),
        not_blank("no_action_reason"),
        at_most("no_action_reason", rules.REASON_AT_MOST),
        sa.CheckConstraint(
            "no_action_until IS NULL OR no_action_reason IS NOT NULL", name="no_action_until_has_reason"
        ),
    )

    id: Mapped[Key]
    assessment_id: Mapped[uuid.UUID]
    framework_id: Mapped[uuid.UUID]
    standard_id: Mapped[uuid.UUID]
    code: Mapped[str | None] = mapped_column(sa.String(10))
    notes: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column()
    carried_from: Mapped[str | None] = mapped_column(sa.String(7))
    no_action_reason: Mapped[str | None] = mapped_column(sa.Text)
    no_action_until: Mapped[date | None]

    assessment: Mapped[Assessment] = relationship(
        foreign_keys="Rating.assessment_id", primaryjoin="Rating.assessment_id == Assessment.id"
    )
    standard: Mapped[Standard] = relationship(
        foreign_keys="Rating.standard_id", primaryjoin="Rating.standard_id == Standard.id"
    )
    entry: Mapped[FrameworkRating | None] = relationship(
        viewonly=True,
        foreign_keys="[Rating.framework_id, Rating.code]",
        primaryjoin=("and_(Rating.framework_id == FrameworkRating.framework_id, Rating.code == FrameworkRating.code)"),
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own form

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it says what an earlier year said, and nobody has looked at it yet."""
        return self.carried_from is not None


class RatingEvidence(Base):
    """An item of evidence that backs a rating.

    The database sees to it that the item is of the service whose rating it is, and that none goes that is used. What
    was only taken out of the library stays here, and backs again once it is put back.
    """

    __tablename__ = "rating_evidence"
    __table_args__ = (
        sa.ForeignKeyConstraint(["rating_id", "assessment_id"], ["ratings.id", "ratings.assessment_id"]),
        sa.ForeignKeyConstraint(["assessment_id", "service_id"], ["assessments.id", "assessments.service_id"]),
        sa.ForeignKeyConstraint(
            ["evidence_id", "service_id"],
            ["evidence.id", "evidence.service_id"],
            name="fk_rating_evidence_keeps_what_is_used",
            ondelete="RESTRICT",
        ),
    )

    rating_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    evidence_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(index=True)
    service_id: Mapped[uuid.UUID]

    rating: Mapped[Rating] = relationship(viewonly=True, foreign_keys=[rating_id], primaryjoin=Rating.id == rating_id)
    item: Mapped[Evidence] = relationship(
        viewonly=True, foreign_keys=[evidence_id], primaryjoin=Evidence.id == evidence_id
    )
