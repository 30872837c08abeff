"""Putting an action back that was taken out of a plan."""

import uuid

import pytest

from tests.cast import sign_in
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.plans.changes import add_action, delete_action, start_plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText

PLAN = "/services/lanternshire/plans/2021-22"


@pytest.fixture
def plan(service, framework):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def action(plan, framework):
    first, *_ = [add_action(plan, ActionText(objective=text), framework, by=OPERATOR) for text in ("one", "two")]
    delete_action(first, by=OPERATOR)
    return first


def address(action):
    return f"{PLAN}/actions/{action.id}/restore"


def there(plan):
    db.session.expire_all()
    return [action.objective for action in actions_of(plan)]


def test_the_action_is_back_where_it_was(client, manager, plan, action):
    sign_in(client, manager)
    answer = client.post(address(action))
    assert (answer.status_code, answer.location) == (302, PLAN)
    page = client.get(PLAN).text
    assert "The action is back in the plan." in page
    assert "/restore" not in page
    assert there(plan) == ["one", "two"]


def test_what_somebody_typed_meanwhile_is_saved_after_that(client, manager, plan, action):
    sign_in(client, manager)
    sent = {"objective": "one, and more", "state": "ongoing", "version": str(action.version)}
    page = f"{PLAN}/actions/{action.id}/edit"
    assert client.post(page, data=sent).status_code == 409
    client.post(address(action))
    assert client.post(page, data=sent).status_code == 302
    assert there(plan) == ["one, and more", "two"]


def test_twice_is_no_error(client, manager, action):
    sign_in(client, manager)
    assert [client.post(address(action)).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_puts_actions_back(request, client, plan, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(address(action)).status_code == 403
    assert there(plan) == ["two"]


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, plan, action):
    start_plan(get_service("other", viewer=OPERATOR), period("2021-22", 9), by=OPERATOR)
    sign_in(client, other_manager)
    assert client.post(address(action)).status_code == 404
    assert client.post(address(action).replace("lanternshire", "other")).status_code == 404
    assert there(plan) == ["two"]


def test_an_unknown_action_is_not_found(client, manager, plan):
    sign_in(client, manager)
    assert client.post(f"{PLAN}/actions/{uuid.uuid4()}/restore").status_code == 404


def test_looking_puts_nothing_back(client, manager, plan, action):
    sign_in(client, manager)
    assert client.get(address(action)).status_code == 405
    assert there(plan) == ["two"]
