"""For whom a member of the advisory group speaks, and their term."""

import re
import uuid

import pytest

from tests.cast import make_person, sign_in
from tests.group import GROUP, make_member
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, Constituency, Role
from tracker.group.changes import edit_member
from tracker.group.queries import seat_of
from tracker.group.rules import Seat

SENT = {"constituency": "health", "role": "group", "ends-day": "31", "ends-month": "8", "ends-year": "2190"}


@pytest.fixture
def member(service):
    return make_member(service, "Ann Bell", Constituency.PARENT_CARERS)


def address(member):
    return f"{GROUP}/{member.person_id}"


def seen(page):
    return {"seen": re.search(r'name="seen" value="([^"]*)"', page.text)[1]}


def test_a_manager_says_for_whom_they_speak_and_until_when(client, member, manager):
    sign_in(client, manager)
    page = client.get(address(member))
    assert "Ann Bell</h1>" in page.text
    assert "ann.bell@example.org" in page.text
    assert "Ann Bell has no account to sign in with." in page.text
    assert re.search(r'value="parent_carers" checked', page.text)
    answer = client.post(address(member), data=SENT | seen(page))
    assert (answer.status_code, answer.location) == (302, GROUP)
    page = client.get(GROUP).text
    assert "Ann Bell saved." in page
    assert "Until 31 August 2190" in page
    assert member.constituency is Constituency.HEALTH


def test_who_was_given_a_role_by_an_administrator_speaks_for_nobody_until_it_is_said(client, service, manager, group):
    sign_in(client, manager)
    assert "Say for whom" in client.get(GROUP).text
    here = f"{GROUP}/{group.id}"
    client.post(here, data={"constituency": "education", "role": "group"} | seen(client.get(here)))
    assert "Say for whom" not in client.get(GROUP).text


def test_a_member_becomes_the_chair(client, service, member, manager):
    sign_in(client, manager)
    client.post(address(member), data=SENT | {"role": "chair"} | seen(client.get(address(member))))
    assert member.person.roles_in(service.id) == {Role.CHAIR}


def test_a_stale_save_shows_both_and_the_second_try_is_taken(client, member, manager):
    sign_in(client, manager)
    page = client.get(address(member))
    edit_member(member, Seat(Role.GROUP, Constituency.EDUCATION), by=OPERATOR)
    page = client.post(address(member), data=SENT | seen(page))
    assert page.status_code == 409
    assert "It now says: Advisory group member, speaks for education, no term set." in page.text
    assert re.search(r'value="health" checked', page.text)
    assert member.constituency is Constituency.EDUCATION
    assert client.post(address(member), data=SENT | seen(page)).status_code == 302
    assert member.constituency is Constituency.HEALTH


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"constituency": ""}, "Choose for whom they speak"),
        ({"role": ""}, "Choose member or chair"),
        ({"role": "team"}, "Choose one from the list"),
        ({"ends-day": "x"}, "must have a day, a month and a year"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, member, manager, sent, message):
    sign_in(client, manager)
    before = seat_of(member)
    page = client.post(address(member), data=SENT | sent)
    assert page.status_code == 200
    assert message in page.text
    assert seat_of(member) == before


@pytest.mark.parametrize("role", [Role.TEAM, Role.MANAGER])
def test_who_is_not_on_the_group_has_no_such_page(client, service, manager, role):
    person = make_person("Ben Cole", service, role)
    sign_in(client, manager)
    assert client.get(f"{GROUP}/{person.id}").status_code == 404
    assert client.post(f"{GROUP}/{person.id}", data=SENT).status_code == 404
    assert client.get(f"{GROUP}/{uuid.uuid4()}").status_code == 404


def test_a_member_of_another_service_has_none_here(client, service, manager):
    elsewhere = make_member(add_service("Other SENDIASS", "other", by=OPERATOR), "Ben Cole")
    sign_in(client, manager)
    assert client.get(address(elsewhere)).status_code == 404
    assert client.post(address(elsewhere), data=SENT).status_code == 404
    assert elsewhere.constituency is None


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network"])
def test_another_role_changes_nobody(request, client, member, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(address(member)).status_code == 403
    assert client.post(address(member), data=SENT).status_code == 403


@pytest.mark.parametrize("who", ["other_manager", "administrator"])
def test_to_a_stranger_nobody_is_there(request, client, member, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(address(member)).status_code == 404
    assert client.post(address(member), data=SENT).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, member, manager, method):
    sign_in(client, manager)
    assert getattr(client, method)(address(member)).status_code == 405
