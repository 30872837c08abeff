"""The page from which the plan is taken, and what comes of each choice."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from tests.cast import sign_in
from tests.conftest import WORDING
from tests.counting import made_by
from tests.pages.plan_sheets import ADDRESS, make_plan
from tracker.accounts.rules import OPERATOR, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.owners.changes import match_names
from tracker.plan_exports.rules import PlanVariant
from tracker.plans.changes import add_action, start_plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText
from tracker.standards.changes import load_framework
from tracker.standards.rules import StandardWording
from tracker.word.document import Table
from tracker.word.reader import read

NAMES = ("LA Commissioner", "Maya Noor", "Nobody is named")


@pytest.fixture
def plan(service, framework):
    return make_plan(service, framework)


def taken(client, form, **chosen):
    page = client.get(f"{ADDRESS}/file", query_string={"variant": "report", "as": form, **chosen})
    assert page.status_code == 200, page.text
    return page


def cells(content):
    """The rows of the document's table, as texts."""
    (table,) = [element for element in read(content).elements if isinstance(element, Table)]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_page_offers_each_reader_and_each_form(client, plan, manager):
    sign_in(client, manager)
    page = client.get(f"{ADDRESS}/export")
    for words in ("As the report prints it", "Commissioner’s summary", "Owner’s list", "Download as CSV"):
        assert words in page.text
    assert '<option value="LA Commissioner">LA Commissioner</option>' in page.text


def test_the_plans_page_leads_there(client, plan, commissioner):
    sign_in(client, commissioner)
    assert f'href="{ADDRESS}/export"' in client.get(ADDRESS).text


def test_the_full_document_has_ticks_results_and_how_each_action_stands(client, plan, manager):
    sign_in(client, manager)
    head, first, second, _ = cells(taken(client, "docx", variant="full").data)
    assert head[-1] == "How it stands"
    assert "Write it Done on 1 October 2022." in first[2]
    assert "Two more ambassadors Partly achieved. One so far. Target 2, reached 1." in first[3]
    assert first[4] == "Maya Noor, LA Commissioner"
    assert first[7].startswith("Overdue It was due on")
    assert second[7].startswith("On track The board agreed. (As a manager says.)")


def test_the_summary_says_how_the_plan_stands_in_words_and_numbers(client, plan, manager):
    sign_in(client, manager)
    content = taken(client, "docx", variant="summary").data
    lines = [element.text for element in read(content).elements if not isinstance(element, Table)]
    assert "How the plan 2022-23 stands" in lines
    assert any("3 actions: 1 overdue, 1 on track, 1 complete." in line for line in lines)
    assert any(line.startswith("Overdue: “Recruit ambassadors” (Maya Noor, LA Commissioner).") for line in lines)
    assert "1 of 3 steps are done. Of 1 outcomes: 1 partly achieved." in lines


@pytest.mark.parametrize("form", ["docx", "print"])
def test_an_action_without_a_date_is_counted_in_the_words_of_the_plans_page(client, plan, manager, framework, form):
    add_action(plan, ActionText(objective="Some day"), framework, by=OPERATOR)
    sign_in(client, manager)
    assert "1 without a date" in client.get(ADDRESS).text
    made = taken(client, form, variant="summary")
    text = made.text if form == "print" else str(read(made.data).elements)
    assert "4 actions: 1 overdue, 1 without a date, 1 on track, 1 complete." in text


def test_the_summary_names_standards_in_the_order_of_their_framework(client, service, framework, manager):
    section = replace(WORDING.sections[0], standards=tuple(StandardWording(f"1.{n}", "A text") for n in range(1, 11)))
    longer = load_framework(replace(WORDING, version="2031", sections=(section,)), by=OPERATOR)[0]
    text = ActionText(objective="Leaflets", standards=("1.10", "1.2", "1.9"))
    add_action(start_plan(service, period("2022-23", 9), by=OPERATOR), text, longer, by=OPERATOR)
    sign_in(client, manager)
    page = taken(client, "print", variant="summary").text
    assert "Standards that the plan serves: 1.2, 1.9, 1.10." in page


def test_the_owners_list_has_what_is_left_under_each_name(client, plan, manager):
    sign_in(client, manager)
    rows = cells(taken(client, "docx", variant="owners").data)
    assert [row[0] for row in rows[1:]] == [
        "LA Commissioner",
        "Recruit ambassadors",
        "Maya Noor",
        "Recruit ambassadors",
        "Nobody is named",
        "A new website",
    ]
    assert rows[2][2] == "Send it 1 of 2 steps done."
    only = cells(taken(client, "docx", variant="owners", owner="Maya Noor").data)
    assert [row[0] for row in only[1:]] == ["Maya Noor", "Recruit ambassadors"]


def test_in_large_print_each_owner_is_a_heading_above_their_actions(client, plan, manager):
    sign_in(client, manager)
    content = taken(client, "docx", variant="owners", large_print="y").data
    found = [
        one for one in read(content).elements if isinstance(one, Table) or one.text in NAMES or "Action" in one.text
    ]
    said = [one.rows[0].cells[1].text if isinstance(one, Table) else one.text for one in found]
    assert said == [
        *("LA Commissioner", "Action 1", "Recruit ambassadors"),
        *("Maya Noor", "Action 2", "Recruit ambassadors"),
        *("Nobody is named", "Action 3", "A new website"),
    ]


def test_two_names_of_one_person_are_one_list_for_the_team(client, plan, manager, team, commissioner, service):
    match_names(service, {"LA Commissioner": team, "Maya Noor": team}, by=manager)
    sign_in(client, manager)
    rows = cells(taken(client, "docx", variant="owners").data)
    assert [row[0] for row in rows[1:]] == [team.name, "Recruit ambassadors", "Nobody is named", "A new website"]
    assert f'<option value="{team.name}">' in client.get(f"{ADDRESS}/export").text
    sign_in(client, commissioner)
    assert len(cells(taken(client, "docx", variant="owners").data)) == 7


def test_the_workbook_has_real_days_a_frozen_header_filters_and_no_formula(client, plan, manager):
    sign_in(client, manager)
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, "xlsx").data)).active
    header = next(row for row in sheet.iter_rows() if row[0].value == "No.")
    below = header[0].row + 1
    values = {cell.value: sheet.cell(below, cell.column) for cell in header}
    assert values["Due date"].is_date
    assert values["Who?"].value == "Maya Noor, LA Commissioner"
    assert (values["Task objective"].data_type, values["Task objective"].value) == ("s", "Recruit ambassadors")
    assert sheet.freeze_panes == f"A{below}"
    assert [table.ref for table in sheet.tables.values()] == [f"A{below - 1}:P{below + 2}"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet.cell(below + 2, 12).data_type == "s"
    assert sheet.cell(below + 2, 7).value == "=HYPERLINK(1)"


def test_the_csv_opens_in_excel_and_has_no_formula(client, plan, manager):
    sign_in(client, manager)
    content = taken(client, "csv").data
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert [row[head.index("Who?")] for row in rows] == ["Maya Noor, LA Commissioner", "", "'=HYPERLINK(1)"]
    assert [row[head.index("Due date")] for row in rows] == ["2022-09-30", "2199-06-30", ""]


@pytest.mark.parametrize("variant", PlanVariant)
def test_the_page_to_print_has_what_the_file_has(client, plan, manager, variant):
    sign_in(client, manager)
    page = taken(client, "print", variant=variant)
    assert "Recruit ambassadors" in page.text
    assert "Maya Noor, LA Commissioner" in page.text
    assert "&lt;script&gt;" in page.text or variant is not PlanVariant.REPORT


def test_each_that_is_taken_is_in_the_record(client, plan, commissioner):
    sign_in(client, commissioner)
    taken(client, "csv")
    taken(client, "print", variant="summary")
    entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.verb == "take_plan"))
    assert len(list(entries)) == 2


def test_a_choice_that_there_is_not_is_said(client, plan, manager):
    sign_in(client, manager)
    page = client.get(f"{ADDRESS}/file?variant=shiny&as=docx")
    assert "Choose one from the list" in page.text
    assert "Error:" in page.text


def test_a_form_that_there_is_not_is_not_found(client, plan, manager):
    sign_in(client, manager)
    assert client.get(f"{ADDRESS}/file?as=doc").status_code == 404


def test_an_empty_plan_can_be_taken_too(client, plan, manager):
    for action in actions_of(plan):
        db.session.delete(action)
    sign_in(client, manager)
    for form in ("docx", "xlsx", "csv", "print"):
        for variant in PlanVariant:
            taken(client, form, variant=variant)


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "print"])
@pytest.mark.parametrize("variant", PlanVariant)
def test_many_actions_take_no_more_queries_than_few(client, plan, framework, manager, variant, form):
    sign_in(client, manager)
    address = f"{ADDRESS}/file?variant={variant}&as={form}"
    few = made_by(client, address)
    for number in range(10):
        text = ActionText(f"Area {number}", ("1.2", "1.3"), "More", ("Ask", "Go"), ("Gone",), who=f"Person {number}")
        add_action(plan, text, framework, by=OPERATOR)
    assert made_by(client, address) == few


def test_others_do_not_get_it(client, plan, network, other_manager):
    for person, status in ((network, 403), (other_manager, 404)):
        sign_in(client, person)
        assert client.get(f"{ADDRESS}/export").status_code == status
        assert client.get(f"{ADDRESS}/file").status_code == status


def test_nothing_is_sent_to_it(client, plan, manager):
    sign_in(client, manager)
    assert client.post(f"{ADDRESS}/export").status_code == 405
