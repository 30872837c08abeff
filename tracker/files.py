"""Which files may be kept, and what one is by its content: it has to be what its name says, and to hold no macros.

What a file begins with is told by ``puremagic``; what is inside Office's and OpenDocument's archives, and whether
anybody can open it, is looked up here. Nothing is unpacked but the short parts that say so.
"""

import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from enum import StrEnum
from math import ceil
from pathlib import PurePosixPath
from typing import Final

import puremagic
from lxml import etree
from PIL import Image, UnidentifiedImageError

from tracker import pdf
from tracker.errors import Invalid

MIB: Final = 2**20
LONGEST_NAME: Final = 120  # characters of a file's name
MOST_PARTS: Final = 5_000  # of an archive
MOST_UNPACKED: Final = 500 * MIB
MOST_RATIO: Final = 400  # times as large as it is packed
MOST_IN_PART: Final = 2 * MIB  # of what says what an archive is


class FileKind(StrEnum):
    """The kinds of files that may be kept, by the ending of their names."""

    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    GIF = "gif"
    WEBP = "webp"
    TIFF = "tiff"
    TXT = "txt"
    CSV = "csv"


KINDS: Final = {
    FileKind.DOCX: "Word document",
    FileKind.XLSX: "Excel workbook",
    FileKind.PPTX: "PowerPoint presentation",
    FileKind.ODT: "OpenDocument text",
    FileKind.ODS: "OpenDocument spreadsheet",
    FileKind.ODP: "OpenDocument presentation",
    FileKind.PDF: "PDF",
    FileKind.PNG: "picture (PNG)",
    FileKind.JPEG: "picture (JPEG)",
    FileKind.GIF: "picture (GIF)",
    FileKind.WEBP: "picture (WebP)",
    FileKind.TIFF: "picture (TIFF)",
    FileKind.TXT: "plain text file",
    FileKind.CSV: "table as text (CSV)",
}
"""The kinds as people call them."""

ENDINGS: Final = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPEG, "tif": FileKind.TIFF}
ACCEPT: Final = ",".join(f".{ending}" for ending in ENDINGS)
TAKEN: Final = "Word, Excel, PowerPoint, OpenDocument, PDF, pictures (PNG, JPEG, GIF, WebP, TIFF), text and CSV"

_PICTURES = {
    FileKind.PNG: "PNG",
    FileKind.JPEG: "JPEG",
    FileKind.GIF: "GIF",
    FileKind.WEBP: "WEBP",
    FileKind.TIFF: "TIFF",
}
_TEXTS = {FileKind.TXT, FileKind.CSV}
_OFFICE = {FileKind.DOCX, FileKind.XLSX, FileKind.PPTX}
_MACROS = "It holds macros, which are not kept here. Save it as {ending}, which leaves them out, and send that."
_OLD = "It is of an older kind (.{old}). Open it and save it as .{new}, and send that."
_NOT_TAKEN = {
    **dict.fromkeys(("docm", "dotm"), _MACROS.format(ending=".docx")),
    **dict.fromkeys(("xlsm", "xltm", "xlam", "xlsb"), _MACROS.format(ending=".xlsx")),
    **dict.fromkeys(("pptm", "potm", "ppsm", "ppam"), _MACROS.format(ending=".pptx")),
    **{old: _OLD.format(old=old, new=f"{old}x") for old in ("doc", "xls", "ppt")},
    **{old: _OLD.format(old=old, new="docx") for old in ("dot", "dotx", "rtf")},
    **{old: _OLD.format(old=old, new="pptx") for old in ("pps", "ppsx")},
    **dict.fromkeys(("htm", "html", "mht", "svg"), "Web pages are not kept here. Save it as PDF, and send that."),
    **dict.fromkeys(("msg", "eml"), "E-mails are not kept here. Save it as PDF, and send that."),
    **dict.fromkeys(("heic", "heif"), "This kind of picture is not kept here. Save it as JPEG, and send that."),
    **dict.fromkeys(("zip", "7z", "rar", "gz", "tar"), "Archives are not kept here. Send the files in it one by one."),
}
_PROGRAMS = {
    *("app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "ps1", "py", "reg"),
    *("scr", "sh", "vbe", "vbs", "wsf"),
}
_SAID_TO_BE = (
    ({".exe", ".dll", ".msi", ".scr", ".lnk", ".AppImage"}, "a program"),
    ({".docx", ".zip"}, "an archive (.zip) or an Office document"),
    ({".pdf"}, "a PDF"),
    ({".png", ".jpg", ".gif", ".webp", ".tiff", ".bmp", ".heif"}, "a picture"),
    ({".doc"}, "a document of an older Office program, or one with a password"),
    ({".rtf"}, "Rich Text"),
    ({".html", ".svg", ".xml"}, "a web page"),
    ({".gz", ".7z", ".rar", ".tar"}, "an archive"),
    ({".mp4", ".mp3", ".wav", ".avi"}, "a recording"),
)

_DAMAGED = "It is damaged: it cannot be opened as {kind}. Open it in the program that made it and save it again."
_PASSWORD = "It is protected by a password. Take the protection off, and send it again."  # noqa: S105  # said of one
_TOO_MUCH = "It unpacks to far more than such a file holds, and was not kept."
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)

_PDF_LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|script|svg|\?xml)\b|\s*(?:%PDF-|\{\\rtf)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_IN_LIST = b"PK\x01\x02"  # before each part, in the list at the end of an archive
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": FileKind.DOCX,
    "spreadsheetml.sheet.main+xml": FileKind.XLSX,
    "presentationml.presentation.main+xml": FileKind.PPTX,
}
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    b"application/vnd.oasis.opendocument.presentation": FileKind.ODP,
}
_MACRO_PARTS = re.compile(
    r"(?:.*/)?vbaproject\.bin|xl/(?:intl)?macrosheets/.*|basic/(?:.*/)?(?!script-l[bc]\.xml)[^/]+\.xml|scripts/.+"
    r"|.*\.(?:docm|dotm|xlsm|xlsb|xlam|pptm|exe|dll|js|vbs|hta|scr)",
    re.IGNORECASE,
)
_MACRO_TYPES = re.compile("macroEnabled|vbaProject|macrosheet", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """``name`` as it can be shown and saved anywhere: no folders, no signs that nobody sees, not too long."""
    last = unicodedata.normalize("NFKC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    plain = " ".join(re.sub(r'[<>:"|?*]', "_", seen).split()).strip(". ") or "file"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > LONGEST_NAME and dot and len(ending) < 20:
        plain = f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ')}.{ending}"
    plain = f"_{plain}" if _RESERVED.match(plain) else plain
    return plain[:LONGEST_NAME].rstrip(". ")


def check_file(name: str, content: bytes, *, most: int) -> FileKind:
    """The kind of a file called ``name`` (as ``clean_name`` has it). Raises ``Invalid`` where it may not be kept.

    ``most`` is how many bytes it may have.
    """
    if not content:
        raise Invalid("It is empty.")
    if len(content) > most:
        raise Invalid(
            f"It has {ceil(len(content) / MIB * 10) / 10} MiB; at most {most // MIB} MiB are kept. Make it smaller."
        )
    kind = _kind_by_name(name)
    _refuse_locked(content)
    found = _kind_by_content(content, kind)
    if found is not kind:
        raise Invalid(f"Its name says that it is {_with_article(kind)}, but inside it is {_called(content, found)}.")
    return kind


def _kind_by_name(name: str) -> FileKind:
    *before, ending = [part.strip() for part in name.lower().split(".")]
    if not before:
        raise Invalid(f"Its name has no ending such as .pdf that says what it is. We keep {TAKEN}.")
    if len(before) > 1 and before[-1] in {*ENDINGS, *_NOT_TAKEN, *_PROGRAMS}:
        raise Invalid(f"Its name has two endings, .{before[-1]}.{ending}. Rename it so that it has one.")
    if ending not in ENDINGS:
        raise Invalid(_NOT_TAKEN.get(ending, f"Files that end in .{ending[:10]} are not kept here. We keep {TAKEN}."))
    return ENDINGS[ending]


def _refuse_locked(content: bytes) -> None:
    """Office puts a document with a password into an older container, whatever its ending."""
    if content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED_PACKAGE in content:
        raise Invalid(_PASSWORD)


def _kind_by_content(content: bytes, expected: FileKind) -> FileKind | None:
    """What it is, as far as it can be kept, where ``expected`` is what its name says."""
    if expected in _TEXTS:
        return expected if _is_text(content) else None
    endings = _endings(content)
    if ".docx" in endings and content.startswith(b"PK"):
        return _kind_of_archive(content, expected)
    if ".pdf" in endings:
        return _whole_pdf(content)
    return next((_whole_picture(content, kind) for kind in _PICTURES if f".{kind}" in endings), None)


def _endings(content: bytes) -> set[str]:
    """The endings that a file may have that begins as ``content`` does."""
    try:
        return {match.extension for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return set()


def _called(content: bytes, found: FileKind | None) -> str:
    """What to call content that is not what its name says."""
    if found:
        return _with_article(found)
    endings = _endings(content)
    return next((words for some, words in _SAID_TO_BE if some & endings), "something else")


def _with_article(kind: FileKind) -> str:
    return f"{'an' if KINDS[kind][0] in 'AEIO' else 'a'} {KINDS[kind]}"


def _is_text(content: bytes) -> bool:
    """Whether it is text that a person reads: in UTF-8 or UTF-16, or as Windows writes it, and no markup."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _CONTROL.search(text) and not _MARKUP.match(text) and bool(text.strip())
    return False


def _whole_pdf(content: bytes) -> FileKind:
    if b"%%EOF" not in content:
        raise Invalid(_DAMAGED.format(kind=_with_article(FileKind.PDF)))
    if _PDF_LOCKED.search(content) and not pdf.opens(content):
        raise Invalid(_PASSWORD)
    return FileKind.PDF


def _whole_picture(content: bytes, kind: FileKind) -> FileKind:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[_PICTURES[kind]]) as picture:
                picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Invalid("It is a picture of far too many dots. Save it smaller, and send that.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Invalid(_DAMAGED.format(kind=_with_article(kind))) from error
    return kind


def _kind_of_archive(content: bytes, expected: FileKind) -> FileKind | None:
    try:
        if content.count(_IN_LIST) > MOST_PARTS:  # before an object is made of each
            raise Invalid(_TOO_MUCH)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_hostile(archive)
            names = {entry.filename for entry in archive.infolist()}
            found = _kind_of_office(archive) if "[Content_Types].xml" in names else _kind_of_opendocument(archive)
            macros = any(_MACRO_PARTS.fullmatch(name) for name in names)
    except _UNREADABLE as error:
        raise Invalid(_DAMAGED.format(kind=_with_article(expected))) from error
    if found and macros:
        raise Invalid(_MACROS.format(ending=f".{found}"))
    return found


def _refuse_hostile(archive: zipfile.ZipFile) -> None:
    """Raise ``Invalid`` for what no office program packs so."""
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Invalid(_PASSWORD)
    sizes = [(entry.file_size, max(entry.compress_size, 1024)) for entry in entries]
    if sum(size for size, _ in sizes) > MOST_UNPACKED or any(size > MOST_RATIO * packed for size, packed in sizes):
        raise Invalid(_TOO_MUCH)
    parts = [PurePosixPath(entry.filename.replace("\\", "/")) for entry in entries]
    if len(set(parts)) < len(parts) or any(part.is_absolute() or ".." in part.parts for part in parts):
        raise Invalid(_DAMAGED.format(kind="a document"))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(MOST_IN_PART + 1)
    if len(content) > MOST_IN_PART:
        raise Invalid(_TOO_MUCH)
    return content


def _kind_of_office(archive: zipfile.ZipFile) -> FileKind | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(_part(archive, "[Content_Types].xml"), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("no XML") from error
    types = {entry.get("PartName", "").lstrip("/"): entry.get("ContentType", "") for entry in root.iter("{*}Override")}
    defaults = [entry.get("ContentType", "") for entry in root.iter("{*}Default")]
    kinds = (_kind_of_part(type_) for name, type_ in types.items() if name in archive.namelist())
    found = next(filter(None, kinds), None)
    if any(_MACRO_TYPES.search(type_) for type_ in [*types.values(), *defaults]):
        raise Invalid(_MACROS.format(ending=f".{found}" if found else "a document without macros"))
    return found


def _kind_of_part(content_type: str) -> FileKind | None:
    return next((kind for ending, kind in _MAIN_PARTS.items() if content_type.endswith(ending)), None)


def _kind_of_opendocument(archive: zipfile.ZipFile) -> FileKind | None:
    names = set(archive.namelist())
    kind = _OPENDOCUMENT.get(_part(archive, "mimetype").strip()) if "mimetype" in names else None
    manifest = _part(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if kind and (b"encryption-data" in manifest or "encrypted-package" in names):
        raise Invalid(_PASSWORD)
    return kind if "content.xml" in names else None
