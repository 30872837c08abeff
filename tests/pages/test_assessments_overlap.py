"""A self-assessment has no day in common with another against the same standards, however it is begun."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.cast import sign_in
from tests.uploads import ADDRESS, GOOD, send
from tracker.accounts.rules import OPERATOR
from tracker.assessments.queries import assessments_of
from tracker.db import db
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

PAGE = "/services/lanternshire/assessments/start"
SAID = "1 April 2022 to 31 March 2023 overlaps the self-assessment 2021-22, 1 September 2021 to 31 August 2022"


def day(name, day, month, year):
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def periods(service):
    return [(one.label, one.starts, one.ends) for one in assessments_of(service, viewer=OPERATOR)]


@pytest.fixture
def changed_year(service, assessment):
    """The service, which assessed September 2021 to August 2022 and whose year begins in April from then on."""
    service.year_starts = 4
    db.session.flush()
    return service


def test_the_start_form_names_the_other_at_the_day_to_change_and_keeps_what_was_typed(client, manager, changed_year):
    sign_in(client, manager)
    page = client.post(PAGE, data={"label": "2022-23", "carry": "notes"}).text
    assert re.search(rf'id="starts-error".*?{SAID}. Enter a first day after that', page)
    assert f'<a href="#starts-day">{SAID}' in page
    assert '<details class="govuk-details" open>' in page
    assert 'value="2022-23"' in page
    assert re.search(r'value="notes"\s+checked', page)
    assert len(periods(changed_year)) == 1


def test_a_shortened_period_bridges_a_change_of_the_year(client, manager, changed_year):
    sign_in(client, manager)
    client.post(PAGE, data={"label": "2022-23"} | day("starts", 1, 9, 2022))
    assert periods(changed_year)[1:] == [("2022-23", date(2022, 9, 1), date(2023, 3, 31))]
    client.post(PAGE, data={"label": "2023-24"})
    assert periods(changed_year)[2:] == [("2023-24", date(2023, 4, 1), date(2024, 3, 31))]


def test_one_that_would_end_in_the_other_is_told_at_its_last_day(client, manager, assessment, service):
    sign_in(client, manager)
    page = client.post(PAGE, data={"label": "2020-21"} | day("ends", 1, 9, 2021)).text
    assert re.search(
        r'id="ends-error".*?1 September 2020 to 1 September 2021 overlaps .*? a last day before that', page
    )
    client.post(PAGE, data={"label": "2020-21"} | day("ends", 31, 8, 2021))
    assert [label for label, *_ in periods(service)] == ["2020-21", "2021-22"]


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ((1, 1, 2020), (31, 8, 2023), "Enter a first day after that, or another period."),  # around it
        ((1, 10, 2021), (31, 7, 2022), "Enter another period."),  # inside it
    ],
)
def test_one_around_or_inside_the_other_is_told_at_its_first_day(client, manager, assessment, starts, ends, said):
    sign_in(client, manager)
    page = client.post(PAGE, data={"label": "2022-23"} | day("starts", *starts) | day("ends", *ends)).text
    assert re.search(rf'id="starts-error".*? overlaps the self-assessment 2021-22, .*?\. {said}', page)


def test_other_standards_may_be_assessed_for_the_same_days(client, manager, changed_year):
    load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    sign_in(client, manager)
    client.post(PAGE, data={"label": "2022-23", "framework": "minimum-standards-2027"})
    assert [label for label, *_ in periods(changed_year)] == ["2021-22", "2022-23"]


def test_a_word_file_is_told_so_at_its_period_and_can_be_given_days_of_its_own(client, manager, changed_year):
    sign_in(client, manager)
    look = send(client, GOOD, name="2022-23.docx").location
    page = client.post(look, data={"label": "2022-23", "plan": "2022-23", "notes_0": "Typed before."}).text
    assert re.search(rf'id="starts-error".*?{SAID}', page)
    assert "Typed before." in page
    answer = client.post(look, data={"label": "2022-23", "plan": "2022-23"} | day("starts", 1, 9, 2022))
    assert answer.location == "/services/lanternshire/assessments/2022-23"
    assert periods(changed_year)[1:] == [("2022-23", date(2022, 9, 1), date(2023, 3, 31))]


def test_a_word_file_that_waits_is_not_ready_and_its_line_says_why(client, manager, changed_year):
    sign_in(client, manager)
    send(client, GOOD, name="2022-23.docx")
    page = client.get(ADDRESS).text
    assert f"{SAID}. Correct the period, or open the file to give its first and last day." in page
    client.post(f"{ADDRESS}/all", data={})
    assert len(periods(changed_year)) == 1
