"""A document with the tables of several services: a person says whose are taken in."""

import pytest

from tests.cast import sign_in
from tests.uploads import SEVERAL, send
from tracker.accounts.rules import OPERATOR
from tracker.assessments.queries import assessments_of, ratings_of


@pytest.fixture
def address(client, framework, manager):
    sign_in(client, manager)
    return send(client, SEVERAL).location


def test_each_service_is_offered_by_its_title_with_how_much_there_is(client, address):
    page = client.get(address).text
    assert "This document has the tables of 2 services. Choose those of Lanternshire SENDIASS" in page
    for number, name in ((1, "Northtown"), (2, "Southtown")):
        assert f'href="{address}?service={number}">{name}</a>, from table {number} on: 3 standards, 0 actions' in page
    assert "What was read" not in page


def test_the_one_that_was_chosen_is_shown_and_saved(client, address, service):
    page = client.get(f"{address}?service=2").text
    assert "Of the 2 services in this document, this is “Southtown”." in page
    assert "Southtown." in page
    assert "Northtown" not in page
    assert client.post(f"{address}?service=2").status_code == 302
    (assessment,) = assessments_of(service, viewer=OPERATOR)
    assert {(rating.code, rating.notes) for rating in ratings_of(assessment)[:3]} == {("P/C", "Southtown.")}


@pytest.mark.parametrize("query", ["", "?service=0", "?service=3", "?service=-1", "?service=x", "?service="])
def test_none_is_ever_taken_in_silence(client, address, service, query):
    assert "Choose a service</h1>" in client.get(address + query).text
    refused = client.post(address + query)
    assert (refused.status_code, "Choose a service</h1>" in refused.text) == (422, True)
    assert assessments_of(service, viewer=OPERATOR) == []


def test_of_one_service_none_need_be_chosen(client, framework, manager):
    sign_in(client, manager)
    assert "What was read</h1>" in client.get(f"{send(client).location}?service=2").text
