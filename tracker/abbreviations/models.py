"""The table of services' own abbreviations."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.abbreviations.rules import LONGEST_MEANING, LONGEST_SHORT
from tracker.db import Base, Key, at_most, not_blank


class Abbreviation(Base):
    """What ``short`` stands for in a service. It never changes: another meaning is another entry in its place."""

    __tablename__ = "abbreviations"
    __table_args__ = (
        sa.UniqueConstraint("service_id", "short"),
        not_blank("short"),
        at_most("short", LONGEST_SHORT),
        not_blank("meaning"),
        at_most("meaning", LONGEST_MEANING),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"))
    short: Mapped[str] = mapped_column(sa.String(LONGEST_SHORT))
    meaning: Mapped[str] = mapped_column(sa.String(LONGEST_MEANING))
