"""What a complete action asks: whether the ratings it served are to be looked at again."""

import pytest

from tests.cast import sign_in
from tests.submitting import YEAR, complete
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.gap_answers.queries import looks_of
from tracker.plans.changes import add_action
from tracker.plans.rules import ActionState, ActionText

QUESTION = "Look at the rating of 1.2"
YES, NO = {"standard": "1.2", "answer": "yes"}, {"standard": "1.2", "answer": "no"}


@pytest.fixture
def action(assessment, framework):
    text = ActionText(objective="Print leaflets", standards=("1.2",), state=ActionState.COMPLETE)
    return add_action(complete(assessment), text, framework, by=OPERATOR)


@pytest.fixture
def page(action):
    return f"/services/lanternshire/plans/2021-22/actions/{action.id}"


def answers(action):
    db.session.expire_all()
    return [(look.standard.number, look.is_wanted) for look in looks_of(action)]


def test_yes_puts_it_on_the_gap_list_the_task_list_and_the_standards_page(client, team, action, page):
    sign_in(client, team)
    assert QUESTION in client.get(page).text
    answer = client.post(f"{page}/look-again", data=YES)
    assert (answer.status_code, answer.location) == (302, page)
    after = client.get(page).text
    assert "1.2 is to be looked at again." in after
    assert QUESTION not in after
    assert "1.2 is to be looked at again: “Print leaflets” is complete." in client.get(f"{YEAR}/gaps").text
    assert "Look at the rating again." in client.get(YEAR).text
    standard = client.get(f"{YEAR}/standards/1.2").text
    assert "Look at this rating again." in standard
    assert "Looked at, it stays" not in standard  # a manager's to say
    assert answers(action) == [("1.2", True)]


def test_no_is_kept_and_asks_nobody(client, team, action, page):
    sign_in(client, team)
    client.post(f"{page}/look-again", data=NO)
    after = client.get(page).text
    assert "1.2 stays as it is rated." in after
    assert QUESTION not in after
    assert "looked at again" not in client.get(f"{YEAR}/gaps").text
    assert answers(action) == [("1.2", False)]


def test_saving_the_rating_settles_it(client, manager, action, page):
    sign_in(client, manager)
    client.post(f"{page}/look-again", data=YES)
    client.post(f"{YEAR}/standards/1.2", data={"code": "C", "notes": "Done.", "version": "2"})
    assert "Look at this rating again." not in client.get(f"{YEAR}/standards/1.2").text


def test_the_opposite_of_what_somebody_answered_is_told(client, team, action, page):
    sign_in(client, team)
    client.post(f"{page}/look-again", data=YES)
    assert client.post(f"{page}/look-again", data=NO).status_code == 409
    assert answers(action) == [("1.2", True)]


@pytest.mark.parametrize("sent", [{}, YES | {"answer": "maybe"}, YES | {"standard": "4.3"}, {"standard": "1.2"}])
def test_what_is_no_answer_is_refused(client, team, action, page, sent):
    sign_in(client, team)
    assert client.post(f"{page}/look-again", data=sent).status_code == 422
    assert answers(action) == []


@pytest.mark.parametrize(("reader", "status"), [("group", 403), ("commissioner", 403), ("other_manager", 404)])
def test_others_are_not_asked(request, client, action, page, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert QUESTION not in client.get(page).text
    assert client.post(f"{page}/look-again", data=YES).status_code == status
    assert answers(action) == []


def test_it_is_only_sent(client, team, page):
    sign_in(client, team)
    assert client.get(f"{page}/look-again").status_code == 405
