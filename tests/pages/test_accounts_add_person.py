"""Adding somebody."""

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tracker.accounts.models import Person
from tracker.db import db

ADDRESS = "/admin/people/add"
FORM = {"name": "Ann Bell", "email": "Ann@Example.org"}


@pytest.mark.parametrize(("more", "is_admin"), [({}, False), ({"is_admin": "y"}, True)])
def test_an_administrator_adds_somebody(client, administrator, more, is_admin):
    sign_in(client, administrator)
    answer = client.post(ADDRESS, data=FORM | more)
    person = db.session.scalars(sa.select(Person).where(Person.name == "Ann Bell")).one()
    assert (answer.status_code, answer.location) == (302, f"/admin/people/{person.id}")
    assert (person.email, person.is_admin, person.active, person.password) == ("ann@example.org", is_admin, True, None)
    assert "Ann Bell added" in client.get(answer.location).get_data(as_text=True)


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"name": ""}, "name", "Enter the person&#39;s name"),
        ({"name": "n" * 201}, "name", "At most 200 characters"),
        ({"email": ""}, "email", "Enter the person&#39;s e-mail address"),
        ({"email": "ann"}, "email", "is not an e-mail address"),
        ({"email": "ada.finch@example.org"}, "email", "There is a person with the address"),
        ({"email": "ADA.finch@example.org"}, "email", "There is a person with the address"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(client, administrator, wrong, field, message):
    sign_in(client, administrator)
    page = client.post(ADDRESS, data=FORM | wrong)
    assert page.status_code == 200
    html = page.get_data(as_text=True)
    assert message in html
    assert f'href="#{field}"' in html
    assert all(f'value="{text}"' in html for text in (FORM | wrong).values() if text)
    assert db.session.scalars(sa.select(Person)).one() == administrator


def test_it_is_not_open_to_a_manager(client, manager):
    sign_in(client, manager)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS).status_code == 403


def test_it_is_not_open_to_who_is_signed_out(client):
    page = client.get(ADDRESS)
    assert page.status_code == 302
    assert page.location.startswith("/sign-in?next=/admin/")
    assert client.post(ADDRESS).status_code == 401


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, administrator, method):
    sign_in(client, administrator)
    assert getattr(client, method)(ADDRESS).status_code == 405
