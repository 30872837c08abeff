"""Signing in and out, how guessing is slowed, and how sessions end."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import sqlalchemy as sa

from tests.cast import PASSWORD, sign_in
from tracker.accounts.changes import edit_person, give_role, set_password, take_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.db import db
from tracker.sign_in.changes import note_failure
from tracker.sign_in.models import Failure, Session
from tracker.sign_in.security import SESSION_KEY

INSIDE = "/services/lanternshire"


def enter(client, email, password=PASSWORD, **more):
    return client.post("/sign-in", data={"email": email, "password": password} | more)


def fail(client, email, times):
    for _ in range(times):
        assert enter(client, email, "not this one").status_code == 200


def test_the_right_password_lets_in(client, account):
    answer = enter(client, account.email)
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get(INSIDE).status_code == 200


def test_an_address_counts_in_capitals_too(client, account):
    assert enter(client, account.email.upper()).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app, account):
    answers = []
    for email in (account.email, "nobody@example.org"):
        page = enter(app.test_client(), email, "not this one")
        assert page.status_code == 200
        html = page.get_data(as_text=True).replace(email, "ADDRESS")
        answers.append(re.sub(r'(name="csrf_token"[^>]* value=)"[^"]*"', r"\1", html))
    assert answers[0] == answers[1]
    assert "The e-mail address or the password is not right" in answers[0]
    assert "not this one" not in answers[0]


def test_who_never_chose_a_password_gets_the_same_answer_too(client, team):
    assert "The e-mail address or the password is not right" in enter(client, team.email).get_data(as_text=True)
    assert enter(client, team.email, "").status_code == 200
    assert client.get(INSIDE).status_code == 302


def test_whose_account_is_closed_does_not_get_in(client, account):
    edit_person(account, account.name, account.email, is_admin=False, active=False, by=OPERATOR)
    page = enter(client, account.email)
    assert page.status_code == 200
    assert "The e-mail address or the password is not right" in page.get_data(as_text=True)
    assert client.get(INSIDE).status_code == 302


def test_after_five_failures_even_the_right_password_has_to_wait(client, account, wait):
    fail(client, account.email, 5)
    page = enter(client, account.email)
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 31
    assert "Wait 1 minute, then try again" in page.get_data(as_text=True)
    assert client.get(INSIDE).status_code == 302
    wait(timedelta(seconds=31))
    assert enter(client, account.email).status_code == 302


def test_a_failure_after_the_wait_makes_the_next_wait_twice_as_long(client, account, wait):
    fail(client, account.email, 5)
    wait(timedelta(seconds=31))
    fail(client, account.email, 1)
    assert 31 < int(enter(client, account.email).headers["Retry-After"]) <= 61


def test_an_account_that_does_not_exist_has_to_wait_alike(client, account):
    fail(client, "nobody@example.org", 5)
    assert enter(client, "nobody@example.org").status_code == 429
    assert enter(client, " NOBODY@example.org").status_code == 429
    assert enter(client, account.email).status_code == 302


def test_being_slowed_is_no_failure_of_its_own(client, account):
    fail(client, account.email, 5)
    enter(client, account.email)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Failure)) == 5


def test_success_makes_failures_forgotten(client, account):
    fail(client, account.email, 4)
    enter(client, account.email)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Failure)) == 0


def test_after_twenty_failures_from_one_place_every_account_waits_there(app, client, account, wait):
    for number in range(20):
        note_failure(f"guess{number}@example.org", "127.0.0.1")
    assert enter(client, account.email).status_code == 429
    elsewhere = app.test_client()
    data = {"email": account.email, "password": PASSWORD}
    answer = elsewhere.post("/sign-in", data=data, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 302
    wait(timedelta(minutes=16))
    assert enter(client, account.email).status_code == 302


def test_looking_at_the_form_is_no_try(client, account):
    fail(client, account.email, 5)
    assert client.get("/sign-in").status_code == 200


def test_signing_out_ends_the_session_on_the_server(client, manager):
    sign_in(client, manager)
    kept = client.get_cookie("session").value
    assert client.post("/sign-out").status_code == 302
    client.set_cookie("session", kept)
    assert client.get(INSIDE).status_code == 302
    assert db.session.scalars(sa.select(Session)).all() == []


def test_signing_out_here_leaves_other_browsers_signed_in(app, client, manager):
    other = app.test_client()
    sign_in(client, manager)
    sign_in(other, manager)
    client.post("/sign-out")
    assert client.get(INSIDE).status_code == 302
    assert other.get(INSIDE).status_code == 200


def test_a_link_signs_nobody_out(client, manager):
    sign_in(client, manager)
    client.get("/sign-out")
    assert client.get(INSIDE).status_code == 200


def test_of_the_session_only_a_hash_is_kept(client, account):
    enter(client, account.email)
    with client.session_transaction() as session:
        token = session[SESSION_KEY]
    kept = db.session.scalars(sa.select(Session.token_sha256)).one()
    assert token not in kept


def test_a_session_of_another_person_does_not_count(client, manager, team):
    sign_in(client, team)
    with client.session_transaction() as session:
        token = session[SESSION_KEY]
    sign_in(client, manager)
    with client.session_transaction() as session:
        session[SESSION_KEY] = token
    assert client.get(INSIDE).status_code == 302


ENDINGS = {
    "another password": lambda person, _service: set_password(person, "hash"),
    "another role": lambda person, service: give_role(person, service, Role.TEAM, by=OPERATOR),
    "no role": lambda person, service: take_role(person, service, by=OPERATOR),
    "closed": lambda person, _: edit_person(
        person, person.name, person.email, is_admin=False, active=False, by=OPERATOR
    ),
    "administrator": lambda person, _: edit_person(
        person, person.name, person.email, is_admin=True, active=True, by=OPERATOR
    ),
    "another address": lambda person, _: edit_person(
        person, person.name, "new@example.org", is_admin=False, active=True, by=OPERATOR
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_change_of_password_or_rights_ends_sessions(ending, client, manager, service):
    sign_in(client, manager)
    assert client.get(INSIDE).status_code == 200
    ENDINGS[ending](manager, service)
    assert client.get(INSIDE).status_code == 302


def test_another_name_ends_no_session(client, manager):
    sign_in(client, manager)
    edit_person(manager, "Maya N. Noor", manager.email, is_admin=False, active=True, by=OPERATOR)
    assert client.get(INSIDE).status_code == 200


def test_a_session_ends_after_twelve_hours(client, manager, wait):
    sign_in(client, manager)
    wait(timedelta(hours=11, minutes=59))
    assert client.get(INSIDE).status_code == 200
    wait(timedelta(minutes=1))
    assert client.get(INSIDE).status_code == 302
    assert client.post(INSIDE + "/nothing").status_code == 404


FOREIGN = [
    *("//evil.example", "/\\evil.example", "https://evil.example", "///evil.example", "javascript:alert(1)"),
    *("\\\\evil.example", "/\t/evil.example", "%2F%2Fevil.example", "https:evil.example", "http:///evil.example"),
    *(" //evil.example", "/%5Cevil.example", "//localhost@evil.example", "\x01//evil.example"),
]


@pytest.mark.parametrize("way", ["field", "address", "both"])
@pytest.mark.parametrize("target", FOREIGN)
def test_after_signing_in_nobody_is_led_away(client, account, target, way):
    data = {"email": account.email, "password": PASSWORD} | ({} if way == "address" else {"next": target})
    query = {} if way == "field" else {"next": target}
    answer = client.post("/sign-in", data=data, query_string=query)
    as_browsers_read_it = re.sub(r"[\x00-\x20]", "", answer.headers.get("Location", "/")).replace("\\", "/")
    goes_to = urlsplit(urljoin("http://localhost/sign-in", as_browsers_read_it))
    assert (goes_to.scheme, goes_to.netloc) == ("http", "localhost")


def test_after_signing_in_one_is_where_one_wanted_to_go(client, account):
    page = client.get(INSIDE)
    assert page.location == "/sign-in?next=/services/lanternshire"
    html = client.get(page.location).get_data(as_text=True)
    assert 'value="/services/lanternshire"' in html
    assert enter(client, account.email, next=INSIDE).location == INSIDE


def test_only_forms_are_read_so_that_every_try_is_counted(client, account):
    answer = client.post("/sign-in", json={"email": account.email, "password": PASSWORD})
    assert answer.status_code == 415
    assert client.get(INSIDE).status_code == 302


@pytest.mark.parametrize(("base", "is_secure"), [("http://localhost", False), ("https://localhost", True)])
def test_the_cookie_is_for_this_site_alone(client, account, base, is_secure):
    data = {"email": account.email, "password": PASSWORD}
    cookie = client.post("/sign-in", data=data, base_url=base).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) == is_secure
    assert "Domain" not in cookie


def test_the_form_needs_its_token(client, account, with_csrf):
    page = enter(client, account.email)
    assert page.status_code == 400
    assert "This page was open for too long" in page.get_data(as_text=True)
    html = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', html)[1]
    assert enter(client, account.email, csrf_token=token).status_code == 302


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, method):
    assert getattr(client, method)("/sign-in").status_code == 405
