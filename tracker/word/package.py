"""Opening a .docx that anybody may have made: within limits, following nothing out of the file."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import Final, TypeVar

from lxml import etree

from tracker.errors import Invalid

MAX_FILE: Final = 50 * 1024 * 1024
MAX_PART: Final = 20 * 1024 * 1024
MAX_RATIO: Final = 400
MAX_MEMBERS: Final = 5_000

T = TypeVar("T")

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
)

_SIGNATURES = (
    (b"%PDF", "this is a PDF, not a Word document. Export from the Word file instead"),
    (b"{\\rtf", "this is Rich Text (.rtf). Open it in Word and save it as .docx"),
)


class BadDocument(Invalid):
    """The file is no Word document that can be read; the message says why and what to do."""


class Package:
    """The parts of a Word document. Raises ``BadDocument`` at once for what is no .docx, and for parts when asked."""

    def __init__(self, content: bytes) -> None:
        _refuse_other_kinds(content)
        self._zip = _damaged_if_unreadable(lambda: zipfile.ZipFile(io.BytesIO(content)))
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise BadDocument(
                f"The file holds {len(members):,} parts inside; a Word document has at most some hundreds."
            )
        if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
            raise BadDocument("The file is packed in a way that Word does not use. Open it in Word and save it again.")
        if any(member.flag_bits & 1 for member in members):
            raise BadDocument("The file is a zip archive with a password, not a Word document (.docx).")
        self._members = {member.filename: member for member in members}
        self.main = self._main_part()

    def xml(self, name: str) -> etree._Element | None:
        """The root of the part ``name``; ``None`` where there is no such part."""
        member = self._members.get(name)
        return None if member is None else _parse(name, self._read(member))

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the document relates to as ``kind`` ("styles", "numbering")."""
        targets = [
            target
            for type_, target, external in self._relationships(self.main).values()
            if type_ == kind and not external
        ]
        return self.xml(targets[0]) if targets else None

    def links(self) -> dict[str, str]:
        """The addresses that the document links to, by relationship. They are only read, never followed."""
        relationships = self._relationships(self.main)
        return {
            key: target for key, (type_, target, external) in relationships.items() if type_ == "hyperlink" and external
        }

    def _main_part(self) -> str:
        targets = [target for type_, target, _ in self._relationships("").values() if type_ == "officeDocument"]
        if not targets or targets[0] not in self._members:
            raise BadDocument("The file is a zip archive, but no Word document (.docx) is in it.")
        return targets[0]

    def _relationships(self, part: str) -> dict[str, tuple[str, str, bool]]:
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for entry in root.iter(f"{_PACKAGE}Relationship") if root is not None else ():
            target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            type_ = entry.get("Type", "").rpartition("/")
            found[entry.get("Id", "")] = (type_[2], target, external)
        return found

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        """A member's content, never more than the limits whatever its header says."""

        def read() -> bytes:
            with self._zip.open(member) as stream:
                return stream.read(MAX_PART + 1)

        content = _damaged_if_unreadable(read)
        if len(content) > MAX_PART or len(content) > MAX_RATIO * max(member.compress_size, 1024):
            raise BadDocument(
                f"The part {member.filename} unpacks to far more than a Word document holds. It was not read."
            )
        return content


def _refuse_other_kinds(content: bytes) -> None:
    if not content:
        raise BadDocument("The file is empty.")
    if len(content) > MAX_FILE:
        raise BadDocument(f"The file has {len(content) / 2**20:.0f} MiB; at most {MAX_FILE // 2**20} MiB are read.")
    for signature, reason in _SIGNATURES:
        if content.startswith(signature):
            raise BadDocument(f"The file is not a .docx: {reason}.")
    if content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise BadDocument(
                "The document is protected by a password. Open it in Word, take the password off and save it again."
            )
        raise BadDocument("This is an older Word file (.doc). Open it in Word and save it as .docx.")
    if not content.startswith(b"PK"):
        raise BadDocument("The file is not a Word document (.docx).")


def _damaged_if_unreadable(read: Callable[[], T]) -> T:
    try:
        return read()
    except _UNREADABLE as error:
        raise BadDocument("The file is damaged: it cannot be unpacked. Open it in Word and save it again.") from error


def _parse(name: str, content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BadDocument(f"The file is damaged: its part {name} is no XML ({error.msg}).") from error
    if root.getroottree().docinfo.doctype:
        raise BadDocument(f"The part {name} declares a document type, which no Word document does. It was not read.")
    return root
