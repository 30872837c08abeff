"""Saving what is being typed into a plan's table: what the page is told."""

import pytest

from tests.cast import sign_in
from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.delivery.changes import cells_of
from tracker.delivery.rules import seen_of
from tracker.plans.changes import add_action, delete_action, start_plan, text_of
from tracker.plans.rules import ActionText

PLAN = "/services/lanternshire/plans/2021-22"


@pytest.fixture
def action(service, framework):
    plan = start_plan(service, period("2021-22", 9), by=OPERATOR)
    text = ActionText(objective="Print leaflets", standards=("1.2",), steps=("Draft",))
    return add_action(plan, text, framework, by=OPERATOR)


def address(action):
    return f"{PLAN}/actions/{action.id}/autosave"


def typed(action, **others):
    cells = cells_of(action)
    return cells | {"version": seen_of(cells)} | others


def saved(action):
    db.session.expire_all()
    return text_of(action)


def test_it_saves_and_says_how_each_cell_reads_now(client, team, action):
    sign_in(client, team)
    sent = typed(action, objective="Print **more**", who="A & B", timescale="Apr 2022", state="ongoing", area="Print")
    answer = client.post(address(action), data=sent)
    text = saved(action)
    assert (text.objective, text.who, text.steps, text.standards) == ("Print **more**", "A & B", ("Draft",), ("1.2",))
    cells = answer.json["cells"]
    assert cells["objective"].strip() == "<p>Print <strong>more</strong></p>"
    assert "A &amp; B" in cells["who"]
    assert "Print (1.2)" in cells["area"]
    assert "due 30 April 2022" in cells["timescale"]
    assert "Overdue" in cells["standing"]
    assert len(answer.json["at"]) == len("14:02")


def test_the_version_that_it_says_saves_the_next_time(client, manager, action):
    sign_in(client, manager)
    version = client.post(address(action), data=typed(action, who="One")).json["version"]
    answer = client.post(address(action), data=typed(action, who="Two", version=version))
    assert answer.status_code == 200
    assert saved(action).who == "Two"


def test_what_another_saved_in_another_cell_stays_and_is_not_overwritten_the_next_time(client, manager, team, action):
    before = typed(action)
    sign_in(client, team)
    client.post(address(action), data=before | {"area": "Theirs"})
    sign_in(client, manager)
    answer = client.post(address(action), data=before | {"who": "Mine"})
    assert answer.status_code == 200
    assert "area" not in answer.json["cells"]
    later = before | {"who": "Mine, later", "version": answer.json["version"]}
    assert client.post(address(action), data=later).status_code == 200
    assert (saved(action).area, saved(action).who) == ("Theirs", "Mine, later")
    assert client.post(address(action), data=later | {"area": "Mine"}).status_code == 409


def test_over_what_another_typed_into_the_same_cell_nothing_is_saved_and_it_says_who(client, manager, team, action):
    before = typed(action)
    sign_in(client, team)
    client.post(address(action), data=before | {"who": "Theirs"})
    sign_in(client, manager)
    answer = client.post(address(action), data=before | {"who": "Mine"})
    assert (answer.status_code, answer.json["message"]) == (409, "Theo Tait saved action 1 while you typed.")
    assert saved(action).who == "Theirs"


@pytest.mark.parametrize("version", ["", "x", ".....", "1"])
def test_what_was_typed_over_nobody_knows_what_is_not_saved(client, manager, action, version):
    sign_in(client, manager)
    assert client.post(address(action), data=typed(action, who="Me", version=version)).status_code in {409, 422}
    assert saved(action).who == ""


def test_the_same_with_an_odd_version_is_nothing(client, manager, action):
    sign_in(client, manager)
    answer = client.post(address(action), data=typed(action, version="x"))
    assert (answer.status_code, answer.json["version"]) == (200, seen_of(cells_of(action)))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"objective": " ", "area": ""}, "Enter a task objective"),
        ({"who": "a" * 501}, "Who: At most 500 characters"),
        ({"completion": "a" * 20_001}, "Actual completion: At most 20,000 characters"),
        ({"state": "asleep"}, "Choose one from the list"),
    ],
)
def test_what_cannot_be_saved_is_said(client, manager, action, wrong, message):
    sign_in(client, manager)
    answer = client.post(address(action), data=typed(action) | wrong)
    assert answer.status_code == 422
    assert message in answer.json["message"]
    assert saved(action).objective == "Print leaflets"


def test_a_plan_that_is_closed_and_an_action_that_was_taken_out_are_not_saved(client, manager, action):
    sign_in(client, manager)
    sent = typed(action, who="Me")
    action.plan.closed_at = clock.now()
    assert client.post(address(action), data=sent).status_code == 409
    action.plan.closed_at = None
    db.session.flush()
    delete_action(action, by=OPERATOR)
    assert client.post(address(action), data=sent).status_code == 409
    assert saved(action).who == ""


@pytest.mark.parametrize(
    ("reader", "status"), [("group", 403), ("chair", 403), ("commissioner", 403), ("other_manager", 404)]
)
def test_nobody_else_saves(request, client, action, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(address(action), data=typed(action, who="Me")).status_code == status
    assert saved(action).who == ""


def test_it_cannot_be_read(client, manager, action):
    sign_in(client, manager)
    assert client.get(address(action)).status_code == 405
