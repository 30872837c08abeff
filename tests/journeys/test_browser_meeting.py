"""A meeting by keyboard: the year on the wall, who was there, the plan, the decision, and the minute."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accepting import accept_gap
from tests.journeys.keyboard import press
from tests.journeys.serving import serve

SERVICE = "/services/marlshire"
YEAR = f"{SERVICE}/assessments/2025-26"
SUBMITTER, CHAIR, MEMBER = "Rosalind Okafor", "Graham Petty", "Farah Siddiqui"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it decides things."""
    with serve(tmp_path_factory.mktemp("meeting"), "demo") as served:
        yield served


def write(page, label, text):
    page.get_by_label(label, exact=True).focus()
    page.keyboard.type(text)


def choose(page, group, option):
    """Choose one of several radio buttons with the space bar."""
    target = page.get_by_role("group", name=re.compile(group)).get_by_label(option, exact=True)
    target.focus()
    page.keyboard.press("Space")
    expect(target).to_be_checked()


def turn(page, key, number):
    """Turn the meeting view with a key."""
    page.keyboard.press(key)
    page.wait_for_url(f"**/meeting/{number}")


@pytest.fixture
def submitted(sign_in):
    """The year, handed over."""
    page = sign_in(SUBMITTER)
    accept_gap(page, f"{YEAR}/standards/3.6")
    page.get_by_role("button", name="Submit 2025-26").click()
    page.get_by_text("submitted to your").first.wait_for()


def test_the_chair_leads_a_meeting_from_the_first_standard_to_the_minute(submitted, sign_in, check_page):
    page = sign_in(CHAIR)
    page.goto(f"{YEAR}/meeting")
    check_page(page)
    turn(page, "ArrowRight", "1.2")
    turn(page, "End", "4.3")
    turn(page, "ArrowLeft", "4.2")
    turn(page, "Home", "1.1")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # what is longer than the screen is read first
    turn(page, "PageDown", "1.2")
    turn(page, "PageUp", "1.1")
    turn(page, "End", "4.3")
    page.keyboard.press("ArrowRight")
    press(page, page.get_by_role("link", name="Record the decision").first)
    record_who_was_there(page, check_page)
    look_at_the_plan(page, check_page)
    decide(page, check_page)
    with page.expect_download() as download:
        press(page, page.get_by_role("link", name="Download the minute (Word)"))
    assert re.fullmatch(r"marlshire-minute-\d{4}-\d\d-\d\d\.docx", download.value.suggested_filename)
    read_it_narrow(sign_in(MEMBER, 320), check_page)


def record_who_was_there(page, check_page):
    page.get_by_role("heading", level=1, name="Record a meeting about 2025-26").wait_for()
    before = page.url
    write(page, "Place", "Town Hall")
    for key in ("Home", "ArrowLeft", "End", "PageDown"):
        page.keyboard.press(key)
    for name in (CHAIR, MEMBER):
        choose(page, name, "Present")
    write(page, f"Interest declared by {MEMBER}", "Her son uses the service")
    write(page, "Guests", "Una Ford")
    check_page(page)
    assert page.url == before  # keys are left to whoever types
    press(page, page.get_by_role("button", name="Save the record"))
    page.get_by_text("You can add to it until it decides.").wait_for()
    check_page(page)


def look_at_the_plan(page, check_page):
    press(page, page.get_by_role("link", name="Record that it looked at the plan"))
    page.get_by_role("heading", level=1, name="The plan at the meeting of").wait_for()
    write(page, "What was said", "A good plan.")
    check_page(page)
    press(page, page.get_by_role("button", name="Save that the meeting looked at it"))
    page.get_by_role("heading", name="Changes that were asked for (0)").wait_for()
    write(page, "What the meeting asked for", "Say by when.")
    press(page, page.get_by_role("button", name="Add the change"))
    page.get_by_role("heading", name="Changes that were asked for (1)").wait_for()
    check_page(page)
    press(page, page.get_by_role("link", name="Say what became of it"))
    page.get_by_role("heading", level=1, name="What became of it").wait_for()
    check_page(page)
    press(page, page.get_by_role("link", name=re.compile("^Meeting of")))
    page.get_by_role("heading", level=1, name="Meeting of").wait_for()


def decide(page, check_page):
    press(page, page.get_by_role("button", name="Record the decision"))
    page.get_by_text("There is no quorum").wait_for()
    choose(page, "What the meeting decided", "Sent back")
    write(page, "Why it is sent back", "Too few of us were there.")
    press(page, page.locator("summary", has_text="Exceptions, or what is to be changed, by standard"))
    write(page, "4.2 Feedback from service users", "Ask young people too.")
    press(page, page.locator("summary", has_text="Somebody did not agree"))
    write(page, MEMBER, "I would have agreed.")
    check_page(page)
    press(page, page.get_by_role("button", name="Look it over"))
    page.get_by_text("This cannot be undone.").wait_for()
    check_page(page)
    press(page, page.get_by_role("button", name="Send it back"))
    page.get_by_text("Sent back: the decision about 2025-26 is recorded.").wait_for()
    check_page(page)


def read_it_narrow(page, check_page):
    page.goto(f"{SERVICE}/meetings")
    check_page(page)
    press(page, page.get_by_role("link", name=re.compile("^Meeting of")).first)
    page.get_by_text("Too few of us were there.").wait_for()
    check_page(page)
    press(page, page.get_by_role("link", name="What was said of the plan, and how it stood"))
    page.get_by_role("heading", name="How the plan stood").wait_for()
    check_page(page)
    page.goto(f"{YEAR}/meeting/4.2")
    page.get_by_text("Ask young people too.").wait_for()
    check_page(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_without_javascript_links_turn_the_view(sign_in, width):
    page = sign_in(MEMBER, width, javascript=False)
    page.goto(f"{YEAR}/meeting/1.1")
    page.get_by_role("link", name="Next: 1.2").click()
    page.get_by_role("link", name="Previous: 1.1").click()
    page.wait_for_url("**/meeting/1.1")
    expect(page.get_by_text("Arrow keys move")).to_be_hidden()
