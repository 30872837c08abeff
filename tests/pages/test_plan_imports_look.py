"""What becomes of each row is shown, then saved, all or nothing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.pages.plan_sheets import ADDRESS, FIRST, IMPORT, SECOND, THIRD, make_plan, retyped, send, workbook
from tracker import clock
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.plan_imports.queries import there_in
from tracker.plan_imports.rules import seen
from tracker.plans.changes import delete_action, save_action, text_of
from tracker.plans.queries import actions_of, find_plan
from tracker.plans.rules import ActionText, Rag
from tracker.progress.changes import tick_step

HEAD = ["Standards", "Task objective", "Who?", "Colour"]
ROWS = [
    ["1.8, 2.3", "Recruit ambassadors", "Maya Noor", "red"],
    ["1.6", "Open on Saturdays", "Whole team", ""],
    ["9.9", "Something else", "", ""],
    ["", "A new website", "", ""],
]


@pytest.fixture
def plan(service, framework):
    return make_plan(service, framework)


@pytest.fixture
def signed_in(client, plan, manager):
    sign_in(client, manager)
    return client


def sent(client, *rows, **more):
    """The address of a spreadsheet with these rows, or of a file."""
    return send(client, workbook(HEAD, *rows), **more).location


def ours(client, form="xlsx"):
    """The plan as its page gives it."""
    return client.get(f"{ADDRESS}/file?variant=report&as={form}").data


def save(client, address, plan, **more):
    return client.post(address, data={"seen": seen(there_in(plan)), **more})


def texts(plan):
    return [text_of(action) for action in actions_of(plan)]


def test_the_fate_of_each_row_is_shown_and_nothing_is_saved(signed_in, plan):
    page = signed_in.get(sent(signed_in, *ROWS)).text
    assert "4 rows: 1 refused, 1 changed, 1 added, 1 unchanged; 1 action of the plan not in the spreadsheet." in page
    assert "Row 4: Something else" in page
    assert "Standards: there is no standard 9.9 in these standards." in page
    assert "Maya Noor, LA Commissioner" in page
    assert "Columns left out</strong>, because their headings say nothing to us: Colour." in page
    assert "Action 3: -5 &lt;script&gt;" in page
    assert texts(plan) == [FIRST, SECOND, THIRD]


def test_refused_rows_are_left_out_only_by_a_tick(signed_in, plan):
    address = sent(signed_in, *ROWS)
    page = save(signed_in, address, plan)
    assert "Tick this, or correct the rows that are refused" in page.text
    assert texts(plan) == [FIRST, SECOND, THIRD]
    page = save(signed_in, address, plan, leave_out="y")
    assert page.location == ADDRESS
    first, second, third, fourth = texts(plan)
    assert (first.who, first.steps, second, third) == ("Maya Noor", FIRST.steps, SECOND, THIRD)
    assert fourth == ActionText(standards=("1.6",), objective="Open on Saturdays", who="Whole team")
    assert "1 refused, 1 changed, 1 added, 1 unchanged" in signed_in.get(ADDRESS).text


def test_what_is_saved_is_not_saved_again(signed_in, plan):
    address = sent(signed_in, ["1.6", "Open on Saturdays", "", ""])
    assert save(signed_in, address, plan).status_code == 302
    assert save(signed_in, address, plan).status_code == 409
    assert "This spreadsheet is saved" in signed_in.get(address).text
    assert signed_in.post(f"{address}/remove").status_code == 409
    assert len(texts(plan)) == 4


def test_what_changes_nothing_cannot_be_saved(signed_in, plan):
    address = sent(signed_in, ROWS[-1])
    assert "there is nothing to save" in signed_in.get(address).text
    assert save(signed_in, address, plan).status_code == 409


def test_an_action_that_changed_since_is_told_and_nothing_is_saved(signed_in, plan, framework):
    address = sent(signed_in, *ROWS)
    before = seen(there_in(plan))
    action = actions_of(plan)[0]
    other = ActionText(objective="Recruit ambassadors", standards=FIRST.standards, who="Somebody else")
    save_action(action, other, framework, version=action.version, by=OPERATOR)
    page = signed_in.post(address, data={"seen": before, "leave_out": "y"})
    assert page.status_code == 409
    assert "Action 1 was changed." in page.text
    assert "Somebody else" in page.text
    assert texts(plan) == [other, SECOND, THIRD]
    assert save(signed_in, address, plan, leave_out="y").status_code == 302


def test_an_action_that_was_taken_out_since_is_told(signed_in, plan):
    address = sent(signed_in, *ROWS)
    before = seen(there_in(plan))
    delete_action(actions_of(plan)[2], by=OPERATOR)
    page = signed_in.post(address, data={"seen": before, "leave_out": "y"})
    assert page.status_code == 409
    assert "Actions were added or taken out." in page.text


def test_our_own_workbook_comes_back_and_changes_nothing(signed_in, plan):
    for form in ("xlsx", "csv"):
        page = signed_in.get(send(signed_in, ours(signed_in, form), name=f"plan.{form}").location)
        assert "3 rows: 3 unchanged." in page.text
        assert "Worked out, and so not read back" in page.text


def test_ticks_results_and_a_managers_word_stay_where_something_else_changes(signed_in, plan):
    address = send(signed_in, retyped(ours(signed_in), {"Maya Noor, LA Commissioner": "Whole team"})).location
    page = signed_in.get(address).text
    assert "3 rows: 1 changed, 2 unchanged." in page
    assert "ticked" not in page
    assert save(signed_in, address, plan).status_code == 302
    first, second, _ = actions_of(plan)
    assert (first.who, first.due.isoformat()) == ("Whole team", "2022-09-30")
    assert (second.rag, second.rag_reason) == (Rag.ON_TRACK, "The board agreed.")
    assert [(step.text, step.done_by) for step in first.steps] == [("Write it", "operator"), ("Send it", None)]


OTHER_LINES = {"1. Write it\n2. Send it": "1. Something else\n2. Send it", "1. Two more ambassadors": "1. A poster"}


def test_each_tick_and_mark_that_goes_is_named_at_its_row(signed_in, plan):
    page = signed_in.get(send(signed_in, retyped(ours(signed_in), OTHER_LINES)).location).text
    assert "Ticks or marks go</strong> with row 5; each is named there." in page
    assert "Step 1 was ticked on 1 October 2022; the row has no such step, so the tick goes." in page
    mark = "Outcome 1 was marked “Partly achieved. One so far. Target 2, reached 1.”"
    assert f"{mark}; the row has no such outcome, so what came of it goes." in page


def test_a_tick_since_the_look_is_told_and_goes_only_once_it_was_shown(signed_in, plan):
    lines = {"1. Write it\n2. Send it": "1. Write it\n2. Something else"}
    address = send(signed_in, retyped(ours(signed_in), lines)).location
    before = seen(there_in(plan))
    tick_step(actions_of(plan)[0], actions_of(plan)[0].steps[1], by=OPERATOR, day=date(2022, 11, 3))
    page = signed_in.post(address, data={"seen": before})
    assert page.status_code == 409
    assert "Action 1: a step was ticked or an outcome marked" in page.text
    assert "Step 2 was ticked on 3 November 2022; the row has no such step" in page.text
    assert texts(plan) == [FIRST, SECOND, THIRD]
    assert save(signed_in, address, plan).status_code == 302
    assert [step.done_on for step in actions_of(plan)[0].steps] == [date(2022, 10, 1), None]


SINCE = "This action was changed in the plan after this file was made, last on "


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_row_from_before_its_action_was_changed_says_so(signed_in, plan, framework, form):
    content = ours(signed_in, form)
    action = actions_of(plan)[0]
    assert SINCE not in signed_in.get(send(signed_in, content, name=f"plan.{form}").location).text
    save_action(action, replace(FIRST, who="Theo"), framework, version=action.version, by=OPERATOR)
    page = signed_in.get(send(signed_in, content, name=f"plan.{form}").location).text
    assert "3 rows: 1 changed, 2 unchanged." in page
    assert f"{SINCE}{clock.in_words(clock.today())}" in page
    assert page.count(SINCE) == 1


def test_a_file_whose_ids_name_no_version_still_comes_in(signed_in, plan, framework):
    action = actions_of(plan)[0]
    ids = {f"{one.id} version {one.version}": str(one.id) for one in actions_of(plan)}
    content = retyped(ours(signed_in), ids)
    assert "3 rows: 3 unchanged." in signed_in.get(send(signed_in, content).location).text
    save_action(action, replace(FIRST, who="Theo"), framework, version=action.version, by=OPERATOR)
    page = signed_in.get(send(signed_in, content).location).text
    assert "3 rows: 1 changed, 2 unchanged." in page
    assert SINCE not in page


def test_an_id_of_another_plan_adds_and_says_so(signed_in, plan):
    address = send(signed_in, ours(signed_in), into="new", label="2023-24").location
    page = signed_in.get(address)
    assert "3 rows: 3 added." in page.text
    assert "Its action id is of no action of this plan." in page.text
    assert signed_in.post(address, data={"seen": ""}).location.endswith("/plans/2023-24")
    there = find_plan(plan.service, "2023-24")
    assert texts(there) == [FIRST, SECOND, THIRD]
    assert there.starts.isoformat() == "2023-09-01"


def test_a_new_plan_that_is_there_by_now_is_no_new_plan(signed_in, plan):
    first, second = (sent(signed_in, ROWS[1], into="new", label="2023-24") for _ in range(2))
    assert signed_in.post(first, data={"seen": ""}).status_code == 302
    page = signed_in.post(second, data={"seen": ""})
    assert page.status_code == 409
    assert len(texts(find_plan(plan.service, "2023-24"))) == 1


def test_what_can_no_more_be_saved_says_what_to_do_instead(signed_in, plan):
    mine, first, second = sent(signed_in, *ROWS), *(sent(signed_in, ROWS[1], into="new", label="2023-24") for _ in "ab")
    signed_in.post(first, data={"seen": ""})
    plan.closed_at = clock.now()
    db.session.commit()
    for address, words in ((mine, "was closed meanwhile"), (second, "There is a plan 2023-24 by now.")):
        page = signed_in.get(address).text
        assert words in page
        assert "Save into the plan" not in page
        assert "Remove this spreadsheet without saving it" in page


def test_without_the_sign_of_what_was_seen_nothing_is_saved(signed_in, plan):
    address = sent(signed_in, ROWS[1])
    assert signed_in.post(address).status_code == 409
    assert len(texts(plan)) == 3


def test_headings_alone_are_said_to_be_alone(signed_in, plan):
    said = "No rows below the headings; 3 actions of the plan not in the spreadsheet."
    assert said in signed_in.get(sent(signed_in)).text


def test_one_that_is_not_wanted_is_removed(signed_in, plan):
    address = sent(signed_in, *ROWS)
    assert signed_in.post(f"{address}/remove").location == IMPORT
    assert signed_in.get(address).status_code == 404


def test_only_managers_of_the_service_look(client, plan, manager, team, other_manager):
    sign_in(client, manager)
    address = sent(client, *ROWS)
    for person, status in ((team, 403), (other_manager, 404)):
        sign_in(client, person)
        assert client.get(address).status_code == status
        assert save(client, address, plan).status_code == status
        assert client.get(f"{address}/original").status_code == status
    sign_in(client, manager)
    assert client.put(address).status_code == 405


def test_ten_times_the_rows_take_no_more_queries(signed_in, plan):
    counts = []
    for rows in (3, 30):
        address = sent(signed_in, *(["1.6", f"Action number {row}", "", ""] for row in range(rows)))
        counts.append(made_by(signed_in, address))
    assert counts[0] == counts[1]
