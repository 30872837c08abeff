"""The tables of services and people."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from flask_security.core import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import clock
from tracker.accounts.rules import Constituency, Role, fingerprint, fresh_token, is_current
from tracker.db import Base, Key, Moment, at_most, not_blank, one_of, only

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

    @property
    def fingerprint(self) -> str:
        """What its names are, as a short sign."""
        return fingerprint(self.name, self.advisory_body)


class Person(Base, UserMixin):
    """Somebody with an account. ``password`` is a hash, and ``None`` until one is chosen.

    ``fs_uniquifier`` is what a signed-in browser is known by: another one ends all of the person's sessions.
    """

    __tablename__ = "people"
    __table_args__ = (
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("fs_uniquifier"),
        not_blank("name"),
        at_most("name", 200),
        not_blank("email"),
        at_most("email", 254),
        sa.CheckConstraint("email = lower(email)", name="email_small"),
    )

    id: Mapped[Key]  # type: ignore[assignment]  # Flask-Security says int, and takes any
    name: Mapped[str] = mapped_column(sa.String(200))
    email: Mapped[str] = mapped_column(sa.String(254))
    password: Mapped[str | None] = mapped_column(sa.String(255))
    is_admin: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), default=fresh_token)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", lazy="selectin", cascade="all, delete-orphan"
    )

    roles = ()  # type: ignore[assignment]  # Flask-Security asks for roles that hold everywhere; ours hold in a service

    @property
    def identifier(self) -> str:
        """What the record knows the person by."""
        return str(self.id)

    @property
    def fingerprint(self) -> str:
        """What is known of the person, as a short sign."""
        return fingerprint(self.name, self.email, self.is_admin, self.active)

    def roles_in(self, service_id: uuid.UUID) -> frozenset[Role]:
        """The person's roles in this service, as long as their term there lasts."""
        return frozenset(
            entry.role for entry in self.memberships if entry.service_id == service_id and entry.is_current
        )

    def may_administer(self) -> bool:
        """Whether services and people are this person's to add and change."""
        return self.is_admin


class Membership(Base):
    """The role that a person has in a service, and for whom they speak there.

    Before ``starts`` and after ``ends``, the term's first and last day, it is as if they had none; either may be open.
    """

    __tablename__ = "memberships"
    __table_args__ = (sa.CheckConstraint("starts <= ends", name="starts_before_it_ends"),)

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), primary_key=True)
    service_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("services.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    constituency: Mapped[Constituency | None] = mapped_column(one_of(Constituency, "constituency"))
    starts: Mapped[date | None]
    ends: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="memberships")
    service: Mapped[Service] = relationship(lazy="joined")

    @property
    def is_current(self) -> bool:
        """Whether the term has begun, and has not ended."""
        return self.is_current_on(clock.today())

    def is_current_on(self, day: date) -> bool:
        """Whether that day lies in the term."""
        return is_current(self.starts, self.ends, day)


class Invitation(Base):
    """A link by which a person chooses a password, once, before it expires. Only the hash of its token is kept."""

    __tablename__ = "invitations"
    __table_args__ = (sa.UniqueConstraint("token_sha256"),)

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    person: Mapped[Person] = relationship()
