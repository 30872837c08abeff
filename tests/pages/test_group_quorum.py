"""What makes a quorum of the advisory group."""

import re

import pytest

from tests.cast import sign_in
from tests.group import GROUP
from tracker.accounts.rules import OPERATOR, Constituency
from tracker.group.changes import set_quorum
from tracker.group.queries import quorum_of
from tracker.group.rules import Quorum

PAGE = f"{GROUP}/quorum"
SENT = {"members": "4", "constituencies": ["health", "parent_carers"]}


def seen(page):
    return {"seen": re.search(r'name="seen" value="([^"]*)"', page.text)[1]}


@pytest.mark.parametrize("who", ["manager", "chair"])
def test_it_is_said_and_stands_on_the_groups_page(request, client, service, who):
    sign_in(client, request.getfixturevalue(who))
    page = client.get(PAGE)
    assert 'value="3"' in page.text
    answer = client.post(PAGE, data=SENT | seen(page))
    assert (answer.status_code, answer.location) == (302, GROUP)
    page = client.get(GROUP).text
    assert "Saved: a quorum is 4 members, with somebody for parent carers and for health." in page
    assert quorum_of(service) == Quorum(4, (Constituency.PARENT_CARERS, Constituency.HEALTH))
    assert client.get(PAGE).text.count("checked") == 2


def test_nobody_need_be_named(client, service, manager):
    set_quorum(service, Quorum(2, (Constituency.HEALTH,)), by=OPERATOR)
    sign_in(client, manager)
    client.post(PAGE, data={"members": "2"} | seen(client.get(PAGE)))
    assert quorum_of(service) == Quorum(2)


@pytest.mark.parametrize("members", ["", "0", "51", "three", "-1", "²", "3.5", "999999"])
def test_what_is_no_number_of_people_is_refused_and_stays_typed(client, service, manager, members):
    sign_in(client, manager)
    page = client.post(PAGE, data=SENT | {"members": members})
    assert page.status_code == 200
    assert "Enter a number from 1 to 50, such as 3" in page.text
    assert page.text.count("checked") == 2
    assert quorum_of(service) == Quorum()


def test_a_constituency_that_there_is_not_is_refused(client, service, manager):
    sign_in(client, manager)
    page = client.post(PAGE, data={"members": "3", "constituencies": ["dogs"]})
    assert page.status_code == 200
    assert "<title>Error: What makes a quorum" in page.text
    assert quorum_of(service) == Quorum()


def test_a_stale_save_shows_both_and_the_second_try_is_taken(client, service, manager):
    sign_in(client, manager)
    page = client.get(PAGE)
    set_quorum(service, Quorum(5), by=OPERATOR)
    page = client.post(PAGE, data=SENT | seen(page))
    assert page.status_code == 409
    assert "It now says: 5 members." in page.text
    assert 'value="4"' in page.text
    assert client.post(PAGE, data=SENT | seen(page)).status_code == 302
    assert quorum_of(service).members == 4


@pytest.mark.parametrize("who", ["team", "group", "commissioner", "network"])
def test_another_role_says_nothing_of_it(request, client, service, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=SENT).status_code == 403


@pytest.mark.parametrize("who", ["other_manager", "administrator"])
def test_to_a_stranger_it_is_not_there(request, client, service, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=SENT).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, manager, method):
    sign_in(client, manager)
    assert getattr(client, method)(PAGE).status_code == 405
