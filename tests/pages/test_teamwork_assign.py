"""Asking somebody to draft a standard."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for

import pytest

from tests.cast import make_person, sign_in
from tests.teamwork import DAY, make_assignment
from tracker import clock
from tracker.accounts.changes import take_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.queries import get_rating
from tracker.db import begin_writing, db
from tracker.teamwork.changes import say_done
from tracker.teamwork.queries import open_assignments_by_rating

STANDARD = "/services/lanternshire/assessments/2021-22/standards/4.1"
PAGE = f"{STANDARD}/assign"


@pytest.fixture(autouse=True)
def _today(wait):
    """The clock stands still."""


def typed(person, **others):
    day = {"due-day": "12", "due-month": "5", "due-year": "2027"}
    return {"person": str(person.id), "words": "Look at the levels", "seen": ""} | day | others


def asked(assessment, viewer):
    db.session.expire_all()
    found = open_assignments_by_rating(assessment, viewer=viewer).values()
    return [(there.person.name, there.due, there.words) for there in found]


def test_it_offers_the_team_by_name_and_nobody_else(client, assessment, manager, team, group, chair, other_manager):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "Ask somebody to draft 4.1</h1>" in page
    assert [name in page for name in ("Maya Noor", "Theo Tait", "Gwen Rees", "Colin Shaw", "Olga Pike")] == [
        *(True, True, False, False, False)
    ]


def test_two_of_the_same_name_are_told_apart_by_their_addresses(client, assessment, manager, service):
    make_person("Sam Lee", service, Role.TEAM).email = "sam.lee.1@example.org"
    make_person("Sam Lee", service, Role.TEAM)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "Sam Lee (sam.lee@example.org)" in page
    assert "Sam Lee (sam.lee.1@example.org)" in page
    assert "maya.noor@example.org" not in page


def test_asking_leads_back_to_the_standard_which_says_so(client, assessment, manager, team):
    sign_in(client, manager)
    answer = client.post(PAGE, data=typed(team))
    assert (answer.status_code, answer.location) == (302, STANDARD)
    page = client.get(STANDARD).text
    assert "Theo Tait is asked to draft 4.1. It stands on their home page." in page
    assert "Theo Tait is asked to draft this by 12 May 2027:" in page
    assert "Look at the levels" in page
    assert asked(assessment, manager) == [("Theo Tait", DAY, "Look at the levels")]


def test_neither_day_nor_words_are_needed(client, assessment, manager, team):
    sign_in(client, manager)
    client.post(PAGE, data={"person": str(team.id), "seen": ""})
    assert asked(assessment, manager) == [("Theo Tait", None, "")]
    assert "Theo Tait is asked to draft this." in client.get(STANDARD).text


def test_the_form_shows_what_is_asked_and_asking_another_replaces_it(client, assessment, manager, team):
    there = make_assignment(assessment, team, manager)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "Theo Tait is asked to draft this by 12 May 2027. Whoever you ask now is asked instead." in page
    assert 'value="2027"' in page
    assert "Look at the levels</textarea>" in page
    client.post(PAGE, data=typed(manager, seen=there.sign))
    assert asked(assessment, manager) == [("Maya Noor", DAY, "Look at the levels")]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"person": ""}, "Choose who is to draft it"),
        ({"person": "x"}, "Choose who is to draft it"),
        ({"due-year": "2020"}, "must be today or later"),
        ({"due-month": "13"}, "must be a day that there is"),
        ({"due-day": ""}, "must have a day, a month and a year"),
        ({"words": "word " * 101}, "At most 500 characters; this has 504"),
    ],
)
def test_what_cannot_be_asked_stays_typed_and_says_why(client, assessment, manager, team, wrong, message):
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(team) | wrong).text
    assert "<title>Error: Ask somebody to draft 4.1" in page
    assert page.count(message) == 2
    assert wrong.get("words", "Look at the levels").strip() in page
    assert asked(assessment, manager) == []


def test_today_is_no_day_of_the_past(client, assessment, manager, team):
    today = clock.today()
    day = {"due-day": str(today.day), "due-month": str(today.month), "due-year": str(today.year)}
    sign_in(client, manager)
    assert client.post(PAGE, data=typed(team) | day).status_code == 302


@pytest.mark.parametrize("who", ["group", "chair", "commissioner", "other_manager"])
def test_who_is_not_of_the_team_is_not_taken(request, client, assessment, manager, who):
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(request.getfixturevalue(who))).text
    assert "Choose who is to draft it" in page
    assert asked(assessment, manager) == []


def test_who_left_since_the_page_was_made_is_not_taken(client, assessment, manager, team, service):
    sign_in(client, manager)
    take_role(team, service, by=OPERATOR)
    assert "Choose who is to draft it" in client.post(PAGE, data=typed(team)).text


def test_an_old_page_is_stale_shows_what_was_typed_and_can_be_sent_again(client, assessment, manager, team):
    sent = typed(manager, words="Mine")
    there = make_assignment(assessment, team, manager)
    sign_in(client, manager)
    answer = client.post(PAGE, data=sent)
    assert answer.status_code == 409
    assert "Meanwhile somebody else changed this: Theo Tait is asked to draft 4.1 by 12 May 2027." in answer.text
    assert "Mine</textarea>" in answer.text
    assert f'name="seen" value="{there.sign}"' in answer.text
    assert asked(assessment, manager) == [("Theo Tait", DAY, "Look at the levels")]
    client.post(PAGE, data=sent | {"seen": there.sign})
    assert asked(assessment, manager) == [("Maya Noor", DAY, "Mine")]


def test_a_draft_said_to_be_done_meanwhile_is_not_passed_over(client, assessment, manager, team):
    there = make_assignment(assessment, team, manager)
    sent = typed(manager, seen=there.sign)
    say_done(there, by=team)
    sign_in(client, manager)
    answer = client.post(PAGE, data=sent)
    assert (answer.status_code, "Theo Tait says that 4.1 is drafted" in answer.text) == (409, True)
    assert there.seen_at is None


def test_of_two_who_ask_at_once_one_waits_and_is_then_stale(client, assessment, manager, team):
    sent = typed(manager, words="Mine")
    sign_in(client, manager)
    begin_writing()
    make_assignment(assessment, team, manager)
    get_rating(assessment, "4.1", to_change=True)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(client.post, PAGE, data=sent)
        assert not wait_for([second], timeout=0.5).done
        db.session.commit()
        assert second.result(timeout=60).status_code == 409
    assert asked(assessment, manager) == [("Theo Tait", DAY, "Look at the levels")]


def test_who_is_signed_out_meanwhile_has_their_words_to_copy_and_no_identifiers(client, assessment, team):
    answer = client.post(PAGE, data=typed(team))
    assert answer.status_code == 401
    assert "Look at the levels" in answer.text
    assert str(team.id) not in answer.text


def test_looking_changes_nothing(client, assessment, manager, team):
    sign_in(client, manager)
    client.get(PAGE, query_string=typed(team))
    assert asked(assessment, manager) == []


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network"])
def test_only_a_manager_asks(request, client, assessment, manager, team, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=typed(team)).status_code == 403
    assert asked(assessment, manager) == []


def test_the_manager_of_another_service_does_not_find_it(client, assessment, other_manager, team):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=typed(team)).status_code == 404


def test_an_unknown_standard_is_not_found_and_other_methods_are_refused(client, assessment, manager):
    sign_in(client, manager)
    assert client.get(PAGE.replace("4.1", "9.9")).status_code == 404
    assert client.put(PAGE).status_code == 405
