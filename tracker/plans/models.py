"""The tables of plans."""

import uuid
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import fingerprint
from tracker.db import Base, Key, Number, at_most, not_blank, one_of, only
from tracker.phrases import Calendar
from tracker.plans import rules
from tracker.plans.rules import ActionState, OutcomeResult, Rag, Standing
from tracker.richtext import paragraphs, parse
from tracker.standards.models import Standard

followed_plans = sa.Table(
    "followed_plans",
    Base.metadata,
    sa.Column("plan_id", sa.ForeignKey("plans.id"), primary_key=True),
    sa.Column("by_id", sa.ForeignKey("plans.id"), unique=True, nullable=False),
)


class Plan(Base):
    """An operational delivery plan of one service, with a period of its own.

    Once a later plan, ``followed_by``, took over what it left unfinished, at ``closed_at``, it stays as it is.
    """

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
    closed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    service: Mapped[Service] = relationship()
    followed_by: Mapped["Plan | None"] = relationship(
        secondary=followed_plans,
        primaryjoin=lambda: Plan.id == followed_plans.c.plan_id,
        secondaryjoin=lambda: Plan.id == followed_plans.c.by_id,
    )

    @property
    def is_closed(self) -> bool:
        """Whether it stays as it is."""
        return self.closed_at is not None

    def looked_at_on(self, today: date) -> date:
        """The day as at which it is shown: ``today``, or once it is closed the day on which that was."""
        return clock.day_of(self.closed_at) if self.closed_at else today

    def insist_open(self) -> None:
        """Raise ``Conflict`` where it is closed."""
        rules.insist_open(self.label, self.closed_at, self.followed_by.label if self.followed_by else None)


action_standards = sa.Table(
    "action_standards",
    Base.metadata,
    sa.Column("action_id", sa.ForeignKey("actions.id"), primary_key=True),
    sa.Column("standard_id", sa.ForeignKey("standards.id"), primary_key=True, index=True),
)

carried_actions = sa.Table(
    "carried_actions",
    Base.metadata,
    sa.Column("action_id", sa.ForeignKey("actions.id"), primary_key=True),
    sa.Column("from_id", sa.ForeignKey("actions.id"), unique=True, nullable=False),
)


class Action(Base):
    """One line of a plan. ``version`` counts its saves, so that a stale one is found out.

    What was taken out, at ``deleted_at``, can be put back. ``due`` is what its timescale stands for, by the service's
    terms, unless ``due_corrected``: somebody set it, or it is counted from the first day of an earlier plan. ``rag``
    is how a manager says that it stands, with the reason, where that is not how it is worked out. ``carried_from`` is
    the unfinished action of an earlier plan that it goes on with.
    """

    __tablename__ = "actions"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "position"),
        sa.CheckConstraint("position >= 1", name="position_counts_from_1"),
        sa.CheckConstraint("(rag IS NULL) = (rag_reason IS NULL)", name="rag_has_reason"),
        not_blank("rag_reason"),
        at_most("rag_reason", rules.REASON_AT_MOST),
    )

    id: Mapped[Key]
    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plans.id"))
    position: Mapped[int]
    area: Mapped[str] = mapped_column(sa.Text)
    objective: Mapped[str] = mapped_column(sa.Text)
    who: Mapped[str] = mapped_column(sa.Text)
    timescale: Mapped[str] = mapped_column(sa.Text)
    due: Mapped[date | None]
    due_corrected: Mapped[bool] = mapped_column(default=False)
    completion: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[ActionState] = mapped_column(one_of(ActionState, "state"))
    rag: Mapped[Rag | None] = mapped_column(one_of(Rag, "rag"))
    rag_reason: Mapped[str | None] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    plan: Mapped[Plan] = relationship()
    carried_from: Mapped["Action | None"] = relationship(
        secondary=carried_actions,
        primaryjoin=lambda: Action.id == carried_actions.c.action_id,
        secondaryjoin=lambda: Action.id == carried_actions.c.from_id,
    )
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

    @property
    def named(self) -> str:
        """What to call it: its task objective in plain words, else its area of work."""
        return " ".join(paragraphs(parse(self.objective))) or " ".join(self.area.split()) or f"Action {self.position}"

    def standing(self, today: date) -> Standing:
        """How it stands on that day, and why; one of a closed plan stands as on the day on which that was closed."""
        plan = self.plan
        calendar = Calendar(plan.service.year_starts, plan_starts=plan.starts, plan_ends=plan.ends)
        said = (self.state, self.due, self.timescale, self.rag, self.rag_reason)
        return rules.standing(*said, today=plan.looked_at_on(today), calendar=calendar)


class Step(Base):
    """One step of an action; once it is done, on which day, and ``done_by`` whom who ticked it is known."""

    __tablename__ = "steps"
    __table_args__ = (
        sa.UniqueConstraint("action_id", "position"),
        sa.CheckConstraint("(done_on IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
        not_blank("text"),
    )

    id: Mapped[Key]
    action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("actions.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    text: Mapped[str] = mapped_column(sa.Text)
    done_on: Mapped[date | None]
    done_by: Mapped[str | None] = mapped_column(sa.String(60))

    @property
    def mark(self) -> str:
        """That it was ticked, as a short sign; empty where it was not."""
        return fingerprint(str(self.id), self.done_on) if self.done_on else ""


class Outcome(Base):
    """One outcome that an action is to have; what came of it, in a word and a sentence.

    ``target`` is the improvement target (standard 1.8) where it has one, ``reached`` the figure that was reached.
    """

    __tablename__ = "outcomes"
    __table_args__ = (sa.UniqueConstraint("action_id", "position"), not_blank("text"))

    id: Mapped[Key]
    action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("actions.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    text: Mapped[str] = mapped_column(sa.Text)
    result: Mapped[OutcomeResult | None] = mapped_column(one_of(OutcomeResult, "result"))
    sentence: Mapped[str] = mapped_column(sa.Text, default="")
    target: Mapped[Decimal | None] = mapped_column(Number)
    reached: Mapped[Decimal | None] = mapped_column(Number)

    @property
    def mark(self) -> str:
        """What is said of what came of it, as a short sign; empty where nothing is."""
        said = (self.result or "", self.sentence, self.target, self.reached)
        return fingerprint(str(self.id), *said) if any(one not in {"", None} for one in said) else ""


class TermDay(Base):
    """The last day of a season or a school term as a service means it; of one that ends in the year after, that."""

    __tablename__ = "term_days"
    __table_args__ = (
        sa.CheckConstraint("month BETWEEN 1 AND 12", name="month_of_year"),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name="day_of_month"),
    )

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), primary_key=True)
    term: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    month: Mapped[int] = mapped_column(sa.SmallInteger)
    day: Mapped[int] = mapped_column(sa.SmallInteger)
    next_year: Mapped[bool] = mapped_column(default=False)
