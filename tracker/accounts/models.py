"""The tables of services."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, Key, at_most, not_blank, only

ADDRESS = "abcdefghijklmnopqrstuvwxyz0123456789-"


class Service(Base):
    """One SENDIASS. ``year_starts`` is the month, 1 to 12, in which its own year begins."""

    __tablename__ = "services"
    __table_args__ = (
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("year_starts BETWEEN 1 AND 12", name="year_starts_is_month"),
        only("slug", ADDRESS),
        not_blank("slug"),
        at_most("slug", 60),
        not_blank("name"),
        at_most("name", 200),
        not_blank("advisory_body"),
        at_most("advisory_body", 200),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(sa.String(200))
    slug: Mapped[str] = mapped_column(sa.String(60))
    year_starts: Mapped[int] = mapped_column(sa.SmallInteger)
    advisory_body: Mapped[str] = mapped_column(sa.String(200))
