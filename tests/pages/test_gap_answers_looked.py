"""Saying that one has looked at a rating again, and that it stays."""

import pytest

from tests.cast import sign_in
from tests.submitting import YEAR, complete
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.gap_answers.changes import answer_look_again
from tracker.gap_answers.queries import looks_waiting
from tracker.plans.changes import add_action
from tracker.plans.rules import ActionState, ActionText

STANDARD = f"{YEAR}/standards/1.2"
PAGE = f"{STANDARD}/looked"


@pytest.fixture
def asked(assessment, framework):
    text = ActionText(objective="Print leaflets", standards=("1.2",), state=ActionState.COMPLETE)
    action = add_action(complete(assessment), text, framework, by=OPERATOR)
    answer_look_again(action, action.standards[0], again=True, by=OPERATOR)
    return assessment


def waits(assessment):
    db.session.expire_all()
    return len(looks_waiting(assessment))


def test_it_waits_no_more(client, manager, asked):
    sign_in(client, manager)
    assert "Looked at, it stays" in client.get(STANDARD).text
    answer = client.post(PAGE)
    assert (answer.status_code, answer.location) == (302, STANDARD)
    page = client.get(STANDARD).text
    assert "You looked at 1.2 again: it stays as it is." in page
    assert "Looked at, it stays" not in page
    assert waits(asked) == 0


def test_said_twice_it_is_nothing(client, manager, asked):
    sign_in(client, manager)
    assert [client.post(PAGE).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(("reader", "status"), [("team", 403), ("group", 403), ("other_manager", 404)])
def test_only_who_rates_has_looked(request, client, asked, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(PAGE).status_code == status
    assert waits(asked) == 1


def test_a_standard_that_there_is_not_is_not_found_and_it_is_only_sent(client, manager, asked):
    sign_in(client, manager)
    assert client.post(PAGE.replace("1.2", "9.9")).status_code == 404
    assert client.get(PAGE).status_code == 405
