"""Choosing a rating's evidence from the library."""

import re

import pytest

from tests.cast import sign_in
from tests.counting import counted
from tests.evidence import make_figure, make_note
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import choose_evidence
from tracker.assessments.queries import evidence_of, get_rating
from tracker.backing.queries import OTHERS_AT_ONCE
from tracker.db import db
from tracker.evidence.changes import delete_evidence

RATE = "/services/lanternshire/assessments/2021-22/standards/1.2"
PAGE = f"{RATE}/evidence"


@pytest.fixture
def rating(assessment):
    return get_rating(assessment, "1.2")


@pytest.fixture
def minutes(service, framework):
    return make_note(service, framework, "Minutes")


@pytest.fixture
def leaflet(service, framework):
    return make_note(service, framework, "Leaflet", standards=("1.2", "1.6"))


def titles(rating):
    db.session.expire_all()
    return [item.title for item in evidence_of(rating)]


def ticked(page):
    return re.findall(r'value="([0-9a-f-]{36})" checked', page.text)


def of(*items):
    return [str(item.id) for item in items]


def test_what_names_the_standard_comes_first_then_the_rest(client, team, rating, minutes, leaflet):
    sign_in(client, team)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    places = [
        page.text.index(words) for words in ("In the library for 1.2", "Leaflet", "Others in the library", "Minutes")
    ]
    assert places == sorted(places)
    assert ticked(page) == []


def test_saving_goes_back_to_the_standard_and_says_so(client, team, rating, minutes, leaflet):
    sign_in(client, team)
    answer = client.post(PAGE, data={"items": of(minutes, leaflet)})
    assert (answer.status_code, answer.location) == (302, f"{RATE}#evidence")
    page = client.get(RATE).text
    assert "Evidence for 1.2 saved." in page
    assert titles(rating) == ["Leaflet", "Minutes"]


def test_what_backs_it_is_ticked_and_is_taken_off_by_unticking(client, manager, rating, minutes, leaflet):
    choose_evidence(rating, add=[minutes, leaflet], by=OPERATOR)
    sign_in(client, manager)
    assert sorted(ticked(client.get(PAGE))) == sorted(of(minutes, leaflet))
    client.post(PAGE, data={"was": of(minutes, leaflet), "items": of(leaflet)})
    assert titles(rating) == ["Leaflet"]


def test_all_can_be_unticked(client, manager, rating, minutes):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    sign_in(client, manager)
    client.post(PAGE, data={"was": of(minutes)})
    assert titles(rating) == []


def test_what_somebody_else_chose_meanwhile_stays_and_what_they_took_off_stays_off(
    client, manager, service, framework, rating, minutes, leaflet
):
    survey = make_note(service, framework, "Survey")
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    sign_in(client, manager)
    choose_evidence(rating, add=[survey], remove={minutes.id}, by=OPERATOR)
    client.post(PAGE, data={"was": of(minutes), "items": of(minutes, leaflet)})
    assert titles(rating) == ["Leaflet", "Survey"]


def test_a_search_saves_nothing_and_loses_no_tick(client, manager, rating, minutes, leaflet):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    sign_in(client, manager)
    page = client.post(PAGE, data={"search": "y", "words": "nowhere", "was": of(minutes), "items": of(leaflet)})
    assert page.status_code == 200
    assert ticked(page) == of(leaflet)
    assert f'name="was" value="{minutes.id}"' in page.text
    assert 'value="nowhere"' in page.text
    assert "Nothing else was found." in page.text
    assert titles(rating) == ["Minutes"]


def test_a_search_shows_what_is_found_and_show_all_the_rest_again(client, manager, rating, minutes, leaflet):
    sign_in(client, manager)
    found = client.post(PAGE, data={"search": "y", "words": "minut"}).text
    assert ("Minutes" in found, "Leaflet" in found) == (True, False)
    every = client.post(PAGE, data={"search": "all", "words": "minut"}).text
    assert ("Minutes" in every, "Leaflet" in every) == (True, True)


def test_the_address_can_say_what_is_looked_for(client, manager, rating, minutes, leaflet):
    sign_in(client, manager)
    page = client.get(PAGE, query_string={"standard": "1.6"}).text
    assert ("Leaflet" in page, "Minutes" in page) == (True, False)


def test_a_large_library_is_shown_in_part_and_all_of_it_can_be_found(client, manager, service, framework, rating):
    for number in range(OTHERS_AT_ONCE + 3):
        make_note(service, framework, f"Item {number:03}")
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "And 3 more: search to see them." in page
    assert "Item 052" not in page
    assert "Item 052" in client.post(PAGE, data={"search": "y", "words": "052"}).text


def test_an_empty_library_says_how_to_begin(client, manager, rating):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "The library is empty." in page
    assert f'href="{PAGE}/add/figure"' in page
    assert 'name="items"' not in page


def test_an_item_that_was_taken_out_meanwhile_is_refused_by_name_and_what_was_ticked_stays(
    client, manager, rating, minutes, leaflet
):
    delete_evidence(minutes, by=OPERATOR)
    sign_in(client, manager)
    page = client.post(PAGE, data={"items": of(minutes, leaflet)})
    assert page.status_code == 409
    assert "“Minutes” was taken out of the library meanwhile" in page.text
    assert sorted(ticked(page)) == sorted(of(minutes, leaflet))
    assert "Taken out of the library" in page.text
    assert 'href="#items"' in page.text
    assert page.text.count('id="items"') == 1
    assert titles(rating) == []


def test_another_services_item_is_not_found(client, manager, framework, rating):
    theirs = make_note(add_service("Southtown", "southtown", by=OPERATOR), framework, "Theirs")
    sign_in(client, manager)
    for more in ({}, {"search": "y"}):
        page = client.post(PAGE, data={"items": of(theirs)} | more)
        assert page.status_code == 404
        assert "Theirs" not in page.text
    assert titles(rating) == []


@pytest.mark.parametrize("sent", [{"items": "x"}, {"was": ["", "x"]}, {"items": "9" * 5_000}])
def test_what_is_no_identifier_counts_for_nothing(client, manager, rating, sent):
    sign_in(client, manager)
    assert client.post(PAGE, data=sent).status_code == 302
    assert titles(rating) == []


def test_a_figure_under_five_is_printed_so(client, manager, service, framework, rating):
    make_figure(service, framework, "3", as_few=True)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "fewer than 5" in page
    assert "3 referrals" not in page


def test_looking_changes_nothing(client, manager, rating, minutes):
    sign_in(client, manager)
    client.get(PAGE, query_string={"items": of(minutes)})
    assert titles(rating) == []


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner"])
def test_who_does_not_keep_evidence_may_not(request, client, rating, minutes, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"items": of(minutes)}).status_code == 403
    assert titles(rating) == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, rating, minutes):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data={"items": of(minutes)}).status_code == 404


@pytest.mark.parametrize("address", [PAGE.replace("1.2", "9.9"), PAGE.replace("2021-22", "2019-20")])
def test_an_unknown_number_or_year_is_not_found(client, manager, assessment, address):
    sign_in(client, manager)
    assert client.get(address).status_code == 404


def test_other_methods_are_refused(client, manager, rating):
    sign_in(client, manager)
    assert client.delete(PAGE).status_code == 405


def test_of_a_full_library_it_takes_as_many_queries_as_of_a_small_one(
    client, team, rating, service, framework, minutes
):
    def fill(numbers):
        for number in numbers:
            make_figure(service, framework, str(number), period=f"{1900 + number}")
            make_note(service, framework, f"For 1.2, {number}", standards=("1.2", "1.6"))
            choose_evidence(rating, add=[make_note(service, framework, f"Ticked {number}")], by=OPERATOR)

    def took():
        with counted() as made:
            assert client.get(PAGE).status_code == 200
        return len(made)

    sign_in(client, team)
    fill([1])
    first = took()
    fill(range(2, 6))
    assert took() == first
