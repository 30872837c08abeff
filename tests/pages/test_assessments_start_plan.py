"""Starting a delivery plan."""

from datetime import date

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import link_plan
from tracker.db import db
from tracker.plans.changes import start_plan
from tracker.plans.queries import plans_of

PAGE = "/services/lanternshire/plans/start"


def sent(**others):
    return {"label": "2022-23", "title": "Operational Delivery Plan", "answers": ""} | others


def labels(service):
    return [plan.label for plan in plans_of(service, viewer=OPERATOR)]


def test_the_next_period_and_the_unanswered_assessment_are_offered(client, manager, service, assessment):
    start_plan(service, period("2021-22", 9), by=manager)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert 'value="2022-23"' in page
    assert "Operational Delivery Plan" in page
    assert "Self-assessment 2021-22" in page
    assert page.index(f'value="{assessment.id}"') < page.index(" checked") < page.index("None of them yet")


def test_a_plan_is_started_and_answers_an_assessment(client, manager, service, assessment):
    sign_in(client, manager)
    answer = client.post(PAGE, data=sent(answers=str(assessment.id), title="Our plan"))
    assert (answer.status_code, answer.location) == (302, "/services/lanternshire/plans/2022-23")
    db.session.expire_all()
    plan = assessment.plan
    assert (plan.title, plan.starts, plan.ends) == ("Our plan", date(2022, 9, 1), date(2023, 8, 31))


def test_a_link_that_somebody_made_meanwhile_is_not_taken_over(client, manager, service, assessment):
    sign_in(client, manager)
    seen = str(assessment.id)
    link_plan(assessment, start_plan(service, period("2021-22", 9), by=OPERATOR), by=OPERATOR)
    page = client.post(PAGE, data=sent(answers=seen))
    assert "Somebody chose another plan for that self-assessment meanwhile. Choose again." in page.text
    db.session.expire_all()
    assert assessment.plan.label == "2021-22"
    assert f'value="{seen} 2021-22"' in page.text
    client.post(PAGE, data=sent(answers=f"{seen} 2021-22"))
    db.session.expire_all()
    assert assessment.plan.label == "2022-23"


def test_a_plan_need_not_answer_one(client, manager, service, assessment):
    sign_in(client, manager)
    client.post(PAGE, data=sent())
    db.session.expire_all()
    assert labels(service) == ["2022-23"]
    assert assessment.plan is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"label": "22"}, "“22” is not a period"),
        ({"label": "2021-22"}, "has a plan 2021-22 already"),
        ({"title": " "}, "Enter a title"),
        ({"title": "x" * 251}, "At most 250 characters"),
        ({"answers": "nonsense"}, "Somebody chose another plan for that self-assessment meanwhile"),
    ],
)
def test_what_cannot_be_stays_typed_and_says_why(client, manager, service, assessment, wrong, message):
    start_plan(service, period("2021-22", 9), by=manager)
    sign_in(client, manager)
    data = sent(**wrong)
    page = client.post(PAGE, data=data).text
    assert message in page
    assert f'value="{data["label"]}"' in page
    assert data["title"].strip() in page
    assert labels(service) == ["2021-22"]


@pytest.mark.parametrize("role", ["team", "group", "chair", "commissioner"])
def test_only_the_manager_may(request, client, service, role):
    sign_in(client, request.getfixturevalue(role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=sent()).status_code == 403
    assert labels(service) == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, service):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=sent()).status_code == 404


def test_the_assessment_of_another_service_cannot_be_answered(client, other_manager, assessment):
    sign_in(client, other_manager)
    page = client.post("/services/other/plans/start", data=sent(answers=str(assessment.id))).text
    assert "Somebody chose another plan for that self-assessment meanwhile" in page


def test_other_methods_are_refused(client, manager):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405
