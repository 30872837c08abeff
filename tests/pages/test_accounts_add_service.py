"""Adding a service."""

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tracker.accounts.models import Service
from tracker.db import db

ADDRESS = "/admin/services/add"
FORM = {"name": "North SENDIASS", "slug": "north", "advisory_body": "Steering Group", "year_starts": "4"}


def test_an_administrator_adds_a_service(client, administrator):
    sign_in(client, administrator)
    answer = client.post(ADDRESS, data=FORM)
    assert (answer.status_code, answer.location) == (302, "/admin/services/north")
    service = db.session.scalars(sa.select(Service)).one()
    assert (service.name, service.slug, service.advisory_body, service.year_starts) == (
        *("North SENDIASS", "north", "Steering Group", 4),
    )
    assert "North SENDIASS added" in client.get(answer.location).get_data(as_text=True)


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"name": ""}, "name", "Enter the service&#39;s name"),
        ({"name": "n" * 201}, "name", "At most 200 characters"),
        ({"advisory_body": ""}, "advisory_body", "Enter a name, such as Advisory Group"),
        ({"slug": ""}, "slug", "Enter a short name for web addresses"),
        ({"slug": "North West"}, "slug", "cannot stand in an address"),
        ({"slug": "add"}, "slug", "cannot stand in an address"),
        ({"slug": "lanternshire"}, "slug", "already"),
        ({"year_starts": "0"}, "year_starts", "Choose one from the list"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(client, administrator, service, wrong, field, message):
    sign_in(client, administrator)
    page = client.post(ADDRESS, data=FORM | wrong)
    assert page.status_code == 200
    html = page.get_data(as_text=True)
    assert message in html
    assert f'href="#{field}"' in html
    kept = FORM | wrong
    assert all(f'value="{kept[name]}"' in html for name in ("name", "slug", "advisory_body") if kept[name])
    assert db.session.scalars(sa.select(Service)).one() == service


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
