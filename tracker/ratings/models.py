"""The table of who has a standard's page open."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person
from tracker.db import Base, Moment


class Presence(Base):
    """Somebody who has the page of a rating open, or had it at ``seen_at``."""

    __tablename__ = "presences"

    rating_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ratings.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), primary_key=True, index=True)
    seen_at: Mapped[Moment]

    person: Mapped[Person] = relationship(lazy="joined")
