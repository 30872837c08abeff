"""Removing one of a service's own abbreviations."""

import uuid

import pytest

from tests.cast import sign_in
from tracker.abbreviations.changes import save_abbreviation
from tracker.abbreviations.queries import own_meanings
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR
from tracker.db import db

OWN = "/services/lanternshire/abbreviations"


@pytest.fixture
def lom(service):
    return save_abbreviation(service, "LOM", "Leaflet of the month", by=OPERATOR)


def address(abbreviation):
    return f"{OWN}/{abbreviation.id}/remove"


def saved(service):
    db.session.expire_all()
    return own_meanings(service, viewer=OPERATOR)


def test_it_is_gone_and_can_be_put_back(client, manager, service, lom):
    sign_in(client, manager)
    answer = client.post(address(lom))
    assert (answer.status_code, saved(service)) == (302, {})
    page = client.get(answer.location).text
    assert "LOM removed. To have it back, save it again" in page
    assert 'value="LOM"' in page
    assert 'value="Leaflet of the month"' in page


def test_a_page_that_is_out_of_date_does_not_remove_another_meaning(client, manager, service, lom):
    here = address(lom)
    save_abbreviation(service, "LOM", "Letter of the month", by=OPERATOR)
    sign_in(client, manager)
    page = client.post(here)
    assert page.status_code == 404
    assert "somebody removed it, or gave it another meaning" in page.text
    assert saved(service) == {"LOM": "Letter of the month"}


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "network"])
def test_only_the_manager_removes(request, client, service, lom, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(address(lom)).status_code == 403
    assert saved(service) == {"LOM": "Leaflet of the month"}


def test_another_services_is_not_found(client, other_manager, service, lom):
    here = address(lom)
    sign_in(client, other_manager)
    assert client.post(here).status_code == 404
    assert client.post(here.replace("lanternshire", "other")).status_code == 404
    assert saved(service) == {"LOM": "Leaflet of the month"}
    assert own_meanings(get_service("other", viewer=OPERATOR), viewer=OPERATOR) == {}


def test_an_unknown_one_is_not_found(client, manager, service):
    sign_in(client, manager)
    assert client.post(f"{OWN}/{uuid.uuid4()}/remove").status_code == 404


def test_looking_removes_nothing(client, manager, service, lom):
    sign_in(client, manager)
    assert client.get(address(lom)).status_code == 405
    assert saved(service) == {"LOM": "Leaflet of the month"}
