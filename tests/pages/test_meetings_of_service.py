"""All meetings of a service's group."""

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.meetings import ADD, KEY, MEETINGS, SERVICE, make_meeting, page_of, quorate, submitted
from tracker.accounts.rules import OPERATOR, period
from tracker.meetings.changes import ask_of_plan, decide, review_plan
from tracker.meetings.rules import Decision
from tracker.plans.changes import start_plan


def test_the_service_leads_to_its_meetings_and_none_yet_says_how_to_begin(client, service, chair):
    sign_in(client, chair)
    assert f'href="{MEETINGS}">Meetings of the Advisory Group' in client.get(SERVICE).text
    page = client.get(MEETINGS).text
    assert "None is recorded yet. The chair records each" in page
    assert f'href="{ADD}">Record a meeting that is about no self-assessment' in page


def test_each_stands_there_with_what_it_decided_and_asked_of_the_plan(client, assessment, manager, chair, group):
    year = submitted(assessment, manager)
    meeting = quorate(year, chair)
    ask_of_plan(review_plan(meeting, year.plan, "", by=chair), "Be quicker", by=chair)
    sign_in(client, chair)
    page = client.get(MEETINGS).text
    assert "Self-assessment 2021-22 waits for the decision." in page
    assert "Nothing decided yet" in page
    decide(meeting, Decision.RATIFIED, by=chair, key=KEY)
    sign_in(client, group)
    page = client.get(MEETINGS).text
    assert f'href="{page_of(meeting)}">Meeting of ' in page
    assert "Ratified</strong>" in page
    assert "Looked at the Operational Delivery Plan 2021-22 and asked for 1 change." in page
    assert "waits for the decision" not in page
    assert ADD not in page


@pytest.mark.parametrize(("who", "code"), [("commissioner", 403), ("network", 403), ("other_manager", 404)])
def test_nobody_else_reads_them(request, client, service, who, code):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(MEETINGS).status_code == code
    assert MEETINGS not in client.get(SERVICE).text


def test_many_meetings_take_as_many_queries_as_one(client, service, chair):
    def meet(label):
        plan = start_plan(service, period(label, service.year_starts), by=OPERATOR)
        review = review_plan(make_meeting(service, chair, by=chair), plan, "", by=chair)
        ask_of_plan(review, "Be quicker", by=chair)

    meet("2020-21")
    sign_in(client, chair)
    few = made_by(client, MEETINGS)
    for label in ("2021-22", "2022-23", "2023-24"):
        meet(label)
    assert made_by(client, MEETINGS) == few
