"""One person: what is known, their roles, and a link to pass on."""

import re
import uuid

import pytest

from tests.cast import sign_in


def address(person):
    return f"/admin/people/{person.id}"


def form(person, **changes):
    return {"name": person.name, "email": person.email, "active": "y", "seen": person.fingerprint} | changes


def test_it_shows_what_is_known(client, administrator, manager):
    sign_in(client, administrator)
    html = client.get(address(manager)).get_data(as_text=True)
    assert "Service manager in Lanternshire SENDIASS" in html
    assert 'value="maya.noor@example.org"' in html


def test_an_administrator_changes_what_is_known(client, administrator, manager):
    sign_in(client, administrator)
    answer = client.post(address(manager), data=form(manager, name="Maya Nour", email="Nour@Example.org", is_admin="y"))
    assert (answer.status_code, answer.location) == (302, address(manager))
    assert (manager.name, manager.email, manager.is_admin) == ("Maya Nour", "nour@example.org", True)


def test_an_administrator_closes_an_account(client, administrator, manager):
    sign_in(client, administrator)
    client.post(address(manager), data={"name": manager.name, "email": manager.email, "seen": manager.fingerprint})
    assert manager.active is False


@pytest.mark.parametrize("rights", [{"is_admin": "y"}, {"active": "y"}, {}])
def test_nobody_closes_their_own_account_or_gives_their_own_rights_up(client, administrator, rights):
    sign_in(client, administrator)
    sent = {"name": "Ada Other", "email": administrator.email, "seen": administrator.fingerprint}
    page = client.post(address(administrator), data=sent | rights)
    assert page.status_code == 200
    assert "You cannot close your own account" in page.get_data(as_text=True)
    assert (administrator.name, administrator.is_admin, administrator.active) == ("Ada Finch", True, True)


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"name": ""}, "name", "Enter the person&#39;s name"),
        ({"email": "maya"}, "email", "is not an e-mail address"),
        ({"email": "ada.finch@example.org"}, "email", "There is a person with the address"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(client, administrator, manager, wrong, field, message):
    sign_in(client, administrator)
    typed = form(manager, name="Maya Nour") | wrong
    page = client.post(address(manager), data=typed)
    assert page.status_code == 200
    html = page.get_data(as_text=True)
    assert message in html
    assert f'href="#{field}"' in html
    assert all(f'value="{typed[name]}"' in html for name in ("name", "email") if typed[name])
    assert (manager.name, manager.email) == ("Maya Noor", "maya.noor@example.org")


def test_rights_that_another_administrator_took_do_not_come_back(client, administrator, manager):
    sign_in(client, administrator)
    old = form(manager, name="Maya Nour", is_admin="y")
    client.post(address(manager), data=form(manager, name="Maya N. Noor"))
    page = client.post(address(manager), data=old)
    assert page.status_code == 409
    assert "Somebody else saved this while you did. It now says: Maya N. Noor, maya.noor@example.org" in page.text
    assert 'value="Maya Nour"' in page.text
    assert (manager.name, manager.is_admin) == ("Maya N. Noor", False)
    (seen,) = re.findall('name="seen" value="([^"]+)"', page.text)
    assert client.post(address(manager), data=old | {"seen": seen}).status_code == 302
    assert (manager.name, manager.is_admin) == ("Maya Nour", True)


def test_the_same_sent_twice_is_saved_once(client, administrator, manager):
    sign_in(client, administrator)
    sent = form(manager, name="Maya Nour")
    assert [client.post(address(manager), data=sent).status_code for _ in range(2)] == [302, 302]


def test_somebody_unknown_is_not_found(client, administrator):
    sign_in(client, administrator)
    assert client.get(f"/admin/people/{uuid.uuid4()}").status_code == 404
    assert client.post(f"/admin/people/{uuid.uuid4()}").status_code == 404
    assert client.get("/admin/people/1").status_code == 404


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
