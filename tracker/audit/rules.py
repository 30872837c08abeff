"""Who can be a doer, what an entry's digests are made of, and how a chain of entries is checked.

A chain is one service's record, or the installation's own. An entry is numbered within its chain and holds the digest
of the one before; of its details it holds a salted digest alone, so that they can be taken away and the chain still
fits. The forms below are kept for good: another one would make every record look changed.
"""

import hashlib
import json
import re
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from tracker.errors import Invalid

INSTALLATION: Final = uuid.UUID(int=0)
"""The chain of what belongs to no service: people, sign-ins, frameworks."""

GENESIS: Final = "0" * 64
"""What the first entry of a chain holds in place of the digest of the one before."""

FORM: Final = "minimum-standards-tracker/audit/1"
SALT_BYTES: Final = 16

_ANCHOR = re.compile(r"([a-z0-9-]+):([1-9][0-9]{0,8}):([0-9a-f]{64})")


class Identified(Protocol):
    """Whoever does something, by an opaque identifier; entries keep no names."""

    @property
    def identifier(self) -> str:
        """At most 60 characters that name nobody."""


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def _canonical(values: list[Any]) -> bytes:
    return _ENCODER.encode(values).encode("ascii")


class _Nobody:
    identifier = "nobody"


NOBODY: Final = _Nobody()
"""Whoever tries to come in, and is not signed in yet."""


def fresh_salt() -> bytes:
    """What makes the digest of short details one that nobody guesses."""
    return secrets.token_bytes(SALT_BYTES)


def details_digest(salt: bytes, details: Mapping[str, Any], address: str | None) -> str:
    """The digest of an entry's details and of the address that they came from."""
    return hashlib.sha256(salt + _canonical([FORM, details, address])).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """All of an entry that its digest is made of."""

    chain: uuid.UUID
    number: int
    at: datetime
    by: str
    verb: str
    subject_id: uuid.UUID
    details_digest: str
    previous: str

    @property
    def digest(self) -> str:
        """What the entry's digest has to be."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        names = (str(self.chain), self.number, at, self.by, self.verb, str(self.subject_id))
        return hashlib.sha256(_canonical([FORM, *names, self.details_digest, self.previous])).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """The details of an entry, as they are kept until they are erased."""

    salt: bytes
    details: Mapping[str, Any]
    address: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """An entry as the database has it.

    ``number`` and ``link`` are ``None`` where they cannot be read, ``kept`` where it was erased or cannot be read.
    """

    id: int
    number: int | None
    link: Link | None
    digest: str
    kept: Kept | None = None
    unreadable_details: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The latest entry of a chain as somebody noted it elsewhere."""

    number: int
    digest: str


def read_anchor(text: str) -> tuple[str, Anchor]:
    """The name of a chain, and the anchor, as a command printed them. Raises ``Invalid``."""
    found = _ANCHOR.fullmatch(text.strip())
    if found is None:
        raise Invalid(f"“{text}” is no anchor. Write it as it was printed, such as installation:12:0a1b…")
    return found[1], Anchor(int(found[2]), found[3])


@dataclass(slots=True)
class Walk:
    """A chain, entry by entry: how far it fits, and the first thing that does not. It keeps no entry."""

    anchors: Iterable[Anchor] = ()
    entries: int = 0
    without_details: int = 0
    latest: str = GENESIS
    fault: str = ""
    _latest_id: int = field(default=0, repr=False)

    def follow(self, entries: Iterable[Found]) -> None:
        """Check ``entries``, which come by number, until one does not fit; then the anchors."""
        noted = {anchor.number: anchor.digest for anchor in self.anchors}
        for entry in entries:
            self.fault = self._misfit(entry) or self._unlike(entry, noted)
            if self.fault:
                return
            self.entries += 1
            self.without_details += entry.kept is None
            self.latest, self._latest_id = entry.digest, entry.id
        self.fault = _cut_off(self.entries, noted)

    def _misfit(self, entry: Found) -> str:
        """What is wrong with an entry, in words that name it; nothing where it fits."""
        number, expected, link = entry.number, self.entries + 1, entry.link
        if number is None or link is None:
            return f"entry {number or expected} cannot be read: somebody changed it"
        if number != expected:
            return f"entry {expected} is missing" if number > expected else f"there is more than one entry {number}"
        checks = (
            (link.digest == entry.digest, "is not as it was written: its digest does not match"),
            (link.previous == self.latest, "does not follow on the one before it: one of the two was written anew"),
            (entry.id > self._latest_id, "has another place among all entries than it had"),
        )
        wrong = next((text for fits, text in checks if not fits), "")
        if not wrong and (entry.unreadable_details or not _fits(link, entry.kept)):
            return f"the details of entry {number} are not as they were written"
        return f"entry {number} {wrong}" if wrong else ""

    def _unlike(self, entry: Found, noted: Mapping[int, str]) -> str:
        number = self.entries + 1
        if noted.get(number, entry.digest) == entry.digest:
            return ""
        return f"entry {number} is not the one that was noted: it was written anew, or one before it"


def _fits(link: Link, kept: Kept | None) -> bool:
    return kept is None or details_digest(kept.salt, kept.details, kept.address) == link.details_digest


def _cut_off(entries: int, noted: Mapping[int, str]) -> str:
    later = [number for number in noted if number > entries]
    if not later:
        return ""
    return f"entry {entries + 1} is missing: the record was cut off, for entry {max(later)} was noted"
