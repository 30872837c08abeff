"""Where this installation keeps its things and its keys, read from the environment once, at the start."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import NotReady
from tracker.signing import SigningKey

KEY = re.compile("[0-9a-f]{64}")
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NOTIFY_KEY = re.compile(f".+-{UUID}-{UUID}", re.IGNORECASE)
NOTIFY_TEMPLATE = re.compile(UUID, re.IGNORECASE)
PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Config:
    """``home`` is the folder for what the program keeps; ``database_url`` is empty for SQLite in that folder.

    ``url`` is the address that people type, empty where only this machine is served; ``proxies`` how many reverse
    proxies stand in front; ``file_limit`` how many MiB a file may have that is kept as evidence; ``smtp_url`` leads to
    the mail server, empty where mail is kept in ``home`` or goes through GOV.UK Notify, by ``notify_api_key`` and
    ``notify_template``. ``signing`` is the key for seals, or where it lies, where
    several machines have one database; empty for the one in ``home``. In a ``demonstration`` a visitor may be any of
    its people.
    """

    home: Path
    database_url: str = ""
    url: str = ""
    proxies: int = 0
    file_limit: int = 20
    smtp_url: str = ""
    mail_from: str = "minimum-standards-tracker@localhost"
    notify_api_key: str = field(default="", repr=False)
    notify_template: str = ""
    notify_url: str = "https://api.notifications.service.gov.uk"
    signing: str = field(default="", repr=False)
    demonstration: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """What the variables say that the README lists. Raises ``NotReady`` for a number that is none."""
        proxies = environment.get("TRACKER_PROXIES") or "0"
        if not proxies.isdecimal():
            raise NotReady(f"TRACKER_PROXIES is “{proxies}”: write how many reverse proxies stand in front, such as 1.")
        file_limit = environment.get("TRACKER_FILE_LIMIT") or str(cls.file_limit)
        if not re.fullmatch("[1-9][0-9]{0,2}", file_limit):
            raise NotReady(f"TRACKER_FILE_LIMIT is “{file_limit}”: write how many MiB a file may have, from 1 to 999.")
        return cls(
            Path(environment.get("TRACKER_HOME") or "instance").absolute(),
            environment.get("DATABASE_URL", ""),
            environment.get("TRACKER_URL", ""),
            int(proxies),
            int(file_limit),
            environment.get("SMTP_URL", ""),
            environment.get("MAIL_FROM") or cls.mail_from,
            *_notify(environment),
            signing=_signing(environment.get("TRACKER_SIGNING_KEY", "").strip()),
        )

    @property
    def request_limit(self) -> int:
        """How many bytes may be sent at once: a file of the largest size, and a form around it."""
        return (self.file_limit + 5) * 2**20

    @property
    def host(self) -> str:
        """The host in ``url``; empty where there is none."""
        return urlsplit(self.url).hostname or ""

    def mail_settings(self) -> dict[str, str | int | bool | None]:
        """How Flask-Mailman sends: through ``smtp_url``, or into files in ``home``. Raises ``NotReady``."""
        if not self.smtp_url:
            return {"MAIL_BACKEND": "file", "MAIL_FILE_PATH": str(self.home / "mail")}
        server = urlsplit(self.smtp_url)
        if server.scheme not in {"smtp", "smtps"} or not server.hostname:
            raise NotReady("SMTP_URL is not an address: use smtp://USER:PASSWORD@HOST:587 or smtps://…:465")
        return {
            "MAIL_BACKEND": "smtp",
            "MAIL_SERVER": server.hostname,
            "MAIL_PORT": server.port or (465 if server.scheme == "smtps" else 587),
            "MAIL_USERNAME": unquote(server.username or "") or None,
            "MAIL_PASSWORD": unquote(server.password or "") or None,
            "MAIL_TIMEOUT": 10,  # seconds
            "MAIL_USE_SSL": server.scheme == "smtps",
            "MAIL_USE_TLS": server.scheme == "smtp" and bool(server.username),
        }

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
        if key is not None and not KEY.fullmatch(key):
            raise NotReady(f"The key in {self._key} is damaged. Delete the file: tracker init makes a new one.")
        return key

    @property
    def _sealing_key(self) -> Path:
        return Path(self.signing).absolute() if self.signing else self.home / "signing-key"

    def make_signing_key(self) -> None:
        """Make the key for seals in ``home``, where it is not there yet. Only for whoever knows that nothing is sealed.

        Raises ``NotReady``.
        """
        try:
            if not self.signing and not self._sealing_key.exists():
                _create_once(self._sealing_key, secrets.token_hex(32))
        except OSError as error:
            raise NotReady(f"The key {self._sealing_key} cannot be written: {error.strerror}.") from error

    def signing_key(self) -> SigningKey:
        """The key that signs seals. Raises ``NotReady`` where it is missing or damaged: it is never replaced."""
        if KEY.fullmatch(self.signing):
            return SigningKey(self.signing)
        try:
            key = self._sealing_key.read_text("utf-8", errors="replace").strip()
        except OSError as error:
            raise NotReady(
                f"The key for seals in {self._sealing_key} cannot be read: {error.strerror}. Put it back from a "
                "backup. Where nothing was ratified yet, tracker init makes one."
            ) from error
        if not KEY.fullmatch(key):
            raise NotReady(f"The key for seals in {self._sealing_key} is damaged. Put it back from a backup.")
        return SigningKey(key)


def _notify(environment: Mapping[str, str]) -> tuple[str, str]:
    """The key and the template for GOV.UK Notify; both empty where mail goes another way. Raises ``NotReady``."""
    key, template = (environment.get(name, "").strip() for name in ("NOTIFY_API_KEY", "NOTIFY_TEMPLATE"))
    if not key and not template:
        return "", ""
    if not NOTIFY_KEY.fullmatch(key):  # which is never repeated
        raise NotReady("NOTIFY_API_KEY is no key of GOV.UK Notify: copy all of it, name-of-key-…-…, from its API page.")
    if not NOTIFY_TEMPLATE.fullmatch(template):
        raise NotReady(
            f"NOTIFY_TEMPLATE is “{template}”: copy the ID of an e-mail template of GOV.UK Notify whose subject is "
            "((subject)) and whose message is ((body))."
        )
    if environment.get("SMTP_URL"):
        raise NotReady("Mail goes one way: set SMTP_URL, or NOTIFY_API_KEY and NOTIFY_TEMPLATE, not both.")
    return key, template


def _signing(said: str) -> str:
    """The key for seals, or where it lies. What looks like a key is no file's name, and is never repeated."""
    if not re.fullmatch(r"\w{40,}", said):
        return said
    if not KEY.fullmatch(said.lower()):
        raise NotReady("TRACKER_SIGNING_KEY is no key for seals: that has 64 digits, each from 0 to 9 or a to f.")
    return said.lower()


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
