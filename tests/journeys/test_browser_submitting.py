"""What must be done before a year is submitted, by keyboard: what is missing is mended, and the rest decided."""

import re

import pytest

from tests.journeys.keyboard import press
from tests.journeys.serving import serve

YEAR = "/services/marlshire/assessments/2025-26"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it decides things."""
    with serve(tmp_path_factory.mktemp("submitting"), "demo") as served:
        yield served


@pytest.mark.parametrize("width", [1280, 320])
def test_what_is_missing_is_mended_and_the_doubtful_decided(sign_in, check_page, width):
    page = sign_in("Rosalind Okafor", width)
    page.goto(YEAR)
    press(page, page.get_by_role("button", name="Check before you submit"))
    page.get_by_role("heading", name="Must be done (1)").wait_for()
    check_page(page)
    press(page, page.get_by_role("link", name="Say why 3.6 has no action"))
    page.get_by_label("Why there is no action").focus()
    page.keyboard.type("The new Adviser begins in March; workshops are planned then.")
    for part, typed in (("Day", "1"), ("Month", "3"), ("Year", "2090")):
        page.get_by_label(part).focus()
        page.keyboard.type(typed)
    check_page(page)
    press(page, page.get_by_role("button", name="Save the reason"))
    page.get_by_text("Reason for 3.6 saved").wait_for()
    page.get_by_text("All that must be done is done.").wait_for()
    press(page, page.get_by_role("button", name=re.compile("Keep it.*A name")))
    page.get_by_role("heading", name="Kept: this may be published (1)").wait_for()
    check_page(page)
    press(page, page.get_by_role("link", name="Download the appendices"))
    page.get_by_role("heading", name="Before you publish this").wait_for()
    check_page(page)
    press(page, page.get_by_role("link", name="Look at each, and decide"))
    press(page, page.get_by_role("button", name="Ask again"))
    page.get_by_text("3.4: this is to be decided again.").wait_for()
    press(page, page.get_by_role("link", name="Open 3.4"))
    page.get_by_role("heading", level=1, name="3.4").wait_for()
    page.goto(f"{YEAR}/standards/3.6/no-action")
    page.get_by_label("Why there is no action").fill("")
    press(page, page.get_by_role("button", name="Save the reason"))
    page.get_by_role("heading", name="Must be done (1)").wait_for()
