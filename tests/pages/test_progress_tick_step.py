"""Ticking a step: in one press, and on a page of its own for another day."""

import re
import uuid
from datetime import date, timedelta

import pytest

from tests.cast import sign_in
from tests.progress import address, by_another_service, leaflets
from tracker import clock
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.plans.changes import save_action, text_of
from tracker.plans.rules import ActionState, ActionText
from tracker.progress.changes import sign_of, tick_step

MAY = date(2022, 5, 12)


@pytest.fixture
def action(service, framework):
    return leaflets(service, framework)


def place(action, step=0):
    return address(action, "steps", action.steps[step].id, "tick")


def on(day):
    return {f"day-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def seen_on(page):
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


def saved(action):
    db.session.expire_all()
    return [step.done_on for step in action.steps]


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_one_press_ticks_a_step_today(request, client, action, writer):
    person = request.getfixturevalue(writer)
    sign_in(client, person)
    answer = client.post(place(action), data={"seen": seen_on(client.get(address(action)))})
    assert (answer.status_code, answer.location) == (302, f"{address(action)}#steps")
    page = client.get(answer.location).text
    assert "Step 1 ticked: done on" in page
    assert "The action is ongoing now." in page
    assert saved(action) == [clock.today(), None]
    assert (action.steps[0].done_by, action.state) == (person.identifier, ActionState.ONGOING)


def test_another_day_has_a_page_of_its_own(client, team, action):
    sign_in(client, team)
    page = client.get(place(action, 1))
    assert "When was step 2 done?" in page.text
    assert "Hand them out" in page.text
    assert f'value="{clock.today().year}"' in page.text
    client.post(place(action, 1), data=on(MAY) | {"seen": seen_on(page)})
    assert saved(action) == [None, MAY]


def test_the_day_of_a_tick_is_corrected_there(client, team, manager, action):
    tick_step(action, action.steps[0], by=team)
    sign_in(client, manager)
    page = client.get(place(action))
    assert f"{team.name} ticked it" in page.text
    client.post(place(action), data=on(MAY) | {"seen": seen_on(page)})
    assert saved(action) == [MAY, None]


def test_a_tick_that_is_there_already_is_nothing(client, manager, team, action):
    tick_step(action, action.steps[0], day=MAY, by=team)
    sign_in(client, manager)
    assert client.post(place(action), data={"seen": "of before"}).status_code == 302
    assert saved(action) == [MAY, None]
    assert action.steps[0].done_by == team.identifier


def test_a_step_that_says_something_else_by_now_is_shown_before_it_is_ticked(client, manager, action, framework):
    seen = sign_of(action.steps[0])
    text = ActionText(objective="x", steps=("Draft them again", "Hand them out"))
    save_action(action, text, framework, version=action.version, by=OPERATOR)
    sign_in(client, manager)
    answer = client.post(place(action), data={"seen": seen})
    assert answer.status_code == 409
    assert "Somebody else changed this step meanwhile" in answer.text
    assert "Draft them again" in answer.text
    assert saved(action) == [None, None]
    assert client.post(place(action), data={"seen": seen_on(answer)}).status_code == 302
    assert saved(action) == [clock.today(), None]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (on(clock.today() + timedelta(days=1)), "The day must be today or earlier"),
        (on(MAY) | {"day-month": "13"}, "must be a day that there is"),
        (on(MAY) | {"day-year": "0"}, "must have a day, a month and a year"),
        (on(MAY) | {"day-year": "0002"}, "must be in a year from 1990 to 2200"),
        ({"day-day": "12"}, "must have a day, a month and a year"),
    ],
)
def test_what_is_no_day_of_the_past_says_so(client, manager, action, sent, message):
    sign_in(client, manager)
    answer = client.post(place(action), data=sent)
    assert message in answer.text
    assert "<title>Error:" in answer.text
    assert saved(action) == [None, None]


def test_a_step_that_was_taken_out_is_not_found(client, manager, action, framework):
    gone = place(action)
    save_action(action, ActionText(objective="x"), framework, version=action.version, by=OPERATOR)
    sign_in(client, manager)
    answer = client.post(gone)
    assert answer.status_code == 404
    assert "Somebody may have taken it out meanwhile" in answer.text


def test_a_closed_plan_is_not_ticked_in(client, manager, action):
    action.plan.closed_at = clock.now()
    sign_in(client, manager)
    assert client.get(place(action)).status_code == 409
    assert client.post(place(action)).status_code == 409
    assert saved(action) == [None, None]


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_who_records_no_progress_does_not_tick(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(place(action)).status_code == 403
    assert client.post(place(action)).status_code == 403
    assert saved(action) == [None, None]


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    sign_in(client, other_manager)
    for there in (place(action), by_another_service(place(action))):
        assert client.post(there).status_code == 404
    assert saved(action) == [None, None]


@pytest.mark.parametrize("step", [uuid.UUID(int=1), "one"])
def test_an_unknown_step_is_not_found(client, manager, action, step):
    sign_in(client, manager)
    assert client.get(address(action, "steps", step, "tick")).status_code == 404


def test_a_tick_changes_nothing_of_what_the_action_says(client, manager, action):
    before = text_of(action)
    sign_in(client, manager)
    client.post(place(action))
    db.session.expire_all()
    assert text_of(action).steps == before.steps


def test_other_methods_are_refused(client, manager, action):
    sign_in(client, manager)
    assert client.put(place(action)).status_code == 405
