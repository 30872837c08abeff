"""Other text files by way of LibreOffice, and PDF: what comes out, and what a file cannot make it do."""

import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.word.documents import docx, p, table, zipped
from tracker import office
from tracker.errors import Invalid, NotReady
from tracker.office import find_office, to_docx, to_pdf, word_content
from tracker.word.document import Table
from tracker.word.package import BadDocument
from tracker.word.reader import read

with_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")

CELLS = [["Standard", "C/PC", "Notes"], ["1.1", "P/C", "Åse says “yes”"]]
RTF = (
    rb"{\rtf1\ansi Self-assessment\par"
    + b"".join(
        rb"\trowd\cellx2000\cellx4000\cellx9000 "
        + b"".join(text.encode("cp1252") + rb"\intbl\cell " for text in row)
        + rb"\row "
        for row in [["Standard", "C/PC", "Notes"], ["1.1", "P/C", "yes"]]
    )
    + rb"{\field{\*\fldinst INCLUDETEXT %s}{\fldrslt old}}\par}"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCX = docx(p("Title") + table(*CELLS), extra={"[Content_Types].xml": TYPES})
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "draw", "script")
)
MACRO = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">'
    'Sub Main\nOpen "{}" For Output As #1\nPrint #1, "ran"\nClose #1\nEnd Sub\n</script:module>'
)
LIBRARIES = (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" library:link="false"/></library:libraries>'
)
LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard">'
    '<library:element library:name="M"/></library:library>'
)


def odt(body: str, extra: dict[str, str]) -> bytes:
    """An OpenDocument text by hand, whose macro ``Standard.M.Main``, if there is one, is to run when it opens."""
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", *extra)
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": (
                f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
                'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
                'xmlns:dom="http://www.w3.org/2001/xml-events" office:version="1.2">'
                '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
                'script:event-name="dom:load" xlink:type="simple" '
                'xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/>'
                f"</office:event-listeners></office:scripts><office:body><office:text>{body}</office:text></office:body>"
                "</office:document-content>"
            ),
            "META-INF/manifest.xml": (
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
                f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                f"{listed}</manifest:manifest>"
            ),
            **extra,
        },
        0,
    )


def odt_table(rows: list[list[str]]) -> str:
    inside = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>{inside}</table:table>'


def referring_to(address: str) -> str:
    link = f'xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    framed = "".join(
        f'<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="paragraph"><draw:{kind} {link}/>'
        "</draw:frame></text:p>"
        for kind in ("image", "object", "floating-frame")
    )
    return (
        f'<text:section text:name="{address}"><text:section-source {link}/><text:p>old</text:p></text:section>{framed}'
    )


def cells(content: bytes) -> list[list[str]]:
    found = next(element for element in read(content).elements if isinstance(element, Table))
    return [[cell.text for cell in row.cells] for row in found.rows]


@with_office
def test_older_and_rich_text_are_read_two_at_once():
    doc = office._converted(find_office(), odt(odt_table(CELLS), {}), "odt", "doc", ())
    assert doc.startswith(OLE)
    with ThreadPoolExecutor(2) as threads:
        converted = list(threads.map(word_content, [doc, RTF % b'"/etc/hostname"'], ["old.doc", "named wrongly.doc"]))
    assert cells(converted[0]) == CELLS
    assert cells(converted[1])[1] == ["1.1", "P/C", "yes"]
    assert socket.gethostname().encode() not in converted[1]


@with_office
def test_an_opendocument_text_is_read_runs_no_macro_and_fetches_nothing(tmp_path, monkeypatch):
    (tmp_path / "secret.odt").write_bytes(odt("<text:p>secret of the machine</text:p>", {}))
    macro = {
        "Basic/script-lc.xml": LIBRARIES,
        "Basic/Standard/script-lb.xml": LIBRARY,
        "Basic/Standard/M.xml": MACRO.format(tmp_path / "ran"),
    }
    monkeypatch.setattr(office, "_START", office._START.replace("leave(0x", "(0x"))  # the settings alone must do
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        addresses = (f"http://127.0.0.1:{server.getsockname()[1]}/a.odt", (tmp_path / "secret.odt").as_uri())
        body = odt_table(CELLS) + "".join(map(referring_to, addresses))
        converted = word_content(odt(body, macro), "plan.odt")
        with pytest.raises(TimeoutError):
            server.accept()
    assert cells(converted) == CELLS
    assert "secret of" not in str(read(converted))
    assert not (tmp_path / "ran").exists()


@with_office
def test_a_pdf_is_tagged_and_has_the_text(tmp_path):
    made = tmp_path / "made.pdf"
    made.write_bytes(to_pdf(DOCX))
    assert made.read_bytes().startswith(b"%PDF")
    assert b"/MarkInfo<</Marked true>>" in made.read_bytes()
    if shutil.which("pdfinfo"):
        said = subprocess.run(["pdfinfo", made], capture_output=True, text=True, check=True).stdout
        assert ["Tagged:", "yes"] in [line.split() for line in said.splitlines()]


# With a program of ours in LibreOffice's place


@pytest.fixture
def instead(tmp_path, monkeypatch):
    """Let a shell script be LibreOffice; ``$SOURCE`` is the file to convert."""

    def plant(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f'#!/bin/sh\nfor SOURCE; do :; done\ncd "$(dirname "$SOURCE")"\n{script}\n')
        program.chmod(0o755)
        monkeypatch.setenv("TRACKER_OFFICE", str(program))

    return plant


def test_what_takes_too_long_is_stopped_with_all_that_it_started(instead, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "SECONDS", 3)
    instead(f"(while :; do echo beat >> {tmp_path}/beats; sleep 0.1; done) & wait")
    with pytest.raises(BadDocument, match="more than 60 seconds to convert"):
        to_docx(b"{\\rtf1}", "rtf")
    beats = (tmp_path / "beats").read_text()
    time.sleep(1)
    assert (tmp_path / "beats").read_text() == beats


@pytest.mark.parametrize("script", ["exit 0", "exit 1", "kill -SEGV $$"])
def test_where_nothing_comes_out_the_message_says_what_to_do(instead, script):
    instead(script)
    with pytest.raises(BadDocument, match=r"could not read this .rtf file.*Open it in Word and save it as .docx"):
        to_docx(b"{\\rtf1}", "rtf")
    with pytest.raises(Invalid, match="could not make a PDF"):
        to_pdf(docx(""))


def test_each_conversion_has_a_folder_of_its_own_that_is_gone_afterwards(instead, tmp_path):
    instead(f"echo $PWD $HOME $TMPDIR >> {tmp_path}/folders; mkdir made; cp $SOURCE made/document.docx")
    assert [to_docx(content, "rtf") for content in (b"{\\rtf1 a}", b"{\\rtf1 b}")] == [b"{\\rtf1 a}", b"{\\rtf1 b}"]
    folders = [set(line.split()) for line in (tmp_path / "folders").read_text().splitlines()]
    assert [len(each) for each in folders] == [1, 1]
    assert folders[0] != folders[1]
    assert not any(Path(folder).exists() for each in folders for folder in each)


def test_what_it_makes_is_whole_and_no_larger_than_what_is_read(instead, monkeypatch):
    monkeypatch.setitem(office._LIMITS, "RLIMIT_FSIZE", 1000)
    for length, is_made in ((1000, True), (1001, False)):
        instead(f"mkdir made; head -c {length} /dev/zero > made/document.pdf")
        with nullcontext() if is_made else pytest.raises(Invalid, match="could not make a PDF"):
            assert len(to_pdf(docx(""))) == length


def test_it_is_told_no_secret(instead, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    instead(f"env > {tmp_path}/environment")
    with pytest.raises(BadDocument):
        to_docx(b"{\\rtf1}", "rtf")
    assert "secret" not in (tmp_path / "environment").read_text()


def may_leave_the_network() -> bool:
    command = shutil.which("unshare")
    return bool(command) and subprocess.run([command, "-rn", "true"], check=False).returncode == 0


@pytest.mark.skipif(not may_leave_the_network(), reason="this system gives no process a network of its own")
def test_it_has_no_network(instead, tmp_path):
    instead(f"cat /proc/net/dev > {tmp_path}/devices")
    with pytest.raises(BadDocument):
        to_docx(b"{\\rtf1}", "rtf")
    devices = [line.split(":")[0].strip() for line in (tmp_path / "devices").read_text().splitlines()[2:]]
    assert devices == ["lo"]


# Without LibreOffice


@pytest.mark.parametrize("named", ["", "/nowhere/soffice"])
def test_without_libreoffice_the_message_says_what_to_do(named, monkeypatch):
    monkeypatch.setenv("TRACKER_OFFICE", named)
    assert find_office() is None
    for content, message in (
        (OLE + "WordDocument".encode("utf-16-le"), r"older Word file \(.doc\). Open it in Word and save it as .docx"),
        (b"{\\rtf1}", r"Rich Text \(.rtf\). Open it in Word and save it as .docx"),
        (odt("", {}), r"OpenDocument text \(.odt\). Open it in LibreOffice or Word and save it as .docx"),
    ):
        with pytest.raises(BadDocument, match=message):
            word_content(content, "a")
    with pytest.raises(NotReady, match="PDF needs LibreOffice, which is not installed here"):
        to_pdf(docx(""))


def test_what_libreoffice_is_not_for_never_reaches_it(instead, tmp_path):
    instead(f"touch {tmp_path}/begun")
    content = docx(p("a"))
    assert word_content(content, "report.doc") is content
    for other, name, message in (
        (b"%PDF-1.7", "a.doc", "this is a PDF"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "protected by a password"),
        (OLE + "Workbook".encode("utf-16-le"), "a.doc", "not a Word document"),
        (b"1.1 C", "a.txt", "plain text, which has no tables"),
        (b"", "a.rtf", "The file is empty"),
        (b"{\\rtf1" + bytes(office.MAX_FILE), "a.rtf", "more than 50 MiB"),
    ):
        with pytest.raises(BadDocument, match=message):
            word_content(other, name)
    assert not (tmp_path / "begun").exists()
