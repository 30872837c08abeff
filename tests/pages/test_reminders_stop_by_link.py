"""The link in a letter by which it is stopped: with one click, and never by looking."""

import uuid

import pytest
import sqlalchemy as sa

from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.record.rules import sentence
from tracker.reminders.models import NoDigest
from tracker.reminders.rules import sign_of


@pytest.fixture
def link(app, team):
    return f"/reminders/stop/{team.id}/{sign_of(team.id, app.config['SECRET_KEY'])}"


def stopped():
    db.session.expire_all()
    return db.session.scalars(sa.select(NoDigest.person_id)).all()


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_program_that_checks_mail_stops_nothing(client, link, method):
    assert getattr(client, method)(link).status_code == 200
    assert stopped() == []


def test_the_page_tells_nobody_whose_letter_it_is(client, link):
    page = client.get(link)
    assert "Stop the weekly letter</h1>" in page.text
    for secret in ("Theo Tait", "theo.tait@example.org", "Lanternshire"):
        assert secret not in page.text


def test_one_click_stops_it_without_signing_in_and_without_a_redirect(client, team, link, with_csrf):
    page = client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert page.status_code == 200
    assert "The weekly letter is stopped</h1>" in page.text
    assert stopped() == [team.id]
    entry = last_entry(team.id)
    assert (entry.by, sentence(entry.verb, entry.details)) == (
        team.identifier,
        "Stopped the weekly letters, by a link",
    )


def test_clicked_again_it_stays_stopped(client, team, link):
    for _ in range(2):
        assert "The weekly letter is stopped</h1>" in client.post(link).text
    assert stopped() == [team.id]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_stops_nothing(client, team, manager, link, method):
    mine = link.rpartition("/")[2]
    for wrong in (link[:-1], f"/reminders/stop/{manager.id}/{mine}", f"/reminders/stop/{uuid.uuid4()}/{mine}"):
        page = getattr(client, method)(wrong)
        assert page.status_code == 404
        assert "That link is not complete." in page.text
    assert stopped() == []


def test_of_somebody_who_is_gone_it_is_not_found(app, client, service):
    gone = uuid.uuid4()
    link = f"/reminders/stop/{gone}/{sign_of(gone, app.config['SECRET_KEY'])}"
    assert client.post(link).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, link, method):
    assert getattr(client, method)(link).status_code == 405
