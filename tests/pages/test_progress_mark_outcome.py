"""Saying what came of an outcome, in a word, a sentence and figures."""

import re
from decimal import Decimal

import pytest

from tests.cast import sign_in
from tests.progress import address, by_another_service, leaflets
from tracker import clock
from tracker.db import db
from tracker.plans.rules import OutcomeResult
from tracker.progress.changes import mark_outcome
from tracker.progress.queries import mark_of
from tracker.progress.rules import Mark

TYPED = {"result": "partly", "sentence": "Two so far.", "target": "3", "reached": "2"}
MARK = Mark(OutcomeResult.PARTLY, "Two so far.", Decimal(3), Decimal(2))


@pytest.fixture
def action(service, framework):
    return leaflets(service, framework)


def place(action):
    return address(action, "outcomes", action.outcomes[0].id, "mark")


def seen_on(page):
    return {"seen": re.search(r'name="seen" value="([^"]*)"', page.text)[1]}


def saved(action):
    db.session.expire_all()
    return mark_of(action.outcomes[0])


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_what_came_of_it_is_saved_and_shown(request, client, action, writer):
    sign_in(client, request.getfixturevalue(writer))
    page = client.get(place(action))
    assert "What came of outcome 1?" in page.text
    assert "An additional 3 Parent Champions" in page.text
    answer = client.post(place(action), data=TYPED | seen_on(page))
    assert (answer.status_code, answer.location) == (302, f"{address(action)}#outcomes")
    assert saved(action) == MARK
    page = client.get(answer.location).text
    assert all(text in page for text in ("Outcome 1 saved.", "Partly achieved", "2 of 3", "Two so far."))


def test_what_was_saved_is_in_the_form_and_can_be_taken_back(client, team, action):
    mark_outcome(action, action.outcomes[0], MARK, by=team)
    sign_in(client, team)
    page = client.get(place(action))
    assert re.search(r'value="partly" checked', page.text)
    assert all(f'value="{figure}"' in page.text for figure in (2, 3))
    empty = dict.fromkeys(TYPED, "")
    assert client.post(place(action), data=empty | seen_on(page)).status_code == 302
    assert saved(action) == Mark()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"target": "three"}, "Enter a number of at most 12 digits, such as 3 or 17.5"),
        ({"reached": "2 of 3"}, "Enter a number of at most 12 digits, such as 3 or 17.5"),
        ({"reached": "20%"}, "Enter a number of at most 12 digits, such as 3 or 17.5, without “%”"),
        ({"sentence": "x" * 501}, "At most 500 characters; this has 501"),
        ({"result": "perhaps"}, "Choose one from the list"),
    ],
)
def test_what_cannot_be_saved_stays_typed_and_says_why(client, manager, action, wrong, message):
    sign_in(client, manager)
    answer = client.post(place(action), data=TYPED | wrong)
    assert "<title>Error:" in answer.text
    assert message in answer.text
    assert all(text in answer.text for name, text in (TYPED | wrong).items() if name != "result")
    assert saved(action) == Mark()


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_written_over(client, manager, team, action):
    sign_in(client, manager)
    seen = seen_on(client.get(place(action)))
    mark_outcome(action, action.outcomes[0], Mark(OutcomeResult.NOT, "Nobody came.", None, Decimal(0)), by=team)
    answer = client.post(place(action), data=TYPED | seen)
    assert answer.status_code == 409
    texts = ("Somebody else saved this outcome", "Nobody came.", "Not achieved", "Two so far.", "Save my version")
    assert all(text in answer.text for text in texts)
    assert saved(action).sentence == "Nobody came."
    assert client.post(place(action), data=TYPED | seen_on(answer)).status_code == 302
    assert saved(action) == MARK


def test_the_same_sent_twice_is_no_clash(client, manager, action):
    sign_in(client, manager)
    sent = TYPED | seen_on(client.get(place(action)))
    assert [client.post(place(action), data=sent).status_code for _ in range(2)] == [302, 302]


def test_a_closed_plan_is_not_marked_in(client, manager, action):
    action.plan.closed_at = clock.now()
    sign_in(client, manager)
    assert client.get(place(action)).status_code == 409
    assert client.post(place(action), data=TYPED).status_code == 409
    assert saved(action) == Mark()


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_who_records_no_progress_marks_nothing(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(place(action)).status_code == 403
    assert client.post(place(action), data=TYPED).status_code == 403
    assert saved(action) == Mark()


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    sign_in(client, other_manager)
    for there in (place(action), by_another_service(place(action))):
        assert client.post(there, data=TYPED).status_code == 404
    assert saved(action) == Mark()


def test_a_step_is_no_outcome(client, manager, action):
    sign_in(client, manager)
    assert client.get(address(action, "outcomes", action.steps[0].id, "mark")).status_code == 404


def test_other_methods_are_refused(client, manager, action):
    sign_in(client, manager)
    assert client.put(place(action)).status_code == 405
