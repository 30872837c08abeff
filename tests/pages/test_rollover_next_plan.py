"""Starting the plan that follows."""

import re
from datetime import date

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.submitting import complete
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import start_assessment
from tracker.db import db
from tracker.plans.changes import add_action, start_plan
from tracker.plans.queries import actions_of, find_plan
from tracker.plans.rules import ActionState, ActionText
from tracker.progress.changes import add_note, delete_note
from tracker.rollover.changes import roll_over

PLAN = "/services/lanternshire/plans/2021-22"
PAGE = f"{PLAN}/next"


@pytest.fixture
def plan(assessment, framework):
    there = complete(assessment)
    for objective, state in [("Leaflets", "ongoing"), ("Website", "complete"), ("Posters", "not started")]:
        add_action(there, ActionText(objective=objective, state=ActionState(state)), framework, by=OPERATOR)
    return there


def filled(page):
    """What the form of the page would send as it is."""
    checked = re.findall(r'name="carry"[^>]* value="([^"]+)" checked', page.text)
    (seen,) = re.findall('name="seen" value="([^"]*)"', page.text)
    (label,) = re.findall(r'name="label"[^>]* value="([^"]*)"', page.text)
    return {"carry": checked, "seen": seen, "label": label, "title": "Delivery plan", "answers": ""}


def following(service, label="2022-23"):
    db.session.expire_all()
    there = find_plan(service, label)
    return [action.objective for action in actions_of(there)] if there else None


def test_the_unfinished_are_ticked_and_the_finished_left(client, manager, plan):
    sign_in(client, manager)
    assert f'href="{PAGE}">Start the next plan' in client.get(PLAN).text
    page = client.get(PAGE)
    form = filled(page)
    assert (form["label"], len(form["carry"])) == ("2022-23", 2)
    assert all(text in page.text for text in ("1. Leaflets", "3. Posters", "Complete, and left in 2021-22 (1)"))
    assert page.text.count("<h1") == 1


def test_it_is_started_and_says_where_each_action_comes_from(client, manager, service, plan):
    sign_in(client, manager)
    answer = client.post(PAGE, data=filled(client.get(PAGE)))
    assert (answer.status_code, answer.location) == (302, "/services/lanternshire/plans/2022-23")
    page = client.get(answer.location).text
    assert "Plan 2022-23 started with 2 actions from 2021-22." in page
    assert page.count("Carried from") == 2
    assert following(service) == ["Leaflets", "Posters"]
    (copy, _) = actions_of(find_plan(service, "2022-23"))
    action = client.get(f"{answer.location}/actions/{copy.id}").text
    assert f'href="{PLAN}/actions/{copy.carried_from.id}">2021-22' in action
    before = client.get(f"{PLAN}/actions/{copy.carried_from.id}").text
    assert f'href="{answer.location}/actions/{copy.id}">the plan 2022-23' in before
    assert "What it left unfinished goes on in" in client.get(PLAN).text


def test_a_day_that_is_kept_is_not_said_to_be_corrected_by_hand(client, manager, service, plan, framework):
    add_action(plan, ActionText(objective="Survey", timescale="within 6 months"), framework, by=OPERATOR)
    db.session.commit()
    sign_in(client, manager)
    address = client.post(PAGE, data=filled(client.get(PAGE))).location
    survey = actions_of(find_plan(service, "2022-23"))[-1]
    page = client.get(f"{address}/actions/{survey.id}").text
    assert "due 28 February 2022: it is counted from the first day of the plan 2021-22, in which it was" in page
    form = client.get(f"{address}/actions/{survey.id}/edit").text
    assert "Counted from the first day of the plan 2021-22, in which it was first said. It stays" in form
    assert "by hand" not in page + form


def test_the_notes_of_the_plans_before_are_read_on_its_page(client, manager, team, service, plan):
    action = actions_of(plan)[0]
    add_note(action, "The printer is **slow**.", day=date(2022, 3, 4), by=team)
    delete_note(add_note(action, "Never mind.", day=date(2022, 3, 5), by=team), by=team)
    sign_in(client, manager)
    address = f"{client.post(PAGE, data=filled(client.get(PAGE))).location}"
    (copy, _) = actions_of(find_plan(service, "2022-23"))
    add_note(copy, "Half of them", day=date(2022, 10, 4), by=team)
    page = client.get(f"{address}/actions/{copy.id}").text
    now, before = page.split("Before, in 2021-22</h3>")
    assert ("Half of them" in now, "Half of them" in before) == (True, False)
    assert ("<strong>slow</strong>" in before, "<strong>slow</strong>" in now) == (True, False)
    assert f"Note for 4 March 2022 by {team.name}" in before
    assert "Take out" not in before
    assert "Never mind." not in page


def test_a_long_chain_of_notes_takes_no_more_queries_than_a_short_one(client, manager, team, service, plan):
    add_note(actions_of(plan)[0], "Begun", by=team)
    taken = []
    sign_in(client, manager)
    for label in ("2022-23", "2023-24", "2024-25", "2025-26"):
        plan = roll_over(plan, period(label, 9), carry=[actions_of(plan)[0].id], by=OPERATOR)
        (there,) = actions_of(plan)
        add_note(there, f"Note of {label}", by=team)
        db.session.commit()
        taken.append(made_by(client, f"/services/lanternshire/plans/{label}/actions/{there.id}"))
    assert len(set(taken)) == 1
    page = client.get(f"/services/lanternshire/plans/2025-26/actions/{there.id}").text
    assert re.findall("Before, in ([^<]+)", page) == ["2024-25", "2023-24", "2022-23", "2021-22"]


def test_what_is_not_ticked_stays_behind(client, manager, service, plan):
    sign_in(client, manager)
    form = filled(client.get(PAGE))
    client.post(PAGE, data=form | {"carry": form["carry"][:1]})
    assert following(service) == ["Leaflets"]


def test_the_year_that_is_worked_on_can_answer_with_it(client, manager, service, framework, plan, assessment):
    other = start_assessment(service, framework, period("2022-23", 9), by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE)
    assert "Self-assessment 2021-22 (answered by the plan 2021-22 until now)" in page.text
    client.post(PAGE, data=filled(page) | {"answers": str(other.id)})
    db.session.expire_all()
    assert (other.plan.label, assessment.plan.label) == ("2022-23", "2021-22")


def test_a_label_that_is_taken_is_a_conflict_in_words(client, manager, service, plan):
    start_plan(service, period("2022-23", 9), by=OPERATOR)
    sign_in(client, manager)
    form = filled(client.get(PAGE))
    assert form["label"] == "2023-24"
    page = client.post(PAGE, data=form | {"label": "2022-23", "carry": form["carry"][:1]})
    assert page.status_code == 409
    assert "There is a plan 2022-23 already. Give the next one another period." in page.text
    assert len(filled(page)["carry"]) == 1
    assert not plan.is_closed


def test_a_list_that_changed_meanwhile_is_shown_again_with_the_ticks(client, manager, service, plan, framework):
    sign_in(client, manager)
    form = filled(client.get(PAGE))
    add_action(plan, ActionText(objective="Newly thought of"), framework, by=OPERATOR)
    db.session.commit()
    page = client.post(PAGE, data=form | {"carry": form["carry"][:1]})
    assert page.status_code == 409
    assert "look at the list again" in page.text
    assert following(service) is None
    client.post(PAGE, data=filled(page))
    assert following(service) == ["Leaflets", "Newly thought of"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"label": "next"}, "is not a period"),
        ({"label": ""}, "Enter a period"),
        ({"title": ""}, "Enter a title"),
        ({"answers": "x"}, "Choose again"),
        ({"ends-day": "31", "ends-month": "2", "ends-year": "2023"}, "Last day must be a day that there is"),
    ],
)
def test_what_cannot_be_started_says_why(client, manager, service, plan, wrong, said):
    sign_in(client, manager)
    page = client.post(PAGE, data=filled(client.get(PAGE)) | wrong)
    assert (page.status_code, said in page.text) == (200, True)
    assert not plan.is_closed


def test_an_action_of_nowhere_is_refused(client, manager, service, plan):
    sign_in(client, manager)
    form = filled(client.get(PAGE))
    strange = ["x", "0" * 32]
    assert client.post(PAGE, data=form | {"carry": strange}).status_code == 422
    assert following(service) is None


def test_a_closed_plan_is_followed_once(client, manager, plan):
    sign_in(client, manager)
    form = filled(client.get(PAGE))
    client.post(PAGE, data=form)
    assert "Start the next plan" not in client.get(PLAN).text
    assert client.get(PAGE).status_code == 409
    again = client.post(PAGE, data=form | {"label": "2023-24"})
    assert again.status_code == 409
    assert "2022-23 took over what it left unfinished" in again.text


def test_many_actions_take_no_more_queries_than_few(client, manager, plan, framework):
    sign_in(client, manager)
    few = made_by(client, PAGE)
    for number in range(30):
        state = ActionState.COMPLETE if number % 2 else ActionState.ONGOING
        add_action(
            plan, ActionText(f"Area {number}", ("1.2",), "More", ("Ask", "Go"), state=state), framework, by=OPERATOR
        )
    assert made_by(client, PAGE) == few
    assert len(filled(client.get(PAGE))["carry"]) == 17


@pytest.mark.parametrize(("reader", "status"), [("team", 403), ("chair", 403), ("other_manager", 404)])
def test_only_the_manager_starts_it(request, client, service, plan, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, data={"label": "2022-23"}).status_code == status
    assert following(service) is None


def test_a_plan_that_there_is_not_is_not_found_and_other_methods_are_refused(client, manager, plan):
    sign_in(client, manager)
    assert client.get(PAGE.replace("2021-22", "2019-20")).status_code == 404
    assert client.put(PAGE).status_code == 405
