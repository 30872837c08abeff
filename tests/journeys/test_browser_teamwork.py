"""A standard is asked for, drafted and seen, and a remark is written and closed, by keys alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import MANAGER, TEAM, come_in, press_named, tab_to, write_over
from tests.journeys.serving import serve

STANDARD = "/services/marlshire/assessments/2025-26/standards/1.4"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: its people are asked for drafts."""
    with serve(tmp_path_factory.mktemp("teamwork"), "demo") as served:
        yield served


def ask(page, number, check_page):
    """Ask the other one of the team; a day of the past is refused on the way."""
    press_named(page, "link", f"Ask somebody to draft {number}")
    page.get_by_role("heading", name=f"Ask somebody to draft {number}").wait_for()
    press_named(page, "radio", MANAGER, "Space")
    page.keyboard.press("ArrowDown")
    for label, text in [("Day", "12"), ("Month", "5"), ("Year", "2020"), ("What is asked", "Say who audits us.")]:
        write_over(page, label, text)
    press_named(page, "button", "Ask")
    page.get_by_role("link", name="The day by which it is to be drafted must be today or later").wait_for()
    check_page(page)
    write_over(page, "Year", "2199")
    press_named(page, "button", "Ask")
    page.get_by_text(f"{TEAM} is asked to draft {number}. It stands on their home page.").wait_for()
    check_page(page)


def draft(page, number, check_page):
    """Find on the home page what is asked, draft it and say so."""
    check_page(page)
    press_named(page, "link", f"Draft {number} by 12 May 2199")
    page.get_by_text("Say who audits us.").wait_for()
    write_over(page, "Notes", "The council's auditors, each May.")
    check_page(page)
    press_named(page, "button", "Save, and say that it is drafted")
    page.get_by_text(f"Notes for {number} saved. The managers see that it is drafted.").wait_for()
    page.wait_for_load_state()
    expect(page.get_by_role("link", name=f"Draft {number}")).to_have_count(0)


def see(page, number, check_page):
    """Find on the home page what is drafted, look at it and say so."""
    page.goto("/")
    check_page(page)
    press_named(page, "link", f"{TEAM} says {number} is drafted")
    page.get_by_text(f"{TEAM} says that this is drafted").wait_for()
    expect(page.get_by_label("Notes")).to_have_value("The council's auditors, each May.")
    check_page(page)
    press_named(page, "button", "Seen")
    page.get_by_text(f"The draft of {number} is seen.").wait_for()
    page.goto("/")
    expect(page.get_by_role("link", name=f"says {number} is drafted")).to_have_count(0)


@pytest.mark.parametrize(("width", "number"), [(1280, "1.4"), (320, "1.5")])
def test_a_standard_is_asked_for_drafted_and_seen_by_keyboard_alone(visitor, check_page, width, number):
    manager = come_in(visitor, MANAGER, width)
    manager.goto(STANDARD.replace("1.4", number))
    ask(manager, number, check_page)
    draft(come_in(visitor, TEAM, width), number, check_page)
    see(manager, number, check_page)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_remark_is_written_and_closed_and_what_was_typed_meanwhile_stays(visitor, check_page, width):
    words = f"Which account is it, seen at {width}?"
    page = come_in(visitor, TEAM, width)
    page.goto(STANDARD)
    press_named(page, "link", "Write a remark on 1.4")
    page.get_by_role("heading", name="Remarks on 1.4").wait_for()
    check_page(page)
    press_named(page, "button", "Save the remark")
    page.get_by_role("link", name="Write what the others should know.").wait_for()
    check_page(page)
    page.keyboard.press("Enter")
    write_over(page, "Your remark", words)
    press_named(page, "button", "Save the remark")
    page.get_by_text("Remark on 1.4 saved.").wait_for()
    check_page(page)
    write_over(page, "Notes", "Half a sentence")
    tab_to(
        page, page.get_by_role("article", name="Remark by").filter(has_text=words).get_by_role("button", name="Close")
    )
    page.keyboard.press("Enter")
    page.get_by_text("Remark on 1.4 closed.").wait_for()
    expect(page.get_by_label("Notes")).to_have_value("Half a sentence")
    page.goto(STANDARD)
    page.wait_for_load_state()
    expect(page.get_by_label("Notes")).to_have_value("Half a sentence")
