"""Giving somebody a role in a service."""

import uuid

import pytest
import sqlalchemy as sa

from tests.cast import make_person, sign_in
from tracker.accounts.models import Membership
from tracker.accounts.rules import Role
from tracker.db import db


def address(person):
    return f"/admin/people/{person.id}/role"


def test_an_administrator_gives_a_role(client, administrator, service):
    person = make_person("Ann Bell")
    sign_in(client, administrator)
    answer = client.post(address(person), data={"service": "lanternshire", "role": "chair"})
    assert (answer.status_code, answer.location) == (302, f"/admin/people/{person.id}")
    assert person.roles_in(service.id) == {Role.CHAIR}


def test_it_takes_the_place_of_the_one_before(client, administrator, manager, service):
    sign_in(client, administrator)
    client.post(address(manager), data={"service": "lanternshire", "role": "team"})
    assert manager.roles_in(service.id) == {Role.TEAM}
    assert len(db.session.scalars(sa.select(Membership)).all()) == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"service": "lanternshire"}, "role"),
        ({"service": "lanternshire", "role": "king"}, "role"),
        ({"service": "nowhere", "role": "chair"}, "service"),
        ({"role": "chair"}, "service"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(client, administrator, service, sent, field):
    person = make_person("Ann Bell")
    sign_in(client, administrator)
    page = client.post(address(person), data=sent)
    assert page.status_code == 200
    html = page.get_data(as_text=True)
    assert f'href="#{field}"' in html
    assert ("checked" in html) == (sent.get("role") == "chair")
    assert person.memberships == []


def test_somebody_unknown_is_not_found(client, administrator, service):
    sign_in(client, administrator)
    missing = f"/admin/people/{uuid.uuid4()}/role"
    assert client.get(missing).status_code == 404
    assert client.post(missing, data={"service": "lanternshire", "role": "chair"}).status_code == 404


def test_it_is_not_open_to_a_manager(client, manager):
    sign_in(client, manager)
    assert client.get(address(manager)).status_code == 403
    assert client.post(address(manager)).status_code == 403


def test_it_is_not_open_to_who_is_signed_out(client, manager):
    page = client.get(address(manager))
    assert page.status_code == 302
    assert page.location.startswith("/sign-in?next=/admin/")
    assert client.post(address(manager)).status_code == 401


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, administrator, method, manager):
    sign_in(client, administrator)
    assert getattr(client, method)(address(manager)).status_code == 405
