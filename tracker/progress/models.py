"""The table of what is noted about an action as it goes on."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Key, Moment, at_most, not_blank
from tracker.plans.models import Action
from tracker.progress.rules import NOTE_AT_MOST


class ProgressNote(Base):
    """What was done about an action on a day, in the small text format. What its author took out they can put back."""

    __tablename__ = "progress_notes"
    __table_args__ = (not_blank("text"), at_most("text", NOTE_AT_MOST))

    id: Mapped[Key]
    action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("actions.id"), index=True)
    day: Mapped[date]
    text: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[Moment]
    deleted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    action: Mapped[Action] = relationship()
