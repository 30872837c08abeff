"""One service: its name, and who has a role in it."""

import pytest

from tests.cast import sign_in

ADDRESS = "/admin/services/lanternshire"


def test_it_shows_who_has_which_role(client, administrator, manager, chair, other_manager):
    sign_in(client, administrator)
    html = client.get(ADDRESS).get_data(as_text=True)
    assert "Maya Noor</a>, Service manager" in html
    assert "Colin Shaw</a>, Chair of the advisory group" in html
    assert "Olga Pike" not in html


def test_an_administrator_gives_it_another_name(client, administrator, service):
    sign_in(client, administrator)
    answer = client.post(ADDRESS, data={"name": "New name", "advisory_body": "Board", "seen": service.fingerprint})
    assert (answer.status_code, answer.location) == (302, ADDRESS)
    assert (service.name, service.advisory_body, service.slug) == ("New name", "Board", "lanternshire")


def test_a_name_that_somebody_else_gave_meanwhile_is_shown_and_stays(client, administrator, service):
    sign_in(client, administrator)
    page = client.post(ADDRESS, data={"name": "New name", "advisory_body": "Board", "seen": "of another day"})
    assert page.status_code == 409
    assert "It now says: Lanternshire SENDIASS, with the Advisory Group" in page.text
    assert 'value="New name"' in page.text
    assert service.name == "Lanternshire SENDIASS"


@pytest.mark.parametrize("name", ["", "   ", "n" * 201])
def test_a_name_that_is_none_is_refused_at_its_field(client, administrator, service, name):
    sign_in(client, administrator)
    page = client.post(ADDRESS, data={"name": name, "advisory_body": "Board of many"})
    assert page.status_code == 200
    html = page.get_data(as_text=True)
    assert 'href="#name"' in html
    assert 'value="Board of many"' in html
    assert (service.name, service.advisory_body) == ("Lanternshire SENDIASS", "Advisory Group")


def test_an_unknown_service_is_not_found(client, administrator):
    sign_in(client, administrator)
    assert client.get("/admin/services/nowhere").status_code == 404
    assert client.post("/admin/services/nowhere", data={"name": "a", "advisory_body": "b"}).status_code == 404


def test_it_is_not_open_to_a_manager(client, manager, service):
    sign_in(client, manager)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS).status_code == 403


def test_it_is_not_open_to_who_is_signed_out(client, service):
    page = client.get(ADDRESS)
    assert page.status_code == 302
    assert page.location.startswith("/sign-in?next=/admin/")
    assert client.post(ADDRESS).status_code == 401


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, administrator, method, service):
    sign_in(client, administrator)
    assert getattr(client, method)(ADDRESS).status_code == 405
