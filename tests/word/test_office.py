"""Conversion of other text files, with a program of ours in LibreOffice's place."""

import shutil
import subprocess
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.word.documents import docx, p
from tests.word.odt_documents import odt
from tests.word.other_files import OLE
from tracker import office
from tracker.errors import Invalid, NotReady
from tracker.office import find_office, to_docx, to_pdf, word_content
from tracker.word.package import BadDocument


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


def test_it_has_no_network(instead, tmp_path):
    instead(f"cat /proc/net/dev > {tmp_path}/devices")
    with pytest.raises(BadDocument):
        to_docx(b"{\\rtf1}", "rtf")
    devices = [line.split(":")[0].strip() for line in (tmp_path / "devices").read_text().splitlines()[2:]]
    assert devices == ["lo"] or not may_leave_the_network()


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
