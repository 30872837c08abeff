"""Being any of the demonstration's people, on a machine where it is served."""

import uuid
from dataclasses import replace

import pytest

from tests.cast import make_person
from tracker.demonstration.changes import add_people
from tracker.demonstration.queries import people


@pytest.fixture
def demonstration(app, marlshire, monkeypatch):
    """The demonstration's service and people, served as a demonstration."""
    add_people(str.upper)
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], demonstration=True))


def one(name):
    return next(person for person in people() if person.name == name)


def test_everybody_is_there_to_choose_with_their_role(client, demonstration):
    html = client.get("/demonstration").get_data(as_text=True)
    assert html.count("<form") == 7
    assert "Graham Petty: Chair of the advisory group" in html
    assert "Beth Coleman: administrator" in html


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("Rosalind Okafor", "/services/marlshire", 200),
        ("Rosalind Okafor", "/admin/people", 403),
        ("Beth Coleman", "/admin/people", 200),
        ("Beth Coleman", "/services/marlshire", 404),
    ],
)
def test_who_is_chosen_is_signed_in_and_may_what_they_may(client, demonstration, name, address, status):
    answer = client.post(f"/demonstration/{one(name).id}")
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get(address).status_code == status


def test_looking_at_the_choice_signs_nobody_in(client, demonstration):
    client.get("/demonstration")
    assert client.get("/services/marlshire").status_code == 302
    assert client.get(f"/demonstration/{one('Tom Ellery').id}").status_code == 405


def test_nobody_else_can_be_chosen(client, demonstration, manager):
    stranger = make_person("Ann Bell")
    for identifier in (manager.id, stranger.id, uuid.uuid4()):
        assert client.post(f"/demonstration/{identifier}").status_code == 404
    assert client.get("/services/lanternshire").status_code == 302


def test_an_address_that_only_ends_alike_is_not_of_it(client, demonstration):
    stranger = make_person("Ann Bell")
    stranger.email = "ann@not-marlshire.example"
    assert client.post(f"/demonstration/{stranger.id}").status_code == 404


def test_it_needs_the_forms_token(client, demonstration, with_csrf):
    assert client.post(f"/demonstration/{one('Tom Ellery').id}").status_code == 400
    assert client.get("/services/marlshire").status_code == 302


def test_where_no_demonstration_is_served_nobody_can_be_chosen(client, app, marlshire):
    add_people(str.upper)
    assert app.config["TRACKER"].demonstration is False
    assert client.get("/demonstration").status_code == 404
    assert client.post(f"/demonstration/{one('Tom Ellery').id}").status_code == 404
    assert client.get("/services/marlshire").status_code == 302
