"""The table of ratings that are to be looked at again."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Key, Moment
from tracker.plans.models import Action
from tracker.standards.models import Standard


class LookAgain(Base):
    """That a standard's rating is to be looked at again, since an action that served it is complete.

    It waits for the rating in an assessment that is worked on, this year's or the next, until somebody has looked.
    Where whoever was asked said no, it was looked at in that moment. Reopening the action withdraws the answer.
    """

    __tablename__ = "looks_again"
    __table_args__ = (
        sa.UniqueConstraint("action_id", "standard_id"),
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by IS NULL)", name="looked_by_somebody"),
    )

    id: Mapped[Key]
    action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("actions.id"))
    standard_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    asked_by: Mapped[str] = mapped_column(sa.String(60))
    asked_at: Mapped[Moment]
    looked_by: Mapped[str | None] = mapped_column(sa.String(60))
    looked_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    action: Mapped[Action] = relationship()
    standard: Mapped[Standard] = relationship()

    @property
    def is_wanted(self) -> bool:
        """Whether another look was asked for."""
        return self.looked_at != self.asked_at
