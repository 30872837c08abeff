"""What waits for the chair, at home; and where a year, its standards and a plan lead to a meeting."""

import pytest

from tests.cast import sign_in
from tests.meetings import ADD, KEY, VIEW, YEAR, page_of, quorate, submitted
from tests.review import ask
from tracker.assessments.changes import correct
from tracker.meetings.changes import decide
from tracker.meetings.rules import Decision

RECORD = "Record the meeting: Self-assessment 2021-22 waits for the decision"


@pytest.fixture
def year(assessment, manager):
    return submitted(assessment, manager)


def test_the_chair_is_told_of_open_queries_and_of_the_decision(client, year, chair, group):
    sign_in(client, chair)
    page = client.get("/").text
    assert f'href="{ADD}?about=2021-22">{RECORD}' in page
    assert "open question" not in page
    ask(year, group)
    assert f'href="{VIEW}">The Advisory Group has 1 open question' in client.get("/").text
    ask(year, group, "And by when?")
    assert "The Advisory Group has 2 open questions" in client.get("/").text
    meeting = quorate(year, chair)
    assert f'href="{page_of(meeting)}">{RECORD}' in client.get("/").text


@pytest.mark.parametrize("who", ["manager", "team", "group", "commissioner", "network"])
def test_nobody_else_is_told(request, client, year, group, who):
    ask(year, group)
    sign_in(client, request.getfixturevalue(who))
    page = client.get("/").text
    assert RECORD not in page
    assert "The Advisory Group has" not in page


@pytest.mark.parametrize(("who", "is_told"), [("manager", True), ("team", True), ("group", False), ("chair", False)])
def test_who_works_on_a_year_is_told_that_it_was_sent_back(request, client, year, chair, who, is_told):
    reader = request.getfixturevalue(who)
    decide(quorate(year, chair), Decision.SENT_BACK, reason="Say more about 1.2.", by=chair, key=KEY)
    sign_in(client, reader)
    told = f'href="{YEAR}">The Advisory Group sent 2021-22 back: read why' in client.get("/").text
    assert told is is_told


def test_once_it_is_decided_nothing_waits(client, year, chair):
    decide(quorate(year, chair), Decision.RATIFIED, by=chair, key=KEY)
    sign_in(client, chair)
    assert RECORD not in client.get("/").text


def test_a_submitted_year_leads_readers_to_the_meeting(client, year, team):
    sign_in(client, team)
    page = client.get(YEAR).text
    assert "Your Advisory Group looks at it now" in page
    assert f'href="{VIEW}">Open the meeting view' in page


def test_an_exception_stands_at_its_standard_and_is_open_in_the_next_version(client, year, chair, manager):
    meeting = quorate(year, chair)
    decide(meeting, Decision.WITH_EXCEPTIONS, points={"4.1": "Ask *young* people."}, by=chair, key=KEY)
    sign_in(client, manager)
    page = client.get(f"{YEAR}/standards/4.1").text
    assert "Exception, said the Advisory Group on" in page
    assert "Ask <em>young</em> people." in page
    assert "said the Advisory Group on" not in client.get(f"{YEAR}/standards/4.2").text
    assert f'href="{page_of(meeting)}">The record of the meeting' in client.get(YEAR).text
    correct(year, "A figure was wrong.", by=manager)
    assert "Ask <em>young</em> people." in client.get(f"{YEAR}/standards/4.1").text


def test_a_draft_that_was_never_decided_says_nothing_of_a_meeting(client, assessment, manager):
    sign_in(client, manager)
    assert "meeting" not in client.get(YEAR).text.partition("<main")[2]
