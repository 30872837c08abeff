"""The page for anyone with a Word file: whether it says what was ratified."""

import io
import re
from dataclasses import replace

import pytest

from tests.cast import sign_in
from tests.seals import YEAR, sealed
from tests.word.documents import docx, p
from tests.word.sealed import KEY, Opened, file
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.word.labels import W

ADDRESS = "/verify"
"""Where the page is."""


def send(client, content, name="Appendices.docx"):
    return client.post(ADDRESS, data={"document": (io.BytesIO(content), name)})


@pytest.fixture
def downloaded(client, assessment, manager):
    """The file of a ratified year, as a manager downloads it."""
    sealed(assessment)
    sign_in(client, manager)
    return client.get(f"{YEAR}/appendices").data


@pytest.fixture
def stranger(app):
    """A browser of somebody who is not signed in."""
    return app.test_client()


def test_every_page_leads_to_it(stranger):
    assert f'href="{ADDRESS}">Check a Word file</a>' in stranger.get("/standards").text


def test_it_says_what_to_do_and_how_to_check_without_it(stranger, application):
    page = stranger.get(ADDRESS)
    assert page.status_code == 200
    assert "Nothing of the file is kept" in page.text
    assert f"tracker verify FILE.docx --key {application.config['TRACKER'].signing_key().public}" in page.text


def test_a_file_as_it_was_downloaded_is_unchanged_and_says_what_it_is_about(stranger, downloaded):
    page = send(stranger, downloaded)
    assert page.status_code == 200
    assert "This file is unchanged since ratification." in page.text
    assert "Appendices to the annual report 2021-22" in page.text
    assert "on 12 October 2022. Seal " in page.text


def test_a_lost_key_keeps_nobody_from_checking(stranger, application, client, assessment, manager, monkeypatch):
    config = application.config["TRACKER"]
    sealed(assessment, key=config.signing_key())
    sign_in(client, manager)
    content = client.get(f"{YEAR}/appendices").data
    db.session.commit()
    monkeypatch.setitem(application.config, "TRACKER", replace(config, signing="/nowhere/signing-key"))
    page = send(stranger, content)
    assert "This file is unchanged since ratification." in page.text
    assert f"--key {config.signing_key().public}" in page.text


def test_without_any_key_nothing_is_said_of_a_file(stranger, application, monkeypatch):
    lost = replace(application.config["TRACKER"], signing="/nowhere/signing-key")
    monkeypatch.setitem(application.config, "TRACKER", lost)
    assert stranger.get(ADDRESS).status_code == 503


def test_a_changed_file_is_told_with_the_place(stranger, downloaded):
    changed = Opened(downloaded)
    rating = next(text for text in changed.all("t") if text.text == "P/C")
    rating.text = "C"
    page = send(stranger, changed.saved())
    assert "This file was changed after ratification." in page.text
    assert "The rating of standard 1." in page.text
    assert '<dt>Was ratified</dt><dd class="tracker-lines">P/C</dd>' in page.text
    assert '<dt>Says now</dt><dd class="tracker-lines">C</dd>' in page.text


def test_the_answer_is_the_first_heading_below_the_title(stranger, downloaded):
    changed = Opened(downloaded)
    next(text for text in changed.all("t") if text.text == "P/C").text = "C"
    files = {
        "✓Unchanged": downloaded,
        "✗Changed": changed.saved(),
        "?No seal": docx(p("A report")),
        "✗Not one of ours": file(),
    }
    for answer, content in files.items():
        first = re.search(r"<h2[^>]*>(.*?)</h2>", send(stranger, content).text).group(1)
        assert re.sub("<[^>]*>", "", first) == answer


def test_only_so_many_places_are_listed(stranger, downloaded):
    changed = Opened(downloaded)
    for row in changed.all("tr"):
        for text in list(row.iter(f"{W}t"))[1:]:  # but for the numbers
            text.text = f"{text.text}x"
    page = send(stranger, changed.saved())
    assert page.text.count("Says now") <= 50
    assert re.search("There are [0-9]+ more.</p>", page.text)
    assert "Ask the service for the file as it was ratified." in page.text


def test_a_file_without_a_seal_and_one_of_others_are_told(stranger):
    assert "This file carries no seal" in send(stranger, docx(p("Text"))).text
    page = send(stranger, file())
    assert "a seal that is not one of ours" in page.text
    assert "Lantern" not in page.text  # what nobody of ours signed is not repeated
    assert KEY.public not in page.text


def test_nothing_is_kept_and_nothing_recorded(stranger, downloaded):
    before = db.session.query(AuditEntry).count()
    send(stranger, downloaded)
    assert db.session.query(AuditEntry).count() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "this is a PDF, not a Word document"),
        (b"PK\x03\x04 broken", "The file is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_the_same_words_as_elsewhere(stranger, content, words):
    page = send(stranger, content)
    assert page.status_code == 200
    assert words in page.text
    assert "There is a problem" in page.text


def test_no_file_is_said_beside_the_field(stranger):
    assert "Choose a Word file" in stranger.post(ADDRESS, data={}).text


def test_what_somebody_wrote_into_a_file_is_text_on_the_page(stranger, downloaded):
    changed = Opened(downloaded)
    next(text for text in changed.all("t") if text.text == "P/C").text = "<script>x</script>"
    page = send(stranger, changed.saved())
    assert "&lt;script&gt;x&lt;/script&gt;" in page.text
    assert "<script>x" not in page.text


def test_a_file_that_was_put_into_a_report_is_found_there(stranger, downloaded, client):
    report = docx(p("Our report") + p("Text"))
    made = client.post(f"{YEAR}/insert", data={"report": (io.BytesIO(report), "Report.docx")})
    assert made.mimetype.endswith("wordprocessingml.document")
    assert "This file is unchanged since ratification." in send(stranger, made.data).text
    changed = Opened(made.data)
    cell = changed.all("tc")[-1]
    cell.getparent().remove(cell)
    assert "This file was changed after ratification." in send(stranger, changed.saved()).text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(stranger, method):
    assert getattr(stranger, method)(ADDRESS).status_code == 405
