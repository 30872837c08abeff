"""The tables of frameworks. Loaded whole, never edited."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Key, not_blank, one_of
from tracker.standards.rules import CallsFor, FrameworkWording, ScaleEntry, SectionWording, StandardWording


class Framework(Base):
    """A published set of standards. ``read_as`` leads from what people write in Word to a code of the scale."""

    __tablename__ = "frameworks"
    __table_args__ = (
        sa.UniqueConstraint("identifier", "version"),
        not_blank("identifier"),
        not_blank("version"),
        not_blank("title"),
        not_blank("publisher"),
    )

    id: Mapped[Key]
    identifier: Mapped[str] = mapped_column(sa.String(60))
    version: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(250))
    short_title: Mapped[str] = mapped_column(sa.String(250))
    publisher: Mapped[str] = mapped_column(sa.String(250))
    read_as: Mapped[dict[str, str]] = mapped_column(sa.JSON)

    ratings: Mapped[list["FrameworkRating"]] = relationship(order_by="FrameworkRating.position")
    sections: Mapped[list["Section"]] = relationship(order_by="Section.position", back_populates="framework")

    @property
    def slug(self) -> str:
        """Its name in addresses and commands."""
        return f"{self.identifier}-{self.version}"

    @property
    def wording(self) -> FrameworkWording:
        """All that it says, as plain values."""
        return FrameworkWording(
            self.identifier,
            self.version,
            self.title,
            self.publisher,
            tuple(ScaleEntry(r.code, r.label, r.meaning, r.calls_for) for r in self.ratings),
            tuple(
                SectionWording(
                    section.number,
                    section.title,
                    tuple(StandardWording(s.number, s.text, s.short_title) for s in section.standards),
                )
                for section in self.sections
            ),
            self.short_title,
            self.read_as,
        )


class FrameworkRating(Base):
    """One code of a framework's scale; ``position`` counts from the best."""

    __tablename__ = "framework_ratings"
    __table_args__ = (
        sa.UniqueConstraint("framework_id", "position"),
        sa.CheckConstraint("position >= 1", name="position_counts_from_1"),
        not_blank("code"),
        not_blank("label"),
    )

    framework_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("frameworks.id"), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    label: Mapped[str] = mapped_column(sa.String(250))
    meaning: Mapped[str] = mapped_column(sa.String(250))
    calls_for: Mapped[CallsFor | None] = mapped_column(one_of(CallsFor, "calls_for"))


class Section(Base):
    """A section of a framework."""

    __tablename__ = "sections"
    __table_args__ = (
        sa.UniqueConstraint("framework_id", "number"),
        sa.UniqueConstraint("framework_id", "position"),
        sa.UniqueConstraint("id", "framework_id"),
        sa.CheckConstraint("position >= 1", name="position_counts_from_1"),
        not_blank("number"),
        not_blank("title"),
    )

    id: Mapped[Key]
    framework_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("frameworks.id"))
    number: Mapped[str] = mapped_column(sa.String(4))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    title: Mapped[str] = mapped_column(sa.String(250))

    framework: Mapped[Framework] = relationship(back_populates="sections")
    standards: Mapped[list["Standard"]] = relationship(order_by="Standard.position", back_populates="section")


class Standard(Base):
    """One standard; ``position`` counts through the whole framework."""

    __tablename__ = "standards"
    __table_args__ = (
        sa.ForeignKeyConstraint(["section_id", "framework_id"], ["sections.id", "sections.framework_id"]),
        sa.UniqueConstraint("framework_id", "number"),
        sa.UniqueConstraint("framework_id", "position"),
        sa.UniqueConstraint("id", "framework_id"),
        sa.CheckConstraint("position >= 1", name="position_counts_from_1"),
        not_blank("number"),
        not_blank("text"),
    )

    id: Mapped[Key]
    section_id: Mapped[uuid.UUID]
    framework_id: Mapped[uuid.UUID]
    number: Mapped[str] = mapped_column(sa.String(8))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    short_title: Mapped[str] = mapped_column(sa.String(250))
    text: Mapped[str] = mapped_column(sa.Text)

    section: Mapped[Section] = relationship(back_populates="standards")
