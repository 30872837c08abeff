"""Letting an action stand as it is worked out again."""

import re

import pytest

from tests.cast import sign_in
from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.plans.changes import add_action, override_rag, start_plan
from tracker.plans.rules import ActionState, ActionText, Rag, rag_seen


@pytest.fixture
def action(service, framework):
    plan = start_plan(service, period("2021-22", 9), by=OPERATOR)
    text = ActionText(objective="Leaflets", timescale="Apr 2022", state=ActionState.ONGOING)
    there = add_action(plan, text, framework, by=OPERATOR)
    override_rag(there, Rag.ON_TRACK, "The post is advertised.", seen=rag_seen(None, None), by=OPERATOR)
    return there


def page_of(action):
    return f"/services/lanternshire/plans/2021-22/actions/{action.id}/rag"


def seen_on(client, action):
    return {"seen": re.search(r'name="seen" value="([^"]*)"', client.get(page_of(action)).text)[1]}


def is_override(action):
    db.session.expire_all()
    return action.standing(clock.today()).is_override


def test_it_stands_as_worked_out_again(client, manager, action):
    sign_in(client, manager)
    answer = client.post(f"{page_of(action)}/take-back", data=seen_on(client, action))
    assert (answer.status_code, answer.location) == (302, page_of(action).removesuffix("/rag"))
    assert "Action 1 says again what is worked out." in client.get(answer.location).text
    assert not is_override(action)


def test_what_another_manager_says_by_now_is_not_taken_back(client, manager, action):
    sign_in(client, manager)
    before = seen_on(client, action)
    override_rag(action, Rag.NOT_STARTED, "Theirs.", seen=rag_seen(action.rag, action.rag_reason), by=OPERATOR)
    db.session.commit()
    assert client.post(f"{page_of(action)}/take-back", data=before).status_code == 409
    assert client.post(f"{page_of(action)}/take-back").status_code == 409
    assert is_override(action)


def test_twice_is_no_trouble(client, manager, action):
    sign_in(client, manager)
    sent = seen_on(client, action)
    assert [client.post(f"{page_of(action)}/take-back", data=sent).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(("reader", "status"), [("team", 403), ("group", 403), ("other_manager", 404)])
def test_others_do_not_take_it_back(request, client, action, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(f"{page_of(action)}/take-back").status_code == status
    assert is_override(action)


def test_it_is_only_sent(client, manager, action):
    sign_in(client, manager)
    assert client.get(f"{page_of(action)}/take-back").status_code == 405
