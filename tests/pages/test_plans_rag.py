"""The page on which a manager says how an action stands, and why."""

import re

import pytest

from tests.cast import sign_in
from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.plans.changes import add_action, override_rag, start_plan
from tracker.plans.rules import ActionState, ActionText, Rag, rag_seen

SAID = {"rag": "on_track", "reason": "The post is advertised."}


@pytest.fixture
def plan(service):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def add(plan, framework):
    def add_one(state=ActionState.ONGOING):
        return add_action(
            plan, ActionText(objective="Leaflets", timescale="Apr 2022", state=state), framework, by=OPERATOR
        )

    return add_one


@pytest.fixture
def action(add):
    return add()


def page_of(action):
    return f"/services/lanternshire/plans/2021-22/actions/{action.id}/rag"


def sent(client, action, **others):
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(page_of(action)).text)[1]
    return SAID | {"seen": seen} | others


def stands(action):
    db.session.expire_all()
    return action.standing(clock.today())


def test_the_page_tells_how_it_stands_and_offers_the_others(client, manager, action):
    sign_in(client, manager)
    page = client.get(page_of(action))
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "It was due on 30 April 2022" in page.text
    assert re.findall(r'name="rag"[^>]*value="(\w+)"', page.text) == ["due_soon", "no_date", "not_started", "on_track"]


def test_what_the_manager_says_is_shown_with_the_reason_and_with_what_was_worked_out(client, manager, team, action):
    sign_in(client, manager)
    answer = client.post(page_of(action), data=sent(client, action))
    assert (answer.status_code, answer.location) == (302, page_of(action).removesuffix("/rag"))
    sign_in(client, team)
    page = client.get(answer.location).text
    assert "Set by a manager: The post is advertised." in page
    assert "Otherwise it would be: overdue. It was due on 30 April 2022" in page
    assert page_of(action) not in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"rag": ""}, "Choose how it stands"),
        ({"rag": "overdue"}, "Choose one from the list"),
        ({"rag": "complete"}, "Choose one from the list"),
        ({"reason": " "}, "Say why it stands so"),
        ({"reason": "x" * 1001}, "At most 1,000 characters"),
    ],
)
def test_what_cannot_be_said_stays_typed_and_says_why(client, manager, action, wrong, message):
    sign_in(client, manager)
    page = client.post(page_of(action), data=sent(client, action, **wrong)).text
    assert "<title>Error: How action 1 stands" in page
    assert message in page
    assert not stands(action).is_override


def test_a_stale_save_keeps_what_was_typed_and_says_what_is_saved(client, manager, action):
    sign_in(client, manager)
    before = sent(client, action, reason="Mine.")
    override_rag(action, Rag.NOT_STARTED, "Theirs.", seen=rag_seen(None, None), by=OPERATOR)
    db.session.commit()
    page = client.post(page_of(action), data=before)
    assert page.status_code == 409
    assert all(text in page.text for text in ("Somebody else said how this action stands", "Mine.", "Theirs."))
    assert stands(action).why == "Theirs."
    seen = re.search(r'name="seen" value="([^"]*)"', page.text)[1]
    assert client.post(page_of(action), data=before | {"seen": seen}).status_code == 302
    assert stands(action).why == "Mine."


def test_a_complete_action_has_no_other_standing(client, manager, add):
    done = add(ActionState.COMPLETE)
    sign_in(client, manager)
    assert client.get(page_of(done)).status_code == 409
    assert client.post(page_of(done), data=SAID).status_code == 409


def test_a_closed_plan_stays_as_it_was(client, manager, plan, action):
    sign_in(client, manager)
    said = sent(client, action)
    plan.closed_at = clock.now()
    db.session.commit()
    assert client.get(page_of(action)).status_code == 409
    assert client.post(page_of(action), data=said).status_code == 409
    assert not stands(action).is_override


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_says_so(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(page_of(action)).status_code == 403
    assert client.post(page_of(action), data=SAID).status_code == 403


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    sign_in(client, other_manager)
    assert client.get(page_of(action)).status_code == 404
    assert client.post(page_of(action), data=SAID).status_code == 404


def test_other_methods_are_refused(client, manager, action):
    sign_in(client, manager)
    assert client.put(page_of(action)).status_code == 405
