"""One service with all it has."""

from tests.cast import sign_in


def test_only_who_has_a_role_in_a_service_sees_it(client, manager, other_manager):
    sign_in(client, manager)
    assert client.get("/services/lanternshire").status_code == 200
    assert client.get("/services/other").status_code == 404
    sign_in(client, other_manager)
    assert client.get("/services/lanternshire").status_code == 404


def test_each_browser_is_signed_in_by_itself(app, client, manager):
    sign_in(client, manager)
    assert app.test_client().get("/services/lanternshire").status_code == 302
    assert client.get("/services/lanternshire").status_code == 200
