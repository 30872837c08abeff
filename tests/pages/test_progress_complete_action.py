"""Completing an action, opening it again, and taking what is offered as actual completion."""

import re

import pytest

from tests.cast import sign_in
from tests.progress import address, by_another_service, leaflets
from tracker import clock
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.plans.rules import ActionState
from tracker.progress.changes import complete_action, tick_step, use_completion

PLACES = ["complete", "reopen", "completion"]


@pytest.fixture
def action(service, framework):
    action = leaflets(service, framework)
    tick_step(action, action.steps[0], by=OPERATOR)
    return action


def saved(action):
    db.session.expire_all()
    return action.state, action.completion


def offered_on(page):
    sent = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("text",)}
    form = page.partition('/completion">')[2]
    return sent | {"seen": re.search(r'name="seen" value="([^"]*)"', form)[1]}


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_an_action_is_completed_and_opened_again(request, client, action, writer):
    sign_in(client, request.getfixturevalue(writer))
    for _ in range(2):
        answer = client.post(address(action, "complete"))
        assert (answer.status_code, answer.location) == (302, address(action))
    assert "Action 1 is complete." in client.get(answer.location).text
    assert saved(action)[0] is ActionState.COMPLETE
    answer = client.post(address(action, "reopen"))
    assert "Action 1 is ongoing again." in client.get(answer.location).text
    assert saved(action)[0] is ActionState.ONGOING


def test_what_is_offered_is_saved_as_it_was_seen(client, team, action):
    sign_in(client, team)
    sent = offered_on(client.get(address(action)).text)
    tick_step(action, action.steps[1], by=team)
    answer = client.post(address(action, "completion"), data=sent)
    assert (answer.status_code, answer.location) == (302, f"{address(action)}#completion")
    assert saved(action)[1] == sent["text"]
    assert "On-going: Hand them out" in sent["text"]
    assert "Actual completion of action 1 saved." in client.get(answer.location).text


def test_what_somebody_typed_meanwhile_is_shown_beside_what_was_offered(client, team, manager, action):
    sign_in(client, team)
    sent = offered_on(client.get(address(action)).text)
    use_completion(action, "Typed for **an hour**.", by=manager)
    answer = client.post(address(action, "completion"), data=sent)
    assert answer.status_code == 409
    texts = ("Somebody else changed actual completion meanwhile", "<strong>an hour</strong>", sent["text"])
    assert all(text in answer.text for text in texts)
    assert saved(action)[1] == "Typed for **an hour**."
    assert client.post(address(action, "completion"), data=offered_on(answer.text)).status_code == 302
    assert saved(action)[1] == sent["text"]


@pytest.mark.parametrize("text", ["", " ", "x" * 20_001])
def test_nothing_and_too_much_are_refused(client, team, action, text):
    sign_in(client, team)
    assert client.post(address(action, "completion"), data={"text": text}).status_code == 422
    assert saved(action)[1] == ""


@pytest.mark.parametrize("there", PLACES)
@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_who_records_no_progress_does_none_of_it(request, client, action, reader, there):
    before = saved(action)
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(address(action, there), data={"text": "x"}).status_code == 403
    assert saved(action) == before


@pytest.mark.parametrize("there", PLACES)
def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action, there):
    before = saved(action)
    sign_in(client, other_manager)
    for place in (address(action, there), by_another_service(address(action, there))):
        assert client.post(place, data={"text": "x"}).status_code == 404
    assert saved(action) == before


@pytest.mark.parametrize("there", PLACES)
def test_a_closed_plan_stays_as_it_is(client, manager, action, there):
    complete_action(action, by=manager)
    action.plan.closed_at = clock.now()
    sign_in(client, manager)
    assert client.post(address(action, there), data={"text": "x"}).status_code == 409
    assert saved(action) == (ActionState.COMPLETE, "")


@pytest.mark.parametrize("there", PLACES)
def test_it_is_not_read(client, manager, action, there):
    sign_in(client, manager)
    assert client.get(address(action, there)).status_code == 405
