"""An action that was completed, wherever that was said, asks on the start page for another look at ratings."""

import re

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.owners import make_action
from tests.pages.plan_sheets import send, workbook
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.delivery.changes import cells_of
from tracker.delivery.rules import seen_of
from tracker.gap_answers.changes import answer_look_again
from tracker.gap_answers.queries import to_ask_in
from tracker.plan_imports.queries import there_in
from tracker.plan_imports.rules import seen
from tracker.plans.changes import delete_action
from tracker.plans.rules import ActionState
from tracker.progress.changes import complete_action, reopen_action

PLAN = "/services/lanternshire/plans/2021-22"
ASKED = "Action “Print leaflets” is complete: look at 1.2, 3.2 again?"


@pytest.fixture
def action(service, framework):
    return make_action(service, framework, "Tom", "Print leaflets", standards=("1.2", "3.2"), timescale="Apr 2022")


def page_of(action):
    return f"{PLAN}/actions/{action.id}"


def asked(client):
    """What asks for another look, with where that is answered."""
    found = re.findall(r'href="([^"]*)">(Action “[^<]* again\?)<', client.get("/").text)
    return {text: address for address, text in found}


def by_the_table(client, action):
    cells = cells_of(action)
    sent = cells | {"version": seen_of(cells), "state": "complete"}
    return client.post(f"{page_of(action)}/autosave", data=sent).status_code


def by_the_form(client, action):
    typed = {"objective": "Print leaflets", "standards": ["1.2", "3.2"], "state": "complete", "version": "1"}
    return client.post(f"{page_of(action)}/edit", data=typed).status_code


def by_a_spreadsheet(client, action):
    rows = ["Standards", "Task objective", "State"], ["1.2, 3.2", "Print leaflets", "complete"]
    address = send(client, workbook(*rows), into="2021-22").location
    return client.post(address, data={"seen": seen(there_in(action.plan))}).status_code


def by_the_button(client, action):
    return client.post(f"{page_of(action)}/complete").status_code


@pytest.mark.parametrize("complete", [by_the_table, by_the_form, by_a_spreadsheet, by_the_button])
def test_it_asks_wherever_the_action_was_completed_and_leads_to_where_one_answers(client, manager, action, complete):
    sign_in(client, manager)
    assert asked(client) == {}
    assert complete(client, action) in {200, 302}
    assert asked(client) == {ASKED: page_of(action)}
    assert "Look at the rating of 1.2" in client.get(page_of(action)).text


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "other_manager"])
def test_who_may_not_answer_is_not_asked(request, client, action, reader):
    complete_action(action, by=OPERATOR)
    sign_in(client, request.getfixturevalue(reader))
    assert asked(client) == {}


def test_it_asks_until_somebody_has_answered_of_each_standard_and_anew_after_it_was_open(client, team, action):
    complete_action(action, by=OPERATOR)
    sign_in(client, team)
    answer_look_again(action, action.standards[0], again=False, by=OPERATOR)
    assert list(asked(client)) == ["Action “Print leaflets” is complete: look at 3.2 again?"]
    answer_look_again(action, action.standards[1], again=True, by=OPERATOR)
    assert asked(client) == {}
    reopen_action(action, by=OPERATOR)
    assert asked(client) == {}
    complete_action(action, by=OPERATOR)
    assert list(asked(client)) == [ASKED]
    delete_action(action, by=OPERATOR)
    assert asked(client) == {}


def test_what_came_complete_out_of_last_years_document_asks_on_its_own_page_alone(client, team, service, framework):
    done = make_action(service, framework, "Tom", "Done", standards=("1.2",), state=ActionState.COMPLETE)
    sign_in(client, team)
    assert asked(client) == {}
    assert "Look at the rating of 1.2" in client.get(page_of(done)).text


def test_many_completed_actions_take_as_many_queries_as_one(client, team, service, framework, action):
    complete_action(action, by=OPERATOR)
    sign_in(client, team)
    few = made_by(client, "/")
    for number in range(10):
        complete_action(make_action(service, framework, "Tom", f"No. {number}", standards=("1.2",)), by=OPERATOR)
    assert made_by(client, "/") == few
    assert len(asked(client)) == 11


def test_another_service_is_asked_nothing(action):
    complete_action(action, by=OPERATOR)
    db.session.flush()
    other = add_service("Another", "another", by=OPERATOR)
    assert to_ask_in([other], viewer=OPERATOR) == {other.id: []}
