"""The tables of meetings."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Service
from tracker.accounts.rules import Constituency
from tracker.assessments.models import Assessment, Rating
from tracker.db import Base, Key, Moment, at_most, not_blank, one_of
from tracker.meetings import rules
from tracker.meetings.rules import Decision, Presence
from tracker.plans.models import Action, Plan


class Meeting(Base):
    """A meeting of a service's advisory group. ``version`` counts its saves, so that a stale one is found out.

    It is about one self-assessment in one version, or about none. Once something is decided, at ``decided_at``, nothing
    of it changes any more but what became of what was asked of the plan. ``reason`` says why a self-assessment was sent
    back, ``quorum`` by which rule there was one when it was ratified; both are empty otherwise.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        sa.ForeignKeyConstraint(["assessment_id", "service_id"], ["assessments.id", "assessments.service_id"]),
        sa.CheckConstraint("(assessment_id IS NULL) = (assessment_version IS NULL)", name="of_a_version"),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at_a_time"),
        sa.CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        sa.CheckConstraint("decision IS NULL OR assessment_id IS NOT NULL", name="decided_about_something"),
        not_blank("place"),
        at_most("place", rules.PLACE_AT_MOST),
        at_most("minute_reference", rules.REFERENCE_AT_MOST),
        at_most("words", rules.TEXT_AT_MOST),
        at_most("reason", rules.TEXT_AT_MOST),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), index=True)
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    assessment_version: Mapped[int | None]
    held_on: Mapped[date]
    is_online: Mapped[bool]
    place: Mapped[str] = mapped_column(sa.String(rules.PLACE_AT_MOST))
    minute_reference: Mapped[str] = mapped_column(sa.String(rules.REFERENCE_AT_MOST), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    opened_by: Mapped[str] = mapped_column(sa.String(60))
    opened_at: Mapped[Moment]
    decision: Mapped[Decision | None] = mapped_column(one_of(Decision, "decision"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    quorum: Mapped[str] = mapped_column(sa.Text, default="")
    decided_by: Mapped[str | None] = mapped_column(sa.String(60))
    decided_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    version: Mapped[int] = mapped_column()

    service: Mapped[Service] = relationship(foreign_keys=[service_id])
    assessment: Mapped[Assessment | None] = relationship(
        foreign_keys=[assessment_id], primaryjoin=Assessment.id == assessment_id
    )
    attendance: Mapped[list["Attendance"]] = relationship(
        cascade="all, delete-orphan", order_by="Attendance.name, Attendance.id"
    )
    points: Mapped[list["Point"]] = relationship(back_populates="meeting", cascade="all, delete-orphan")
    dissents: Mapped[list["Dissent"]] = relationship(cascade="all, delete-orphan", order_by="Dissent.name")
    plan_review: Mapped["PlanReview | None"] = relationship(back_populates="meeting", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own form

    @property
    def is_decided(self) -> bool:
        """Whether something was decided; where it was, the record is closed."""
        return self.decision is not None

    @property
    def about(self) -> str:
        """The label of the self-assessment that it is about, with the version from the second on; empty for none."""
        if self.assessment is None:
            return ""
        later = f", version {self.assessment_version}" if (self.assessment_version or 1) > 1 else ""
        return f"{self.assessment.label}{later}"

    def with_presence(self, presence: Presence) -> list["Attendance"]:
        """Those who took part so, by name."""
        return [one for one in self.attendance if one.presence is presence]

    @property
    def present(self) -> list["Attendance"]:
        """The members who were there."""
        return self.with_presence(Presence.PRESENT)

    @property
    def apologies(self) -> list["Attendance"]:
        """The members who sent apologies."""
        return self.with_presence(Presence.APOLOGIES)

    @property
    def guests(self) -> list["Attendance"]:
        """Who was there and is no member."""
        return self.with_presence(Presence.GUEST)


class Attendance(Base):
    """That somebody was there or sent apologies: a member as they were known then, or a guest.

    ``interest`` is what they declared; empty for nothing.
    """

    __tablename__ = "attendances"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "person_id"),
        not_blank("name"),
        at_most("name", rules.NAME_AT_MOST),
        at_most("interest", rules.TEXT_AT_MOST),
        sa.CheckConstraint("(presence = 'guest') = (person_id IS NULL)", name="only_guests_are_no_members"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meetings.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(rules.NAME_AT_MOST))
    constituency: Mapped[Constituency | None] = mapped_column(one_of(Constituency, "constituency"))
    presence: Mapped[Presence] = mapped_column(one_of(Presence, "presence"))
    interest: Mapped[str] = mapped_column(sa.Text, default="")


class Point(Base):
    """What the meeting says to one rating: an exception, or why it was sent back."""

    __tablename__ = "meeting_points"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "rating_id"),
        not_blank("text"),
        at_most("text", rules.TEXT_AT_MOST),
    )

    id: Mapped[Key]
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meetings.id"))
    rating_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ratings.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)

    meeting: Mapped[Meeting] = relationship(back_populates="points")
    rating: Mapped[Rating] = relationship()


class Dissent(Base):
    """What somebody who was there and did not agree said, in their own words."""

    __tablename__ = "dissents"
    __table_args__ = (
        not_blank("name"),
        at_most("name", rules.NAME_AT_MOST),
        not_blank("text"),
        at_most("text", rules.TEXT_AT_MOST),
    )

    id: Mapped[Key]
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meetings.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(rules.NAME_AT_MOST))
    text: Mapped[str] = mapped_column(sa.Text)


class PlanReview(Base):
    """That a meeting looked at a plan: ``as_stood`` is the plan as it stood then, as canonical JSON."""

    __tablename__ = "plan_reviews"
    __table_args__ = (sa.UniqueConstraint("meeting_id"), at_most("words", rules.TEXT_AT_MOST))

    id: Mapped[Key]
    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meetings.id"))
    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    as_stood: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[Moment]
    by: Mapped[str] = mapped_column(sa.String(60))

    meeting: Mapped[Meeting] = relationship(back_populates="plan_review")
    plan: Mapped[Plan] = relationship()
    requests: Mapped[list["PlanRequest"]] = relationship(cascade="all, delete-orphan", order_by="PlanRequest.position")


class PlanRequest(Base):
    """A change to the plan that the meeting asked for, of one action or of the whole, and what became of it."""

    __tablename__ = "plan_requests"
    __table_args__ = (
        sa.UniqueConstraint("review_id", "position"),
        sa.CheckConstraint("position >= 1", name="position_counts_from_1"),
        not_blank("text"),
        at_most("text", rules.TEXT_AT_MOST),
        at_most("became", rules.TEXT_AT_MOST),
        sa.CheckConstraint("(became_at IS NULL) = (became_by IS NULL)", name="said_by_somebody"),
    )

    id: Mapped[Key]
    review_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_reviews.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    action_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("actions.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    became: Mapped[str] = mapped_column(sa.Text, default="")
    became_by: Mapped[str | None] = mapped_column(sa.String(60))
    became_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    action: Mapped[Action | None] = relationship()
