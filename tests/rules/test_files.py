"""Which files may be kept: hostile and odd ones, each with what is said of it."""

import io
import struct
import zlib

import docx
import openpyxl
import pytest
from pypdf import PdfWriter

from tests.evidence import MAIN, PDF, archive, office, opendocument, picture
from tracker import files
from tracker.errors import Invalid
from tracker.files import FileKind, check_file, clean_name

MOST = 2**20
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
WORD = MAIN["docx"][1]
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04" + bytes(200)


def saved(document):
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def locked_archive():
    """An archive whose first part says that it is encrypted."""
    content = bytearray(office())
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(start) + place] |= 1
    return bytes(content)


def huge_picture():
    """A picture that says it is 50,000 dots wide and high."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


KEPT = {
    "report.docx": (saved(docx.Document()), FileKind.DOCX),
    "figures.xlsx": (saved(openpyxl.Workbook()), FileKind.XLSX),
    "talk.pptx": (office("pptx"), FileKind.PPTX),
    "notes.odt": (opendocument("text"), FileKind.ODT),
    "sums.ods": (opendocument("spreadsheet"), FileKind.ODS),
    "talk.odp": (opendocument("presentation"), FileKind.ODP),
    "empty library.odt": (opendocument(**{"Basic/Standard/script-lb.xml": "<x/>"}), FileKind.ODT),
    "report.pdf": (PDF, FileKind.PDF),
    "REPORT.PDF": (PDF, FileKind.PDF),
    "report v1.2 12.10.2022.pdf": (PDF, FileKind.PDF),
    "leaflet.png": (picture("PNG"), FileKind.PNG),
    "photo.jpeg": (picture("JPEG"), FileKind.JPEG),
    "photo.jpg": (picture("JPEG"), FileKind.JPEG),
    "moving.gif": (picture("GIF"), FileKind.GIF),
    "photo.webp": (picture("WEBP"), FileKind.WEBP),
    "scan.tif": (picture("TIFF"), FileKind.TIFF),
    "plain.txt": (b"What families said\r\n", FileKind.TXT),
    "from Windows.txt": ("“Thank you” – a parent, £5".encode("cp1252"), FileKind.TXT),
    "from Excel.csv": (b"\xef\xbb\xbfYear,Referrals\r\n2020-21,1524\r\n", FileKind.CSV),
    "two bytes.txt": ("Café".encode("utf-16"), FileKind.TXT),
    "MZ begins.txt": (b"MZ and BM came to the meeting.", FileKind.TXT),
}

REFUSED = {
    "empty.pdf": (b"", "It is empty"),
    "large.txt": (b"a" * (MOST + 1), "It has 1.1 MiB; at most 1 MiB"),
    "no ending": (PDF, "no ending such as .pdf"),
    ".pdf": (PDF, "no ending such as .pdf"),
    "report.pdf.exe": (PROGRAM, "two endings, .pdf.exe"),
    "report.exe.pdf": (PDF, "two endings, .exe.pdf"),
    "report.docx.pdf": (PDF, "two endings, .docx.pdf"),
    "report.pdf .exe": (PROGRAM, "two endings, .pdf.exe"),
    "program.exe": (PROGRAM, "Files that end in .exe are not kept"),
    "odd.qqq": (b"text", "Files that end in .qqq are not kept"),
    "old.doc": (OLE, "older kind (.doc). Open it and save it as .docx"),
    "old.xls": (OLE, "save it as .xlsx"),
    "letter.rtf": (b"{\\rtf1 x}", "save it as .docx"),
    "page.html": (b"<html>", "Web pages are not kept"),
    "drawing.svg": (b"<svg/>", "Web pages are not kept"),
    "mail.msg": (OLE, "E-mails are not kept"),
    "photo.heic": (b"\0\0\0\x18ftypheic" + bytes(50), "Save it as JPEG"),
    "all.zip": (archive({"a": "b"}), "Archives are not kept"),
    "macros.docm": (office(main=MACRO_MAIN), "It holds macros"),
    "renamed.docx": (office(main=MACRO_MAIN), "It holds macros"),
    "project.docx": (office(**{"word/vbaProject.bin": "x"}), "It holds macros"),
    "hidden project.xlsx": (office("xlsx", **{"xl/VBAPROJECT.BIN": "x"}), "It holds macros"),
    "old macros.xlsx": (office("xlsx", **{"xl/macrosheets/sheet1.xml": "x"}), "It holds macros"),
    "inside.docx": (office(**{"word/embeddings/more.docm": "x"}), "It holds macros"),
    "program inside.docx": (office(**{"word/embeddings/run.exe": "x"}), "It holds macros"),
    "basic.odt": (opendocument(**{"Basic/Standard/Module1.xml": "<x/>"}), "It holds macros"),
    "script.ods": (opendocument("spreadsheet", **{"Scripts/python/a.py": "x"}), "It holds macros"),
    "password.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "password.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "locked zip.docx": (locked_archive(), "protected by a password"),
    "password.odt": (opendocument(manifest="<encryption-data/>"), "protected by a password"),
    "newer password.odt": (opendocument(**{"encrypted-package": "x"}), "protected by a password"),
    "protected.pdf": (PDF.replace(b"<</Root", b"<</Encrypt 5 0 R/Root"), "Print it to a new PDF"),
    "picture.pdf": (picture("PNG"), "says that it is a PDF, but inside it is a picture (PNG)"),
    "program.pdf": (PROGRAM, "inside it is a program"),
    "program.docx": (PROGRAM, "inside it is a program"),
    "program.txt": (PROGRAM, "inside it is a program"),
    "web page.pdf": (b"<html><script>alert(1)</script></html>", "inside it is a web page"),
    "web page.txt": (b"\n <!DOCTYPE html><script>alert(1)</script>", "says that it is a plain text file, but"),
    "drawing.csv": (b"<svg onload='alert(1)'/>", "inside it is a web page"),
    "report.txt": (PDF, "inside it is a PDF"),
    "blank.txt": (b" \r\n ", "inside it is something else"),
    "noughts.csv": (b"a,b\x00\x01", "inside it is something else"),
    "workbook.docx": (office("xlsx"), "inside it is an Excel workbook"),
    "text.docx": (opendocument("text"), "inside it is an OpenDocument text"),
    "archive.docx": (archive({"a": "b"}), "inside it is an archive"),
    "template.docx": (office(main=WORD.replace("document.main", "template.main")), "inside it is an archive"),
    "no body.docx": (archive({"[Content_Types].xml": "<Types/>"}), "inside it is an archive"),
    "no types.docx": (office(**{"[Content_Types].xml": ""})[:-1], "It is damaged"),
    "half.docx": (office()[:-30], "It is damaged"),
    "half.pdf": (PDF[:30], "It is damaged"),
    "half.png": (picture("PNG")[:40], "It is damaged"),
    "huge.png": (huge_picture(), "far too many dots"),
    "outside.docx": (office(**{"../../etc/passwd": "x"}), "It is damaged"),
    "bomb.docx": (office(**{"word/media/a.bmp": bytes(30 * 2**20)}), "far more than such a file holds"),
    "photo.png": (picture("JPEG"), "inside it is a picture (JPEG)"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_people_keep_is_taken(name):
    content, kind = KEPT[name]
    assert check_file(clean_name(name), content, most=MOST) is kind


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_hostile_or_odd_is_refused_in_words(name):
    content, message = REFUSED[name]
    with pytest.raises(Invalid) as refusal:
        check_file(clean_name(name), content, most=MOST)
    assert message in str(refusal.value)


def test_an_archive_of_very_many_parts_is_not_even_listed(monkeypatch):
    monkeypatch.setattr(files, "MOST_PARTS", 5)
    assert check_file("report.docx", office(a="", b=""), most=MOST) is FileKind.DOCX
    with pytest.raises(Invalid, match="far more"):
        check_file("report.docx", office(**dict.fromkeys("abcd", "")), most=MOST)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("C:\\Users\\Ann\\report.pdf", "report.pdf"),
        ("../../etc/report.pdf", "report.pdf"),
        ("report\u202efdp.exe", "report fdp.exe"),
        ("re\x00po\nrt.pdf", "re po rt.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        (" . report.pdf . ", "report.pdf"),
        ("con.pdf", "_con.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("\uff0e\uff0e\uff0f\uff0e\uff0e\uff0fetc.csv", "etc.csv"),
        ("\uff23\uff2f\uff2e.csv", "_CON.csv"),
        ("", "file"),
        ("///", "file"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("a" * 300, "a" * 120),
        ("con" + "a." + "b" * 300, None),
    ],
)
def test_hostile_names_are_cleaned(sent, shown):
    name = clean_name(sent)
    assert name == (shown or name)
    assert 0 < len(name) <= files.LONGEST_NAME
    assert clean_name(name) == name


def protected_pdf(algorithm, *, password):
    """A PDF of one page that its owner protected, if there is an ``algorithm``.

    ``password`` is what one needs to open it, empty for nothing.
    """
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if algorithm:
        writer.encrypt(password, "the owner's", algorithm=algorithm)
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_pdf_that_is_protected_against_copying_alone_is_taken_and_one_with_a_password_is_not(algorithm):
    open_to_all = protected_pdf(algorithm, password="")
    assert b"/Encrypt" in open_to_all
    assert check_file("report.pdf", open_to_all, most=MOST) is FileKind.PDF
    with pytest.raises(Invalid, match="protected by a password"):
        check_file("report.pdf", protected_pdf(algorithm, password="secret"), most=MOST)  # noqa: S106


def test_a_pdf_for_which_a_certificate_is_needed_is_refused_in_words():
    content = protected_pdf("AES-128", password="")
    with pytest.raises(Invalid, match=r"How it is protected could not be read. Print it to a new PDF"):
        check_file("report.pdf", content.replace(b"/Standard", b"/Adobe.PS"), most=MOST)


def test_a_pdf_that_only_speaks_of_protection_is_taken():
    content = protected_pdf("", password="").replace(b"/Type /Page\n", b"/Type /Page\n% /Encrypt <<\n")
    assert b"/Encrypt" in content
    assert check_file("report.pdf", content, most=MOST) is FileKind.PDF
