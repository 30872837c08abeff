"""The table of links to the review pack."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person
from tracker.assessments.models import Assessment
from tracker.db import Base, Key, Moment, only


class ReviewLink(Base):
    """A link that opens one review pack to one person until it expires or is revoked. Only its token's hash is kept."""

    __tablename__ = "review_links"
    __table_args__ = (
        sa.UniqueConstraint("token_sha256"),
        only("token_sha256", "0123456789abcdef"),
        sa.CheckConstraint("length(token_sha256) = 64", name="token_is_hashed"),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked_by_somebody"),
    )

    id: Mapped[Key]
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessments.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(sa.String(64))
    made_by: Mapped[str] = mapped_column(sa.String(60))
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    opened_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    revoked_by: Mapped[str | None] = mapped_column(sa.String(60))
    revoked_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    assessment: Mapped[Assessment] = relationship()
    person: Mapped[Person] = relationship()
