"""The table of private addresses of calendars."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person, Service
from tracker.db import Base, Key, Moment


class Feed(Base):
    """A calendar at a private address of a person: of their own actions, or of all of a service's.

    Only the hash of its token is kept. It ends when it is revoked, and with the person's role in the service.
    """

    __tablename__ = "feeds"
    __table_args__ = (sa.UniqueConstraint("token_sha256"),)

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    service_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("services.id"))
    token_sha256: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    person: Mapped[Person] = relationship()
    service: Mapped[Service | None] = relationship()
