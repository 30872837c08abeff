"""The page where one stops the weekly letter and has it again."""

import pytest

from tests.cast import sign_in
from tracker.db import db
from tracker.reminders.models import NoDigest

HERE = "/reminders"


def test_it_says_where_the_letter_goes_and_what_stands_in_it(client, team):
    sign_in(client, team)
    page = client.get(HERE)
    assert "<h1" in page.text
    assert "Weekly letter</h1>" in page.text
    assert "The letter comes to theo.tait@example.org." in page.text
    assert "standards that you are asked to draft" in page.text
    assert "Stop the letter</button>" in page.text


def test_it_is_stopped_and_comes_again(client, team):
    sign_in(client, team)
    page = client.post(f"{HERE}/stop", follow_redirects=True)
    assert "The weekly letter is stopped." in page.text
    assert "You have stopped the letter." in page.text
    assert db.session.get(NoDigest, team.id) is not None
    page = client.post(f"{HERE}/resume", follow_redirects=True)
    assert "The weekly letter comes again" in page.text
    assert "Stop the letter</button>" in page.text
    db.session.expire_all()
    assert db.session.get(NoDigest, team.id) is None


@pytest.mark.parametrize("verb", ["stop", "resume"])
def test_a_second_time_changes_nothing(client, team, verb):
    sign_in(client, team)
    for _ in range(2):
        assert client.post(f"{HERE}/{verb}").location == HERE


def test_only_ones_own_letter_is_stopped(client, team, manager):
    sign_in(client, team)
    client.post(f"{HERE}/stop")
    assert db.session.get(NoDigest, manager.id) is None


def test_who_has_no_role_is_told_that_none_is_sent(client, administrator):
    sign_in(client, administrator)
    assert "no letter is sent to you" in client.get(HERE).text


def test_home_leads_there(client, team):
    sign_in(client, team)
    assert f'href="{HERE}"' in client.get("/").text


@pytest.mark.parametrize(("method", "path"), [("post", HERE), ("get", f"{HERE}/stop"), ("put", f"{HERE}/resume")])
def test_it_cannot_be_used_in_another_way(client, team, method, path):
    sign_in(client, team)
    assert getattr(client, method)(path).status_code == 405
