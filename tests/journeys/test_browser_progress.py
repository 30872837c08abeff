"""An action goes from its first tick to its completion, by keys alone."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import press_named, tab_to, write_over
from tests.journeys.serving import serve
from tracker.clock import in_words

PLAN = "/services/marlshire/plans/2026-27"
TEAM = "Tom Ellery"
PAST = date(2020, 5, 12)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: two actions of its plan are completed."""
    with serve(tmp_path_factory.mktemp("progress"), "demo") as served:
        yield served


def told(page, message):
    page.get_by_role("status").get_by_text(message).wait_for()


def tick(page, check_page):
    """One step in one press, and one for a day of the past."""
    press_named(page, "button", "Tick step 1")
    told(page, "The action is ongoing now.")
    expect(page.get_by_role("button", name="Untick step 1")).to_be_visible()
    check_page(page)
    press_named(page, "link", re.compile("Done on another day.*step 2"))
    page.get_by_role("heading", name="When was step 2 done?").wait_for()
    write_over(page, "Year", "2199")
    press_named(page, "button", "Tick the step")
    page.get_by_role("link", name="The day must be today or earlier").wait_for()
    check_page(page)
    for label, text in [("Day", str(PAST.day)), ("Month", str(PAST.month)), ("Year", str(PAST.year))]:
        write_over(page, label, text)
    press_named(page, "button", "Tick the step")
    told(page, f"Step 2 ticked: done on {in_words(PAST)}.")


def mark(page, check_page):
    """What came of an outcome, with a figure that is none on the way."""
    press_named(page, "link", re.compile("Say what came of it.*outcome 1"))
    page.get_by_role("heading", name="What came of outcome 1?").wait_for()
    press_named(page, "radio", "Not yet said", "Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Partly achieved", exact=True)).to_be_checked()
    write_over(page, "In a sentence", "More than before")
    write_over(page, "Target figure", "fifty")
    write_over(page, "Figure reached", "44")
    press_named(page, "button", "Save what came of it")
    page.get_by_role("link", name="Enter a number of at most 12 digits, such as 3 or 17.5").wait_for()
    check_page(page)
    write_over(page, "Target figure", "50")
    press_named(page, "button", "Save what came of it")
    told(page, "Outcome 1 saved.")
    expect(page.get_by_text("44 of 50", exact=True)).to_be_visible()


def note(page, check_page):
    """A note for today, which stands on the page."""
    write_over(page, "What was done", "Six questions are agreed.")
    press_named(page, "button", "Save the note")
    told(page, "saved.")
    expect(page.get_by_role("article", name="Note for").get_by_text("Six questions are agreed.")).to_be_visible()
    check_page(page)


def take_what_is_offered(page):
    """The offered text is read, and agreed to."""
    offered = page.locator("#offered").inner_text()
    assert "12.5.20" in offered
    assert "On-going:" in offered
    press_named(page, "button", "Use this text")
    told(page, "Actual completion of action")
    expect(page.locator("#offered")).to_have_count(0)
    expect(page.get_by_text(offered, exact=True)).to_be_visible()


def complete(page, place, check_page):
    """The last tick completes nothing by itself; the button does."""
    press_named(page, "button", "Tick step 3")
    page.get_by_text("All steps are done. Complete the action?").wait_for()
    check_page(page)
    press_named(page, "button", "Complete the action")
    told(page, f"Action {place} is complete.")
    check_page(page)


@pytest.mark.parametrize(("width", "place"), [(1280, 11), (320, 7)])
def test_an_action_goes_from_its_first_tick_to_its_completion(visitor, check_page, width, place):
    page = visitor(width)
    page.goto("/demonstration")
    tab_to(page, page.get_by_role("button", name=TEAM))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Home").wait_for()
    page.goto(PLAN)
    page.goto(page.get_by_role("link", name=f"Open action {place}", exact=True).first.get_attribute("href"))
    check_page(page)
    tick(page, check_page)
    mark(page, check_page)
    note(page, check_page)
    take_what_is_offered(page)
    complete(page, place, check_page)
    press_named(page, "link", "History of this action")
    page.get_by_role("heading", name=f"History of action {place}").wait_for()
    expect(page.get_by_text("Completed an action")).to_be_visible()
    check_page(page)
