"""All standards of a year as the report's table."""

from tests.cast import sign_in
from tracker.assessments.changes import save_rating
from tracker.assessments.queries import get_rating

PAGE = "/services/lanternshire/assessments/2021-22/table"


def test_every_standard_stands_in_the_table_and_leads_to_its_page(client, team, manager, assessment):
    save_rating(get_rating(assessment, "1.2"), "C", "Leaflets.", by=manager)
    sign_in(client, team)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert page.text.count("/assessments/2021-22/standards/") == 20
    assert "Leaflets." in page.text
    assert page.text.count("Not rated") == 19


def test_strangers_do_not_find_it_and_commissioners_do_not_read_it(client, commissioner, other_manager, assessment):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    sign_in(client, commissioner)
    assert client.get(PAGE).status_code == 403


def test_it_is_to_read_only(client, manager, assessment):
    sign_in(client, manager)
    assert client.post(PAGE).status_code == 405
