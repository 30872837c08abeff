"""The tables of seals and of what they name, which nothing changes."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.assessments.models import Assessment
from tracker.db import Base, Key, Moment, only
from tracker.evidence.models import Blob, Evidence

HEXADECIMAL = "0123456789abcdef"


sealed_evidence = sa.Table(
    "sealed_evidence",
    Base.metadata,
    sa.Column("seal_id", sa.ForeignKey("seals.id"), primary_key=True),
    sa.Column("evidence_id", sa.ForeignKey("evidence.id", ondelete="RESTRICT"), primary_key=True, index=True),
)
sealed_files = sa.Table(
    "sealed_files",
    Base.metadata,
    sa.Column("seal_id", sa.ForeignKey("seals.id"), primary_key=True),
    sa.Column("sha256", sa.ForeignKey("blobs.sha256", ondelete="RESTRICT"), primary_key=True, index=True),
)


class Seal(Base):
    """What was ratified of one version of a self-assessment. Never changed, never removed: triggers refuse it.

    Nor does what it names go, its ``evidence`` and the contents of its ``files``, whatever else lets go of it.

    ``snapshot`` is canonical JSON (RFC 8785), ``digest`` its SHA-256 and ``signature`` an Ed25519 signature over the
    digest's 32 bytes by the key whose public half is ``public_key``; all three in hexadecimal digits.
    """

    __tablename__ = "seals"
    __table_args__ = (
        sa.UniqueConstraint("assessment_id", "version"),
        sa.CheckConstraint("version >= 1", name="version_counts_from_1"),
        only("digest", HEXADECIMAL),
        sa.CheckConstraint("length(digest) = 64", name="digest_is_whole"),
        only("signature", HEXADECIMAL),
        sa.CheckConstraint("length(signature) = 128", name="signature_is_whole"),
        only("public_key", HEXADECIMAL),
        sa.CheckConstraint("length(public_key) = 64", name="public_key_is_whole"),
    )

    id: Mapped[Key]
    assessment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assessments.id"))
    version: Mapped[int]
    snapshot: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    signature: Mapped[str] = mapped_column(sa.String(128))
    public_key: Mapped[str] = mapped_column(sa.String(64))
    by: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[Moment]

    assessment: Mapped[Assessment] = relationship()
    evidence: Mapped[list[Evidence]] = relationship(secondary=sealed_evidence)
    files: Mapped[list[Blob]] = relationship(secondary=sealed_files)
