"""Saying which plan answers a self-assessment."""

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import link_plan
from tracker.db import db
from tracker.plans.changes import start_plan

YEAR = "/services/lanternshire/assessments/2021-22"
PAGE = f"{YEAR}/plan"


@pytest.fixture
def plan(service):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


def linked(assessment):
    db.session.expire_all()
    return assessment.plan


def test_a_plan_is_chosen(client, manager, assessment, plan):
    sign_in(client, manager)
    assert "Operational Delivery Plan 2021-22" in client.get(PAGE).text
    answer = client.post(PAGE, data={"plan": "2021-22"})
    assert (answer.status_code, answer.location) == (302, YEAR)
    assert linked(assessment) is plan


def test_a_plan_that_somebody_else_chose_meanwhile_stays(client, manager, assessment, plan, service):
    link_plan(assessment, start_plan(service, period("2022-23", 9), by=OPERATOR), by=OPERATOR)
    sign_in(client, manager)
    page = client.post(PAGE, data={"plan": "2021-22", "seen": ""})
    assert (page.status_code, "Somebody else chose the plan 2022-23 meanwhile" in page.text) == (409, True)
    assert linked(assessment).label == "2022-23"
    assert client.post(PAGE, data={"plan": "2021-22", "seen": "2022-23"}).status_code == 302
    assert linked(assessment).label == "2021-22"


@pytest.mark.parametrize(
    ("sent", "message"), [({}, "Choose a plan"), ({"plan": "2019-20"}, "Choose one from the list")]
)
def test_a_plan_that_is_not_there_cannot_be_chosen(client, manager, assessment, plan, sent, message):
    sign_in(client, manager)
    assert message in client.post(PAGE, data=sent).text
    assert linked(assessment) is None


def test_without_a_plan_the_page_leads_to_starting_one(client, manager, assessment):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "no delivery plan yet" in page
    assert "/services/lanternshire/plans/start" in page


@pytest.mark.parametrize("role", ["team", "group", "chair", "commissioner"])
def test_only_the_manager_may(request, client, assessment, plan, role):
    sign_in(client, request.getfixturevalue(role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"plan": "2021-22"}).status_code == 403
    assert linked(assessment) is None


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, assessment, plan):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data={"plan": "2021-22"}).status_code == 404


def test_other_methods_are_refused_and_looking_changes_nothing(client, manager, assessment, plan):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405
    client.get(PAGE, query_string={"plan": "2021-22"})
    assert linked(assessment) is None
