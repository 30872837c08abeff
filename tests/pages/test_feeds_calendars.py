"""The page where one makes the addresses of calendars, and takes them back."""

import re

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.counting import made_by
from tests.reminders import in_days, make_action
from tracker.accounts.changes import add_service, give_role
from tracker.accounts.rules import OPERATOR, Role, hashed
from tracker.audit.models import AuditDetails
from tracker.audit.queries import last_entry
from tracker.db import Base, db
from tracker.feeds.models import Feed

HERE = "/calendars"
OF_SERVICE = "/services/lanternshire/calendar"


def token_in(page):
    return re.search(r"http://localhost(?::\d+)?/calendar/([\w-]{43})\.ics", page.text)[1]


def feeds():
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Feed).order_by(Feed.made_at)))


def test_it_offers_ones_own_actions_and_each_service(client, manager):
    sign_in(client, manager)
    page = client.get(HERE)
    assert "Calendars</h1>" in page.text
    assert "Your own actions" in page.text
    assert "Lanternshire SENDIASS" in page.text
    assert page.text.count("No address") == 2
    assert "Whoever has an address can read that calendar" in page.text


@pytest.mark.parametrize("where", [HERE, OF_SERVICE])
def test_an_address_is_shown_once_and_only_its_hash_is_kept(client, team, where):
    sign_in(client, team)
    page = client.post(f"{where}/make")
    assert page.status_code == 200
    assert "it is shown only here and once" in page.text
    token = token_in(page)
    [feed] = feeds()
    assert (feed.token_sha256, feed.person_id) == (hashed(token), team.id)
    assert token not in client.get(HERE).text
    assert "Made on " in client.get(HERE).text
    rows = [row for table in Base.metadata.sorted_tables for row in db.session.execute(table.select())]
    assert not any(token in str(row) for row in rows)
    assert not any(token in str(details) for details in db.session.scalars(sa.select(AuditDetails.details)))
    assert (last_entry(team.id).verb, last_entry(team.id).by) == ("make_feed", team.identifier)


def test_a_new_address_ends_the_former_one_of_that_calendar_alone(client, team):
    sign_in(client, team)
    own, service = token_in(client.post(f"{HERE}/make")), token_in(client.post(f"{OF_SERVICE}/make"))
    newer = token_in(client.post(f"{HERE}/make"))
    answers = [client.get(f"/calendar/{token}.ics").status_code for token in (own, service, newer)]
    assert answers == [410, 200, 200]


@pytest.mark.parametrize(
    ("where", "said"),
    [(HERE, "the calendar of your own actions"), (OF_SERVICE, "the calendar of Lanternshire SENDIASS")],
)
def test_taken_back_it_opens_nothing(client, team, where, said):
    sign_in(client, team)
    token = token_in(client.post(f"{where}/make"))
    page = client.post(f"{where}/revoke", follow_redirects=True)
    assert f"The address of {said} opens nothing any more." in page.text
    assert client.get(f"/calendar/{token}.ics").status_code == 410
    assert last_entry(team.id).verb == "revoke_feed"
    entry = last_entry(team.id).id
    client.post(f"{where}/revoke")
    assert last_entry(team.id).id == entry


def test_one_cannot_take_back_anothers(client, team, manager):
    sign_in(client, team)
    token = token_in(client.post(f"{OF_SERVICE}/make"))
    sign_in(client, manager)
    client.post(f"{OF_SERVICE}/revoke")
    assert client.get(f"/calendar/{token}.ics").status_code == 200


@pytest.mark.parametrize("verb", ["make", "revoke"])
def test_who_is_not_of_the_service_finds_nothing_and_who_reads_no_plan_may_not(
    client, other_manager, network, service, verb
):
    sign_in(client, other_manager)
    assert client.post(f"{OF_SERVICE}/{verb}").status_code == 404
    sign_in(client, network)
    assert client.post(f"{OF_SERVICE}/{verb}").status_code == 403
    assert feeds() == []


@pytest.mark.parametrize("verb", ["make", "revoke"])
def test_without_a_role_there_is_nothing_to_make(client, administrator, verb):
    sign_in(client, administrator)
    assert "there is no calendar for you" in client.get(HERE).text
    page = client.post(f"{HERE}/{verb}")
    assert page.status_code == 409
    assert "You have no role in a service now" in page.text


def test_a_network_lead_is_offered_no_plans(client, network):
    sign_in(client, network)
    assert "Lanternshire" not in client.get(HERE).text


def test_many_services_take_as_many_queries_as_one(client, manager, framework, service):
    make_action(service, framework, "Leaflets", "Maya Noor", in_days(3))
    sign_in(client, manager)
    few = made_by(client, HERE)
    for number in range(10):
        give_role(manager, add_service(f"No. {number}", f"no-{number}", by=OPERATOR), Role.TEAM, by=OPERATOR)
    sign_in(client, manager)
    assert made_by(client, HERE) == few


@pytest.mark.parametrize(
    ("method", "path"), [("post", HERE), ("get", f"{HERE}/make"), ("get", f"{OF_SERVICE}/revoke"), ("put", HERE)]
)
def test_it_cannot_be_used_in_another_way(client, team, method, path):
    sign_in(client, team)
    assert getattr(client, method)(path).status_code == 405
