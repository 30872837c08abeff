"""Opening a link to a review: what looks at it opens nothing, and only the button begins."""

import logging
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.by_link import LINKS, PACK, make_visitor, open_link
from tests.cast import PASSWORD, sign_in
from tracker.accounts.changes import take_role
from tracker.accounts.rules import OPERATOR, fresh_token
from tracker.assessments.changes import move
from tracker.audit.models import AuditEntry
from tracker.by_link import routes
from tracker.by_link.changes import make_link, revoke_link
from tracker.by_link.queries import find_link
from tracker.by_link.rules import LASTS
from tracker.db import Base, db
from tracker.sign_in.rules import FAILURES_COUNT_FOR, FREE_TRIES

TRIES = FREE_TRIES["address"]


@pytest.fixture
def ann(assessment):
    return make_visitor(assessment)


@pytest.fixture
def token(assessment, ann):
    return make_link(assessment, ann, by=OPERATOR)


def everything():
    """Every row of every table."""
    db.session.expire_all()
    return [[tuple(row) for row in db.session.execute(table.select())] for table in Base.metadata.sorted_tables]


def from_address(number):
    return {"REMOTE_ADDR": f"192.0.2.{number}"}


def test_the_page_says_which_service_and_year_and_nothing_of_what_is_in_it(client, token, assessment):
    page = client.get(f"/review/{token}")
    assert page.status_code == 200
    assert 'Review of the self-assessment <span class="tracker-held">2021-22</span></h1>' in page.text
    assert "Lanternshire SENDIASS" in page.text
    for secret in ("Ann Bell", "ann.bell@example.org", "Done.", "1.1"):
        assert secret not in page.text
    assert len(re.findall("<button", page.text[page.text.index("<main") :])) == 1


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_program_that_checks_mail_changes_nothing(client, token, method):
    db.session.commit()
    before = everything()
    for _ in range(3):
        assert getattr(client, method)(f"/review/{token}").status_code == 200
    assert everything() == before
    assert find_link(token).opened_at is None
    assert client.get(PACK).status_code == 409


def test_the_button_begins_at_an_address_without_the_token(client, ann, token):
    answer = client.post(f"/review/{token}")
    assert (answer.status_code, answer.location) == (302, PACK)
    page = client.get(PACK)
    assert page.status_code == 200
    assert token not in page.text
    assert "Ann Bell, by link" in page.text
    assert find_link(token).opened_at is not None
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "open_link")).one()
    assert (entry.by, entry.subject_id) == (ann.identifier, ann.id)


def test_no_page_with_the_token_in_its_address_tells_it_to_another(client, token):
    for page in (client.get(f"/review/{token}"), client.post(f"/review/{token}"), client.get("/review/unknown")):
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"


def test_it_opens_as_often_as_one_likes_and_in_several_browsers(app, client, token):
    for browser in (client, app.test_client(), client):
        assert browser.post(f"/review/{token}").location == PACK
        assert browser.get(PACK).status_code == 200


def test_the_form_needs_its_token_as_every_other(app, client, token, with_csrf):
    assert client.post(f"/review/{token}").status_code == 400
    assert find_link(token).opened_at is None
    field = re.search(r'name="csrf_token" value="([^"]+)"', client.get(f"/review/{token}").text)[1]
    assert client.post(f"/review/{token}", data={"csrf_token": field}).location == PACK


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (lambda assessment, ann: revoke_link(assessment, ann, by=OPERATOR), "taken back"),
        (lambda assessment, ann: take_role(ann, assessment.service, by=OPERATOR), "not on the group now"),
        (lambda assessment, _: move(assessment, "withdraw", by=OPERATOR), "not open at the moment"),
    ],
    ids=["revoked", "taken-off", "withdrawn"],
)
def test_one_that_has_ended_says_what_to_do(client, assessment, ann, token, end, said):
    end(assessment, ann)
    for page in (client.get(f"/review/{token}"), client.post(f"/review/{token}")):
        assert page.status_code == 409
        assert "This link opens no review</h1>" in page.text
        assert said in page.text
    assert find_link(token).opened_at is None
    assert client.get(PACK).status_code == 409


def test_one_that_has_expired_says_until_when_it_worked(client, token, wait):
    wait(LASTS)
    page = client.post(f"/review/{token}")
    assert page.status_code == 409
    assert "This link worked until" in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_one_says_what_to_do_and_is_recorded_without_it(client, token, method):
    other = fresh_token()
    page = getattr(client, method)(f"/review/{other}")
    assert page.status_code == 404
    assert "That link is not complete." in page.text
    assert "fail_to_open_link" in db.session.scalars(sa.select(AuditEntry.verb)).all()
    assert other not in str(everything())


@pytest.mark.parametrize("method", ["get", "post"])
def test_guesses_are_slowed_by_where_they_come_from(client, token, method, wait):
    for _ in range(TRIES):
        answer = getattr(client, method)(f"/review/{fresh_token()}", environ_base=from_address(7))
        assert answer.status_code == 404
    for address in (fresh_token(), token):
        page = getattr(client, method)(f"/review/{address}", environ_base=from_address(7))
        assert page.status_code == 429
        assert "Too many tries</h1>" in page.text
        assert int(page.headers["Retry-After"]) > 0
    assert client.get(f"/review/{token}", environ_base=from_address(8)).status_code == 200
    wait(FAILURES_COUNT_FOR + timedelta(seconds=1))
    assert client.get(f"/review/{token}", environ_base=from_address(7)).status_code == 200


def test_guesses_of_links_keep_nobody_at_the_same_place_from_signing_in(client, account, token):
    for _ in range(TRIES + 1):
        client.get(f"/review/{fresh_token()}", environ_base=from_address(7))
    sent = {"email": account.email, "password": PASSWORD}
    assert client.post("/sign-in", data=sent, environ_base=from_address(7)).status_code == 302


def test_a_good_link_is_never_slowed_by_being_opened(client, token):
    assert [client.post(f"/review/{token}").status_code for _ in range(TRIES + 5)] == [302] * (TRIES + 5)


def test_who_is_signed_in_in_the_same_browser_stays_so(client, assessment, ann, manager):
    sign_in(client, manager)
    open_link(client, assessment, ann)
    page = client.get(PACK)
    assert "Ann Bell, by link" in page.text
    assert manager.name not in page.text
    assert "Maya Noor" in client.get(LINKS).text
    client.post(f"{PACK}/leave")
    assert client.get(LINKS).status_code == 200


@pytest.mark.parametrize("address", ["x" * 3000, "%00", "é", "..", "a b"])
def test_odd_addresses_are_no_links(client, token, address):
    assert client.get(f"/review/{address}").status_code == 404


def test_what_is_logged_of_a_fault_holds_no_token(app, client, token, monkeypatch, caplog):
    def fail(_link):
        raise RuntimeError("odd")

    monkeypatch.setattr(routes.changes, "open_link", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with caplog.at_level(logging.DEBUG):
        assert client.post(f"/review/{token}").status_code == 500
    assert "Exception on /review/… [POST]" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, token, method):
    assert getattr(client, method)(f"/review/{token}").status_code == 405
