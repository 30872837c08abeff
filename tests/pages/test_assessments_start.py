"""Starting a self-assessment."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR
from tracker.assessments.queries import assessments_of
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

PAGE = "/services/lanternshire/assessments/start"


def labels(service):
    return [assessment.label for assessment in assessments_of(service, viewer=OPERATOR)]


def test_the_next_period_is_offered(client, manager, assessment):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert 'value="2022-23"' in page
    assert "Such as 2025-26." in page
    assert "Against which standards?" not in page


def test_an_assessment_is_started(client, manager, service, framework):
    sign_in(client, manager)
    answer = client.post(PAGE, data={"label": " 2025-26 "})
    assert (answer.status_code, answer.location) == (302, "/services/lanternshire/assessments/2025-26")
    [started] = assessments_of(service, viewer=OPERATOR)
    assert (started.starts, started.ends) == (date(2025, 9, 1), date(2026, 8, 31))


def test_its_days_can_be_others_than_the_years(client, manager, service, framework):
    sign_in(client, manager)
    days = {"ends-day": "31", "ends-month": "7", "ends-year": "2026"}
    client.post(PAGE, data={"label": "2025-26"} | days)
    assert assessments_of(service, viewer=OPERATOR)[0].ends == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"label": ""}, "Enter a period"),
        ({"label": "last year"}, "“last year” is not a period"),
        ({"label": "2021-22"}, "There is a self-assessment 2021-22 already"),
        ({"label": "2025-26", "ends-day": "31", "ends-month": "7", "ends-year": "2025"}, "before it starts"),
        ({"label": "2025-26", "starts-day": "40", "starts-month": "7", "starts-year": "2025"}, "a day that there is"),
    ],
)
def test_what_cannot_be_stays_typed_and_says_why(client, manager, assessment, service, sent, message):
    sign_in(client, manager)
    page = client.post(PAGE, data=sent).text
    assert message in page
    assert all(f'value="{text}"' in page for text in sent.values() if text)
    assert labels(service) == ["2021-22"]


def test_of_several_frameworks_one_is_chosen(client, manager, service, framework):
    load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    sign_in(client, manager)
    assert "Choose the standards" in client.post(PAGE, data={"label": "2025-26"}).text
    client.post(PAGE, data={"label": "2025-26", "framework": "minimum-standards-2027"})
    assert assessments_of(service, viewer=OPERATOR)[0].framework.version == "2027"


def test_looking_changes_nothing(client, manager, service, framework):
    sign_in(client, manager)
    client.get(PAGE, query_string={"label": "2025-26"})
    assert labels(service) == []


@pytest.mark.parametrize("role", ["team", "group", "chair", "commissioner"])
def test_only_the_manager_may(request, client, service, framework, role):
    sign_in(client, request.getfixturevalue(role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"label": "2025-26"}).status_code == 403
    assert labels(service) == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, service, framework):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data={"label": "2025-26"}).status_code == 404


def test_other_methods_are_refused(client, manager):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405
