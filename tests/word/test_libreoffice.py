"""Other text files by way of LibreOffice, and PDF: what comes out, and what a file cannot make it do.

Read where LibreOffice is installed.
"""

import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.word.broken import broken
from tests.word.odt_documents import odt, odt_table
from tests.word.office import office_faults
from tests.word.other_files import CELLS, DOCX, OLE, RTF
from tests.word.sealed import file, opened, ratified, sealed, verdict
from tests.word.spread import spread
from tests.word.test_insertion import put
from tests.word.test_notices import REPORT
from tracker import office
from tracker.office import find_office, to_pdf, word_content
from tracker.reports.options import Options
from tracker.verification.rules import Outcome
from tracker.word.document import Table
from tracker.word.reader import read

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


def test_older_and_rich_text_are_read_two_at_once():
    doc = office._converted(find_office(), odt(odt_table(CELLS), {}), "odt", "doc", ())
    assert doc.startswith(OLE)
    with ThreadPoolExecutor(2) as threads:
        converted = list(threads.map(word_content, [doc, RTF % b'"/etc/hostname"'], ["old.doc", "named wrongly.doc"]))
    assert cells(converted[0]) == CELLS
    assert cells(converted[1])[1] == ["1.1", "P/C", "yes"]
    assert socket.gethostname().encode() not in converted[1]


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


def test_written_documents_keep_every_cell_and_a_broken_one_is_seen():
    good = list(spread().values())[::18]
    seen = [broken()["a tag that is not closed"]]
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(office_faults, [*good, *seen]))
    assert found[: len(good)] == [[]] * len(good)
    assert all(found[len(good) :])


def test_a_pdf_is_tagged_and_has_the_text(tmp_path):
    made = tmp_path / "made.pdf"
    made.write_bytes(to_pdf(DOCX))
    assert made.read_bytes().startswith(b"%PDF")
    assert b"/MarkInfo<</Marked true>>" in made.read_bytes()
    if shutil.which("pdfinfo"):
        said = subprocess.run(["pdfinfo", made], capture_output=True, text=True, check=True).stdout
        assert ["Tagged:", "yes"] in [line.split() for line in said.splitlines()]


def test_a_ratified_file_that_libreoffice_saved_is_unchanged_and_one_that_it_changed_is_not():
    document = ratified()
    files = [
        file(),
        file(options=Options(large_print=True)),
        put(REPORT, document, sealed=sealed(document, in_report=True)).content,
        changed_rating(),
    ]
    with ThreadPoolExecutor(2) as threads:
        saved = list(threads.map(lambda content: office._converted(find_office(), content, "docx", "docx", ()), files))
    assert [verdict(content).outcome for content in saved] == [Outcome.UNCHANGED] * 3 + [Outcome.CHANGED]


def changed_rating():
    changed = opened()
    next(text for text in changed.all("t") if text.text == "P/C").text = "C"
    return changed.saved()
