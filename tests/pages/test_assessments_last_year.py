"""Last year beside this year, on a standard's page."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import link_plan, save_rating, say_why_no_action, start_assessment
from tracker.assessments.queries import get_rating, last_year_of
from tracker.plans.changes import add_action, delete_action, start_plan
from tracker.plans.rules import ActionState, ActionText
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

PAGE = "/services/lanternshire/assessments/2022-23/standards/1.2"
DONE = ActionText(
    objective="Print leaflets", standards=("1.2",), completion="Completed in May.", state=ActionState.COMPLETE
)


@pytest.fixture
def this_year(service, framework, assessment):
    """2022-23, after 2021-22 in which 1.2 was rated."""
    save_rating(get_rating(assessment, "1.2"), "P/C", "Two **leaflets**.", by=OPERATOR)
    return start_assessment(service, framework, period("2022-23", 9), by=OPERATOR)


@pytest.fixture
def plan(service, assessment, framework):
    """Answers 2021-22: an action for 1.2, one for another standard, one that was taken out."""
    plan = start_plan(service, period("2021-22", 9), by=OPERATOR)
    link_plan(assessment, plan, by=OPERATOR)
    add_action(plan, DONE, framework, by=OPERATOR)
    add_action(plan, ActionText(objective="Something else", standards=("1.3",)), framework, by=OPERATOR)
    out = add_action(plan, ActionText(objective="Given up", standards=("1.2",)), framework, by=OPERATOR)
    delete_action(out, by=OPERATOR)
    return plan


def last_year(assessment, number="1.2"):
    return last_year_of(get_rating(assessment, number), viewer=OPERATOR)


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair"])
def test_the_page_shows_last_years_rating_and_notes(request, client, this_year, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE).text
    assert "What 2021-22 said" in page
    assert "Partially Compliant" in page
    assert "Two <strong>leaflets</strong>." in page
    assert 'href="/services/lanternshire/assessments/2021-22/standards/1.2"' in page
    assert "No plan answers the self-assessment 2021-22." in page


def test_the_page_shows_why_there_was_no_action_and_until_when(client, manager, assessment, this_year):
    until = date(2090, 3, 1)
    say_why_no_action(get_rating(assessment, "1.2"), "The council decides.", until=until, by=OPERATOR)
    sign_in(client, manager)
    for address in (PAGE, f"{PAGE}/no-action"):
        page = client.get(address).text
        assert "Why there was no action in 2021-22:" in page
        assert "The council decides. <span>To be looked at again on 1 March 2090.</span>" in page
        assert "Why there was no action" not in client.get(address.replace("1.2", "1.3")).text


def test_the_page_shows_what_became_of_last_years_actions(client, manager, this_year, plan, service):
    link_plan(this_year, start_plan(service, period("2022-23", 9), by=OPERATOR), by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    beside = page[page.index("What became of its actions") :]
    assert all(text in beside for text in ("Print leaflets", "Complete:", "Completed in May."))
    assert "Something else" not in page
    assert "Given up" not in page
    assert "/plans/2021-22/actions/" in beside


def test_a_plan_of_both_years_is_shown_once(client, manager, this_year, plan):
    link_plan(this_year, plan, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "The plan 2021-22 is still the one under Actions" in page
    assert page.count("Print leaflets") == 1


def test_the_first_assessment_has_nothing_beside_it(client, manager, this_year):
    sign_in(client, manager)
    assert "What became of its actions" not in client.get(PAGE.replace("2022-23", "2021-22")).text


def test_last_year_is_the_nearest_before_whichever_was_made_last(service, framework, assessment, this_year):
    start_assessment(service, framework, period("2019-20", 9), by=OPERATOR)
    later = start_assessment(service, framework, period("2024-25", 9), by=OPERATOR)
    assert last_year(this_year).rating.assessment is assessment
    assert last_year(later).rating.assessment is this_year
    assert last_year(assessment).rating.assessment.label == "2019-20"


def test_an_assessment_against_other_standards_is_not_last_year(service, framework):
    other_framework, _ = load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    first = start_assessment(service, other_framework, period("2021-22", 9), by=OPERATOR)
    second = start_assessment(service, framework, period("2022-23", 9), by=OPERATOR)
    third = start_assessment(service, other_framework, period("2023-24", 9), by=OPERATOR)
    assert last_year(second) is None
    assert last_year(third).rating.assessment is first


def test_this_years_only_plan_is_not_taken_for_last_years(service, assessment, this_year):
    plan = start_plan(service, period("2022-23", 9), by=OPERATOR)
    assert last_year(this_year).plan is None
    link_plan(this_year, plan, by=OPERATOR)
    assert last_year(this_year).plan is None


def test_strangers_do_not_find_it_and_commissioners_do_not_read_it(client, commissioner, other_manager, this_year):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    sign_in(client, commissioner)
    assert client.get(PAGE).status_code == 403
