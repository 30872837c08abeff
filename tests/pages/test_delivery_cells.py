"""Saving what was typed into a plan's table by its form: where autosaving finds that others changed the same."""

import re

import pytest

from tests.cast import sign_in
from tracker import clock
from tracker.accounts.queries import get_service
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
    text = ActionText(objective="Print leaflets", who="Adviser", standards=("1.2",), steps=("Draft",))
    return add_action(plan, text, framework, by=OPERATOR)


def address(action, asked=""):
    return f"{PLAN}/actions/{action.id}/cells{asked}"


def typed(action, **others):
    cells = cells_of(action)
    return cells | {"version": seen_of(cells)} | others


def saved(action):
    db.session.expire_all()
    return text_of(action)


def test_it_saves_and_goes_back_to_the_row_with_what_was_looked_for(client, team, action):
    sign_in(client, team)
    answer = client.post(address(action, "?standard=1.2&view=table"), data=typed(action, who="Manager"))
    assert (answer.status_code, answer.location) == (302, f"{PLAN}?standard=1.2#action-{action.id}")
    assert "Action 1 saved." in client.get(PLAN).text
    assert (saved(action).who, saved(action).steps) == ("Manager", ("Draft",))


def test_where_it_is_no_more_among_what_was_looked_for_it_goes_back_to_that(client, team, action):
    sign_in(client, team)
    answer = client.post(address(action, "?rag=no_date"), data=typed(action, state="complete"))
    assert answer.location == f"{PLAN}?rag=no_date"


def test_over_the_same_cell_both_texts_are_shown_and_ones_own_can_be_saved(client, team, manager, action):
    before = typed(action)
    sign_in(client, team)
    client.post(address(action), data=before | {"who": "Theirs"})
    sign_in(client, manager)
    page = client.post(address(action, "?open=1"), data=before | {"who": "Mine"})
    assert page.status_code == 409
    assert "Somebody else saved this action while you did" in page.text
    assert re.search(r"<dt[^>]*>Who</dt><dd[^>]*>Theirs</dd>", page.text)
    assert re.search(r'<textarea[^>]*name="who"[^>]*>\s*Mine</textarea>', page.text)
    assert page.text.count("<h1") == 1
    (version,) = re.findall(r'name="version" value="([^"]+)"', page.text)
    answer = client.post(address(action, "?open=1"), data=before | {"who": "Mine", "version": version})
    assert answer.location == f"{PLAN}?open=1#action-{action.id}"
    assert saved(action).who == "Mine"


def test_a_line_break_counts_once_however_a_browser_sends_it(client, manager, action):
    sign_in(client, manager)
    longest = "a\n" * 9_999 + "aa"
    assert client.post(address(action), data=typed(action, objective=longest.replace("\n", "\r\n"))).status_code == 302
    assert saved(action).objective == longest


def test_what_cannot_be_saved_stays_typed_and_says_why(client, manager, action):
    sign_in(client, manager)
    page = client.post(address(action), data=typed(action, who="long " * 101, completion="Half"))
    assert "<title>Error: Action 1" in page.text
    assert "At most 500 characters" in page.text
    assert "Half</textarea>" in page.text
    assert saved(action).completion == ""


def test_closed_or_taken_out_it_is_not_saved_and_what_was_typed_can_be_copied(client, manager, action):
    sign_in(client, manager)
    sent = typed(action, who="My own words")
    action.plan.closed_at = clock.now()
    page = client.post(address(action), data=sent)
    assert (page.status_code, "My own words" in page.text) == (409, True)
    action.plan.closed_at = None
    db.session.flush()
    delete_action(action, by=OPERATOR)
    page = client.post(address(action), data=sent)
    assert (page.status_code, "My own words" in page.text) == (409, True)
    assert saved(action).who == "Adviser"


@pytest.mark.parametrize(
    ("reader", "status"), [("group", 403), ("chair", 403), ("commissioner", 403), ("other_manager", 404)]
)
def test_nobody_else_saves(request, client, action, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(address(action), data=typed(action, who="Me")).status_code == status
    assert saved(action).who == "Adviser"


def test_another_services_action_is_not_found_in_ones_own_plan(client, other_manager, action):
    start_plan(get_service("other", viewer=OPERATOR), period("2021-22", 9), by=OPERATOR)
    sign_in(client, other_manager)
    there = address(action).replace("lanternshire", "other")
    assert client.post(there, data=typed(action, who="Me")).status_code == 404


def test_it_cannot_be_read(client, manager, action):
    sign_in(client, manager)
    assert client.get(address(action)).status_code == 405
