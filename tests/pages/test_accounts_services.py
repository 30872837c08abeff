"""All services, for the administrator."""

import pytest

from tests.cast import sign_in


def test_all_services_are_listed_by_name(client, administrator, service, other_manager):
    sign_in(client, administrator)
    html = client.get("/admin/services").get_data(as_text=True)
    assert html.index("Lanternshire SENDIASS") < html.index("Other SENDIASS")
    assert 'href="/admin/services/lanternshire"' in html


def test_it_is_not_open_to_a_manager(client, manager):
    sign_in(client, manager)
    assert client.get("/admin/services").status_code == 403


def test_it_is_not_open_to_who_is_signed_out(client):
    page = client.get("/admin/services")
    assert page.status_code == 302
    assert page.location.startswith("/sign-in?next=/admin/")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, administrator, method):
    sign_in(client, administrator)
    assert getattr(client, method)("/admin/services").status_code == 405
