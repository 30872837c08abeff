"""Once a plan is rolled over: what the start page, the gap list and a standard's page tell of its actions."""

import re

import pytest

from tests.cast import sign_in
from tests.counting import counted, made_by
from tests.owners import make_action, make_plan
from tests.submitting import YEAR, rate
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import link_plan
from tracker.plans.queries import actions_of, open_actions_in
from tracker.rollover.changes import roll_over

NEXT = "/services/lanternshire/plans/2022-23/actions"


@pytest.fixture
def plan(service, framework, assessment):
    """Two overdue actions with nobody under Who, of which A is carried and B is left behind."""
    rate(assessment, "1.2", "P/C")
    rate(assessment, "1.3", "P/C")
    carried = make_action(service, framework, "", "A", standards=("1.2",))
    make_action(service, framework, "", "B", standards=("1.3",))
    link_plan(assessment, make_plan(service), by=OPERATOR)
    return roll_over(make_plan(service), period("2022-23", 9), carry=[carried.id], by=OPERATOR)


def overdue(client):
    """What is told of as overdue, with where it leads."""
    found = re.findall(r'href="([^"]*)">“([^<”]*)” is overdue', client.get("/").text)
    return {named: address for address, named in found}


def test_home_tells_of_what_was_carried_where_it_goes_on_and_not_of_what_was_left(client, team, plan):
    sign_in(client, team)
    assert overdue(client) == {"A": f"{NEXT}/{actions_of(plan)[0].id}"}


def test_the_gap_list_asks_nothing_of_the_closed_plans_actions(client, manager, plan):
    sign_in(client, manager)
    page = client.get(f"{YEAR}/gaps").text
    assert "nobody under Who" not in page
    assert "is overdue" not in page


def test_a_standard_whose_action_was_left_behind_has_no_open_action_and_one_whose_was_carried_has(
    client, manager, plan
):
    sign_in(client, manager)
    for page in (f"{YEAR}/gaps", f"{YEAR}/submit"):
        told = client.get(page).text
        assert f'href="{YEAR}/standards/1.3/plan"' in told
        assert f'href="{YEAR}/standards/1.2/plan"' not in told
    assert "Say why 1.3 has no action" in client.get(f"{YEAR}/standards/1.3").text
    assert "Say why 1.2 has no action" not in client.get(f"{YEAR}/standards/1.2").text
    assert "No open action of the plan names 1.3" in client.get(f"{YEAR}/standards/1.3/no-action").text
    assert "No reason is needed as things are" in client.get(f"{YEAR}/standards/1.2/no-action").text


def test_home_takes_as_many_queries_for_many_plans_and_actions_as_for_few(client, team, service, framework, plan):
    sign_in(client, team)
    few = made_by(client, "/")
    make_plan(service, "2023-24")
    for number in range(10):
        make_action(service, framework, "", f"More {number}", label=f"202{2 + number % 2}-2{3 + number % 2}")
    assert made_by(client, "/") == few
    assert len(overdue(client)) == 11


def test_what_is_left_to_do_in_many_services_takes_one_query(service, framework, plan):
    others = [add_service(f"Service {number}", f"service-{number}", by=OPERATOR) for number in range(3)]
    for other in others:
        make_action(other, framework, "", "Theirs")
    with counted() as made:
        found = open_actions_in([service, *others], viewer=OPERATOR)
        assert [action.plan.service.slug for actions in found.values() for action in actions][-1] == "service-2"
    assert sum("FROM actions" in statement for statement in made) == 1
