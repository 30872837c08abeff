"""A service's own abbreviations: to see, to add, to change."""

import re

import pytest

from tests.cast import sign_in
from tracker.abbreviations.changes import save_abbreviation
from tracker.abbreviations.queries import own_meanings
from tracker.accounts.rules import OPERATOR
from tracker.db import db

ADDRESS = "/services/lanternshire/abbreviations"
LOM = {"short": "LOM", "meaning": "Leaflet of the month"}


def saved(service):
    db.session.expire_all()
    return own_meanings(service, viewer=OPERATOR)


def seen_on(page):
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


@pytest.fixture
def own(service):
    save_abbreviation(service, "LOM", "Leaflet of the month", by=OPERATOR)
    return service


def test_it_shows_what_is_there_and_what_is_known_already(client, manager, own):
    sign_in(client, manager)
    page = client.get(ADDRESS).text
    assert "<h1" in page
    assert re.search(r">LOM</dt>\s*<dd[^>]*>Leaflet of the month</dd>", page)
    assert re.search(r">ICB</dt>\s*<dd[^>]*>Integrated Care Board</dd>", page)


def test_with_none_it_says_so(client, manager, service):
    sign_in(client, manager)
    assert "None yet." in client.get(ADDRESS).text


def test_the_manager_adds_one(client, manager, service):
    sign_in(client, manager)
    answer = client.post(ADDRESS, data=LOM | {"seen": seen_on(client.get(ADDRESS))})
    assert (answer.status_code, answer.location) == (302, ADDRESS)
    assert "LOM saved." in client.get(ADDRESS).text
    assert saved(service) == {"LOM": "Leaflet of the month"}


def test_change_puts_it_into_the_form_and_saving_replaces_it(client, manager, own):
    sign_in(client, manager)
    link = re.search(r'href="([^"]*)#meaning"', client.get(ADDRESS).text)[1].replace("&amp;", "&")
    page = client.get(link)
    assert 'value="LOM"' in page.text
    assert 'value="Leaflet of the month"' in page.text
    client.post(ADDRESS, data={"short": "LOM", "meaning": "Letter of the month", "seen": seen_on(page)})
    assert saved(own) == {"LOM": "Letter of the month"}


def test_what_somebody_else_saved_meanwhile_is_shown_and_stays(client, manager, service):
    sign_in(client, manager)
    seen = seen_on(client.get(ADDRESS))
    save_abbreviation(service, "LOM", "Letter of the month", by=OPERATOR)
    page = client.post(ADDRESS, data=LOM | {"seen": seen})
    assert page.status_code == 409
    assert "LOM is in it: “Letter of the month”" in page.text
    assert 'value="Leaflet of the month"' in page.text
    assert saved(service) == {"LOM": "Letter of the month"}
    client.post(ADDRESS, data=LOM | {"seen": seen_on(page)})
    assert saved(service) == {"LOM": "Leaflet of the month"}


@pytest.mark.parametrize(
    ("wrong", "message", "field"),
    [
        ({"short": ""}, "Enter an abbreviation", "short"),
        ({"short": "C"}, "An abbreviation has 2 to 60 characters", "short"),
        ({"short": "L" * 61}, "An abbreviation has 2 to 60 characters", "short"),
        ({"meaning": ""}, "Enter what it stands for", "meaning"),
        ({"meaning": "  "}, "A meaning has at most 300 characters", "meaning"),
        ({"meaning": "m" * 301}, "A meaning has at most 300 characters", "meaning"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, manager, service, wrong, message, field):
    sign_in(client, manager)
    page = client.post(ADDRESS, data=LOM | wrong)
    assert page.status_code == 200
    assert f'<a href="#{field}">{message}' in page.text
    assert saved(service) == {}


def test_what_is_typed_is_no_html(client, manager, service):
    sign_in(client, manager)
    client.post(ADDRESS, data={"short": "<b>", "meaning": "<script>alert(1)</script>"})
    page = client.get(f"{ADDRESS}?short=%22%3E%3Cscript%3E").text
    assert "<script>" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "network"])
def test_it_is_the_managers_alone(request, client, own, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, data={"short": "ROM", "meaning": "Read-only memory"}).status_code == 403
    assert saved(own) == {"LOM": "Leaflet of the month"}


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, own):
    sign_in(client, other_manager)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, data={"short": "ROM", "meaning": "Read-only memory"}).status_code == 404
    assert saved(own) == {"LOM": "Leaflet of the month"}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, manager, own, method):
    sign_in(client, manager)
    assert getattr(client, method)(ADDRESS).status_code == 405
