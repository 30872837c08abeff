"""Adding an action to a plan."""

import re
from datetime import date

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.plans.changes import start_plan, text_of
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionState

PAGE = "/services/lanternshire/plans/2021-22/actions/add"
TYPED = {
    "area": "Information",
    "standards": ["1.2", "1.3"],
    "objective": "Print **leaflets**",
    "steps-0": "Draft them",
    "steps-1": " ",
    "steps-2": "Have them printed",
    "outcomes-0": "Families\r\nknow of us",
    "outcomes-1": "",
    "outcomes-2": "",
    "who": "Manager",
    "timescale": "Apr 2022",
    "state": "ongoing",
    "completion": "",
}


@pytest.fixture
def plan(service, framework):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


def added(plan):
    db.session.expire_all()
    return [text_of(action) for action in actions_of(plan)]


def test_the_action_is_added_and_its_page_opens(client, manager, plan):
    sign_in(client, manager)
    answer = client.post(PAGE, data=TYPED)
    (action,) = actions_of(plan)
    assert (answer.status_code, answer.location) == (302, PAGE.replace("add", str(action.id)))
    (text,) = added(plan)
    assert (text.standards, text.steps) == (("1.2", "1.3"), ("Draft them", "Have them printed"))
    assert (text.outcomes, text.state) == (("Families\nknow of us",), ActionState.ONGOING)


def test_the_same_form_sent_twice_adds_one_action(client, manager, plan):
    sign_in(client, manager)
    (new,) = re.findall('name="new" value="([^"]+)"', client.get(PAGE).text)
    first, second = (client.post(PAGE, data=TYPED | {"new": new}).location for _ in range(2))
    assert first == second
    assert len(actions_of(plan)) == 1


def test_a_form_sent_again_after_its_action_was_taken_out_adds_it_anew(client, manager, plan):
    sign_in(client, manager)
    (new,) = re.findall('name="new" value="([^"]+)"', client.get(PAGE).text)
    first = client.post(PAGE, data=TYPED | {"new": new}).location
    client.post(f"{first}/delete")
    second = client.post(PAGE, data=TYPED | {"new": new}).location
    assert second != first
    assert client.get(second).status_code == 200


def test_another_text_sent_from_the_same_form_is_another_action(client, manager, plan):
    sign_in(client, manager)
    (new,) = re.findall('name="new" value="([^"]+)"', client.get(PAGE).text)
    for objective in ("Leaflets", "Posters"):
        client.post(PAGE, data=TYPED | {"new": new, "objective": objective})
    assert [text.objective for text in added(plan)] == ["Leaflets", "Posters"]


@pytest.mark.parametrize("new", ["", "x", "1" * 32])
def test_an_identifier_that_nobody_made_is_no_trouble(client, manager, plan, new):
    sign_in(client, manager)
    assert client.post(PAGE, data=TYPED | {"new": new}).status_code == 302
    assert len(actions_of(plan)) == 1


def test_the_page_has_empty_rows_and_chooses_the_standard_of_its_address(client, manager, plan):
    sign_in(client, manager)
    page = client.get(f"{PAGE}?standard=1.2&assessment=2021-22")
    assert page.status_code == 200
    assert [page.text.count(f'name="{name}-') for name in ("steps", "outcomes")] == [3, 3]
    assert page.text.count('name="standards"') == 20
    assert page.text.count(" checked") == 2  # the standard, and "not started"
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize(
    ("timescale", "day", "due"),
    [
        ("Apr 2022", ("", "", ""), date(2022, 4, 30)),
        ("Apr 2022", ("15", "4", "2022"), date(2022, 4, 15)),
        ("ongoing", ("", "", ""), None),
        ("ongoing", ("1", "9", "2022"), date(2022, 9, 1)),
    ],
)
def test_the_due_date_is_what_was_typed_or_what_the_timescale_stands_for(client, manager, plan, timescale, day, due):
    sign_in(client, manager)
    parts = dict(zip(("due-day", "due-month", "due-year"), day, strict=True))
    client.post(PAGE, data=TYPED | parts | {"timescale": timescale})
    (text,) = added(plan)
    assert (text.timescale, text.due) == (timescale, due)


@pytest.mark.parametrize(("button", "rows"), [("add_step", [4, 3]), ("add_outcome", [3, 4])])
def test_another_row_saves_nothing_and_keeps_what_was_typed(client, manager, plan, button, rows):
    sign_in(client, manager)
    page = client.post(PAGE, data=TYPED | {button: "1"})
    assert page.status_code == 200
    assert [page.text.count(f'name="{name}-') for name in ("steps", "outcomes")] == rows
    assert "Have them printed" in page.text
    assert "There is a problem" not in page.text
    assert added(plan) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"area": "", "objective": " "}, "Enter a task objective, or an area of work"),
        ({"steps-0": "long " * 4_001}, "At most 20,000 characters"),
        ({"completion": "long " * 4_001}, "At most 20,000 characters"),
        ({"standards": ["9.9"]}, "not a valid choice"),
        ({"state": "asleep"}, "Choose one from the list"),
        ({"due-day": "31", "due-month": "2", "due-year": "2022"}, "Due date must be a day that there is"),
        ({"due-day": "31"}, "Due date must have a day, a month and a year"),
    ],
)
def test_what_cannot_be_added_stays_typed_and_says_why(client, manager, plan, wrong, message):
    sign_in(client, manager)
    page = client.post(PAGE, data=TYPED | wrong).text
    assert "<title>Error: Add an action" in page
    assert message in page
    assert "Have them printed" in page
    assert added(plan) == []


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_adds_actions(request, client, plan, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=TYPED).status_code == 403
    assert added(plan) == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, plan):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=TYPED).status_code == 404
    assert added(plan) == []


def test_other_methods_are_refused(client, manager, plan):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405
