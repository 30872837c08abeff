"""Choosing a password by a link that was passed on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.cast import PASSWORD
from tracker.accounts.changes import edit_person, invite
from tracker.accounts.models import Invitation
from tracker.accounts.rules import OPERATOR
from tracker.db import db

INSIDE = "/services/lanternshire"


@pytest.fixture
def link(team):
    return f"/invitations/{invite(team, by=OPERATOR)}"


def choose(client, link, password=PASSWORD, again=None):
    return client.post(link, data={"password": password, "again": password if again is None else again})


def test_the_link_lets_one_choose_a_password_and_come_in(app, client, link, team):
    answer = choose(client, link)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Welcome, Theo Tait" in client.get("/").get_data(as_text=True)
    assert client.get(INSIDE).status_code == 200
    data = {"email": team.email, "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=data).status_code == 302


def test_it_works_once(app, client, link):
    choose(client, link)
    other = app.test_client()
    for page in (other.get(link), choose(other, link, "five other harbours")):
        assert page.status_code == 409
        assert "This link has been used" in page.get_data(as_text=True)
    assert other.get(INSIDE).status_code == 302


def test_of_several_at_once_one_can_use_it(app, link):
    db.session.commit()
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda number: choose(app.test_client(), link, f"harbour number {number}"), range(4)))
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409]


def test_looking_does_not_use_it_up(client, link):
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert "Hello Theo Tait" in page.get_data(as_text=True)
    assert client.head(link).status_code == 200
    assert choose(client, link).status_code == 302


def test_after_two_weeks_it_has_expired(client, wait, link):
    wait(timedelta(days=13, hours=23))
    assert client.get(link).status_code == 200
    wait(timedelta(hours=1))
    assert client.get(link).status_code == 409
    assert choose(client, link).status_code == 409


def test_a_new_link_takes_the_place_of_the_one_before(client, link, team):
    newer = f"/invitations/{invite(team, by=OPERATOR)}"
    assert choose(client, link).status_code == 409
    assert choose(client, newer).status_code == 302


def test_for_a_closed_account_it_works_no_more(client, link, team):
    edit_person(team, team.name, team.email, is_admin=False, active=False, by=OPERATOR)
    assert client.get(link).status_code == 409
    assert choose(client, link).status_code == 409


def test_what_is_kept_cannot_be_used_as_a_link(client, link):
    kept = db.session.scalars(sa.select(Invitation.token_sha256)).one()
    assert kept not in link
    assert client.get(f"/invitations/{kept}").status_code == 404


@pytest.mark.parametrize(
    "change", [lambda link: link[:-1], lambda link: link + "x", lambda _link: "/invitations/made-up"]
)
def test_a_link_that_is_not_whole_says_so(client, link, change):
    page = client.get(change(link))
    assert page.status_code == 404
    assert "That link is not complete" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("", "", "Enter a password"),
        ("short", "short", "at least 10 characters"),
        (PASSWORD, "three odd lantern", "The two passwords are not the same"),
        (PASSWORD, "", "The two passwords are not the same"),
    ],
)
def test_a_bad_password_keeps_the_page_and_the_link(client, link, password, again, message):
    page = choose(client, link, password, again)
    assert page.status_code == 200
    html = page.get_data(as_text=True)
    assert message in html
    assert "<title>Error: Choose your password" in html
    assert choose(client, link).status_code == 302


def test_the_form_needs_its_token(client, link, with_csrf):
    assert choose(client, link).status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, link, method):
    assert getattr(client, method)(link).status_code == 405
