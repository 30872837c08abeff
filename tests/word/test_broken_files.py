"""Files that are no Word document, or a damaged one: always ``BadDocument``, and words that help."""

import io
import random
import warnings
import zipfile
from contextlib import suppress
from copy import copy

import pytest

from tests.word.documents import KIND, docx, lines, p, part, relationships, table, zipped
from tracker.word import package
from tracker.word.package import BadDocument
from tracker.word.reader import read

GOOD = docx(p("Title") + table(["Standard", "C/PC", "Notes"], ["1.1", "C", "Yes"]), links={"a": "https://example.org"})
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
PARTS = {
    "word/document.xml": "document",
    "word/numbering.xml": "numbering",
    "word/styles.xml": "styles",
    "word/_rels/document.xml.rels": "relationships",
    "_rels/.rels": "relationships",
}


def main_part(target: str) -> str:
    return relationships(f'<Relationship Id="a" Type="{KIND}/officeDocument" Target="{target}"/>')


def document(text: str) -> bytes:
    return docx("", extra={"word/document.xml": text})


def packed_with_password() -> bytes:
    """The flag says that each member needs a password; in the headers beside the members and in the list at the end."""
    content = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def packed_by(method: int) -> bytes:
    """A member that is packed in a way that no Word writes, and then damaged."""
    content = bytearray(zipped({"_rels/.rels": main_part("a.xml"), "a.xml": part("document", "")}, method))
    start = content.find(b"_rels/.rels") + len("_rels/.rels") + 4
    content[start : start + 40] = b"\xff" * 40
    return bytes(content)


def of_program(main: str) -> bytes:
    return zipped({"_rels/.rels": main_part(main), main: "<a/>"})


def opendocument(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": ""}, zipfile.ZIP_STORED)


def with_a_second(name: str) -> bytes:
    """``GOOD`` with another member of this name."""
    stream = io.BytesIO(GOOD)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, part("document", f"<w:body>{p('other')}</w:body>"))
    return stream.getvalue()


def overlapping() -> bytes:
    """A list at the end in which one packed member goes by many names: little to send, much to unpack."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", part("document", ""))
        for number in range(100):
            archive.filelist.append(copy(archive.filelist[0]))
            archive.filelist[-1].filename = f"{number}.xml"
    return stream.getvalue()


def many_members() -> bytes:
    return zipped({f"{number}.xml": "" for number in range(package.MAX_MEMBERS + 1)})


def large_part() -> bytes:
    content = part("document", p("a" * package.MAX_PART))
    return zipped({"_rels/.rels": main_part("a.xml"), "a.xml": content}, zipfile.ZIP_STORED)


OTHER_KINDS = {
    "empty": (b"", "The file is empty"),
    "text": (b"1.1 Compliant\n", "is not a Word document"),
    "text that begins as a zip does": (b"PK and other brands", "damaged"),
    "JPEG": (bytes.fromhex("ffd8ffe000104a46494600"), "This is a picture, whatever its name says"),
    "PDF": (b"%PDF-1.7\n", "this is a PDF"),
    "RTF": (b"{\\rtf1\\ansi Standard}", "Rich Text"),
    "HTML": (b"<html><body>Standard</body></html>", "web page or other text with tags; it is not a Word document"),
    "older Word": (OLE + "WordDocument".encode("utf-16-le"), r"older Word file \(.doc\)"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "plain zip": (zipped({"notes.txt": "1.1 C"}), "no Word document"),
    "empty zip": (zipped({}), "no Word document"),
    "Excel": (of_program("xl/workbook.xml"), "This is an Excel workbook, so it is no Word document"),
    "PowerPoint": (of_program("ppt/presentation.xml"), "This is a PowerPoint presentation, so it is no Word document"),
    "OpenDocument text": (opendocument("text"), r"OpenDocument text \(.odt\). Open it in LibreOffice or Word and save"),
    "OpenDocument sheet": (opendocument("spreadsheet"), "OpenDocument file, but not a text"),
    "older Excel": (OLE + "Workbook".encode("utf-16-le"), "older Office program, but not a Word document"),
    "PNG": (bytes.fromhex("89504e470d0a1a0a0000"), "This is a picture, whatever its name says"),
    "zip within a zip": (zipped({"a.docx": GOOD}), "no Word document"),
    "zip with a password": (packed_with_password(), "with a password"),
    "damaged LZMA": (packed_by(zipfile.ZIP_LZMA), "packed in a way that Word does not use"),
    "damaged BZIP2": (packed_by(zipfile.ZIP_BZIP2), "packed in a way that Word does not use"),
}
OTHER_INSIDES = {
    "main part nowhere": (docx("", extra={"_rels/.rels": main_part("word/none.xml")}), "no Word document"),
    "main part outside": (docx("", extra={"_rels/.rels": main_part("../../etc/passwd")}), "no Word document"),
    "no main part": (docx("", extra={"_rels/.rels": relationships("")}), "no Word document"),
    "not well-formed": (document("<w:document><w:body>"), "its part word/document.xml is no XML"),
    "empty part": (document(""), "its part word/document.xml is no XML"),
    "unknown encoding": (document('<?xml version="1.0" encoding="klingon"?><a/>'), "is no XML"),
    "no body": (document(part("document", "")), "no body"),
    "another root": (document("<html><body/></html>"), "no body"),
    "a list of text": (
        docx(p("a"), extra={"[Content_Types].xml": "1.1 C"}),
        r"its part \[Content_Types\].xml is no XML",
    ),
    "two parts of one name": (with_a_second("word/document.xml"), "two parts of one name"),
    "parts that share their bytes": (overlapping(), "damaged: it cannot be unpacked"),
    "too many members": (many_members(), "5,001 parts"),
    "large part": (large_part(), "The part a.xml unpacks to far more"),
    "part that unpacks to too much": (docx(p("a" * package.MAX_PART)), "The part word/document.xml unpacks to far"),
    "part that unpacks a thousandfold": (docx(p("a" * 2**23)), "The part word/document.xml unpacks to far more"),
}


@pytest.mark.parametrize(("content", "message"), OTHER_KINDS.values(), ids=OTHER_KINDS)
def test_a_file_of_another_kind_is_refused_in_words(content, message):
    with pytest.raises(BadDocument, match=message):
        read(content)


@pytest.mark.parametrize(("content", "message"), OTHER_INSIDES.values(), ids=OTHER_INSIDES)
def test_a_package_with_something_else_inside_is_refused_in_words(content, message):
    with pytest.raises(BadDocument, match=message):
        read(content)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_no_xml_is_named(name):
    with pytest.raises(BadDocument, match=f"its part {name} is no XML"):
        read(docx(p("a"), extra={name: "<w:broken"}))


def report(pictures: int) -> bytes:
    """A document with as many pictures of a MiB each, which no packing makes smaller."""
    noise = random.Random(1)  # noqa: S311  # the same in every run
    media = {f"word/media/image{number}.png": noise.randbytes(2**20) for number in range(pictures)}
    return docx(p("text") + table(["Standard", "C/PC", "Notes"], ["1.1", "C", "Yes"]), extra=media)


def test_a_document_truncated_at_any_kilobyte_is_refused():
    content = report(1)
    for length in range(1024, len(content), 1024):
        with pytest.raises(BadDocument):
            read(content[:length])


@pytest.mark.parametrize("length", range(1, len(GOOD), len(GOOD) // 40))
def test_a_document_truncated_within_a_kilobyte_is_refused(length):
    with pytest.raises(BadDocument):
        read(GOOD[:length])


@pytest.mark.parametrize("seed", range(40))
def test_a_document_with_damaged_bytes_is_read_or_refused(seed):
    chance = random.Random(seed)  # noqa: S311  # the same damage in every run
    for _ in range(25):
        content = bytearray(GOOD)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(2, len(content))] = chance.randrange(256)
        with suppress(BadDocument):
            read(bytes(content))


@pytest.mark.parametrize("target", ["none.xml", "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", ""])
def test_a_relationship_to_nowhere_is_a_part_that_is_not_there(target):
    entry = f'<Relationship Id="a" Type="{KIND}/numbering" Target="{target}"/>'
    assert lines(p("text"), extra={"word/_rels/document.xml.rels": relationships(entry)}) == ["text"]
