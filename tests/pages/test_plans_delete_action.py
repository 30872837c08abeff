"""Taking an action out of a plan."""

import uuid

import pytest

from tests.cast import sign_in
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.plans.changes import add_action, start_plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText

PLAN = "/services/lanternshire/plans/2021-22"


@pytest.fixture
def plan(service, framework):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def action(plan, framework):
    return add_action(plan, ActionText(objective="Print leaflets"), framework, by=OPERATOR)


def address(action):
    return f"{PLAN}/actions/{action.id}/delete"


def is_there(plan):
    db.session.expire_all()
    return bool(actions_of(plan))


def test_the_action_goes_out_and_the_plan_offers_to_put_it_back(client, manager, plan, action):
    sign_in(client, manager)
    answer = client.post(address(action))
    assert (answer.status_code, answer.location) == (302, PLAN)
    page = client.get(PLAN).text
    assert "You can put it back" in page
    assert "/restore" in page
    assert not is_there(plan)


def test_an_action_that_is_out_has_no_page(client, manager, action):
    sign_in(client, manager)
    client.post(address(action))
    assert client.get(f"{PLAN}/actions/{action.id}").status_code == 404
    assert client.post(f"{PLAN}/actions/{action.id}/edit", data={"objective": "x"}).status_code == 409


def test_twice_is_no_error(client, manager, action):
    sign_in(client, manager)
    assert [client.post(address(action)).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_takes_actions_out(request, client, plan, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(address(action)).status_code == 403
    assert is_there(plan)


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, plan, action):
    sign_in(client, other_manager)
    assert client.post(address(action)).status_code == 404
    assert is_there(plan)


def test_another_services_action_is_not_found_in_ones_own_plan(client, other_manager, framework, plan, action):
    other = get_service("other", viewer=OPERATOR)
    start_plan(other, period("2021-22", 9), by=OPERATOR)
    sign_in(client, other_manager)
    assert client.post(address(action).replace("lanternshire", "other")).status_code == 404
    assert is_there(plan)


def test_an_unknown_action_is_not_found(client, manager, plan):
    sign_in(client, manager)
    assert client.post(f"{PLAN}/actions/{uuid.uuid4()}/delete").status_code == 404


def test_looking_takes_nothing_out(client, manager, plan, action):
    sign_in(client, manager)
    assert client.get(address(action)).status_code == 405
    assert is_there(plan)
