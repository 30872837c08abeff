"""The evidence on the page of a standard: read, taken off, and used again from last year."""

import pytest

from tests.cast import sign_in
from tests.evidence import make_figure, make_note
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import choose_evidence, start_assessment
from tracker.assessments.queries import evidence_of, get_rating
from tracker.clock import today
from tracker.db import db
from tracker.evidence.changes import delete_evidence, restore_evidence

RATE = "/services/lanternshire/assessments/2021-22/standards/1.2"
NEXT = RATE.replace("2021-22", "2022-23")
AGAIN = f"{NEXT}/evidence/again"


@pytest.fixture
def minutes(service, framework):
    return make_note(service, framework, "Minutes", look_again=today())


@pytest.fixture
def rating(assessment, minutes):
    rating = get_rating(assessment, "1.2")
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    return rating


@pytest.fixture
def following(service, framework, rating):
    return get_rating(start_assessment(service, framework, period("2022-23", 9), by=OPERATOR), "1.2")


def remove(item, page=RATE):
    return f"{page}/evidence/{item.id}/remove"


def titles(rating):
    db.session.expire_all()
    return [item.title for item in evidence_of(rating, taken_out=True)]


@pytest.mark.parametrize("reader", ["manager", "team"])
def test_the_page_shows_what_backs_the_rating_with_what_can_be_done(
    request, client, service, framework, rating, reader
):
    choose_evidence(rating, add=[make_figure(service, framework, "3", as_few=True)], by=OPERATOR)
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(RATE).text
    for words in ("Minutes", "31 August 2022", "Due for another look", "fewer than 5", "Choose from the library"):
        assert words in page
    assert page.count("/remove") == 2
    assert f'href="{RATE}/evidence/add/note"' in page


@pytest.mark.parametrize("reader", ["group", "chair"])
def test_the_group_reads_it_without_buttons(request, client, rating, following, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(RATE).text
    assert "Minutes" in page
    assert "/remove" not in page
    assert "/evidence/add" not in page
    assert "Choose from the library" not in page
    assert "Use it again" not in client.get(NEXT).text


def test_the_page_says_that_nothing_backs_it_yet(client, manager, assessment):
    sign_in(client, manager)
    assert "Nothing from the library backs this rating yet." in client.get(RATE).text


def test_an_item_is_taken_off_and_stays_in_the_library(client, team, rating, minutes):
    sign_in(client, team)
    answer = client.post(remove(minutes))
    assert (answer.status_code, answer.location) == (302, f"{RATE}#evidence")
    assert "“Minutes” does not back 1.2 any more" in client.get(RATE).text
    assert titles(rating) == []
    assert minutes.deleted_at is None


def test_what_somebody_took_off_already_is_taken_off_once(client, manager, rating, minutes):
    choose_evidence(rating, remove={minutes.id}, by=OPERATOR)
    sign_in(client, manager)
    assert client.post(remove(minutes)).status_code == 302


def test_what_was_taken_out_of_the_library_is_shown_so_until_it_is_put_back(client, manager, rating, minutes):
    delete_evidence(minutes, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(RATE).text
    assert "Minutes" in page
    assert "Taken out of the library" in page
    restore_evidence(minutes, by=OPERATOR)
    assert "Taken out of the library" not in client.get(RATE).text


def test_what_was_taken_out_of_the_library_can_be_taken_off(client, manager, rating, minutes):
    delete_evidence(minutes, by=OPERATOR)
    sign_in(client, manager)
    assert client.post(remove(minutes)).status_code == 302
    assert titles(rating) == []


def test_last_years_evidence_is_offered_and_used_again_one_by_one(client, team, service, framework, rating, following):
    choose_evidence(rating, add=[make_note(service, framework, "Survey")], by=OPERATOR)
    sign_in(client, team)
    page = client.get(NEXT).text
    assert "2021-22 was backed by this. Is it still right?" in page
    assert "Use all 2 again" in page
    assert titles(following) == []
    (minutes,) = [item for item in evidence_of(rating) if item.title == "Minutes"]
    answer = client.post(AGAIN, data={"items": str(minutes.id)})
    assert (answer.status_code, answer.location) == (302, f"{NEXT}#evidence")
    page = client.get(NEXT).text
    assert "Used again for 1.2: “Minutes”." in page
    assert "Use all" not in page
    assert page.count("Use it again") == 1
    assert titles(following) == ["Minutes"]


def test_all_of_last_years_evidence_is_used_again_at_once(client, manager, service, framework, rating, following):
    choose_evidence(rating, add=[make_note(service, framework, "Survey")], by=OPERATOR)
    sign_in(client, manager)
    client.post(AGAIN, data={"items": [str(item.id) for item in evidence_of(rating)]})
    assert titles(following) == ["Minutes", "Survey"]
    assert "was backed by this" not in client.get(NEXT).text


def test_what_was_taken_out_meanwhile_is_not_used_again(client, manager, rating, following, minutes):
    delete_evidence(minutes, by=OPERATOR)
    sign_in(client, manager)
    page = client.post(AGAIN, data={"items": str(minutes.id)})
    assert page.status_code == 409
    assert "“Minutes” was taken out of the library meanwhile" in page.text
    assert titles(following) == []


@pytest.mark.parametrize("sent", [{}, {"items": "x"}])
def test_nothing_used_again_is_no_change(client, manager, following, sent):
    sign_in(client, manager)
    assert client.post(AGAIN, data=sent).location == f"{NEXT}#evidence"
    assert titles(following) == []


def test_another_services_item_is_not_found(client, manager, framework, following):
    theirs = make_note(add_service("Southtown", "southtown", by=OPERATOR), framework, "Theirs")
    sign_in(client, manager)
    assert client.post(AGAIN, data={"items": str(theirs.id)}).status_code == 404
    assert client.post(remove(theirs, NEXT)).status_code == 404


@pytest.mark.parametrize(("reader", "status"), [("group", 403), ("chair", 403), ("other_manager", 404)])
def test_who_does_not_keep_evidence_changes_nothing(request, client, rating, following, minutes, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(remove(minutes)).status_code == status
    assert client.post(AGAIN, data={"items": str(minutes.id)}).status_code == status
    assert (titles(rating), titles(following)) == (["Minutes"], [])


def test_looking_at_either_address_is_refused(client, manager, rating, following, minutes):
    sign_in(client, manager)
    assert client.get(remove(minutes)).status_code == 405
    assert client.get(AGAIN).status_code == 405
