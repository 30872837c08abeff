"""The demonstration's page."""

import io
import re

import pytest

from tracker.accounts.rules import OPERATOR
from tracker.audit.models import AuditEntry
from tracker.db import Base, db
from tracker.demonstration.changes import add_demonstration
from tracker.reports.reading import read_appendices
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read


@pytest.fixture
def demonstration(framework):
    add_demonstration(framework)
    db.session.commit()


def test_the_page_shows_assessment_plan_and_gaps(client, demonstration):
    page = client.get("/")
    html = page.get_data(as_text=True)
    assert page.status_code == 200
    assert re.search(r"<h1[^>]*>Marlshire SENDIASS, 2025-26</h1>", html)
    assert "<title>Marlshire SENDIASS, 2025-26 – Minimum Standards tracker</title>" in html
    assert "14 compliant, 6 partially compliant, all rated." in html
    assert len(re.findall(r'<th scope="row"[^>]*tracker-table__wording', html)) == 20
    assert html.count('data-label="Timescale"') == 12
    assert "3.6 is partially compliant, but has no open action." in html


def test_the_appendices_download_as_a_word_file(client, demonstration):
    page = client.get("/appendices.docx")
    assert page.headers["Content-Disposition"] == "attachment; filename=marlshire-2025-26-appendices.docx"
    reading = read_appendices(read(page.data), shipped_framework())
    assert (len(reading.ratings), len(reading.actions), reading.remarks) == (20, 12, [])
    assert io.BytesIO(page.data).read(2) == b"PK"


def test_last_years_assessment_and_plan_are_there_too(demonstration, run_json):
    gaps = run_json("gaps", "marlshire", "--period", "2024-25")["gaps"]
    closed = {gap["standard"] for gap in gaps if gap["kind"] == "no_open_action"}
    assert closed == {"1.2", "1.7", "3.1", "3.3", "3.6", "4.1"}


def test_making_it_again_destroys_nothing(demonstration, framework):
    before = {table.name: db.session.execute(table.select()).all() for table in Base.metadata.sorted_tables}
    assert add_demonstration(framework) is False
    load_framework(shipped_framework(), by=OPERATOR)
    assert {table.name: db.session.execute(table.select()).all() for table in Base.metadata.sorted_tables} == before


def test_without_a_demonstration_the_page_says_how_to_make_it(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "<code>tracker demo</code>" in page.get_data(as_text=True)
    assert client.get("/appendices.docx").status_code == 404


@pytest.mark.parametrize("path", ["/nowhere", "/appendices.doc", "/static/../config.py", "/services/marlshire"])
def test_an_unknown_address_is_not_found(client, demonstration, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/appendices.docx"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent_to_the_page(client, demonstration, path, method):
    page = getattr(client, method)(path)
    assert page.status_code == 405
    assert "This address cannot be used in that way" in page.get_data(as_text=True)


def test_looking_leaves_no_trace_in_the_record(client, demonstration):
    before = db.session.query(AuditEntry).count()
    client.get("/")
    client.get("/appendices.docx")
    assert db.session.query(AuditEntry).count() == before


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/tracker.css"])
def test_every_answer_carries_the_strict_policy(client, demonstration, path):
    with client.get(path) as page:
        headers = page.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_carries_inline_style_or_script(client, demonstration):
    html = client.get("/").get_data(as_text=True)
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", html)
