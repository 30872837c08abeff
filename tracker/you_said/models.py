"""The table of *You said, we did*."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Service
from tracker.db import Base, Key, at_most, not_blank
from tracker.evidence.models import Evidence
from tracker.plans.models import Action
from tracker.you_said import rules

AT_MOST = 2_000


class YouSaid(Base):
    """One line: what families ``said`` (the feedback that it is from), what was done (the action), what came of it.

    Only a line that is ``chosen`` is shown to others. ``version`` counts its saves.
    """

    __tablename__ = "you_said"
    __table_args__ = (
        sa.UniqueConstraint("service_id", "position"),
        sa.ForeignKeyConstraint(["evidence_id", "service_id"], ["evidence.id", "evidence.service_id"]),
        not_blank("said"),
        at_most("said", AT_MOST),
        at_most("did", AT_MOST),
        at_most("came_of_it", AT_MOST),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"))
    position: Mapped[int]
    evidence_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    action_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("actions.id"), index=True)
    said: Mapped[str] = mapped_column(sa.Text)
    did: Mapped[str] = mapped_column(sa.Text)
    came_of_it: Mapped[str] = mapped_column(sa.Text)
    chosen: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    service: Mapped[Service] = relationship()
    evidence: Mapped[Evidence | None] = relationship(
        viewonly=True, foreign_keys=[evidence_id], primaryjoin=Evidence.id == evidence_id
    )
    action: Mapped[Action | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own form

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What it says, text by text, each under its heading."""
        return rules.parts(self.said, self.did, self.came_of_it)
