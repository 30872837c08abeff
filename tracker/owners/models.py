"""The table of which names in plans are whose."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person
from tracker.db import Base, not_blank


class OwnerMatch(Base):
    """Whose a name in the plans of a service is; ``key`` is what the same name, written otherwise, has in common."""

    __tablename__ = "owner_matches"
    __table_args__ = (not_blank("key"),)

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(500), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)

    person: Mapped[Person] = relationship()
