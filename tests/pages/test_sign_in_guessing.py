"""Ways round what slows guessing down, links that outlive their reason, and mail that cannot be sent."""

import pytest
import sqlalchemy as sa

from tests.cast import PASSWORD, make_person, sign_in
from tracker.accounts.changes import edit_person, invite, set_password
from tracker.accounts.rules import OPERATOR
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.sign_in import mail

FAILURES = 5


def try_to_enter(client, email, password="not the one at all", address="192.0.2.7"):  # noqa: S107  # a wrong one
    sent = {"email": email, "password": password}
    return client.post("/sign-in", data=sent, environ_base={"REMOTE_ADDR": address})


@pytest.mark.parametrize("also", ["{} ", "{upper}", "{wide}"])
def test_another_way_to_write_an_address_is_the_same_account(client, account, also):
    for number in range(FAILURES):
        try_to_enter(client, account.email, address=f"192.0.2.{number}")
    local, domain = account.email.split("@")
    wide = f"{local}@{chr(ord(domain[0]) + 0xFEE0)}{domain[1:]}"
    written = also.format(account.email, upper=account.email.upper(), wide=wide)
    assert try_to_enter(client, written, PASSWORD, "192.0.2.99").status_code == 429


def test_one_network_of_ipv6_is_one_address(client, service):
    for number in range(20):
        assert try_to_enter(client, f"nobody{number}@example.org", address=f"2001:db8::{number:x}").status_code == 200
    assert try_to_enter(client, "else@example.org", address="2001:db8::ffff").status_code == 429
    assert try_to_enter(client, "else@example.org", address="2001:db8:0:1::1").status_code == 200


def test_a_letter_that_only_one_of_two_rules_makes_small_is_no_way_round(client, account):
    for number in range(FAILURES):
        try_to_enter(client, account.email, address=f"192.0.2.{number}")
    odd = account.email.replace("i", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}").replace("a", "A")
    assert try_to_enter(client, odd, PASSWORD, "192.0.2.99").status_code in {200, 429}


@pytest.mark.parametrize("address", ["::ffff:192.0.2.{}", "192.0.2.{}"])
def test_addresses_of_ipv4_are_told_apart_however_a_proxy_writes_them(client, service, address):
    for number in range(20):
        assert try_to_enter(client, f"nobody{number}@example.org", address=address.format(1)).status_code == 200
    assert try_to_enter(client, "else@example.org", address=address.format(1)).status_code == 429
    assert try_to_enter(client, "else@example.org", address=address.format(2)).status_code == 200


@pytest.mark.parametrize("address", ["192.0.2.1:{}", "[2001:db8::1]:{}"])
def test_the_port_that_a_gateway_hands_on_makes_no_other_address(client, service, address):
    for number in range(20):
        try_to_enter(client, f"nobody{number}@example.org", address=address.format(4000 + number))
    assert try_to_enter(client, "else@example.org", address=address.format(5000)).status_code == 429


def test_a_look_at_the_ways_to_sign_out_signs_nobody_out(client, account):
    sign_in(client, account)
    client.options("/sign-out")
    assert client.get("/services/lanternshire").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "last"), [({"code": "wrong"}, 429), ({"slug": "No Slug"}, 200)], ids=["a-guess", "a-typo"]
)
def test_the_code_of_the_first_visit_cannot_be_guessed_fast_and_typos_are_no_guesses(app, client, wrong, last):
    app.config["SET_UP_CODE"] = "0a1b2c3d"
    sent = {"code": "0a1b2c3d", "name": "Ada", "email": "ada@example.org", "service": "Lantern", "slug": "lantern"}
    sent |= {"password": PASSWORD, "again": PASSWORD, "year_starts": "9"} | wrong
    answers = [client.post("/set-up", data=sent).status_code for _ in range(FAILURES + 1)]
    del app.config["SET_UP_CODE"]
    assert answers == [200] * FAILURES + [last]


def test_no_cookie_outlives_the_session(client, account):
    sent = {"email": account.email, "password": PASSWORD, "remember": "y"}
    answer = client.post("/sign-in", data=sent)
    assert answer.status_code == 302
    assert "remember" not in " ".join(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    "change",
    [
        lambda person: set_password(person, "x"),
        lambda person: edit_person(person, person.name, "new@example.org", is_admin=False, active=True, by=OPERATOR),
        lambda person: edit_person(person, person.name, person.email, is_admin=False, active=False, by=OPERATOR),
    ],
    ids=["another-password", "another-address", "closed"],
)
def test_a_link_to_choose_a_password_ends_with_its_reason(client, service, change):
    person = make_person("Ann Bell")
    link = f"/invitations/{invite(person, by=OPERATOR)}"
    assert client.get(link).status_code == 200
    change(person)
    assert client.get(link).status_code == 409


def test_changing_ones_password_ends_open_links_and_is_recorded(client, account):
    link = f"/invitations/{invite(account, by=OPERATOR)}"
    sign_in(client, account)
    new = "three other lanterns"
    sent = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert client.post("/password/change", data=sent).status_code == 302
    assert client.get(link).status_code == 409
    verbs = db.session.scalars(sa.select(AuditEntry.verb).where(AuditEntry.subject_id == account.id)).all()
    assert "change_password" in verbs


def test_a_mail_server_that_is_down_tells_nobody_which_accounts_exist(app, client, account, monkeypatch):
    def fail(*_arguments, **_more):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail, "send", fail)
    known = client.post("/password/reset", data={"email": account.email})
    unknown = client.post("/password/reset", data={"email": "nobody@example.org"})
    assert (known.status_code, unknown.status_code) == (200, 200)
    sign_in(client, account)
    new = "three other lanterns"
    sent = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert client.post("/password/change", data=sent).status_code == 302
