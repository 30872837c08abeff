"""A delivery plan as the report prints it, with the state of each action."""

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.plans.changes import add_action, delete_action, start_plan
from tracker.plans.rules import ActionState, ActionText

PAGE = "/services/lanternshire/plans/2021-22"
LEAFLETS = ActionText(
    area="Information",
    standards=("1.2",),
    objective="Print **leaflets**",
    steps=("Draft them", "Have them printed"),
    timescale="Apr 2022",
    state=ActionState.ONGOING,
)


@pytest.fixture
def plan(service, framework):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def action(plan, framework):
    return add_action(plan, LEAFLETS, framework, by=OPERATOR)


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair", "commissioner"])
def test_everybody_of_the_service_reads_the_plan(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert all(text in page.text for text in ("<strong>leaflets</strong>", "Have them printed", "Information (1.2)"))
    assert all(text in page.text for text in ("Apr 2022", "due 30 April 2022", "Ongoing"))
    assert f'href="{PAGE}/actions/{action.id}"' in page.text
    assert page.text.count("<h1") == 1


def test_a_plan_without_actions_says_what_belongs_there(client, manager, plan):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "No actions yet." in page
    assert "<table" not in page


def test_only_the_manager_is_offered_to_add_an_action(client, manager, team, plan):
    sign_in(client, manager)
    assert f'href="{PAGE}/actions/add"' in client.get(PAGE).text
    sign_in(client, team)
    assert f'href="{PAGE}/actions/add"' not in client.get(PAGE).text


def test_only_the_manager_sees_what_was_taken_out(client, manager, team, action):
    delete_action(action, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert f'action="{PAGE}/actions/{action.id}/restore"' in page
    assert "<table" not in page
    sign_in(client, team)
    assert "leaflets" not in client.get(PAGE).text


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, plan):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404


def test_the_network_lead_does_not_read_it(client, network, plan):
    sign_in(client, network)
    assert client.get(PAGE).status_code == 403


def test_an_unknown_plan_is_not_found(client, manager, plan):
    sign_in(client, manager)
    assert client.get(PAGE.replace("2021-22", "2019-20")).status_code == 404


def test_it_is_to_read_only(client, manager, plan):
    sign_in(client, manager)
    assert client.post(PAGE).status_code == 405
