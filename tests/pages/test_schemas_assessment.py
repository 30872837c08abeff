"""What stands where in the file for another program: open to anyone, and worth keeping for a day."""

import pytest

from tests.cast import sign_in
from tracker.reports.everything import NAME, VERSION, schema

ADDRESS = "/schemas/assessment.json"


def test_anybody_reads_it(client):
    page = client.get(ADDRESS)
    assert (page.status_code, page.mimetype) == (200, "application/schema+json")
    assert list(page.json.items()) == list(schema().items())
    assert page.json["$id"] == f"urn:{NAME.replace('-assessment', '-tracker')}:assessment:{VERSION}"


def test_it_may_be_kept_for_a_day_and_is_not_sent_again_while_it_is_the_same(client):
    page = client.get(ADDRESS)
    assert page.headers["Cache-Control"] == "public, max-age=86400"
    again = client.get(ADDRESS, headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(ADDRESS, headers={"If-None-Match": '"another"'}).status_code == 200


def test_the_page_with_the_file_leads_to_it(client, assessment, manager):
    sign_in(client, manager)
    assert f'href="{ADDRESS}"' in client.get("/services/lanternshire/assessments/2021-22/export").text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405
