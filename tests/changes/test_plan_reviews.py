"""What a meeting asked of the plan as it stood that day, and what became of it."""

import uuid

import pytest

from tests.meetings import KEY, make_meeting, quorate, submitted
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, fingerprint, period
from tracker.audit.queries import last_entry
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.meetings import queries
from tracker.meetings.changes import ask_of_plan, decide, drop_request, review_plan, say_what_became
from tracker.meetings.rules import Decision
from tracker.plans.changes import add_action, save_action, start_plan
from tracker.plans.rules import ActionText
from tracker.signing import canonical

TEXT = ActionText(objective="Reach **young** people", standards=("1.2",), who="Adviser")


@pytest.fixture
def plan(service):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def action(plan, framework):
    return add_action(plan, TEXT, framework, by=OPERATOR)


@pytest.fixture
def meeting(service, chair):
    return make_meeting(service, chair, by=chair)


@pytest.fixture
def review(meeting, plan, action, chair):
    return review_plan(meeting, plan, "A good plan.", by=chair)


def test_the_plan_is_kept_as_it_stood_in_canonical_form(review, plan, action, framework, chair):
    before = queries.stood(review)
    assert canonical(before).decode() == review.as_stood
    assert (before["title"], before["period"]["label"]) == ("Operational Delivery Plan", "2021-22")
    assert [one["objective"] for one in before["actions"]] == ["Reach **young** people"]
    save_action(action, ActionText(objective="Something else"), framework, version=action.version, by=OPERATOR)
    review_plan(review.meeting, plan, "A very good plan.", by=chair)
    assert (queries.stood(review), review.words) == (before, "A very good plan.")
    assert queries.reviews_of(plan, viewer=chair) == [review]
    entry = last_entry(review.meeting_id)
    assert (entry.verb, entry.details["before"], entry.details["after"]) == (
        "review_plan",
        "A good plan.",
        "A very good plan.",
    )


def test_a_meeting_looks_at_one_plan_of_its_own_service(review, service, chair):
    other = start_plan(service, period("2022-23", 9), by=OPERATOR)
    with pytest.raises(Conflict, match="looked at the plan 2021-22"):
        review_plan(review.meeting, other, "", by=chair)
    elsewhere = start_plan(add_service("Other", "other", by=OPERATOR), period("2021-22", 9), by=OPERATOR)
    with pytest.raises(Invalid, match="of the same service"):
        review_plan(make_meeting(service, by=chair), elsewhere, "", by=chair)


def test_what_it_asks_for_is_of_an_action_or_of_the_whole_and_keeps_its_order(review, action, chair):
    first = ask_of_plan(review, "Name who does it.", action=action, by=chair)
    second = ask_of_plan(review, "Be quicker.", by=chair)
    assert ask_of_plan(review, "Be quicker.", by=chair, identifier=second.id) is second
    assert [(one.position, one.text, one.action) for one in review.requests] == [
        (1, "Name who does it.", action),
        (2, "Be quicker.", None),
    ]
    assert queries.name_of_action(action) == "action 1, Reach young people"
    drop_request(review, first, by=chair)
    assert (review.requests, last_entry(first.id).verb) == ([second], "drop_request")


def test_sent_once_more_with_another_text_nothing_typed_is_lost(review, plan, service, chair):
    first = ask_of_plan(review, "Be quicker.", by=chair, identifier=uuid.uuid4())
    ask_of_plan(review, "Be quicker, and say how.", by=chair, identifier=first.id)
    assert [one.text for one in review.requests] == ["Be quicker.", "Be quicker, and say how."]
    elsewhere = review_plan(make_meeting(service, by=chair), plan, "", by=chair)
    assert ask_of_plan(elsewhere, "Be quicker.", by=chair, identifier=first.id) is not first


def test_nothing_asked_or_of_another_plan_is_refused(review, service, framework, chair):
    with pytest.raises(Invalid, match="Say what the meeting asked for"):
        ask_of_plan(review, " ", by=chair)
    other = add_action(start_plan(service, period("2022-23", 9), by=OPERATOR), TEXT, framework, by=OPERATOR)
    with pytest.raises(Invalid, match="of another plan"):
        ask_of_plan(review, "x", action=other, by=chair)


def test_a_manager_or_the_chair_says_what_became_of_it_at_any_time(assessment, manager, chair, team):
    year = submitted(assessment, manager)
    meeting = quorate(year, chair)
    review = review_plan(meeting, year.plan, "", by=chair)
    request = ask_of_plan(review, "Be quicker.", by=chair)
    decide(meeting, Decision.RATIFIED, by=chair, key=KEY)
    with pytest.raises(Forbidden):
        say_what_became(review, request, "Done", by=team)
    say_what_became(review, request, "Begun", by=manager)
    seen = fingerprint("Begun")
    say_what_became(review, request, "Done", seen=seen, by=chair)
    assert (request.became, request.became_by) == ("Done", chair.identifier)
    with pytest.raises(Stale):
        say_what_became(review, request, "Never", seen=seen, by=manager)
    say_what_became(review, request, "", by=chair)
    assert (request.became, request.became_at) == ("", None)


def test_what_was_answered_is_not_taken_out(review, chair):
    request = ask_of_plan(review, "Be quicker.", by=chair)
    say_what_became(review, request, "Done", by=chair)
    with pytest.raises(Conflict, match="It is said what became of this"):
        drop_request(review, request, by=chair)


def test_once_the_meeting_has_decided_it_asks_for_nothing_more(assessment, manager, chair):
    year = submitted(assessment, manager)
    meeting = quorate(year, chair)
    review = review_plan(meeting, year.plan, "", by=chair)
    request = ask_of_plan(review, "Be quicker.", by=chair)
    decide(meeting, Decision.SENT_BACK, reason="x", by=chair, key=KEY)
    for change in (
        lambda: review_plan(meeting, year.plan, "More", by=chair),
        lambda: ask_of_plan(review, "More", by=chair),
        lambda: drop_request(review, request, by=chair),
    ):
        with pytest.raises(Conflict, match="Its record is closed"):
            change()


@pytest.mark.parametrize("who", ["manager", "team", "group"])
def test_only_the_chair_says_what_the_meeting_asked_for(request, meeting, review, plan, who):
    person = request.getfixturevalue(who)
    for change in (
        lambda: review_plan(meeting, plan, "", by=person),
        lambda: ask_of_plan(review, "x", by=person),
        lambda: drop_request(review, None, by=person),
    ):
        with pytest.raises(Forbidden):
            change()


def test_a_stale_save_of_what_was_said_overwrites_nothing(review, plan, chair):
    seen = review.meeting.version
    review_plan(review.meeting, plan, "Theirs", version=seen, by=chair)
    with pytest.raises(Stale):
        review_plan(review.meeting, plan, "Mine", version=seen, by=chair)
    assert review.words == "Theirs"


def test_who_reads_the_plan_alone_reads_of_no_meeting(review, plan, commissioner):
    assert queries.reviews_of(plan, viewer=commissioner) == []


def test_a_change_of_another_meeting_is_not_found(review, plan, service, chair):
    request = ask_of_plan(review, "x", by=chair)
    other = review_plan(make_meeting(service, by=chair), plan, "", by=chair)
    with pytest.raises(NotFound):
        queries.get_request(other, request.id)
    with pytest.raises(NotFound):
        queries.get_review(make_meeting(service, by=chair))
