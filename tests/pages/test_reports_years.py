"""All years of a service beside each other."""

import re
from dataclasses import replace

import pytest

from tests.cast import sign_in
from tests.counting import counted
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import save_rating, start_assessment
from tracker.assessments.queries import ratings_of
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

SERVICE = "/services/lanternshire"
PAGE = f"{SERVICE}/years"


@pytest.fixture
def years(service, framework, assessment):
    """2021-22 and 2022-23, with eleven and with fourteen compliant standards."""
    later = start_assessment(service, framework, period("2022-23", 9), by=OPERATOR)
    for year, compliant in ((assessment, 11), (later, 14)):
        for place, rating in enumerate(ratings_of(year)):
            save_rating(rating, "C" if place < compliant else "P/C", "", by=OPERATOR)
    return assessment, later


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair"])
def test_the_picture_and_the_table_say_the_same(request, client, years, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE)
    assert page.status_code == 200
    said = "2021-22: 11 compliant, 9 partially compliant. 2022-23: 14 compliant, 6 partially compliant."
    assert f">{said}</desc>" in page.text
    counts = re.findall(r">(20\d\d-\d\d)</a></th>(.*?)</tr>", page.text)
    assert [(label, re.findall(r">(\d+)</td>", cells)) for label, cells in counts] == [
        ("2021-22", ["11", "9", "0"]),
        ("2022-23", ["14", "6", "0"]),
    ]
    assert len(re.findall(r"</strong>\s+up</td>", page.text)) == 3


def test_it_leads_to_what_changed_last(client, manager, years):
    sign_in(client, manager)
    assert f'href="{SERVICE}/assessments/2022-23/compare/2021-22"' in client.get(PAGE).text


def test_the_services_page_leads_to_it_where_there_is_more_than_one_year(client, manager, assessment, framework):
    sign_in(client, manager)
    assert PAGE not in client.get(SERVICE).text
    start_assessment(assessment.service, framework, period("2022-23", 9), by=OPERATOR)
    assert f'href="{PAGE}"' in client.get(SERVICE).text


def test_years_against_other_standards_have_a_picture_of_their_own(client, manager, service, years):
    other, _ = load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    start_assessment(service, other, period("2023-24", 9), by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert page.count("<svg") == 2
    assert "2023-24: 20 not rated." in page
    assert len(re.findall(r'id="([^"]+)"', page)) == len(set(re.findall(r'id="([^"]+)"', page)))


def test_without_an_assessment_it_says_so(client, manager, service):
    sign_in(client, manager)
    assert "This service has no self-assessment yet." in client.get(PAGE).text


def test_five_years_take_no_more_queries_than_two(client, manager, service, framework, years):
    sign_in(client, manager)
    with counted() as of_two:
        client.get(PAGE)
    for label in ("2017-18", "2018-19", "2019-20"):
        start_assessment(service, framework, period(label, 9), by=OPERATOR)
    with counted() as of_five:
        page = client.get(PAGE)
    assert page.text.count("tracker-picture__title") == 5
    assert 0 < len(of_five) == len(of_two) < 15


def test_strangers_do_not_find_it_and_commissioners_do_not_read_it(client, commissioner, other_manager, years):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    sign_in(client, commissioner)
    assert client.get(PAGE).status_code == 403


def test_it_is_to_read_only(client, manager, years):
    sign_in(client, manager)
    assert client.post(PAGE).status_code == 405
