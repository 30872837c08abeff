"""What is over once an answer has gone: the session of before in that browser; and what comes only then: the mail."""

import select
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.cast import PASSWORD, make_person, sign_in
from tracker.accounts.changes import invite
from tracker.accounts.rules import OPERATOR
from tracker.db import begin_writing, db
from tracker.demonstration.changes import add_people
from tracker.demonstration.queries import people
from tracker.sign_in.models import Session

INSIDE = "/services/lanternshire"
NEW = "four even harbours"


def cookie_of(client):
    return client.get_cookie("session").value


def opens(app, cookie, address):
    """Whether a browser that has nothing but this cookie gets in."""
    browser = app.test_client()
    browser.set_cookie("session", cookie)
    return browser.get(address).status_code == 200


def sessions():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Session))


@pytest.fixture
def demonstration(app, marlshire, monkeypatch):
    add_people(str.upper)
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], demonstration=True))


@pytest.mark.parametrize("again", ["Rosalind Okafor", "Beth Coleman"])
def test_signing_in_again_in_the_same_browser_ends_the_session_of_before(app, client, demonstration, again):
    identifiers = {person.name: person.id for person in people()}
    client.post(f"/demonstration/{identifiers['Rosalind Okafor']}")
    before = cookie_of(client)
    assert opens(app, before, "/services/marlshire")
    client.post(f"/demonstration/{identifiers[again]}")
    assert not opens(app, before, "/services/marlshire")
    assert opens(app, cookie_of(client), "/password/change")
    assert sessions() == 1


def test_whose_link_is_used_in_anothers_browser_ends_the_others_session(app, client, service, manager, team):
    sign_in(client, manager)
    before = cookie_of(client)
    client.post(f"/invitations/{invite(team, by=OPERATOR)}", data={"password": PASSWORD, "again": PASSWORD})
    assert not opens(app, before, INSIDE)
    assert opens(app, cookie_of(client), INSIDE)
    assert sessions() == 1


def test_signing_in_elsewhere_ends_no_session(app, client, account):
    sign_in(client, account)
    other = app.test_client()
    other.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    assert opens(app, cookie_of(client), INSIDE)
    assert opens(app, cookie_of(other), INSIDE)


@pytest.fixture
def mail_server(app, monkeypatch):
    """A mail server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        state = {"backend": "smtp", "server": "127.0.0.1", "port": server.getsockname()[1], "timeout": 10}
        for name, value in state.items():
            monkeypatch.setattr(app.extensions["mailman"], name, value)
        yield server


def was_called(server):
    return bool(select.select([server], [], [], 0)[0])


def ask_for_a_link(client, person, **how):
    return client.post("/password/reset", data={"email": person.email}, **how)


def change_the_password(client, person, **how):
    sign_in(client, person)
    sent = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    return client.post("/password/change", data=sent, **how)


@pytest.mark.parametrize(
    ("send", "status", "words"),
    [(ask_for_a_link, 200, "is on its way to it"), (change_the_password, 302, "Redirecting")],
)
def test_the_answer_is_whole_and_the_database_free_while_the_mail_server_hangs(
    app, client, account, mail_server, send, status, words
):
    page = send(client, account, buffered=False)
    content = b"".join(page.iter_encoded())
    assert not was_called(mail_server)
    assert (page.status_code, len(content)) == (status, page.content_length)
    assert words in content.decode()
    with ThreadPoolExecutor() as pool:
        closed = pool.submit(page.close)
        call, _ = mail_server.accept()
        with call:  # the mail is being tried, until we hang up
            begin_writing()
            make_person("Ann Bell", is_admin=True)
            db.session.commit()
            assert app.test_client().post("/sign-in", data={"email": "x@example.org"}).status_code == 200
        assert closed.exception() is None


def test_a_mail_server_that_refuses_takes_nothing_back(app, client, account, mail_server):
    mail_server.close()
    assert change_the_password(client, account).status_code == 302
    assert client.get(INSIDE).status_code == 200
    assert app.test_client().post("/sign-in", data={"email": account.email, "password": NEW}).status_code == 302
