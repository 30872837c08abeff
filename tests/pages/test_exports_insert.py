"""The appendices into the report itself, which comes back with them."""

import io
from urllib.parse import urlencode

import docx
import pytest
from werkzeug.http import parse_options_header

from tests.cast import make_person, sign_in
from tests.word.reports import heading, line, report
from tracker.accounts.rules import Role
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.reports.reading import read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read

YEAR = "/services/marlshire/assessments/2025-26"
ADDRESS = f"{YEAR}/insert"
REPORT = report(heading("Our year"), line("Text"), heading("Appendix 1: Self-assessment"), line("{{delivery plan}}"))


@pytest.fixture
def here(client, marlshire):
    sign_in(client, make_person("Ann Bell", marlshire, Role.TEAM))
    return client


def send(client, content=REPORT, name="Report 2026.docx", query=""):
    return client.post(f"{ADDRESS}{query}", data={"report": (io.BytesIO(content), name)})


def test_the_page_says_what_goes_in_and_where(here):
    page = here.get(ADDRESS).text
    assert "{{self-assessment}}" in page
    assert "{{delivery plan}}" in page
    assert "<li>Operational Delivery Plan, " in page
    assert "large print" not in page


def test_the_page_says_that_a_report_has_no_large_print(here):
    query = "?which=both&look=calm&section=&variant=printed&large_print=y"
    assert "for large print, download them as a Word file of their own" in here.get(ADDRESS + query).text


def test_the_report_comes_back_with_both_and_the_next_page_says_where_they_are(here):
    page = send(here)
    assert page.headers["Content-Disposition"] == 'attachment; filename="Report 2026-with-appendices.docx"'
    reading = read_appendices(read(page.data), shipped_framework())
    assert (len(reading.ratings), len(reading.actions)) == (20, 12)
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(page.data)).paragraphs if paragraph.text]
    assert texts[:3] == ["Our year", "Text", "Appendix 1: Self-assessment"]
    assert "was put below “Appendix 1: Self-assessment”" in here.get(YEAR).text
    assert db.session.query(AuditEntry).filter_by(verb="download").count() == 1


def test_what_was_chosen_before_goes_in(here):
    page = send(here, query="?which=plan&look=calm&section=&variant=states&columns=who&columns=timescale")
    [table] = docx.Document(io.BytesIO(page.data)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Task objective", "Who?", "Timescale", "State"]


def test_a_second_time_changes_nothing(here):
    once = send(here).data
    assert send(here, once).data == once


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "", "Choose the annual report"),
        (b"%PDF-1.7 x", "report.pdf", "not a Word document"),
        (report(line("{{delivery plan}} here")), "a.docx", "stands within a sentence"),
        (report(heading("Delivery plan"), heading("Action plan")), "a.docx", "Several headings may be meant"),
    ],
    ids=["nothing", "pdf", "in a sentence", "two headings"],
)
def test_what_cannot_be_used_is_said_at_the_field(here, content, name, message):
    page = send(here, content, name)
    assert page.status_code == 200
    assert message in page.text
    assert "There is a problem" in page.text


def test_an_odd_choice_leads_back_to_the_options(here):
    page = here.get(f"{ADDRESS}?which=nonsense")
    assert "There is a problem" in page.text
    assert "Download the appendices" in page.text


@pytest.mark.parametrize(
    ("name", "comes_back_as"),
    [
        ("../../etc/Report.docx", "Report-with-appendices.docx"),
        ("Report: 2/26?.docx", "26?-with-appendices.docx"),
        (".docx", "report-with-appendices.docx"),
        ("…", "…-with-appendices.docx"),
        ("Ж" * 300 + ".docx", "Ж" * 100 + "-with-appendices.docx"),
    ],
)
def test_the_report_comes_back_under_its_name_whatever_that_is(here, name, comes_back_as):
    said = send(here, name=name).headers["Content-Disposition"]
    _, options = parse_options_header(said)
    assert options["filename"] == comes_back_as


def test_what_is_said_of_the_longest_names_fits_into_a_cookie(here):
    letters = [chr(0x4E00 + number * number % 20_011) for number in range(3_000)]  # hardly packs
    first, second = "".join(letters[:200]), "".join(letters[200:400])
    titles = urlencode({"assessment_title": first, "plan_title": second})
    lines = line(f"Appendix 1 Self-assessment {first[:120]}"), line(f"Appendix 2 Delivery plan {second[:120]}")
    query = f"?which=both&look=calm&section=&summary=y&columns=who&{titles}"
    page = send(here, report(*lines), f"{''.join(letters)}.docx", query)
    assert page.status_code == 200
    assert all(len(cookie) < 4000 for cookie in page.headers.getlist("Set-Cookie"))
    assert "was put below" in here.get(YEAR).text
