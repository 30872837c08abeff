"""Who else has a standard's page open."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tracker.assessments.changes import save_rating
from tracker.assessments.queries import get_rating
from tracker.db import db
from tracker.ratings.models import Presence

STANDARD = "/services/lanternshire/assessments/2021-22/standards/1.2"
PAGE = f"{STANDARD}/here"


def come(client, person):
    sign_in(client, person)
    return client.post(PAGE).json


def test_two_see_that_the_other_is_there(client, manager, team, assessment):
    assert come(client, manager)["others"] == []
    assert come(client, team)["others"] == ["Maya Noor"]
    assert come(client, manager)["others"] == ["Theo Tait"]


def test_the_page_says_it_from_the_start(client, manager, team, assessment):
    come(client, manager)
    sign_in(client, team)
    assert "Maya Noor is at 1.2 too." in client.get(STANDARD).text
    assert "is at 1.3 too" not in client.get(STANDARD.replace("1.2", "1.3")).text


def test_who_gave_no_sign_of_life_for_a_while_is_there_no_more(client, manager, team, assessment, wait):
    come(client, manager)
    wait(timedelta(seconds=49))
    assert come(client, team)["others"] == ["Maya Noor"]
    wait(timedelta(seconds=2))
    assert come(client, team)["others"] == []


def test_what_is_a_day_old_is_forgotten(client, manager, team, assessment, wait):
    come(client, manager)
    wait(timedelta(days=1, seconds=1))
    come(client, team)
    assert db.session.scalars(sa.select(Presence.person_id)).all() == [team.id]


def test_it_says_who_saved_what_is_there_now(client, manager, team, assessment):
    rating = get_rating(assessment, "1.2")
    save_rating(rating, None, "Theirs.", by=team)
    answer = come(client, manager)
    assert (answer["version"], answer["by"], answer["number"]) == (2, "Theo Tait", "1.2")


@pytest.mark.parametrize(("reader", "status"), [("group", 403), ("commissioner", 403), ("other_manager", 404)])
def test_nobody_else_asks(request, client, assessment, reader, status):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(PAGE).status_code == status


def test_it_cannot_be_read(client, manager, assessment):
    sign_in(client, manager)
    assert client.get(PAGE).status_code == 405
