"""*You said, we did* taken away: as Word, as a web page, and as code to paste into one."""

import io
from html import unescape

import html5lib
import pytest
from docx import Document

from tests.cast import sign_in
from tests.you_said import PAGE, make_line
from tracker.audit.models import AuditEntry
from tracker.db import db


@pytest.fixture
def line(service):
    make_line(service, "Half a thought", chosen=False)
    return make_line(service, "Open **later** </textarea>", did="We do.")


def taken():
    entries = db.session.query(AuditEntry).filter_by(verb="take_lines")
    return [entry.details["form"] for entry in entries.order_by(AuditEntry.number)]


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair", "commissioner"])
def test_who_reads_it_takes_it_as_word_and_the_record_says_so(request, client, reader, line):
    sign_in(client, request.getfixturevalue(reader))
    answer = client.get(f"{PAGE}/word")
    assert "lanternshire-you-said-we-did.docx" in answer.headers["Content-Disposition"]
    texts = [one.text for one in Document(io.BytesIO(answer.data)).paragraphs]
    assert "Open later </textarea>" in texts
    assert "Half a thought" not in texts
    assert taken() == ["docx"]


def test_it_is_taken_as_a_page_of_its_own_that_needs_nothing_else(client, commissioner, line):
    sign_in(client, commissioner)
    answer = client.get(f"{PAGE}/page")
    assert "attachment" in answer.headers["Content-Disposition"]
    html5lib.HTMLParser(strict=True).parse(answer.data)
    assert "<h1>Lanternshire SENDIASS</h1>" in answer.text
    assert "<strong>later</strong>" in answer.text
    assert not any(text in answer.text for text in ("Half a thought", "<script", "src=", "<link"))
    assert taken() == ["html"]


def test_the_code_to_paste_stands_there_beside_how_it_reads(client, team, line):
    sign_in(client, team)
    page = client.get(f"{PAGE}/website")
    assert page.status_code == 200
    code = unescape(page.text.partition("<textarea")[2].partition("</textarea>")[0].partition(">")[2]).strip()
    assert code.startswith("<h2>You said, we did</h2>")
    assert "<strong>later</strong> &lt;/textarea&gt;" in code
    assert code in page.text.partition("How it reads")[2]
    assert taken() == []


def test_before_a_line_is_shown_there_is_nothing_to_take(client, manager, service):
    make_line(service, "Half a thought", chosen=False)
    sign_in(client, manager)
    assert "nothing to paste" in client.get(f"{PAGE}/website").text
    for name in ("word", "page"):
        answer = client.get(f"{PAGE}/{name}")
        assert answer.status_code == 409
        assert "No line is shown yet" in answer.text
    assert taken() == []


def test_the_manager_is_warned_before_publishing(client, manager, service):
    make_line(service, "Ring 07400 123456.")
    sign_in(client, manager)
    assert "this looks like a phone number" in client.get(f"{PAGE}/website").text


@pytest.mark.parametrize("name", ["word", "page", "website"])
def test_nobody_else_takes_it(client, network, other_manager, line, name):
    for person, code in ((network, 403), (other_manager, 404)):
        sign_in(client, person)
        assert client.get(f"{PAGE}/{name}").status_code == code
    assert client.post(f"{PAGE}/{name}").status_code == 405
