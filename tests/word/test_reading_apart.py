"""Reading in a process of its own: the same answer, and no document takes more than its share."""

import errno
import io
import json
import socket
import sys
import zipfile
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.corpus import OWN, documents
from tests.word.documents import docx, p, zipped
from tracker.word import apart
from tracker.word.apart import TOO_DEEP, TOO_LONG, TOO_MUCH, built, plain, read_apart
from tracker.word.document import Cell, Line, ReadDocument, Table, TableRow
from tracker.word.package import BadDocument
from tracker.word.reader import read

SMALL = docx(p("a"))


@pytest.fixture
def instead(monkeypatch):
    """Let the process do something else where it would read; it may use what ``before`` made ready."""

    def plant(body: str, before: str = "") -> None:
        body = "\n".join(f"    {line}" for line in body.splitlines())
        lines = f"{before}\nimport tracker.word.apart as apart\ndef instead(content):\n{body}\napart.read = instead\n"
        start = apart.START.replace("; ", "\n").replace("from tracker.word.apart import answer", lines)
        monkeypatch.setattr(apart, "START", start.replace("\nanswer()", "\napart.answer()"))

    return plant


def said() -> str:
    with pytest.raises(BadDocument) as refusal:
        read_apart(SMALL)
    return str(refusal.value)


@pytest.mark.parametrize("content", [*OWN, documents()[-1]])
def test_a_document_is_read_as_it_would_be_here(content):
    assert read_apart(content) == read(content)


def tables(cells):
    rows = st.builds(TableRow, cells=st.lists(cells, max_size=2).map(tuple))
    return st.builds(Table, rows=st.lists(rows, max_size=2).map(tuple))


CELLS = st.builds(Cell, inner=st.just(()))
NESTED = st.builds(Cell, inner=st.lists(tables(CELLS), max_size=1).map(tuple))
ELEMENTS = st.lists(st.builds(Line) | tables(CELLS | NESTED), max_size=3).map(tuple)


@settings(max_examples=30)
@given(st.builds(ReadDocument, elements=ELEMENTS))
def test_every_document_comes_back_the_same(document):
    assert built(ReadDocument, json.loads(json.dumps(document, default=plain))) == document


def test_a_refusal_comes_back_in_its_words():
    with pytest.raises(BadDocument, match="this is a PDF, not a Word document"):
        read_apart(b"%PDF-1.7\n")


def test_a_fault_of_the_reader_is_not_taken_for_one_of_the_document(instead):
    instead("return [][0]")
    with pytest.raises(RuntimeError, match="IndexError: list index out of range"):
        read_apart(SMALL)


def test_an_answer_that_is_none_is_not_believed(instead):
    instead("return 1")
    with pytest.raises(ValueError, match="said what it does not say: 1"):
        read_apart(SMALL)


def test_a_type_that_has_no_form_in_json_is_found_at_once():
    @dataclass(frozen=True)
    class Odd:
        when: complex

    with pytest.raises(TypeError, match="has no form in JSON"):
        built(Odd, ["Odd", 1])
    with pytest.raises(TypeError, match="has no form in JSON"):
        plain(1j)


# Time and memory


def test_what_takes_too_long_is_stopped(instead, monkeypatch):
    instead("import time\nwhile True: time.sleep(1)")
    monkeypatch.setattr(apart, "SECONDS", 1)
    assert said() == TOO_LONG


def not_packed(body: str) -> bytes:
    """A document that is as large as what is in it, so that no ratio gives it away."""
    with zipfile.ZipFile(io.BytesIO(docx(body))) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)


A_MILLION_ROWS = f"<w:tbl>{'<w:tr/>' * 1_000_000}</w:tbl>"
LARGE = {
    "two million rows": A_MILLION_ROWS * 2,
    "two hundred thousand paragraphs": p("a") * 200_000,
}


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE)
def test_a_large_document_takes_256_mib_at_most(body, instead):
    instead(
        "try:\n    read(content)\nexcept MemoryError:\n    pass\nraise apart.BadDocument(status.read())",
        before="from tracker.word.reader import read\nstatus = open('/proc/self/status')",
    )
    with pytest.raises(BadDocument) as refusal:
        read_apart(not_packed(body))
    peak = next(line for line in str(refusal.value).splitlines() if line.startswith("VmHWM"))
    assert 200 * 1024 < int(peak.split()[1]) <= 256 * 1024


def test_what_takes_too_much_memory_is_refused_in_words():
    with pytest.raises(BadDocument) as refusal:
        read_apart(not_packed(LARGE["two million rows"]))
    assert str(refusal.value) == TOO_MUCH


def test_a_million_rows_take_no_more_than_their_share():
    with pytest.raises(BadDocument) as refusal:
        read_apart(not_packed(A_MILLION_ROWS))
    assert str(refusal.value) in (TOO_MUCH, TOO_LONG)


def test_a_process_that_breaks_down_is_one_that_took_too_much(instead):
    instead("import os\nos.kill(os.getpid(), 11)")
    assert said() == TOO_MUCH


def test_an_answer_that_is_too_long_is_not_taken(monkeypatch, instead):
    instead("apart.MAX_ANSWER = 10\nreturn read(content)", before="from tracker.word.reader import read")
    assert said() == TOO_MUCH


def test_what_lies_too_deep_is_refused_in_words(instead):
    instead("return instead(content)")
    assert said() == TOO_DEEP


# Alone


def test_the_process_can_open_no_file_and_no_connection(instead, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        instead(
            f"for attempt in (lambda: open({str(tmp_path / 'new')!r}, 'w'), lambda: open('/etc/hostname'),\n"
            f"                lambda: socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))):\n"
            "    try:\n        attempt()\n    except OSError as error:\n        failed.append(error.errno)\n"
            "raise apart.BadDocument(str(failed))",
            before="import socket\nfailed = []",
        )
        assert said() == str([errno.EMFILE] * 3)
    assert list(tmp_path.iterdir()) == []


def test_the_process_loads_what_reads_word_and_nothing_of_the_application(instead):
    instead("raise apart.BadDocument(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))")
    loaded = {name for name in said().split() if name not in sys.stdlib_module_names}
    assert "lxml" in loaded
    assert not loaded & {"docx", "flask", "sqlalchemy", "wtforms", "yaml"}


def test_the_process_is_told_no_secret(instead, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    instead("raise apart.BadDocument(str(dict(apart.os.environ)))")
    assert "secret" not in said()
