"""Making a link by which somebody chooses a password."""

import re
import uuid

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tracker.accounts.models import Invitation
from tracker.db import db


def address(person):
    return f"/admin/people/{person.id}/invite"


def test_an_administrator_makes_a_link_that_works(app, client, administrator, manager):
    sign_in(client, administrator)
    page = client.post(address(manager))
    assert page.status_code == 200
    link = re.search(r"http://localhost(/invitations/[\w-]+)", page.get_data(as_text=True))[1]
    assert "Hello Maya Noor" in app.test_client().get(link).get_data(as_text=True)


def test_somebody_unknown_is_not_found(client, administrator):
    sign_in(client, administrator)
    assert client.post(f"/admin/people/{uuid.uuid4()}/invite").status_code == 404
    assert db.session.scalars(sa.select(Invitation)).all() == []


def test_the_button_needs_its_token(client, administrator, manager, with_csrf):
    sign_in(client, administrator)
    assert client.post(address(manager)).status_code == 400
    assert db.session.scalars(sa.select(Invitation)).all() == []


def test_it_is_not_open_to_a_manager(client, manager):
    sign_in(client, manager)
    assert client.post(address(manager)).status_code == 403


def test_it_is_not_open_to_who_is_signed_out(client, manager):
    assert client.post(address(manager)).status_code == 401


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, administrator, method, manager):
    sign_in(client, administrator)
    assert getattr(client, method)(address(manager)).status_code == 405
