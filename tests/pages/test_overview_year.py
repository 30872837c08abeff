"""A year at a glance: what was carried forward counts, and is told apart until somebody has confirmed it."""

import re

import pytest

from tests.cast import sign_in
from tests.seals import sealed
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import confirm_rating, save_rating, start_assessment
from tracker.assessments.queries import ratings_of
from tracker.assessments.rules import Carry
from tracker.reports.appendices import sentence

PAGE = "/services/lanternshire/assessments/2022-23"
YEARS = "/services/lanternshire/years"


@pytest.fixture
def carried(service, framework, assessment):
    """2022-23, with three ratings and the notes of a fourth standard carried forward from 2021-22."""
    for rating, code in zip(ratings_of(assessment), ["C", "C", "P/C", None], strict=False):
        save_rating(rating, code, "Said last year.", by=OPERATOR)
    return start_assessment(service, framework, period("2022-23", 9), carry=Carry.RATINGS, by=OPERATOR)


def test_the_sentence_and_the_picture_tell_what_is_not_yet_confirmed(client, manager, carried):
    sign_in(client, manager)
    page = client.get(PAGE).text
    said = (
        "2 compliant, 1 partially compliant, 17 not rated; 3 of these ratings are from 2021-22 and not yet confirmed."
    )
    assert f'<p class="govuk-body">{said}</p>' in page
    assert page.count("1.1 C (not yet confirmed), 1.2 C (not yet confirmed), 1.3 P/C (not yet confirmed), 1.4") == 1
    assert page.count(">?</text>") == 3
    assert "A question mark: from 2021-22, not yet confirmed." in page


def test_once_all_is_confirmed_nothing_is_told_any_more(client, manager, carried):
    for rating in ratings_of(carried)[:4]:
        confirm_rating(rating, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "2 compliant, 1 partially compliant, 17 not rated." in page
    assert not any(words in page for words in ("not yet confirmed", ">?</text>", "A question mark"))
    assert "not yet confirmed" not in client.get(YEARS).text


def test_a_single_one_is_one(client, manager, carried):
    for rating in ratings_of(carried)[:2]:
        confirm_rating(rating, by=OPERATOR)
    sign_in(client, manager)
    assert "; 1 of these ratings is from 2021-22 and not yet confirmed." in client.get(PAGE).text


def test_the_years_tell_it_in_the_row_of_the_year(client, manager, carried):
    sign_in(client, manager)
    page = client.get(YEARS).text
    assert "2022-23</a><br>3 of these are from 2021-22 and not yet confirmed</th>" in page
    assert "2022-23, 3 not yet confirmed</text>" in page
    assert "A question mark: carried forward from the year before" in page
    assert page.count('<span class="govuk-visually-hidden"> not yet confirmed</span>') == 3


def test_what_is_printed_says_the_ratings_as_they_are(carried):
    assert sentence(ratings_of(carried)) == "2 compliant, 1 partially compliant, 17 not rated."


def test_a_ratified_year_leads_to_what_was_ratified_and_its_name_is_never_divided(client, manager, assessment):
    sealed(assessment)
    sign_in(client, manager)
    page = client.get(PAGE.replace("2022-23", "2021-22")).text
    assert re.search(r'class="govuk-button"[^>]* href="[^"]*/assessments/2021-22/record">See what was ratified<', page)
    assert "Look at the gaps" not in page
    assert '>Self-assessment <span class="tracker-held">2021-22</span></h1>' in page


def test_a_stranger_finds_nothing(client, other_manager, carried):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE).status_code == 405
