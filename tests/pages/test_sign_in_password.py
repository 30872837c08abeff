"""Forgotten passwords, by mail, and changed ones."""

import re
from urllib.parse import urlsplit

import pytest

from tests.cast import PASSWORD, sign_in
from tracker.accounts.changes import edit_person, set_password
from tracker.accounts.rules import OPERATOR
from tracker.sign_in.mail import WORKER

INSIDE = "/services/lanternshire"
NEW = "four even harbours"


@pytest.fixture
def mail(app, home):
    """The letters that were sent since, oldest first: ``mail()``."""
    folder = home / "mail"
    before = set(folder.glob("*")) if folder.exists() else set()

    def letters():
        app.extensions[WORKER].submit(lambda: None).result(timeout=60)  # what was to be sent has gone
        return [path.read_text() for path in sorted(set(folder.glob("*")) - before)] if folder.exists() else []

    return letters


def ask(client, email):
    page = client.post("/password/reset", data={"email": email}, follow_redirects=True)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def link_in(letter):
    return urlsplit(re.search(r"http://localhost(?::\d+)?/password/reset/\S+", letter)[0]).path


def choose(client, link, password=NEW):
    """Follow the link to its form, and send that."""
    page = client.get(link, follow_redirects=True)
    html = page.get_data(as_text=True)
    action = re.search(r'<form method="post" action="([^"]+)"', html)
    if action is None:
        return html
    data = {"password": password, "password_confirm": password}
    return client.post(action[1], data=data, follow_redirects=True).get_data(as_text=True)


def enter(client, email, password):
    return client.post("/sign-in", data={"email": email, "password": password}).status_code == 302


def test_a_link_by_mail_lets_one_choose_a_new_password(client, account, mail):
    ask(client, account.email)
    [letter] = mail()
    assert f"To: {account.email}" in letter
    assert "Your password is changed. Sign in with the new one." in choose(client, link_in(letter))
    assert not enter(client, account.email, PASSWORD)
    assert enter(client, account.email, NEW)


def test_the_link_works_once(client, account, mail):
    ask(client, account.email)
    link = link_in(mail()[0])
    choose(client, link)
    html = choose(client, link, "five other harbours")
    assert "Ask for a new one" in html
    assert enter(client, account.email, NEW)


def test_a_link_that_somebody_made_up_opens_nothing(client, account):
    assert "Ask for a new one" in choose(client, "/password/reset/made-up")


def test_a_change_of_password_in_between_ends_the_link(client, account, mail):
    ask(client, account.email)
    set_password(account, account.password)
    assert "Ask for a new one" in choose(client, link_in(mail()[0]))


def test_a_new_password_signs_out_everywhere(app, client, account, mail):
    sign_in(client, account)
    other = app.test_client()
    ask(other, account.email)
    choose(other, link_in(mail()[0]))
    assert client.get(INSIDE).status_code == 302


@pytest.mark.parametrize("bad", ["short", ""])
def test_a_bad_password_keeps_the_page_and_the_link(client, account, mail, bad):
    ask(client, account.email)
    html = choose(client, link_in(mail()[0]), bad)
    assert "There is a problem" in html
    assert "Your password is changed" in choose(client, link_in(mail()[0]))


def test_for_an_unknown_address_the_answer_is_the_same_and_no_mail_goes(app, account, mail):
    answers = []
    for email in ("nobody@example.org", account.email):
        html = ask(app.test_client(), email).replace(email, "ADDRESS")
        answers.append(re.sub(r'(name="csrf_token"[^>]* value=)"[^"]*"', r"\1", html))
    assert answers[0] == answers[1]
    assert len(mail()) == 1


def test_for_a_closed_account_no_mail_goes(client, account, mail):
    edit_person(account, account.name, account.email, is_admin=False, active=False, by=OPERATOR)
    ask(client, account.email)
    assert mail() == []


def test_nobody_fills_anothers_letterbox(client, account, mail):
    for _ in range(5):
        ask(client, account.email)
    page = client.post("/password/reset", data={"email": account.email})
    assert page.status_code == 429
    assert len(mail()) == 5
    assert enter(client, account.email, PASSWORD)


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post("/password/change", data={"password": old, "new_password": new, "new_password_confirm": again})


def test_who_changes_the_password_stays_signed_in_and_is_signed_out_elsewhere(app, client, account, mail):
    other = app.test_client()
    sign_in(client, account)
    sign_in(other, account)
    assert change(client).status_code == 302
    assert client.get(INSIDE).status_code == 200
    assert other.get(INSIDE).status_code == 302
    assert enter(app.test_client(), account.email, NEW)
    assert "has been changed" in mail()[0]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"old": "not this one"}, "That is not your password"),
        ({"new": "short", "again": "short"}, "at least 10 characters"),
        ({"again": "another one of these"}, "The two passwords are not the same"),
        ({"new": PASSWORD, "again": PASSWORD}, "must be another than the old one"),
    ],
)
def test_what_is_wrong_with_a_change_is_said(client, account, wrong, message):
    sign_in(client, account)
    page = change(client, **wrong)
    assert page.status_code == 200
    assert message in page.get_data(as_text=True)
    assert enter(client.application.test_client(), account.email, PASSWORD)


def test_guessing_the_old_password_is_slowed_too(client, account):
    sign_in(client, account)
    for _ in range(5):
        change(client, old="not this one")
    assert change(client).status_code == 429


def test_only_who_is_signed_in_changes_a_password(client):
    assert client.get("/password/change").location == "/sign-in?next=/password/change"
    assert change(client).status_code == 401
