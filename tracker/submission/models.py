"""The table of wording that may be published although it may name somebody."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, Key, Moment, not_blank, only

ONE_PLACE = (
    "CASE WHEN rating_id IS NULL THEN 0 ELSE 1 END + CASE WHEN action_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN evidence_id IS NULL THEN 0 ELSE 1 END = 1"
)


class KeptWording(Base):
    """That a manager let words of a rating, an action or an item of evidence through.

    ``words`` is their hash: the words themselves stand in one place only, and changed words are asked about again.
    """

    __tablename__ = "wordings_kept"
    __table_args__ = (
        sa.UniqueConstraint("rating_id", "kind", "words"),
        sa.UniqueConstraint("action_id", "kind", "words"),
        sa.UniqueConstraint("evidence_id", "kind", "words"),
        sa.CheckConstraint(ONE_PLACE, name="one_place"),
        sa.CheckConstraint("length(words) = 64", name="words_are_hashed"),
        only("words", "0123456789abcdef"),
        not_blank("kind"),
    )

    id: Mapped[Key]
    rating_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("ratings.id"))
    action_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("actions.id"))
    evidence_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("evidence.id"))
    kind: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.String(64))
    by: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[Moment]

    @property
    def key(self) -> tuple[uuid.UUID, str, str]:
        """The place, the kind and the words."""
        place = self.rating_id or self.action_id or self.evidence_id
        assert place is not None  # noqa: S101  # the table sees to it
        return place, self.kind, self.words
