"""What a meeting decided: a form, and a page to confirm."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.cast import make_person, sign_in
from tests.meetings import KEY, YEAR, make_meeting, members, page_of, present, quorate, submitted
from tracker.accounts.changes import give_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating
from tracker.db import db
from tracker.meetings.changes import decide, save_meeting
from tracker.meetings.queries import text_of
from tracker.meetings.rules import Decision


@pytest.fixture
def year(assessment, manager):
    return submitted(assessment, manager)


@pytest.fixture
def meeting(year, chair):
    return quorate(year, chair)


def point(year, number):
    return f"point_{get_rating(year, number).id.hex}"


def dissent(meeting, name):
    return f"dissent_{next(one.id for one in meeting.attendance if one.name == name).hex}"


def status(year):
    db.session.expire_all()
    return db.session.get_one(Assessment, year.id).status


def test_it_is_looked_over_before_it_is_decided_and_sealed(client, year, meeting, chair):
    sign_in(client, chair)
    here = page_of(meeting, "decide")
    sent = {
        "decision": "with_exceptions",
        "version": meeting.version,
        point(year, "4.2"): "Ask *young* people.",
        dissent(meeting, "Nadia Karim"): "Not 1.1.",
    }
    page = client.post(here, data=sent).text
    assert "This cannot be undone. The record of this meeting is closed." in page
    assert "Sealed for good are" in page
    assert "Ask <em>young</em> people." in page
    assert 'value="Not 1.1."' in page
    assert "Hugh Marsh (Health)" in page
    assert status(year) == "submitted"
    back = client.post(here, data=sent | {"back": "y"}).text
    assert "Record the decision</h1>" in back
    assert "Ask *young* people." in back
    answer = client.post(here, data=sent | {"confirmed": "y"})
    assert (answer.status_code, answer.location) == (302, page_of(meeting))
    assert "the decision about 2021-22 is recorded" in client.get(answer.location).text
    assert status(year) == "with_exceptions"
    assert "Ask <em>young</em> people." in client.get(f"{YEAR}/standards/4.2").text


def test_sent_back_needs_no_quorum_and_the_team_reads_why(app, client, year, chair, manager):
    meeting = make_meeting(year.service, chair, by=chair, about=year)
    sign_in(client, chair)
    here = page_of(meeting, "decide")
    page = client.get(here).text
    assert "There is no quorum: 2 more members missing." in page
    assert "It can be sent back, which needs no quorum, since nothing is agreed to." in page
    sent = {"decision": "sent_back", "version": meeting.version, "reason": "Too thin.", point(year, "1.1"): "Say more."}
    assert "Nothing is sealed." in client.post(here, data=sent).text
    assert client.post(here, data=sent | {"confirmed": "y"}).status_code == 302
    reader = app.test_client()
    sign_in(reader, manager)
    assert ": sent back. <a" in reader.get(YEAR).text
    assert "To be changed, said the Advisory Group on" in reader.get(f"{YEAR}/standards/1.1").text
    assert "Too thin." in reader.get(page_of(meeting)).text


def test_without_a_quorum_it_is_refused_and_nothing_typed_is_lost(client, year, chair):
    meeting = make_meeting(year.service, chair, by=chair, about=year)
    sign_in(client, chair)
    sent = {"decision": "ratified", "confirmed": "y", "version": meeting.version, dissent(meeting, "Colin Shaw"): "But"}
    page = client.post(page_of(meeting, "decide"), data=sent)
    assert page.status_code == 409
    assert "Nothing was decided. There is no quorum: 2 more members missing." in page.text
    assert ">\r\nBut</textarea>" in page.text or ">But</textarea>" in page.text
    assert status(year) == "submitted"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Choose what the meeting decided"),
        ({"decision": "burnt"}, "Choose one from the list"),
        ({"decision": "with_exceptions"}, "Say for at least one standard what the exception is"),
        ({"decision": "sent_back"}, "Say why it is sent back"),
        ({"decision": "ratified", "reason": "So there"}, "A reason belongs to sending back"),
    ],
)
def test_what_does_not_go_together_is_said_and_stays(client, year, meeting, chair, sent, message):
    sign_in(client, chair)
    data = {dissent(meeting, "Colin Shaw"): "My own words", "version": meeting.version, "confirmed": "y"} | sent
    page = client.post(page_of(meeting, "decide"), data=data)
    assert message in page.text
    assert "My own words" in page.text
    assert status(year) == "submitted"


def test_a_record_that_changed_since_is_looked_over_again(client, year, meeting, chair):
    sign_in(client, chair)
    sent = {"decision": "ratified", "confirmed": "y", "version": meeting.version}
    save_meeting(meeting, replace(text_of(meeting), words="Another"), by=chair)
    page = client.post(page_of(meeting, "decide"), data=sent)
    assert page.status_code == 409
    assert "Somebody else saved the record of this meeting while you did" in page.text
    assert status(year) == "submitted"


def test_nobody_ratifies_what_they_submitted(client, year, manager):
    give_role(manager, year.service, Role.CHAIR, by=OPERATOR)
    meeting = quorate(year, manager)
    sign_in(client, manager)
    assert "You submitted it, and nobody ratifies what they submitted." in client.get(page_of(meeting, "decide")).text
    sent = {"decision": "ratified", "confirmed": "y", "version": meeting.version}
    page = client.post(page_of(meeting, "decide"), data=sent)
    assert page.status_code == 403
    assert "nobody ratifies what they submitted" in page.text


def test_a_decided_one_is_decided(client, year, meeting, chair):
    decide(meeting, Decision.RATIFIED, by=chair, key=KEY)
    sign_in(client, chair)
    for answer in (
        client.get(page_of(meeting, "decide")),
        client.post(page_of(meeting, "decide"), data={"reason": "R"}),
    ):
        assert answer.status_code == 409
        assert "Its record is closed" in answer.text


def test_of_two_chairs_who_press_at_once_the_second_is_told_by_a_page(app, year, chair):
    other = make_person("Olive Grey", year.service, Role.CHAIR)
    there = present(chair, other, *members(year.service))
    meeting = make_meeting(year.service, by=chair, about=year, attending=there)
    sent = {"decision": "ratified", "confirmed": "y", "version": meeting.version}
    browsers = [app.test_client(), app.test_client()]
    for browser, person in zip(browsers, (chair, other), strict=True):
        sign_in(browser, person)
    db.session.commit()
    with ThreadPoolExecutor(2) as pool:
        address = page_of(meeting, "decide")
        answers = list(pool.map(lambda browser: browser.post(address, data=sent), browsers))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    told = next(answer for answer in answers if answer.status_code == 409)
    assert "This meeting has decided: ratified." in told.text


@pytest.mark.parametrize(("who", "code"), [("manager", 403), ("group", 403), ("network", 403), ("other_manager", 404)])
def test_nobody_else_decides(request, client, year, meeting, who, code):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(page_of(meeting, "decide")).status_code == code
    sent = {"decision": "ratified", "confirmed": "y", "version": meeting.version}
    assert client.post(page_of(meeting, "decide"), data=sent).status_code == code
    assert status(year) == "submitted"


def test_a_meeting_about_no_year_says_so(client, service, chair):
    meeting = make_meeting(service, chair, by=chair)
    sign_in(client, chair)
    assert "This meeting is not about a self-assessment." in client.get(page_of(meeting, "decide")).text


def test_where_another_meeting_has_decided_it_says_so_and_asks_nothing(client, year, meeting, chair):
    other = make_meeting(year.service, chair, by=chair, about=year)
    decide(meeting, Decision.RATIFIED, by=chair, key=KEY)
    sign_in(client, chair)
    page = client.get(page_of(other, "decide")).text
    assert "The self-assessment is not submitted, so that there is nothing to decide about now." in page
    assert "Look it over" not in page
