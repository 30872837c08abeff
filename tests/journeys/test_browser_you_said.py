"""A line of *You said, we did* is made from feedback and an action, put first, and copied for a website."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import MANAGER, come_in, press_named, write_over
from tests.journeys.serving import serve

PAGE = "/services/marlshire/you-said-we-did"
ACTION = "Publish what families told us and what we changed, and keep returns rising."


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: lines are added to it."""
    with serve(tmp_path_factory.mktemp("you_said"), "demo") as served:
        yield served


@pytest.mark.parametrize("width", [1280, 320])
def test_what_was_said_and_done_is_told_on_a_website(visitor, check_page, width):
    words = f"Seen at {width}: nobody told us what became of it."
    page = come_in(visitor, MANAGER, width)
    page.goto(PAGE)
    check_page(page)
    press_named(page, "button", "Add a line")
    page.get_by_role("heading", name="Add a line: what was said").wait_for()
    check_page(page)
    press_named(page, "link", "Answers of the families' survey")
    page.get_by_role("heading", name="Add a line: what you did").wait_for()
    check_page(page)
    press_named(page, "link", ACTION)
    page.get_by_role("heading", name="Add a line: the words").wait_for()
    expect(page.get_by_label("We did")).to_have_value(
        "Publish what families told us and what we changed, and keep returns rising."
    )
    check_page(page)
    write_over(page, "You said", words)
    press_named(page, "checkbox", "Show this line to others, and in what is downloaded", "Space")
    press_named(page, "button", "Add the line")
    page.get_by_text("Line added, as the last one.").wait_for()
    check_page(page)
    press_named(page, "link", "Put it on your website")
    page.get_by_role("heading", name="Put it on your website").wait_for()
    check_page(page)
    expect(page.get_by_label("The code to paste")).to_have_value(re.compile(f"<p>{words}</p>"))
    press_named(page, "button", "Copy the code")
    page.get_by_role("button", name="Copied").wait_for()
