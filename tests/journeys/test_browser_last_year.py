"""A new year begun from the one before, confirmed one by one and compared, with JavaScript and without."""

import pytest

from tests.journeys.conftest import SIDEWAYS
from tests.journeys.serving import serve


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it starts a year."""
    with serve(tmp_path_factory.mktemp("last-year"), "demo") as served:
        yield served


def stays_within(page):
    """What can be checked of a page without JavaScript, in which axe is written."""
    page.wait_for_load_state()  # with its stylesheet
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize(("width", "javascript", "label"), [(320, False, "2026-27"), (1280, True, "2027-28")])
def test_a_year_is_begun_from_the_one_before_and_compared_with_it(sign_in, request, width, javascript, label):
    page, year = sign_in("Rosalind Okafor", width, javascript=javascript), f"/services/marlshire/assessments/{label}"
    check_page = request.getfixturevalue("check_page") if javascript else stays_within
    page.goto("/services/marlshire/assessments/start")
    page.get_by_label("Notes and ratings").check()
    page.get_by_role("button", name="Start the self-assessment").click()
    page.get_by_role("heading", name="not yet confirmed (20)").wait_for()
    check_page(page)
    page.goto(f"{year}/standards/1.1")
    page.get_by_role("button", name="Still right: confirm").click()
    page.get_by_text("Rating for 1.1 saved and confirmed").wait_for()
    page.get_by_label("Compliant (C)", exact=True).check()
    page.get_by_label("Notes").fill(f"Young people have a seat since {label}.")
    check_page(page)
    page.get_by_role("button", name="Save and go to 1.3").click()
    page.get_by_text("Rating for 1.2 saved").wait_for()
    page.goto(year)
    page.get_by_role("heading", name="not yet confirmed (18)").wait_for()
    page.get_by_role("link", name="Compare with another year").click()
    page.get_by_role("listitem").get_by_role("link", name=f"{label} and").first.click()
    page.locator("ins", has_text=label).wait_for()
    check_page(page)
    page.goto("/services/marlshire/years")
    check_page(page)
