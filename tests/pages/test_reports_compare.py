"""Two years of a service beside each other, and choosing which."""

import re
from dataclasses import replace

import pytest

from tests.cast import sign_in
from tests.counting import counted
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import save_rating, start_assessment
from tracker.assessments.queries import get_rating
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

YEARS = "/services/lanternshire/assessments"
PAGE = f"{YEARS}/2022-23/compare/2021-22"
CHOOSER = f"{YEARS}/2022-23/compare"


@pytest.fixture
def this_year(service, framework, assessment):
    """2022-23 after 2021-22: 1.1 moved up, 1.2 moved down, 1.3 is newly rated, 1.4 unchanged, 1.5 unrated again."""
    later = start_assessment(service, framework, period("2022-23", 9), by=OPERATOR)
    given = {
        "1.1": (("P/C", "We print two leaflets a year."), ("C", "We print four leaflets a year.")),
        "1.2": (("C", "Agreed."), ("P/C", "Agreed.")),
        "1.3": ((None, ""), ("C", "")),
        "1.4": (("C", ""), ("C", "")),
        "1.5": (("C", ""), (None, "")),
    }
    for number, both in given.items():
        for year, (code, notes) in zip((assessment, later), both, strict=True):
            save_rating(get_rating(year, number), code, notes, by=OPERATOR)
    return later


def of_standard(page, number):
    """The row of one standard."""
    return re.search(rf'id="standard-{re.escape(number)}">(.*?)</tr>', page, re.DOTALL)[1]


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair"])
def test_it_says_what_moved_and_has_the_sentence_for_the_report(request, client, this_year, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert (
        "3 compliant in 2021-22, 3 in 2022-23; 1 moved up: 1.1; 1 moved down: 1.2; 1 newly rated: 1.3; "
        "16 not rated in 2022-23: 1.5," in page.text
    )
    said = {number: of_standard(page.text, number) for number in ("1.1", "1.2", "1.3", "1.4", "1.5")}
    words = ["Moved up", "Moved down", "Newly rated", "Unchanged", "Not rated"]
    assert all(word in row for word, row in zip(words, said.values(), strict=True))


def test_notes_are_marked_word_by_word_and_in_words_for_who_cannot_see(client, manager, this_year):
    sign_in(client, manager)
    page = client.get(PAGE).text
    row = of_standard(page, "1.1")
    assert re.search(r"<del><span class=\"govuk-visually-hidden\">\(taken out: </span>two<span", row)
    assert re.search(r"<ins><span class=\"govuk-visually-hidden\">\(added: </span>four<span", row)
    assert "The same in both years." in of_standard(page, "1.2")
    assert "None in either year." in of_standard(page, "1.4")


def test_what_people_typed_is_no_html(client, manager, this_year, assessment):
    save_rating(get_rating(assessment, "1.1"), "C", "<b>two</b> leaflets", by=OPERATOR)
    sign_in(client, manager)
    assert "<b>" not in client.get(PAGE).text


def test_whichever_year_comes_first_in_the_address_the_earlier_one_is_first(client, manager, this_year):
    sign_in(client, manager)
    assert client.get(f"{YEARS}/2021-22/compare/2022-23").text == client.get(PAGE).text


def test_a_year_is_not_compared_with_itself(client, manager, this_year):
    sign_in(client, manager)
    page = client.get(f"{YEARS}/2022-23/compare/2022-23")
    assert (page.status_code, "cannot be compared with itself" in page.text) == (409, True)


def test_years_against_different_standards_are_not_compared_and_not_offered(client, manager, service, this_year):
    other, _ = load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    start_assessment(service, other, period("2023-24", 9), by=OPERATOR)
    sign_in(client, manager)
    page = client.get(f"{YEARS}/2022-23/compare/2023-24")
    assert (page.status_code, "against different standards" in page.text) == (409, True)
    assert "/compare/2023-24" not in client.get(CHOOSER).text
    assert "There is no other self-assessment" in client.get(f"{YEARS}/2023-24/compare").text


def test_any_other_year_can_be_chosen_from_the_overview(client, manager, service, framework, this_year):
    start_assessment(service, framework, period("2018-19", 9), by=OPERATOR)
    sign_in(client, manager)
    assert f'href="{CHOOSER}"' in client.get(f"{YEARS}/2022-23").text
    page = client.get(CHOOSER).text
    assert page.index(f'href="{PAGE}"') < page.index(f'href="{CHOOSER}/2018-19"')
    assert f"{CHOOSER}/2022-23" not in page


@pytest.mark.parametrize("address", [PAGE, CHOOSER])
def test_strangers_do_not_find_it_and_commissioners_do_not_read_it(
    client, commissioner, other_manager, this_year, address
):
    sign_in(client, other_manager)
    assert client.get(address).status_code == 404
    sign_in(client, commissioner)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", [f"{CHOOSER}/2019-20", f"{CHOOSER}/x", f"{YEARS}/2019-20/compare"])
def test_an_unknown_year_is_not_found(client, manager, this_year, address):
    sign_in(client, manager)
    assert client.get(address).status_code == 404


def test_it_is_to_read_only(client, manager, this_year):
    sign_in(client, manager)
    assert client.post(PAGE).status_code == 405
    assert client.post(CHOOSER).status_code == 405


def test_five_years_take_no_more_queries_than_two(client, manager, service, framework, this_year):
    sign_in(client, manager)
    with counted() as of_two:
        client.get(PAGE)
    for label in ("2017-18", "2018-19", "2019-20"):
        start_assessment(service, framework, period(label, 9), by=OPERATOR)
    with counted() as of_five:
        client.get(PAGE)
    assert 0 < len(of_five) == len(of_two) < 20
