"""Noting what was done on a day."""

import re
from datetime import date, timedelta

import pytest

from tests.cast import sign_in
from tests.progress import address, by_another_service, leaflets
from tracker import clock
from tracker.accounts.rules import OPERATOR
from tracker.plans.changes import delete_action
from tracker.progress.queries import progress_of

TYPED = {"text": "The printer is **slow**.", "day-day": "4", "day-month": "3", "day-year": "2022"}


@pytest.fixture
def action(service, framework):
    return leaflets(service, framework)


def place(action):
    return address(action, "notes", "add")


def notes(action):
    return [(one.note.text, one.note.day) for one in progress_of(action, viewer=OPERATOR).notes]


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_a_note_is_saved_and_shown_with_its_day(request, client, action, writer):
    person = request.getfixturevalue(writer)
    sign_in(client, person)
    answer = client.post(place(action), data=TYPED)
    assert (answer.status_code, answer.location) == (302, f"{address(action)}#notes")
    assert notes(action) == [("The printer is **slow**.", date(2022, 3, 4))]
    page = client.get(answer.location).text
    assert "Note for 4 March 2022 saved." in page
    assert "<strong>slow</strong>" in page
    assert f"Note for 4 March 2022 by {person.name}" in page


def test_a_note_without_a_day_is_for_today(client, team, action):
    sign_in(client, team)
    client.post(place(action), data={"text": "Half of them"})
    assert notes(action) == [("Half of them", clock.today())]


def test_the_form_on_the_actions_page_sent_twice_adds_one(client, team, action):
    sign_in(client, team)
    new = re.search(r'name="new" value="([^"]*)"', client.get(address(action)).text)[1]
    for _ in range(2):
        assert client.post(place(action), data=TYPED | {"new": new}).status_code == 302
    assert len(notes(action)) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text": " "}, "Write what was done."),
        ({"text": "x" * 5_001}, "A note has at most 5,000 characters; this has 5,001."),
        ({"day-month": "13"}, "Day must be a day that there is"),
        ({"day-year": str((clock.today() + timedelta(days=400)).year)}, "The day must be today or earlier"),
    ],
)
def test_what_cannot_be_saved_stays_typed_and_says_why(client, team, action, wrong, message):
    sign_in(client, team)
    answer = client.post(place(action), data=TYPED | wrong)
    assert "<title>Error: Note what was done" in answer.text
    assert message in answer.text
    assert (TYPED | wrong)["text"] in answer.text
    assert notes(action) == []


def test_an_odd_identifier_is_as_none(client, team, action):
    sign_in(client, team)
    assert client.post(place(action), data=TYPED | {"new": "one"}).status_code == 302
    assert len(notes(action)) == 1


def test_an_action_that_was_taken_out_meanwhile_takes_no_note(client, team, action):
    delete_action(action, by=OPERATOR)
    sign_in(client, team)
    assert client.post(place(action), data=TYPED).status_code == 404


def test_a_closed_plan_takes_no_note(client, manager, action):
    action.plan.closed_at = clock.now()
    sign_in(client, manager)
    assert client.get(place(action)).status_code == 409
    assert client.post(place(action), data=TYPED).status_code == 409
    assert notes(action) == []


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_who_records_no_progress_notes_nothing(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(place(action)).status_code == 403
    assert client.post(place(action), data=TYPED).status_code == 403
    assert notes(action) == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    sign_in(client, other_manager)
    for there in (place(action), by_another_service(place(action))):
        assert client.post(there, data=TYPED).status_code == 404
    assert notes(action) == []


def test_other_methods_are_refused(client, manager, action):
    sign_in(client, manager)
    assert client.put(place(action)).status_code == 405
