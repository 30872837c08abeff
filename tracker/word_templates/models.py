"""The table of Word templates."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts.rules import fingerprint
from tracker.db import Base, Key, Moment, not_blank


class WordTemplate(Base):
    """A service's template, as it was sent. ``styles`` has the identifiers of those that are taken for ours."""

    __tablename__ = "word_templates"
    __table_args__ = (sa.UniqueConstraint("service_id"), not_blank("name"))

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"))
    at: Mapped[Moment]
    name: Mapped[str] = mapped_column(sa.String(255))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    styles: Mapped[dict[str, str]] = mapped_column(sa.JSON)

    @property
    def fingerprint(self) -> str:
        """What it is and which styles are taken of it, as a short sign."""
        return fingerprint(self.id, sorted(self.styles.items()))
