"""The history of an action: who did what to it, in plain words, also in the plan that it was carried from."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.counting import made_by
from tests.progress import LEAFLETS, address, by_another_service, leaflets
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.plans.changes import add_action, delete_action, restore_action, save_action, start_plan
from tracker.plans.models import carried_actions
from tracker.plans.rules import OutcomeResult
from tracker.progress.changes import (
    add_note,
    complete_action,
    delete_note,
    mark_outcome,
    reopen_action,
    restore_note,
    tick_step,
    untick_step,
    use_completion,
)
from tracker.progress.rules import Mark

MAY = date(2022, 5, 12)


@pytest.fixture
def action(service, framework):
    return leaflets(service, framework)


def place(action):
    return address(action, "history")


def read(client, action):
    html = client.get(place(action)).text.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_every_change_stands_there_in_plain_words_with_who_and_when(client, manager, team, action, framework):
    tick_step(action, action.steps[0], day=MAY, by=team)
    untick_step(action, action.steps[0], by=team)
    mark_outcome(action, action.outcomes[0], Mark(OutcomeResult.PARTLY, "Two.", Decimal(3), Decimal(2)), by=team)
    note = add_note(action, "The printer is slow.", day=MAY, by=team)
    delete_note(note, by=manager)
    restore_note(note, by=manager)
    use_completion(action, "Half of them.", by=team)
    complete_action(action, by=team)
    reopen_action(action, by=team)
    text = replace(LEAFLETS, objective="Print posters", due=MAY, completion="Half of them.", state=action.state)
    save_action(action, text, framework, version=action.version, by=manager)
    delete_action(action, by=manager)
    restore_action(action, by=manager)
    sign_in(client, manager)
    told = read(client, action)
    lines = [
        "Put an action back",
        "Took an action out",
        "Saved an action",
        "Task objective: from “Print leaflets” to “Print posters”",
        "Due: from nothing to “12 May 2022”",
        "Said that an action is not complete after all",
        "Completed an action",
        "Took what was offered as actual completion",
        "Actual completion: from nothing to “Half of them.”",
        "Put back what was noted for 12 May 2022",
        "Took out what was noted for 12 May 2022",
        "Noted what was done about an action on 12 May 2022",
        "Said what came of the outcome “An additional 3 Parent Champions”",
        "What came of it: from “Not yet said” to “Partly achieved”",
        "Figure reached: from nothing to “2”",
        "Took back that the step “Draft them” is done",
        "Ticked the step “Draft them”",
        "Done on: from nothing to “12 May 2022”",
        "State: from “not started” to “ongoing”",
        "Added an action to the delivery plan 2021-22",
    ]
    places = [told.find(line) for line in lines]
    assert -1 not in places
    assert places == sorted(places)
    assert f", {team.name}" in told
    assert "printer" not in told


def test_a_long_text_is_compared_word_by_word(client, manager, action, framework):
    before, after = ("Print many " + "very " * 40 + "good " + thing for thing in ("leaflets", "posters"))
    for objective in (before, after):
        text = replace(LEAFLETS, objective=objective)
        save_action(action, text, framework, version=action.version, by=manager)
    sign_in(client, manager)
    page = client.get(place(action)).text
    assert re.search(r"<del>.*leaflets.*</del>", page)
    assert re.search(r"<ins>.*posters.*</ins>", page)


def test_an_action_tells_also_of_those_that_it_was_carried_from(client, manager, team, service, framework, action):
    tick_step(action, action.steps[0], by=team)
    plan = start_plan(service, period("2022-23", 9), by=OPERATOR)
    later = add_action(plan, LEAFLETS, framework, by=OPERATOR)
    db.session.execute(sa.insert(carried_actions).values(action_id=later.id, from_id=action.id))
    sign_in(client, manager)
    there = address(later, "history").replace("2021-22", "2022-23")
    told = " ".join(re.sub(r"<[^>]*>", " ", client.get(there).text).split())
    assert told.index("delivery plan 2022-23") < told.index("Carried from 2021-22, action 1")
    assert told.index("Carried from 2021-22") < told.index("Ticked the step “Draft them”")


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair"])
def test_those_of_the_service_and_its_group_read_it(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert "Added an action" in read(client, action)


@pytest.mark.parametrize("reader", ["commissioner", "network"])
def test_others_do_not(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(place(action)).status_code == 403


def test_however_long_it_is_it_takes_as_many_queries(client, manager, team, action):
    tick_step(action, action.steps[0], by=team)
    sign_in(client, manager)
    before = made_by(client, place(action))
    for _ in range(10):
        untick_step(action, action.steps[0], by=manager)
        tick_step(action, action.steps[0], by=team)
    assert made_by(client, place(action)) == before


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    sign_in(client, other_manager)
    for there in (place(action), by_another_service(place(action))):
        assert client.get(there).status_code == 404


def test_other_methods_are_refused(client, manager, action):
    sign_in(client, manager)
    assert client.post(place(action)).status_code == 405
