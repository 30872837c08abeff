"""The table of spreadsheets that were sent."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.db import Base, Key, Moment, not_blank, only
from tracker.plans.models import Plan


class PlanSheet(Base):
    """A spreadsheet that was sent for a plan; it waits until somebody has looked at it and saved it, or grows old.

    It is for ``plan``, or for a new one with this ``label``, from its first to its last day. ``grid`` has as JSON what
    was read in it, so that it need not be read again.
    """

    __tablename__ = "plan_sheets"
    __table_args__ = (
        not_blank("name"),
        not_blank("label"),
        only("label", "0123456789-"),
        sa.CheckConstraint("starts < ends", name="starts_before_it_ends"),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), index=True)
    plan_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    label: Mapped[str] = mapped_column(sa.String(7))
    starts: Mapped[date]
    ends: Mapped[date]
    at: Mapped[Moment]
    name: Mapped[str] = mapped_column(sa.String(255))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    grid: Mapped[str] = mapped_column(sa.Text, deferred=True)
    saved_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    plan: Mapped[Plan | None] = relationship()

    @property
    def saved_on(self) -> date | None:
        """The day on which it was saved, if it was."""
        return clock.day_of(self.saved_at) if self.saved_at else None
