"""That a meeting looked at the plan, how it stood then, what it asked for, and what became of it."""

import uuid

import pytest

from tests.cast import sign_in
from tests.meetings import SERVICE, make_meeting, page_of
from tracker.accounts.rules import OPERATOR, fingerprint, period
from tracker.db import db
from tracker.meetings.changes import ask_of_plan, review_plan, say_what_became
from tracker.meetings.models import Meeting
from tracker.plans.changes import add_action, save_action, start_plan
from tracker.plans.rules import ActionText

PLAN = f"{SERVICE}/plans/2021-22"


@pytest.fixture
def plan(service):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def action(plan, framework):
    return add_action(plan, ActionText(objective="Reach **young** people"), framework, by=OPERATOR)


@pytest.fixture
def meeting(service, chair):
    return make_meeting(service, chair, by=chair)


@pytest.fixture
def review(meeting, plan, action, chair):
    return review_plan(meeting, plan, "A good plan.", by=chair)


def saved(meeting):
    db.session.expire_all()
    return db.session.get_one(Meeting, meeting.id).plan_review


def test_the_chair_records_it_and_the_page_shows_how_the_plan_stood(client, meeting, plan, action, framework, chair):
    sign_in(client, chair)
    here = page_of(meeting, "plan")
    assert "this page keeps the plan as it stands now" in client.get(here).text
    sent = {"plan": "2021-22", "words": "A *good* plan.", "version": meeting.version}
    assert client.post(here, data=sent).location == here
    save_action(action, ActionText(objective="Changed"), framework, version=action.version, by=OPERATOR)
    page = client.get(here).text
    assert "Reach <strong>young</strong> people" in page
    assert "with 1 action, as it stood on" in page
    sent = {"action": str(action.id), "text": "Name who does it.", "new": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"{here}/requests", data=sent).location == here
    page = client.get(here).text
    assert "Changes that were asked for (1)" in page
    assert "1. Of action 1, Changed" in page
    day = meeting.held_on
    assert f"looked at this plan on {day.day} {day:%B %Y} and asked for <a" in client.get(PLAN).text
    assert "asked for 1 change." in client.get(page_of(meeting)).text


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, meeting, review, chair):
    sign_in(client, chair)
    here = page_of(meeting, "plan")
    page = client.post(f"{here}/requests", data={"action": "", "text": "", "new": "x"}).text
    assert "Enter what the meeting asked for" in page
    assert "A good plan." in page
    page = client.post(here, data={"plan": "2021-22", "words": "long " * 1_001 + ".", "version": "1"}).text
    assert "At most 5,000 characters: shorten this" in page
    assert "Choose one from the list" in client.post(here, data={"plan": "1999-00", "words": "", "version": "1"}).text


def test_a_stale_save_shows_both(client, meeting, review, plan, chair):
    sign_in(client, chair)
    seen = meeting.version
    review_plan(meeting, plan, "Their words", by=chair)
    page = client.post(page_of(meeting, "plan"), data={"plan": "2021-22", "words": "My words", "version": seen})
    assert page.status_code == 409
    assert "Their words" in page.text
    assert "My words</textarea>" in page.text
    assert saved(meeting).words == "Their words"


def test_what_was_not_asked_for_is_taken_out(client, meeting, review, chair):
    drop = page_of(meeting, "plan", "requests", ask_of_plan(review, "Be quicker.", by=chair).id, "drop")
    sign_in(client, chair)
    client.post(drop)
    assert "Taken out: the meeting did not ask for it." in client.get(page_of(meeting, "plan")).text
    assert saved(meeting).requests == []
    assert client.post(drop).status_code == 404


@pytest.mark.parametrize("who", ["manager", "chair"])
def test_a_manager_or_the_chair_says_what_became_of_it(request, client, meeting, review, chair, who):
    asked = ask_of_plan(review, "Be quicker.", by=chair)
    sign_in(client, request.getfixturevalue(who))
    here = page_of(meeting, "plan", "requests", asked.id)
    assert f'href="{here}">Say what became of it' in client.get(page_of(meeting, "plan")).text
    assert "asked for this, of the plan as a whole" in client.get(here).text
    answer = client.post(here, data={"became": "Done in *May*.", "seen": fingerprint("")})
    assert answer.location == page_of(meeting, "plan")
    assert "Done in <em>May</em>." in client.get(answer.location).text


def test_a_stale_word_on_what_became_of_it_shows_both(client, meeting, review, manager, chair):
    asked = ask_of_plan(review, "Be quicker.", by=chair)
    say_what_became(review, asked, "Their words", by=chair)
    sign_in(client, manager)
    here = page_of(meeting, "plan", "requests", asked.id)
    page = client.post(here, data={"became": "My words", "seen": fingerprint("")})
    assert page.status_code == 409
    assert "Their words" in page.text
    assert "My words" in page.text
    page = client.post(here, data={"became": "long " * 1_001 + ".", "seen": fingerprint("Their words")})
    assert "At most 5,000 characters: shorten this" in page.text


@pytest.mark.parametrize(
    ("who", "read", "send", "became"),
    [("manager", 200, 403, 200), ("team", 200, 403, 403), ("group", 200, 403, 403), ("other_manager", 404, 404, 404)],
)
def test_who_reads_and_who_changes(request, client, meeting, review, chair, who, read, send, became):
    asked = ask_of_plan(review, "Be quicker.", by=chair)
    sign_in(client, request.getfixturevalue(who))
    here = page_of(meeting, "plan")
    assert client.get(here).status_code == read
    for address in (here, f"{here}/requests", f"{here}/requests/{asked.id}/drop"):
        assert client.post(address, data={"text": "x"}).status_code == send
    assert client.get(f"{here}/requests/{asked.id}").status_code == became


def test_who_reads_the_plan_alone_is_told_of_no_meeting(client, review, commissioner):
    sign_in(client, commissioner)
    page = client.get(PLAN)
    assert page.status_code == 200
    assert "looked at this plan" not in page.text


def test_where_none_is_recorded_readers_are_told(client, meeting, group):
    sign_in(client, group)
    assert "Nothing is recorded yet of the plan at this meeting." in client.get(page_of(meeting, "plan")).text
