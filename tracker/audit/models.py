"""The record's tables: entries that nothing changes, and their details, which may be erased."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.audit.rules import INSTALLATION
from tracker.db import Base


class AuditEntry(Base):
    """One thing that somebody did, linked to the one before in its chain. Never changed, never removed.

    ``chain`` is a service's identifier, or ``INSTALLATION``. Triggers refuse to update or delete an entry.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.UniqueConstraint("chain", "number"),
        sa.CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[uuid.UUID]
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    by: Mapped[str] = mapped_column(sa.String(60))
    verb: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    details_digest: Mapped[str] = mapped_column(sa.String(64))
    previous: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))

    kept: Mapped["AuditDetails | None"] = relationship(lazy="joined")

    @property
    def service_id(self) -> uuid.UUID | None:
        """The service in which it was done; nothing where it belongs to none."""
        return None if self.chain == INSTALLATION else self.chain

    @property
    def details(self) -> dict[str, Any]:
        """What it tells of the change; nothing where that was erased."""
        return self.kept.details if self.kept else {}

    @property
    def address(self) -> str | None:
        """Where it was done from; nothing where that was erased, and for commands."""
        return self.kept.address if self.kept else None


class AuditDetails(Base):
    """What an entry tells of its change. A trigger refuses to update them; they may be erased, with their salt."""

    __tablename__ = "audit_details"

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_entries.id"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    address: Mapped[str | None] = mapped_column(sa.String(45))
