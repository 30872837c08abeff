"""The table of documents that were sent."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.assessments.models import Assessment
from tracker.db import Base, Key, Moment, not_blank, only
from tracker.imports.rules import Summary


class Upload(Base):
    """A Word file that was sent for the period ``label``; it waits until it is saved as an assessment or grows old.

    ``label`` is ``None`` until somebody says it, where the document does not; ``summary`` is what the list says of it.
    ``content`` is the ``.docx`` that is read; ``original`` the file as it was sent, where that was of another kind.
    Once it is saved, ``reading`` has as JSON what was read and what was saved of it.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        not_blank("name"),
        not_blank("label"),
        only("label", "0123456789-"),
        sa.CheckConstraint(
            "(saved_at IS NULL) = (assessment_id IS NULL) AND (saved_at IS NULL) = (reading IS NULL)",
            name="saved_whole",
        ),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), index=True)
    at: Mapped[Moment]
    name: Mapped[str] = mapped_column(sa.String(255))
    label: Mapped[str | None] = mapped_column(sa.String(7))
    summary: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    original: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    saved_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("assessments.id"), index=True)
    reading: Mapped[str | None] = mapped_column(sa.Text, deferred=True)

    assessment: Mapped[Assessment | None] = relationship()

    @property
    def summed(self) -> Summary | None:
        """What was read, in short; ``None`` of what an earlier version of the program kept."""
        return Summary(**self.summary) if self.summary else None

    @property
    def as_sent(self) -> bytes:
        """The file as it was sent."""
        return self.content if self.original is None else self.original

    @property
    def saved_on(self) -> date | None:
        """The day on which it was saved, if it was."""
        return clock.day_of(self.saved_at) if self.saved_at else None
