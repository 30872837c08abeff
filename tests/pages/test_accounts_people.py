"""Everybody with an account, for the administrator."""

import pytest

from tests.cast import sign_in


def test_everybody_is_listed_with_roles_and_state(client, administrator, manager, other_manager):
    manager.active = False
    sign_in(client, administrator)
    html = client.get("/admin/people").get_data(as_text=True)
    assert html.index("Ada Finch") < html.index("Maya Noor") < html.index("Olga Pike")
    assert "Service manager, Other SENDIASS" in html
    assert "Closed" in html
    assert "No password yet" in html


def test_it_is_not_open_to_a_manager(client, manager):
    sign_in(client, manager)
    assert client.get("/admin/people").status_code == 403


def test_it_is_not_open_to_who_is_signed_out(client):
    page = client.get("/admin/people")
    assert page.status_code == 302
    assert page.location.startswith("/sign-in?next=/admin/")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, administrator, method):
    sign_in(client, administrator)
    assert getattr(client, method)("/admin/people").status_code == 405
