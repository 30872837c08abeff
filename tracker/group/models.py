"""The table of what makes a quorum."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base


class QuorumRule(Base):
    """How many members make a quorum of a service's advisory group, and for whom some of them must speak."""

    __tablename__ = "quorums"
    __table_args__ = (sa.CheckConstraint("members >= 1", name="members_at_least_one"),)

    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), primary_key=True)
    members: Mapped[int] = mapped_column(sa.SmallInteger)
    constituencies: Mapped[list[Any]] = mapped_column(sa.JSON)
