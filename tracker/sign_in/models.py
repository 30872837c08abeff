"""The tables of sessions and of failed tries."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, Key, Moment


class Session(Base):
    """A browser in which a person is signed in, until it ends. Signing out takes it away."""

    __tablename__ = "sessions"
    __table_args__ = (sa.UniqueConstraint("token_sha256"),)

    id: Mapped[Key]
    token_sha256: Mapped[str] = mapped_column(sa.String(64))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    ends_at: Mapped[Moment]


class Failure(Base):
    """A try to sign in that failed: for which account, as a hash, and from which address."""

    __tablename__ = "sign_in_failures"

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), index=True)
    account_sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    address: Mapped[str] = mapped_column(sa.String(45), index=True)
