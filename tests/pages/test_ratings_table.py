"""All standards of a year as the report's table."""

import pytest

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import save_rating, start_assessment
from tracker.assessments.queries import get_rating
from tracker.assessments.rules import Carry

PAGE = "/services/lanternshire/assessments/2021-22/table"


def test_every_standard_stands_in_the_table_and_leads_to_its_page(client, group, manager, assessment):
    save_rating(get_rating(assessment, "1.2"), "C", "Leaflets.", by=manager)
    sign_in(client, group)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert page.text.count('<a class="govuk-link" href="/services/lanternshire/assessments/2021-22/standards/') == 20
    assert "Leaflets." in page.text
    assert page.text.count("Not rated") == 19


def test_strangers_do_not_find_it_and_commissioners_do_not_read_it(client, commissioner, other_manager, assessment):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    sign_in(client, commissioner)
    assert client.get(PAGE).status_code == 403


def test_a_manager_types_ratings_and_notes_in_the_table(client, manager, assessment):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert page.count("<textarea") == page.count("<select") == 20
    answer = client.post(
        f"{PAGE.removesuffix('table')}standards/1.2", data={"code": "C", "notes": "x", "version": "1", "back": "table"}
    )
    assert answer.headers["Location"] == f"{PAGE}#standard-1.2"
    assert get_rating(assessment, "1.2").code == "C"


def test_the_team_types_notes_only(client, team, assessment):
    sign_in(client, team)
    page = client.get(PAGE).text
    assert page.count("<textarea") == 20
    assert "<select" not in page


@pytest.mark.parametrize("reader", ["group", "chair"])
def test_the_group_only_reads(request, client, assessment, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE).text
    assert "<textarea" not in page
    assert 'data-autosave="' not in page


def test_what_was_carried_is_marked_in_its_row_and_can_be_confirmed_there(client, manager, assessment, framework):
    save_rating(get_rating(assessment, "1.2"), "C", "Leaflets.", by=OPERATOR)
    start_assessment(assessment.service, framework, period("2022-23", 9), carry=Carry.RATINGS, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE.replace("2021-22", "2022-23")).text
    assert page.count("From 2021-22, not yet confirmed.") == page.count("Still right: confirm") == 1


def test_nothing_is_sent_to_the_table_itself(client, manager, assessment):
    sign_in(client, manager)
    assert client.post(PAGE).status_code == 405
