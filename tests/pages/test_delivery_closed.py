"""The pages of a plan that is closed: to read, with the way to the plan that followed."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.cast import sign_in
from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.plans.changes import add_action, delete_action, start_plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText
from tracker.word.document import Table
from tracker.word.reader import read

PAGE = "/services/lanternshire/plans/2021-22"
FOLLOWED = 'href="/services/lanternshire/plans/2022-23"'


@pytest.fixture
def action(service, framework):
    plan = start_plan(service, period("2021-22", 9), by=OPERATOR)
    delete_action(add_action(plan, ActionText(objective="Posters"), framework, by=OPERATOR), by=OPERATOR)
    there = add_action(plan, ActionText(objective="Leaflets", standards=("1.2",)), framework, by=OPERATOR)
    plan.followed_by, plan.closed_at = start_plan(service, period("2022-23", 9), by=OPERATOR), clock.now()
    db.session.commit()
    return there


def test_the_plan_says_that_it_is_closed_and_has_nothing_to_press(client, manager, action):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert f"Closed on {clock.in_words(clock.today())}." in page
    assert FOLLOWED in page
    assert all(gone not in page for gone in ("Add an action", "Put it back"))


@pytest.mark.parametrize("reader", ["manager", "team", "group"])
def test_its_actions_are_only_read(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(f"{PAGE}/actions/{action.id}").text
    assert FOLLOWED in page
    assert "Leaflets" in page
    assert all(gone not in page for gone in ("Save the action", "Take this action out"))


def test_the_form_of_a_new_action_is_refused_before_anybody_types(client, manager, action):
    sign_in(client, manager)
    page = client.get(f"{PAGE}/actions/add")
    assert page.status_code == 409
    assert "Go on in the plan 2022-23." in page.text


def test_the_form_of_what_an_action_says_is_refused_too(client, manager, action):
    sign_in(client, manager)
    page = client.get(f"{PAGE}/actions/{action.id}/edit")
    assert page.status_code == 409
    assert "Go on in the plan 2022-23." in page.text


def test_what_somebody_typed_while_it_was_closed_is_not_lost(client, team, action):
    sign_in(client, team)
    typed = {"objective": "Leaflets and posters", "state": "ongoing", "version": "1"}
    page = client.post(f"{PAGE}/actions/{action.id}/edit", data=typed)
    assert page.status_code == 409
    assert "Leaflets and posters" in page.text
    assert [one.objective for one in actions_of(action.plan)] == ["Leaflets"]


@pytest.fixture
def closed_last_summer(service, framework, monkeypatch):
    """An action that was due within 30 days on 1 August 2023, when its plan was closed; it is February 2024 now."""
    plan = start_plan(service, period("2022-23", 9), by=OPERATOR)
    there = add_action(plan, ActionText(objective="Leaflets", timescale="30 August 2023"), framework, by=OPERATOR)
    plan.followed_by = start_plan(service, period("2023-24", 9), by=OPERATOR)
    plan.closed_at = datetime(2023, 7, 31, 23, 30, tzinfo=UTC)
    db.session.commit()
    monkeypatch.setattr(clock, "today", lambda: date(2024, 2, 1))
    return there


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "1 due within 30 days"),
        ("/actions/{}", "It is due in 29 days, on 30 August 2023."),
        ("?view=date", "Due within 30 days"),
        ("?view=timeline", "The plan was closed on 1 August 2023."),
        ("?view=timeline", "Closed, 1 August 2023</text>"),
        ("/file?variant=full&as=print", "as at 1\N{NO-BREAK SPACE}August\N{NO-BREAK SPACE}2023"),
        ("/file?variant=summary&as=print", "1 action: 1 due within 30 days."),
        ("/file?variant=report&as=csv", "It is due in 29 days, on 30 August 2023."),
    ],
)
def test_it_stands_as_on_the_day_of_its_close(client, manager, closed_last_summer, address, said):
    sign_in(client, manager)
    page = client.get(PAGE.replace("2021-22", "2022-23") + address.format(closed_last_summer.id)).text
    assert said in page
    assert "1 overdue" not in page
    assert "days ago" not in page


def test_its_files_are_as_at_that_day(client, manager, closed_last_summer):
    sign_in(client, manager)
    address = f"{PAGE.replace('2021-22', '2022-23')}/file?variant=full&as="
    sheet = load_workbook(BytesIO(client.get(f"{address}xlsx").data)).active
    assert "As at 1 August 2023." in " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    document = read(client.get(f"{address}docx").data)
    lead = " ".join(element.text for element in document.elements if not isinstance(element, Table))
    assert "as at 1 August 2023" in lead.replace("\N{NO-BREAK SPACE}", " ")
