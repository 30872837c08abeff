"""The table of documents that wait for a look."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, Key, Moment, not_blank, only


class Upload(Base):
    """A Word file that was sent for the period ``label``, until it is saved as an assessment or grows old."""

    __tablename__ = "uploads"
    __table_args__ = (not_blank("name"), not_blank("label"), only("label", "0123456789-"))

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), index=True)
    at: Mapped[Moment]
    name: Mapped[str] = mapped_column(sa.String(255))
    label: Mapped[str] = mapped_column(sa.String(7))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
