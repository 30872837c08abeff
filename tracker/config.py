"""Where this installation keeps its things, read from the environment once, at the start."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import NotReady

PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Config:
    """``home`` is the folder for what the program keeps; ``database_url`` is empty for SQLite in that folder."""

    home: Path
    database_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """``TRACKER_HOME`` (default ``instance`` in the current folder) and ``DATABASE_URL``."""
        home = Path(environment.get("TRACKER_HOME") or "instance").absolute()
        return cls(home, environment.get("DATABASE_URL", ""))

    @cached_property
    def database(self) -> URL:
        """The database as SQLAlchemy names it. PostgreSQL is always spoken to through psycopg."""
        if not self.database_url:
            return URL.create("sqlite", database=str(self.home / "tracker.db"))
        try:
            url = make_url(self.database_url)
        except (ArgumentError, ValueError) as error:
            raise NotReady(
                "DATABASE_URL is not an address: use postgresql://USER:PASSWORD@HOST/NAME or sqlite:////PATH"
            ) from error
        if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
            return url.set(drivername="postgresql+psycopg")
        if url.drivername == "sqlite" and url.database and url.database != ":memory:":
            return url.set(database=str(Path(url.database).absolute()))
        raise NotReady(
            f"DATABASE_URL names {url.drivername}: this program keeps its data in PostgreSQL or in an SQLite file"
        )

    @property
    def _key(self) -> Path:
        return self.home / "secret-key"

    def make_home(self) -> None:
        """Make the folder ``home`` and the installation's key for signing in it, where they are not there yet."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._key.exists():
                _create_once(self._key, secrets.token_hex(32))
        except OSError as error:
            raise NotReady(
                f"The folder {self.home} cannot be used: {error.strerror}. Set TRACKER_HOME to another."
            ) from error

    def secret_key(self) -> str | None:
        """The key for signing, which only its owner can read; ``None`` before ``make_home``."""
        try:
            key = self._key.read_text("utf-8", errors="replace").strip() if self._key.exists() else None
        except OSError as error:
            raise NotReady(f"The key in {self._key} cannot be read: {error.strerror}.") from error
        if key is not None and not re.fullmatch("[0-9a-f]{64}", key):
            raise NotReady(f"The key in {self._key} is damaged. Delete the file: tracker init makes a new one.")
        return key


def _create_once(path: Path, content: str) -> None:
    """Write a file that appears whole or not at all; of two that try at once, the first one's stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)
