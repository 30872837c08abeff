"""The tables of weekly letters: who wants none, and what was sent."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person
from tracker.db import Base, Key, Moment


class NoDigest(Base):
    """That somebody wants no weekly letter."""

    __tablename__ = "no_digests"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), primary_key=True)
    at: Mapped[Moment]


class Digest(Base):
    """A letter to somebody for the week that begins on ``week``, a Monday: one at most.

    ``claimed_at`` is when somebody last began to send it, ``sent_at`` when the mail server took it, ``fault`` why it
    did not.
    """

    __tablename__ = "digests"
    __table_args__ = (sa.UniqueConstraint("person_id", "week"),)

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"))
    week: Mapped[date]
    claimed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    fault: Mapped[str | None] = mapped_column(sa.Text)

    person: Mapped[Person] = relationship()
