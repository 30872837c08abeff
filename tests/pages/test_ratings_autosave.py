"""Saving what is being typed: what the page is told."""

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import save_rating, start_assessment
from tracker.assessments.queries import get_rating
from tracker.assessments.rules import Carry
from tracker.db import db

PAGE = "/services/lanternshire/assessments/2021-22/standards/1.2/autosave"


@pytest.fixture
def rating(assessment):
    return get_rating(assessment, "1.2")


def said(rating):
    db.session.refresh(rating)
    return rating.code, rating.notes


def test_it_saves_and_says_when_and_which_version_is_there_now(client, manager, rating):
    sign_in(client, manager)
    answer = client.post(PAGE, data={"code": "C", "notes": "**Leaflets**", "version": rating.version})
    assert said(rating) == ("C", "**Leaflets**")
    assert answer.status_code == 200
    assert answer.json["version"] == rating.version == 2
    assert answer.json["notes"] == "<p><strong>Leaflets</strong></p>"
    assert len(answer.json["at"]) == len("14:02")


def test_the_version_that_it_says_saves_the_next_time(client, manager, rating):
    sign_in(client, manager)
    version = client.post(PAGE, data={"code": "", "notes": "One", "version": rating.version}).json["version"]
    assert client.post(PAGE, data={"code": "", "notes": "One and two", "version": version}).status_code == 200
    assert said(rating) == (None, "One and two")


def test_over_what_another_saved_nothing_is_saved_and_it_says_who(client, manager, team, rating):
    version = rating.version
    save_rating(rating, None, "Theirs.", by=team)
    sign_in(client, manager)
    answer = client.post(PAGE, data={"code": "", "notes": "Mine.", "version": version})
    assert answer.status_code == 409
    assert answer.json["message"] == "Theo Tait saved 1.2 while you typed."
    assert said(rating) == (None, "Theirs.")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"notes": "a" * 20_001}, "Notes have at most 20,000"), ({"code": "X"}, "Choose one from the list")],
)
def test_what_cannot_be_saved_is_said(client, manager, rating, wrong, message):
    sign_in(client, manager)
    answer = client.post(PAGE, data={"code": "", "notes": "x", "version": rating.version} | wrong)
    assert answer.status_code == 422
    assert message in answer.json["message"]
    assert said(rating) == (None, "")


def test_the_team_saves_notes_and_no_rating(client, team, rating):
    sign_in(client, team)
    answer = client.post(PAGE, data={"code": "C", "notes": "Drafted.", "version": rating.version})
    assert answer.status_code == 200
    assert said(rating) == (None, "Drafted.")


@pytest.mark.parametrize(("notes", "unconfirmed"), [("Leaflets.", True), ("More leaflets.", False)])
def test_only_what_was_edited_is_confirmed(client, manager, service, framework, rating, notes, unconfirmed):
    save_rating(rating, "C", "Leaflets.", by=OPERATOR)
    year = start_assessment(service, framework, period("2022-23", 9), carry=Carry.RATINGS, by=OPERATOR)
    carried = get_rating(year, "1.2")
    sign_in(client, manager)
    sent = {"code": "C", "notes": notes, "version": carried.version}
    answer = client.post(PAGE.replace("2021-22", "2022-23"), data=sent)
    db.session.refresh(carried)
    assert carried.is_unconfirmed is answer.json["carried"] is unconfirmed


@pytest.mark.parametrize(
    ("reader", "status"), [("group", 403), ("chair", 403), ("commissioner", 403), ("other_manager", 404)]
)
def test_nobody_else_saves(request, client, rating, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(PAGE, data={"notes": "x", "version": "1"}).status_code == status
    assert said(rating) == (None, "")


def test_signed_out_nothing_is_saved(client, rating):
    assert client.post(PAGE, data={"notes": "x", "version": "1"}).status_code == 401
    assert said(rating) == (None, "")


def test_it_cannot_be_read(client, manager, assessment):
    sign_in(client, manager)
    assert client.get(PAGE).status_code == 405
