"""The tables of plans."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Service
from tracker.db import Base, Key, at_most, not_blank, one_of, only
from tracker.plans.rules import ActionState
from tracker.standards.models import Standard


class Plan(Base):
    """An operational delivery plan of one service, with a period of its own."""

    __tablename__ = "plans"
    __table_args__ = (
        sa.UniqueConstraint("service_id", "label"),
        sa.UniqueConstraint("id", "service_id"),
        sa.CheckConstraint("starts < ends", name="starts_before_it_ends"),
        only("label", "0123456789-"),
        not_blank("label"),
        at_most("label", 7),
        not_blank("title"),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"))
    label: Mapped[str] = mapped_column(sa.String(7))
    title: Mapped[str] = mapped_column(sa.String(250))
    starts: Mapped[date]
    ends: Mapped[date]

    service: Mapped[Service] = relationship()


action_standards = sa.Table(
    "action_standards",
    Base.metadata,
    sa.Column("action_id", sa.ForeignKey("actions.id"), primary_key=True),
    sa.Column("standard_id", sa.ForeignKey("standards.id"), primary_key=True, index=True),
)


class Action(Base):
    """One line of a plan. ``version`` counts its saves, so that a stale one is found out.

    What was taken out, at ``deleted_at``, can be put back.
    """

    __tablename__ = "actions"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "position"),
        sa.CheckConstraint("position >= 1", name="position_counts_from_1"),
    )

    id: Mapped[Key]
    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plans.id"))
    position: Mapped[int]
    area: Mapped[str] = mapped_column(sa.Text)
    objective: Mapped[str] = mapped_column(sa.Text)
    who: Mapped[str] = mapped_column(sa.Text)
    timescale: Mapped[str] = mapped_column(sa.Text)
    due: Mapped[date | None]
    completion: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[ActionState] = mapped_column(one_of(ActionState, "state"))
    version: Mapped[int] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    plan: Mapped[Plan] = relationship()
    standards: Mapped[list[Standard]] = relationship(secondary=action_standards, order_by=Standard.position)
    steps: Mapped[list["Step"]] = relationship(
        cascade="all, delete-orphan", order_by="Step.position", collection_class=ordering_list("position", count_from=1)
    )
    outcomes: Mapped[list["Outcome"]] = relationship(
        cascade="all, delete-orphan",
        order_by="Outcome.position",
        collection_class=ordering_list("position", count_from=1),
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own form


class Step(Base):
    """One step of an action."""

    __tablename__ = "steps"
    __table_args__ = (sa.UniqueConstraint("action_id", "position"), not_blank("text"))

    id: Mapped[Key]
    action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("actions.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    text: Mapped[str] = mapped_column(sa.Text)


class Outcome(Base):
    """One outcome that an action is to have."""

    __tablename__ = "outcomes"
    __table_args__ = (sa.UniqueConstraint("action_id", "position"), not_blank("text"))

    id: Mapped[Key]
    action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("actions.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    text: Mapped[str] = mapped_column(sa.Text)
