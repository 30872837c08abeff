"""Taking somebody's role in a service away."""

import uuid

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import Role


def address(person):
    return f"/admin/people/{person.id}/roles/lanternshire/take"


def test_an_administrator_takes_a_role_away(client, administrator, manager, service):
    sign_in(client, administrator)
    answer = client.post(address(manager))
    assert (answer.status_code, answer.location) == (302, f"/admin/people/{manager.id}")
    assert manager.roles_in(service.id) == frozenset()


def test_taking_what_is_not_there_changes_nothing(client, administrator, other_manager, service):
    sign_in(client, administrator)
    assert client.post(address(other_manager)).status_code == 302
    assert [entry.role for entry in other_manager.memberships] == [Role.MANAGER]


def test_what_is_unknown_is_not_found(client, administrator, manager):
    sign_in(client, administrator)
    assert client.post(f"/admin/people/{uuid.uuid4()}/roles/lanternshire/take").status_code == 404
    assert client.post(f"/admin/people/{manager.id}/roles/nowhere/take").status_code == 404


def test_it_is_not_open_to_a_manager(client, manager):
    sign_in(client, manager)
    assert client.post(address(manager)).status_code == 403


def test_it_is_not_open_to_who_is_signed_out(client, manager):
    assert client.post(address(manager)).status_code == 401


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, administrator, method, manager):
    sign_in(client, administrator)
    assert getattr(client, method)(address(manager)).status_code == 405
