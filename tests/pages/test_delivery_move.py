"""Putting an action of a plan elsewhere."""

import uuid

import pytest

from tests.cast import sign_in
from tracker import clock
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.delivery.changes import move_action
from tracker.plans.changes import add_action, delete_action, start_plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText

PLAN = "/services/lanternshire/plans/2021-22"
JSON = {"Accept": "application/json"}


@pytest.fixture
def plan(service, framework):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def actions(plan, framework):
    return [
        add_action(plan, ActionText(objective=name), framework, by=OPERATOR) for name in ("one", "two", "three", "four")
    ]


def address(action, asked=""):
    return f"{PLAN}/actions/{action.id}/move{asked}"


def order(plan):
    db.session.expire_all()
    return [action.objective for action in actions_of(plan)]


@pytest.mark.parametrize(
    ("which", "sent", "after"),
    [
        (1, {"to": "up"}, ["two", "one", "three", "four"]),
        (1, {"to": "down"}, ["one", "three", "two", "four"]),
        (0, {"to": "up"}, ["one", "two", "three", "four"]),
        (3, {"to": "down"}, ["one", "two", "three", "four"]),
        (3, {"place": " 1 "}, ["four", "one", "two", "three"]),
        (3, {"place": "1", "to": "up"}, ["one", "two", "four", "three"]),
    ],
)
def test_it_moves_and_goes_back_to_the_row(client, manager, plan, actions, which, sent, after):
    sign_in(client, manager)
    answer = client.post(address(actions[which], "?open=1"), data=sent | {"version": str(which + 1)})
    assert (answer.status_code, answer.location) == (302, f"{PLAN}?open=1#action-{actions[which].id}")
    assert order(plan) == after
    name = actions[which].objective
    assert f"“{name}” is at place {after.index(name) + 1} now." in client.get(PLAN).text


def test_dropped_beside_another_it_stands_there_whatever_others_moved_meanwhile(client, manager, plan, actions):
    move_action(actions[0], 4, by=OPERATOR)
    sign_in(client, manager)
    sent = {"beside": str(actions[1].id), "after": "", "version": "4"}
    answer = client.post(address(actions[3]), data=sent, headers=JSON)
    assert order(plan) == ["four", "two", "three", "one"]
    assert answer.json["message"] == "It is at place 1 now."
    assert answer.json["places"] == {str(action.id): action.position for action in actions_of(plan)}
    assert answer.json["address"] == f"{PLAN}#action-{actions[3].id}"
    client.post(address(actions[3]), data=sent | {"after": "1"}, headers=JSON)
    assert order(plan) == ["two", "four", "three", "one"]


def test_sent_twice_it_moves_once(client, manager, plan, actions):
    sign_in(client, manager)
    sent = {"to": "down", "version": "1"}
    assert client.post(address(actions[0]), data=sent).status_code == 302
    page = client.post(address(actions[0]), data=sent)
    assert page.status_code == 409
    assert "Somebody else changed the order of the plan meanwhile. Nothing was moved yet." in page.text
    assert "The order as it is now is below." in page.text
    assert order(plan) == ["two", "one", "three", "four"]
    answer = client.post(address(actions[0]), data=sent, headers=JSON)
    assert (answer.status_code, "changed the order" in answer.json["message"]) == (409, True)


def test_beside_what_was_taken_out_it_does_not_go(client, manager, plan, actions):
    delete_action(actions[1], by=OPERATOR)
    sign_in(client, manager)
    sent = {"beside": str(actions[1].id), "version": "1"}
    assert client.post(address(actions[0]), data=sent, headers=JSON).status_code == 409
    assert order(plan) == ["one", "three", "four"]


@pytest.mark.parametrize("place", ["", "0", "5", "-1", "x", "²", "9" * 30])
def test_a_place_that_there_is_not_is_said(client, manager, plan, actions, place):
    sign_in(client, manager)
    page = client.post(address(actions[0]), data={"place": place, "version": "1"})
    assert (page.status_code, "Enter a place from 1 to 4." in page.text) == (422, True)
    assert order(plan) == ["one", "two", "three", "four"]


def test_far_away_it_leads_to_the_page_where_the_action_is_now(client, manager, plan, actions, framework):
    for _ in range(50):
        add_action(plan, ActionText(objective="more"), framework, by=OPERATOR)
    sign_in(client, manager)
    answer = client.post(address(actions[0]), data={"place": "54", "version": "1"})
    assert answer.location == f"{PLAN}?page=2#action-{actions[0].id}"
    assert f'id="action-{actions[0].id}"' in client.get(answer.location).text


def test_closed_or_taken_out_it_does_not_move(client, manager, plan, actions):
    sign_in(client, manager)
    plan.closed_at = clock.now()
    assert client.post(address(actions[0]), data={"to": "down", "version": "1"}).status_code == 409
    plan.closed_at = None
    db.session.flush()
    delete_action(actions[0], by=OPERATOR)
    assert client.post(address(actions[0]), data={"to": "down", "version": "1"}).status_code == 409


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_moves_actions(request, client, plan, actions, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(address(actions[0]), data={"to": "down", "version": "1"}).status_code == 403
    assert order(plan)[0] == "one"


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, plan, actions):
    start_plan(get_service("other", viewer=OPERATOR), period("2021-22", 9), by=OPERATOR)
    sign_in(client, other_manager)
    assert client.post(address(actions[0]), data={"to": "down"}).status_code == 404
    assert client.post(address(actions[0]).replace("lanternshire", "other"), data={"to": "down"}).status_code == 404


def test_an_unknown_action_is_not_found_and_looking_moves_nothing(client, manager, plan, actions):
    sign_in(client, manager)
    assert client.post(f"{PLAN}/actions/{uuid.uuid4()}/move", data={"to": "up"}).status_code == 404
    assert client.get(address(actions[0])).status_code == 405
