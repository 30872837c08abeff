"""The tables of evidence, and the one of files' contents.

What uses an item (a rating's evidence) refers to its ``id`` together with its ``service_id``, so that none can use
another service's. A named RESTRICT there keeps what a ratified assessment uses.
"""

import uuid
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.accounts.models import Service
from tracker.db import Base, Key, Moment, Number, at_most, not_blank, one_of, only
from tracker.evidence import rules
from tracker.evidence.rules import EvidenceKind
from tracker.figures import Figure
from tracker.files import FileKind
from tracker.standards.models import Standard

HEXADECIMAL = "0123456789abcdef"
WEB = "substr(lower(address), 1, 7) = 'http://' OR substr(lower(address), 1, 8) = 'https://'"
OF_FIGURES = ("name", "value", "unit", "period")

evidence_standards = sa.Table(
    "evidence_standards",
    Base.metadata,
    sa.Column("evidence_id", sa.ForeignKey("evidence.id"), primary_key=True),
    sa.Column("standard_id", sa.ForeignKey("standards.id"), primary_key=True, index=True),
)


class Evidence(Base):
    """An item of a service's library. ``version`` counts its saves, so that a stale one is found out.

    ``speaks_of`` is the day that it tells of. What was taken out, at ``deleted_at``, can be put back.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        sa.UniqueConstraint("id", "service_id"),
        not_blank("title"),
        at_most("title", rules.TITLE_AT_MOST),
        at_most("description", rules.DESCRIPTION_AT_MOST),
        sa.CheckConstraint("look_again > speaks_of", name="look_again_later"),
        sa.CheckConstraint("(kind = 'link') = (address IS NOT NULL)", name="link_has_address"),
        sa.CheckConstraint(WEB, name="address_of_web"),
        at_most("address", rules.ADDRESS_AT_MOST),
        *(
            sa.CheckConstraint(f"(kind = 'figure') = ({name} IS NOT NULL)", name=f"figure_has_{name}")
            for name in OF_FIGURES
        ),
        sa.CheckConstraint("earlier IS NULL OR kind = 'figure'", name="only_figure_has_earlier"),
        sa.CheckConstraint("kind = 'figure' OR NOT as_few", name="only_figure_is_few"),
        not_blank("name"),
        at_most("name", rules.NAME_AT_MOST),
        at_most("unit", rules.UNIT_AT_MOST),
        not_blank("period"),
        at_most("period", rules.PERIOD_AT_MOST),
        at_most("earlier_period", rules.PERIOD_AT_MOST),
    )

    id: Mapped[Key]
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(one_of(EvidenceKind, "kind"))
    title: Mapped[str] = mapped_column(sa.String(rules.TITLE_AT_MOST))
    description: Mapped[str] = mapped_column(sa.Text)
    speaks_of: Mapped[date]
    look_again: Mapped[date | None]
    address: Mapped[str | None] = mapped_column(sa.Text)
    name: Mapped[str | None] = mapped_column(sa.String(rules.NAME_AT_MOST))
    value: Mapped[Decimal | None] = mapped_column(Number)
    unit: Mapped[str | None] = mapped_column(sa.String(rules.UNIT_AT_MOST))
    period: Mapped[str | None] = mapped_column(sa.String(rules.PERIOD_AT_MOST))
    earlier: Mapped[Decimal | None] = mapped_column(Number)
    earlier_period: Mapped[str] = mapped_column(sa.String(rules.PERIOD_AT_MOST), default="")
    as_few: Mapped[bool] = mapped_column(default=False)
    added_by: Mapped[str] = mapped_column(sa.String(60))
    added_at: Mapped[Moment]
    version: Mapped[int] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    service: Mapped[Service] = relationship()
    standards: Mapped[list[Standard]] = relationship(secondary=evidence_standards, order_by=Standard.position)
    files: Mapped[list["EvidenceFile"]] = relationship(
        order_by="EvidenceFile.position, EvidenceFile.number.desc()", back_populates="item"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own form

    @property
    def figure(self) -> Figure | None:
        """The figure that it is, if it is one."""
        if self.name is None or self.value is None or self.unit is None or self.period is None:
            return None
        return Figure(self.name, self.value, self.unit, self.period, self.earlier, self.earlier_period, self.as_few)

    @property
    def added_on(self) -> date:
        """The day on which it was added."""
        return clock.day_of(self.added_at)


class Blob(Base):
    """The content of a file, once for all files that are equal."""

    __tablename__ = "blobs"
    __table_args__ = (
        only("sha256", HEXADECIMAL),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_is_whole"),
        sa.CheckConstraint("length(content) > 0", name="content_not_empty"),
    )

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)


class EvidenceFile(Base):
    """One version of a file of an item: ``position`` is its place among the item's files, ``number`` the version's.

    A file that was taken out, at ``deleted_at``, is so in all its versions.
    """

    __tablename__ = "evidence_files"
    __table_args__ = (
        sa.UniqueConstraint("evidence_id", "position", "number"),
        sa.CheckConstraint("position >= 1", name="position_counts_from_1"),
        sa.CheckConstraint("number >= 1", name="number_counts_from_1"),
        sa.CheckConstraint("size > 0", name="size_not_nought"),
        not_blank("name"),
        at_most("name", 120),
    )

    id: Mapped[Key]
    evidence_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("evidence.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    name: Mapped[str] = mapped_column(sa.String(120))
    sha256: Mapped[str] = mapped_column(sa.ForeignKey("blobs.sha256"), index=True)
    size: Mapped[int] = mapped_column(sa.BigInteger)
    kind: Mapped[FileKind] = mapped_column(one_of(FileKind, "kind"))
    at: Mapped[Moment]
    by: Mapped[str] = mapped_column(sa.String(60))
    deleted_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    item: Mapped[Evidence] = relationship(back_populates="files")
    blob: Mapped[Blob] = relationship()

    @property
    def added_on(self) -> date:
        """The day on which it was sent."""
        return clock.day_of(self.at)
