"""Taking somebody off the advisory group."""

import pytest

from tests.cast import make_person, sign_in
from tests.group import GROUP, make_member
from tracker.accounts.rules import Role


@pytest.fixture
def member(service):
    return make_member(service, "Ann Bell")


def address(member):
    return f"{GROUP}/{member.person_id}/end"


def test_one_is_asked_first_and_then_it_is_done(client, service, member, manager):
    person, here = member.person, address(member)
    sign_in(client, manager)
    page = client.get(here)
    assert "Take Ann Bell off the Advisory Group?</h1>" in page.text
    assert person.roles_in(service.id) == {Role.GROUP}
    answer = client.post(here)
    assert (answer.status_code, answer.location) == (302, GROUP)
    assert "Ann Bell is not on the Advisory Group any more." in client.get(GROUP).text
    assert person.roles_in(service.id) == frozenset()


def test_their_sessions_end(app, client, service, group, manager):
    theirs = app.test_client()
    sign_in(theirs, group)
    assert theirs.get(GROUP).status_code == 200
    sign_in(client, manager)
    client.post(f"{GROUP}/{group.id}/end")
    assert theirs.get(GROUP).location.startswith("/sign-in")


def test_the_second_time_nobody_is_there(client, member, manager):
    here = address(member)
    sign_in(client, manager)
    assert client.post(here).status_code == 302
    page = client.post(here)
    assert page.status_code == 404
    assert "They may have been taken off meanwhile." in page.text


@pytest.mark.parametrize("role", [Role.TEAM, Role.MANAGER])
def test_another_role_is_not_taken_that_way(client, service, manager, role):
    person = make_person("Ben Cole", service, role)
    sign_in(client, manager)
    assert client.post(f"{GROUP}/{person.id}/end").status_code == 404
    assert person.roles_in(service.id) == {role}


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network"])
def test_another_role_takes_nobody_off(request, client, service, member, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(address(member)).status_code == 403
    assert client.post(address(member)).status_code == 403
    assert member.person.roles_in(service.id) == {Role.GROUP}


@pytest.mark.parametrize("who", ["other_manager", "administrator"])
def test_to_a_stranger_nobody_is_there(request, client, member, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(address(member)).status_code == 404
    assert client.post(address(member)).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, member, manager, method):
    sign_in(client, manager)
    assert getattr(client, method)(address(member)).status_code == 405
