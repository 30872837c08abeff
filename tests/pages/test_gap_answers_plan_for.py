"""From a gap to an action for it."""

import re

import pytest

from tests.cast import sign_in
from tests.submitting import YEAR, complete, rate
from tracker import clock
from tracker.accounts.rules import OPERATOR, Period
from tracker.assessments.changes import link_plan
from tracker.db import db
from tracker.plans.changes import add_action, start_plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText

GAPS = f"{YEAR}/gaps"
PAGE = f"{YEAR}/standards/3.2/plan"
NOTES = "**No** easy read versions yet. Nothing in other languages."


@pytest.fixture
def plan(assessment):
    there = complete(assessment)
    rate(assessment, "3.2", "P/C", NOTES)
    return there


def filled(page):
    """What the form of the page would send as it is."""
    text = page.text
    areas = dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\s*(.*?)</textarea>', text, re.DOTALL))
    checked = re.findall(r'name="standards"[^>]* value="([^"]+)" checked', text)
    (new,) = re.findall('name="new" value="([^"]+)"', text)
    return areas | {"standards": checked, "new": new, "state": "not started"}


def added(plan):
    db.session.expire_all()
    return actions_of(plan)


def test_the_gap_list_leads_to_a_form_filled_from_the_notes(client, manager, plan):
    sign_in(client, manager)
    assert f'href="{PAGE}">Plan for this<' in client.get(GAPS).text
    page = client.get(PAGE)
    assert page.status_code == 200
    form = filled(page)
    assert (form["area"].strip(), form["standards"]) == ("Operational Functions", ["3.2"])
    assert form["objective"].strip() == "No easy read versions yet."
    assert "A new action of the Operational Delivery Plan 2021-22" in page.text
    assert page.text.count("<h1") == 1


def test_an_action_that_serves_no_standard_any_more_is_not_said_to(client, manager, plan):
    sign_in(client, manager)
    sent = filled(client.get(PAGE)) | {"objective": "Have leaflets", "standards": []}
    client.post(PAGE, data=sent)
    assert "Action 1 added to the plan 2021-22: “Have leaflets”." in client.get(GAPS).text


def test_what_is_saved_is_in_the_plan_and_the_gap_list_names_it(client, manager, plan):
    sign_in(client, manager)
    answer = client.post(PAGE, data=filled(client.get(PAGE)) | {"objective": "Have six leaflets in easy read"})
    assert (answer.status_code, answer.location) == (302, GAPS)
    gaps = client.get(GAPS).text
    assert "Action 1 added to the plan 2021-22 for 3.2: “Have six leaflets in easy read”." in gaps
    assert "3.2 is partially compliant, but has no open action." not in gaps
    (action,) = added(plan)
    assert [standard.number for standard in action.standards] == ["3.2"]


def test_the_form_sent_twice_adds_one(client, manager, plan):
    sign_in(client, manager)
    typed = filled(client.get(PAGE))
    assert {client.post(PAGE, data=typed).location for _ in range(2)} == {GAPS}
    assert len(added(plan)) == 1


def test_another_row_saves_nothing_and_keeps_what_was_typed(client, manager, plan):
    sign_in(client, manager)
    page = client.post(PAGE, data=filled(client.get(PAGE)) | {"who": "Ada of the team", "add_step": "1"})
    assert (page.status_code, "Ada of the team" in page.text) == (200, True)
    assert added(plan) == []


def test_what_cannot_be_saved_says_why_and_stays_typed(client, manager, plan):
    sign_in(client, manager)
    typed = filled(client.get(PAGE)) | {"area": "", "objective": "", "who": "Ada of the team"}
    page = client.post(PAGE, data=typed).text
    assert "Enter a task objective, or an area of work" in page
    assert "Ada of the team" in page
    assert added(plan) == []


def test_after_an_error_it_says_what_the_timescale_stands_for(client, manager, plan):
    sign_in(client, manager)
    typed = filled(client.get(PAGE)) | {"area": "", "objective": "", "timescale": "Apr 2027"}
    assert "“Apr 2027” stands for 30 April 2027: a month stands for its last day." in client.post(PAGE, data=typed).text


@pytest.mark.parametrize(
    ("notes", "said"),
    [("Ditto above", "The notes of 3.2 point to other notes"), ("", "3.2 has no notes yet")],
)
def test_notes_that_say_nothing_of_their_own_are_not_drawn_in_silence(client, manager, plan, assessment, notes, said):
    rating = rate(assessment, "3.2", "P/C", notes)
    sign_in(client, manager)
    page = client.get(PAGE)
    assert said in page.text
    assert filled(page)["objective"].strip() == rating.standard.short_title


def test_what_is_planned_already_stands_beside_it(client, manager, plan, framework):
    add_action(plan, ActionText(objective="Print leaflets", standards=("3.2",)), framework, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "Planned already" in page
    assert "Print leaflets" in page


def test_without_a_plan_it_leads_to_one_and_saves_nothing(client, manager, assessment):
    rate(assessment, "3.2", "P/C", NOTES)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "No delivery plan answers the self-assessment 2021-22 yet" in page
    assert f'href="{YEAR}/plan"' in page
    assert 'href="/services/lanternshire/plans/start"' in page
    refused = client.post(PAGE, data={"objective": "Have six leaflets", "state": "ongoing"})
    assert (refused.status_code, "Have six leaflets" in refused.text) == (409, True)


def test_a_closed_plan_takes_none_and_the_one_after_it_is_named(client, manager, service, assessment, plan):
    days = clock.today().replace(month=1, day=1), clock.today().replace(month=12, day=31)
    plan.followed_by = start_plan(service, Period("2022-23", *days), by=OPERATOR)
    plan.closed_at = clock.now()
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "The plan 2021-22 answers the self-assessment 2021-22, and takes no new action." in page
    assert 'href="/services/lanternshire/plans/2022-23/actions/add"' in page
    refused = client.post(PAGE, data={"objective": "Have six leaflets", "state": "ongoing"})
    assert (refused.status_code, "Have six leaflets" in refused.text) == (409, True)
    link_plan(assessment, plan.followed_by, by=OPERATOR)
    assert "A new action of the" in client.get(PAGE).text


@pytest.mark.parametrize("reader", ["team", "group", "chair"])
def test_only_the_manager_plans(request, client, plan, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert "Plan for this" not in client.get(GAPS).text
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"objective": "x", "state": "ongoing"}).status_code == 403
    assert added(plan) == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, plan):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data={"objective": "x", "state": "ongoing"}).status_code == 404


def test_a_standard_that_there_is_not_is_not_found_and_other_methods_are_refused(client, manager, plan):
    sign_in(client, manager)
    assert client.get(PAGE.replace("3.2", "9.9")).status_code == 404
    assert client.delete(PAGE).status_code == 405
