"""A spreadsheet is sent: what is taken, and what is refused in words."""

import io

import openpyxl
import pytest

from tests.cast import sign_in
from tests.pages.plan_sheets import ADDRESS, IMPORT, make_plan, send, workbook
from tests.word.documents import docx, p, zipped
from tracker import clock
from tracker.db import db
from tracker.plan_imports import rules
from tracker.plan_imports.models import PlanSheet

HEAD = ["Task objective", "Who?"]
GOOD = workbook(HEAD, ["Leaflets", "Maya"])


@pytest.fixture
def plan(service, framework):
    return make_plan(service, framework)


def kept():
    return list(db.session.scalars(db.select(PlanSheet)))


def test_a_spreadsheet_is_kept_and_looked_at(client, plan, manager):
    sign_in(client, manager)
    page = send(client, GOOD)
    (sheet,) = kept()
    assert page.location == f"{IMPORT}/{sheet.id}"
    assert (sheet.name, sheet.label, sheet.plan_id) == ("plan.xlsx", "2022-23", plan.id)
    waiting = client.get(IMPORT)
    assert f'href="{IMPORT}/{sheet.id}"' in waiting.text
    assert client.get(f"{IMPORT}/{sheet.id}/original").data == GOOD


def test_the_plans_page_leads_there_with_its_plan_chosen(client, plan, manager):
    sign_in(client, manager)
    assert f'href="{IMPORT}?plan=2022-23"' in client.get(ADDRESS).text
    assert 'value="2022-23" checked' in client.get(f"{IMPORT}?plan=2022-23").text


MACROS = zipped({"[Content_Types].xml": "<Types/>", "xl/vbaProject.bin": "x"})
NO_TABLE = "No table of a delivery plan was found"
TOO_MANY = workbook(HEAD, *([f"Action {number}", ""] for number in range(1_001)))
REFUSED = {
    "nothing in it": (b"", "plan.xlsx", "It is empty."),
    "no workbook": (b"%PDF-1.4 %%EOF", "plan.xlsx", "but inside it is a PDF"),
    "a Word file": (docx(p("Hello")), "plan.xlsx", "but inside it is an archive"),
    "a damaged one": (GOOD[:400], "plan.xlsx", "It is damaged"),
    "one of macros": (GOOD, "plan.xlsm", "It holds macros"),
    "macros inside": (MACROS, "plan.xlsx", "inside it is"),
    "an older kind": (b"\xd0\xcf\x11\xe0", "plan.xls", "It is of an older kind (.xls)"),
    "with a password": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "plan.xlsx",
        "It is protected by a password",
    ),
    "OpenDocument": (b"PK", "plan.ods", "but inside it is"),
    "a bomb": (zipped({"[Content_Types].xml": "<Types/>", "xl/a.xml": " " * 9_000_000}), "plan.xlsx", "unpacks to far"),
    "without a plan": (
        workbook(["Name", "Grade"], ["Maya", "7"]),
        "plan.xlsx",
        NO_TABLE,
    ),
    "an empty workbook": (workbook(), "plan.xlsx", NO_TABLE),
    "too many rows": (TOO_MANY, "plan.xlsx", "It has more than 1,000 rows"),
    "CSV without a plan": (b"a,b\r\n1,2\r\n", "plan.csv", NO_TABLE),
    "no CSV": (b"\x00\x01\x02", "plan.csv", "inside it is something else"),
}


@pytest.mark.parametrize(("content", "name", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_words_and_not_kept(client, plan, manager, content, name, words):
    sign_in(client, manager)
    page = send(client, content, name=name)
    assert page.status_code == 200
    assert words in page.text
    assert kept() == []


def test_a_file_that_is_too_large_is_refused(client, plan, manager, monkeypatch):
    monkeypatch.setattr(rules, "MOST_FILE", 2**20)
    sign_in(client, manager)
    page = send_large(client, b"a" * (2**20 + 1))
    assert "at most 1 MiB" in page.text
    assert kept() == []


def send_large(client, content):
    """Send what the test's browser would put into a file of its own, and leave open, by the body itself."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="into"\r\n\r\n2022-23\r\n',
        b'--x\r\nContent-Disposition: form-data; name="document"; filename="plan.csv"\r\n\r\n' + content,
        b"\r\n--x--\r\n",
    ]
    return client.post(IMPORT, data=b"".join(parts), content_type="multipart/form-data; boundary=x")


def test_a_new_plan_needs_a_period_that_is_free(client, plan, manager):
    sign_in(client, manager)
    assert "is not a period" in send(client, GOOD, into="new").text
    assert "There is a plan 2022-23 already" in send(client, GOOD, into="new", label="2022-23").text
    late = {"starts-day": "1", "starts-month": "9", "starts-year": "2025"}
    assert "would end on" in send(client, GOOD, into="new", label="2023-24", **late).text
    assert kept() == []
    send(client, GOOD, into="new", label="2023-24")
    (sheet,) = kept()
    assert (sheet.plan_id, sheet.label, sheet.starts.isoformat()) == (None, "2023-24", "2023-09-01")


def test_nothing_chosen_is_said(client, plan, manager):
    sign_in(client, manager)
    page = client.post(IMPORT, data={})
    assert "Choose a spreadsheet" in page.text


def test_a_closed_plan_is_not_offered(client, plan, manager):
    plan.closed_at = clock.now()
    sign_in(client, manager)
    assert "Operational Delivery Plan 2022-23" not in client.get(IMPORT).text


def test_the_template_has_the_columns_a_list_of_states_and_the_standards(client, service, framework, manager):
    sign_in(client, manager)
    page = client.get(f"{IMPORT}/template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(page.data))
    sheet, standards = book.worksheets
    header = next(row for row in sheet.iter_rows() if row[0].value == "Area of work")
    assert [cell.value for cell in header][-2:] == ["Actual Completion", "State"]
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"Not started,Ongoing,Complete"'
    assert sheet.freeze_panes == f"A{header[0].row + 1}"
    assert standards["A4"].value == "1.1"


def test_the_template_filled_is_brought_in(client, plan, manager):
    sign_in(client, manager)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{IMPORT}/template.xlsx").data))
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[0].value == "Area of work")[0].row + 1
    for column, text in enumerate(["Delivery", "1.6", "Open on Saturdays", "Ask\nDecide", "", "Maya"], 1):
        sheet.cell(row, column).value = text
    stream = io.BytesIO()
    book.save(stream)
    page = client.get(send(client, stream.getvalue()).location)
    assert "1 row: 1 added" in page.text
    assert "Open on Saturdays" in page.text


def test_only_managers_bring_one_in(client, plan, team, other_manager):
    for person, status in ((team, 403), (other_manager, 404)):
        sign_in(client, person)
        assert client.get(IMPORT).status_code == status
        assert send(client, GOOD).status_code == status
        assert client.get(f"{IMPORT}/template.xlsx").status_code == status
    assert kept() == []
