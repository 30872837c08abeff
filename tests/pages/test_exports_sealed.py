"""The appendices of a ratified year: out of its seal, in every form, for whoever may read what was ratified."""

import io
import json

import docx
import pytest

from tests.cast import sign_in
from tests.pages.test_exports_insert import REPORT
from tests.seals import YEAR, corrected, sealed
from tests.submitting import rate
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.reports.printed import read_part
from tracker.seals.rules import short
from tracker.word.reader import read

FILE = f"{YEAR}/appendices"
CHOSEN = f"{FILE}?which=both&look=calm&section=&variant=printed&columns=notes"


@pytest.fixture
def made(assessment):
    """The seal of a year whose correction was begun and says something else."""
    made = sealed(assessment, ("1.2", "More *leaflets*."))
    corrected(assessment)
    rate(assessment, "1.2", "C", "Known to all.")
    return made


def text_of(content):
    document = docx.Document(io.BytesIO(content))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_sealed_version_downloads_as_it_was_and_the_record_says_which(client, made, manager):
    sign_in(client, manager)
    page = client.get(f"{FILE}?version=1")
    said = text_of(page.data)
    assert "Known to most." in said
    assert "Exception of the Advisory Group:\nMore leaflets." in said
    assert "Known to all." not in said
    (part,) = read(page.data).sealed
    assert read_part(part.encode()).snapshot == made.digest
    assert db.session.query(AuditEntry).filter_by(verb="download").one().details == {"form": "docx", "version": "1"}


def test_the_correction_downloads_as_a_draft_that_nobody_signed(client, made, manager):
    sign_in(client, manager)
    page = client.get(FILE)
    assert "Known to all." in text_of(page.data)
    assert read(page.data).sealed == ()
    assert "DRAFT: not ratified" in client.get(f"{CHOSEN}&as=html").text


@pytest.mark.parametrize("form", ["html", "fragment"])
def test_web_pages_say_who_ratified_it(client, made, commissioner, form):
    sign_in(client, commissioner)
    page = client.get(f"{CHOSEN}&version=1&as={form}").text
    said = f"Ratified with exceptions by the Advisory Group on 12 October 2022. Seal {short(made.digest)}."
    assert f"<strong>{said}</strong>" in page
    assert "Known to <em>most</em>." in page
    assert "DRAFT" not in page


def test_a_commissioner_gets_what_is_in_force_and_never_the_draft(client, made, commissioner):
    sign_in(client, commissioner)
    assert "Known to most." in text_of(client.get(FILE).data)
    assert client.get(f"{CHOSEN}&as=xlsx").status_code == 200
    told = json.loads(client.get(f"{YEAR}/everything.json").data)
    assert told["ratings"][1]["notes"] == "Known to *most*."
    assert [item["printed"] for item in told["ratings"][1]["evidence"]] == [None, "1,524 referrals, 2021-22"]
    page = client.get(f"{YEAR}/export").text
    assert "word for word what was ratified" in page
    assert "Known to all." not in page


def test_a_commissioner_gets_nothing_where_nothing_is_ratified(client, assessment, commissioner):
    sign_in(client, commissioner)
    for path in ("appendices", "export", "insert", "everything.json"):
        assert client.get(f"{YEAR}/{path}").status_code == 404


def test_the_page_of_a_version_asks_for_that_version_and_for_no_other_day(client, made, manager):
    sign_in(client, manager)
    page = client.get(f"{YEAR}/export?version=1").text
    assert '<input type="hidden" name="version" value="1">' in page
    assert "The date as at which it speaks" not in page
    assert "everything.json?version=1" in page
    draft = client.get(f"{YEAR}/export").text
    assert "The date as at which it speaks" in draft
    assert "DRAFT: not ratified" in draft
    assert f"{YEAR}/record" in draft


def test_a_report_carries_the_seal_of_what_was_put_into_it(client, made, commissioner):
    sign_in(client, commissioner)
    page = client.post(f"{YEAR}/insert?version=1", data={"report": (io.BytesIO(REPORT), "Report.docx")})
    (part,) = read(page.data).sealed
    assert read_part(part.encode()).snapshot == made.digest
    assert "Known to most." in text_of(page.data)


@pytest.mark.parametrize("version", ["2", "0", "x", "-1", "٣", "9" * 30])
def test_a_version_that_is_not_there_is_not_found(client, made, manager, version):
    sign_in(client, manager)
    assert client.get(f"{YEAR}/export?version={version}").status_code == 404


def test_the_command_writes_what_was_ratified_and_any_version(made, run, tmp_path):
    db.session.commit()
    for arguments, words in ([], "Known to all."), (["--version", "1"], "Known to most."):
        out = tmp_path / f"{words[-4:]}docx"
        result = run("export", "lanternshire", "--period", "2021-22", "--out", str(out), *arguments)
        assert result.exit_code == 0, result.stderr
        assert words in text_of(out.read_bytes())
    refused = ["--version", "1", "--plan", "2021-22"]
    result = run("export", "lanternshire", "--period", "2021-22", "--out", str(tmp_path / "x.docx"), *refused)
    assert (result.exit_code, "leave --plan out" in result.stderr) == (1, True)
