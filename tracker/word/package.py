"""Opening a .docx that anybody may have made: within limits, following nothing out of the file."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Final, TypeVar
from urllib.parse import unquote

from lxml import etree

from tracker.errors import Invalid
from tracker.word.kinds import REFUSALS, Kind, kind_of

MAX_FILE: Final = 50 * 1024 * 1024
MAX_PART: Final = 20 * 1024 * 1024
MAX_TOTAL: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 400
MAX_MEMBERS: Final = 5_000

T = TypeVar("T")

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OverflowError,
    struct.error,
    RuntimeError,
    OSError,
    ValueError,
)

_NO_MEMORY = 2  # libxml2's number for an error that lxml has no exception of its own for
_LIMIT = 114
_HEADER = 30
_IN_LIST = b"PK\x01\x02"  # before each member, in the list at the end
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.microsoft.com/office/2006/relationships",
)  # programs look at the whole of a type: another one's "styles" is none
_CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OTHER_PROGRAMS = {"xl": "an Excel workbook", "ppt": "a PowerPoint presentation", "visio": "a Visio drawing"}

DAMAGED: Final = "The file is damaged: it cannot be unpacked. Open it in Word and save it again."
TWICE: Final = "The file is damaged: it has two parts of one name. Open it in Word and save it again."
MACROS: Final = (
    "The document holds macros, which are never run here. "
    "Open it in Word, save it as “Word Document (.docx)”, which leaves them out, and send that."
)
NO_BODY: Final = (
    "The file is no Word document that can be read: it has no body. "
    "If it is one, open it in Word and save it as “Word Document (.docx)”, not as “Strict Open XML”."
)
_BEYOND: Final = (
    "The part {name} nests things deeper, or has a longer text in one piece, than Word documents do. It was not read."
)


class BadDocument(Invalid):
    """The file is no Word document that can be read; the message says why and what to do."""


class Package:
    """The parts of a Word document. Raises ``BadDocument`` at once for what is no .docx, and for parts when asked."""

    def __init__(self, content: bytes) -> None:
        _refuse_other_kinds(content)
        self._zip = _damaged_if_unreadable(lambda: zipfile.ZipFile(io.BytesIO(content)))
        self._members = {member.filename: member for member in _checked(self._zip.infolist())}
        self.main = self._main_part()
        self._refuse_macros()

    def xml(self, name: str) -> etree._Element | None:
        """The root of the part ``name``; ``None`` where there is no such part."""
        member = self._members.get(name)
        return None if member is None else _parse(name, self._read(member))

    @property
    def members(self) -> list[zipfile.ZipInfo]:
        """The parts as the archive lists them."""
        return list(self._members.values())

    def content(self, name: str) -> bytes:
        """The bytes of the part ``name``, which is there."""
        return self._read(self._members[name])

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the document relates to as ``kind`` ("styles", "numbering")."""
        name = self.related_name(kind)
        return self.xml(name) if name else None

    def related_name(self, kind: str) -> str:
        """The name of the part that the document relates to as ``kind``; empty where there is none."""
        return _the_only(self.all_related(kind))

    def all_related(self, kind: str) -> list[str]:
        """The names of all parts that the document relates to as ``kind``."""
        related = self._relationships(self.main).values()
        names = dict.fromkeys(target for type_, target, external in related if type_ == kind and not external)
        return [name for name in names if name in self._members]

    def links(self) -> dict[str, str]:
        """The addresses that the document links to, by relationship. They are only read, never followed."""
        relationships = self._relationships(self.main)
        return {
            key: target for key, (type_, target, external) in relationships.items() if type_ == "hyperlink" and external
        }

    def _main_part(self) -> str:
        kinds = self._relationships("").values()
        main = _the_only({target: None for type_, target, _ in kinds if type_ == "officeDocument"})
        if main not in self._members:
            raise BadDocument(
                "The file is a zip archive, but no Word document (.docx) is in it. Send the document itself."
            )
        if other := _OTHER_PROGRAMS.get(main.partition("/")[0]):
            raise BadDocument(f"This is {other}, so it is no Word document. Send the Word document (.docx).")
        return main

    def _refuse_macros(self) -> None:
        """Whether it has macros is told by what is inside, whatever the file's name says."""
        types = self.xml("[Content_Types].xml")
        said = [entry.get("ContentType", "") for entry in types.iter(f"{_CONTENT_TYPES}*")] if types is not None else []
        related = {type_ for type_, _, _ in self._relationships(self.main).values()}
        names = {posixpath.basename(name).lower() for name in self._members}
        if "vbaproject.bin" in names or "vbaProject" in related or any("macroEnabled" in type_ for type_ in said):
            raise BadDocument(MACROS)

    def _relationships(self, part: str) -> dict[str, tuple[str, str, bool]]:
        folder = posixpath.dirname(part)
        root = self.xml(relationships_of(part))
        found = {}
        for entry in root.iter(f"{_PACKAGE}Relationship") if root is not None else ():
            target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            whose, _, kind = entry.get("Type", "").rpartition("/")
            found[entry.get("Id", "")] = (kind if whose in _OFFICE else "", target, external)
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


def _the_only(names: Collection[str]) -> str:
    """The one name there is; empty for none. Of two, programs take one or the other."""
    if len(names) > 1:
        raise BadDocument(TWICE)
    return next(iter(names), "")


def relationships_of(part: str) -> str:
    """The name of the part that holds the relationships of ``part``; of the package itself where that is empty."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > MAX_FILE:
        raise BadDocument(f"The file has {len(content) / 2**20:.0f} MiB; at most {MAX_FILE // 2**20} MiB are read.")
    kind = kind_of(content)
    if kind is not Kind.ZIP:
        raise BadDocument(REFUSALS[kind])
    _refuse_many(content.count(_IN_LIST))  # before zipfile makes an object of each


def _refuse_many(members: int) -> None:
    if members > MAX_MEMBERS:
        raise BadDocument(f"The file holds {members:,} parts inside; a Word document has at most some hundreds.")


def _checked(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The members, where each is packed as Word packs, and has bytes and a name of its own."""
    _refuse_many(len(members))
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise BadDocument("The file is packed in a way that Word does not use. Open it in Word and save it again.")
    if any(member.flag_bits & 1 for member in members):
        raise BadDocument(
            "The file is a zip archive with a password, not a Word document (.docx). Send the document itself."
        )
    if len({unquote(member.filename).lower() for member in members}) < len(members):  # as programs compare them
        raise BadDocument(TWICE)
    if (total := sum(member.file_size for member in members)) > MAX_TOTAL:
        raise BadDocument(
            f"The file unpacks to {total // 2**20:,} MiB; at most {MAX_TOTAL // 2**20} MiB are read. "
            "In Word, make the pictures smaller (Compress Pictures), and save it again."
        )
    in_order = sorted(members, key=lambda member: member.header_offset)
    for member, following in pairwise(in_order):
        if member.header_offset + _HEADER + member.compress_size > following.header_offset:
            raise BadDocument(DAMAGED)
    return members


def _damaged_if_unreadable(read: Callable[[], T]) -> T:
    try:
        return read()
    except _UNREADABLE as error:
        raise BadDocument(DAMAGED) from error


def _parse(name: str, content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        if error.code == _LIMIT:
            raise BadDocument(_BEYOND.format(name=name)) from error
        raise BadDocument(
            f"The file is damaged: its part {name} is no XML ({error.msg}). Open it in Word and save it again."
        ) from error
    if root.getroottree().docinfo.doctype:
        raise BadDocument(f"The part {name} declares a document type, which no Word document does. It was not read.")
    return root
