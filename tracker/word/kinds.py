"""What a file is by its first bytes, whatever its name says, and what to do with one that is no ``.docx``."""

from enum import StrEnum
from typing import Final

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ODF = b"mimetypeapplication/vnd.oasis.opendocument."
_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"\x00\x00\x00\x0cjP",
    b"\x01\x00\x00\x00",
    b"\xd7\xcd\xc6\x9a",
)


class Kind(StrEnum):
    """The kinds that a person may send."""

    ZIP = "zip"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    OLDER_OFFICE = "older office"
    OTHER_OPENDOCUMENT = "other OpenDocument"
    PDF = "pdf"
    PICTURE = "picture"
    MARKUP = "markup"
    OTHER = "other"


REFUSALS: Final = {
    Kind.DOC: "This is an older Word file (.doc). Open it in Word and save it as .docx.",
    Kind.ODT: "This is an OpenDocument text (.odt). Open it in LibreOffice or Word and save it as .docx.",
    Kind.RTF: "The file is not a .docx: this is Rich Text (.rtf). Open it in Word and save it as .docx.",
    Kind.EMPTY: "The file is empty. Choose another.",
    Kind.ENCRYPTED: (
        "The document is protected by a password. Open it in Word, take the password off and save it again."
    ),
    Kind.OLDER_OFFICE: (
        "This is a file of an older Office program, but not a Word document. Send the Word document (.docx)."
    ),
    Kind.OTHER_OPENDOCUMENT: "This is an OpenDocument file, but not a text. Send the Word document (.docx).",
    Kind.PDF: "The file is not a .docx: this is a PDF, not a Word document. Send the Word file that it was made from.",
    Kind.PICTURE: (
        "This is a picture, whatever its name says. It is not a Word document (.docx). Send the document that it "
        "stands in."
    ),
    Kind.MARKUP: (
        "This is a web page or other text with tags; it is not a Word document (.docx). "
        "If Word opens it, save it from there as .docx."
    ),
    Kind.OTHER: "The file is not a Word document (.docx). Open it in Word, if Word can, and save it as .docx.",
}


def kind_of(content: bytes) -> Kind:
    """The kind of the file ``content``; a ``.docx`` is a zip, and so are others."""
    if content.startswith(_OLE):
        return _kind_of_older(content)
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(_PICTURES):
        return Kind.PICTURE
    text = content[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, kind in ((b"{\\rtf", Kind.RTF), (b"%PDF", Kind.PDF), (b"<", Kind.MARKUP)):
        if text.startswith(start):
            return kind
    return Kind.OTHER if content else Kind.EMPTY


def _kind_of_older(content: bytes) -> Kind:
    for stream, kind in (("EncryptedPackage", Kind.ENCRYPTED), ("WordDocument", Kind.DOC)):
        if stream.encode("utf-16-le") in content:
            return kind
    return Kind.OLDER_OFFICE


def _kind_of_zip(content: bytes) -> Kind:
    """An OpenDocument file says first what it is, not packed."""
    if content[30 : 30 + len(_ODF)] != _ODF:
        return Kind.ZIP
    after = content[30 + len(_ODF) :]
    return Kind.ODT if after.startswith(b"text") else Kind.OTHER_OPENDOCUMENT
