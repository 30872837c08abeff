"""A rating's evidence in a real browser: chosen and added by keyboard alone, without JavaScript, and nothing lost."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SIDEWAYS
from tests.journeys.serving import serve

STANDARD = "/services/marlshire/assessments/2025-26/standards/"


@pytest.fixture
def site(tmp_path):
    """A demonstration of this story's own: it changes the library."""
    with serve(tmp_path, "demo") as served:
        yield served.url


def tab_to(page, name, key="Tab"):
    """Press Tab, or Shift and Tab, until what is called ``name`` has the focus, from where it is."""
    page.wait_for_load_state()
    for _ in range(120):
        page.keyboard.press(key)
        called = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.replace(/\\s+/g, ' ').trim()"
        )
        if called == name:
            return
    raise AssertionError(f"{key} does not reach {name}")


def press(page, name, key="Enter"):
    tab_to(page, name)
    page.keyboard.press(key)


def write(page, name, text, key="Tab"):
    tab_to(page, name, key)
    page.keyboard.type(text)


def listed(page):
    return page.locator("#evidence + ul > li > div > a")


@pytest.mark.parametrize("width", [1280, 320])
def test_evidence_is_chosen_by_keyboard_alone_and_a_search_loses_no_tick(sign_in, check_page, width):
    page = sign_in("Tom Ellery", width)
    page.goto(f"{STANDARD}1.4")
    page.get_by_text("Nothing from the library backs this rating yet.").wait_for()
    press(page, "Choose from the library")
    page.get_by_role("heading", name="Choose evidence for 1.4").wait_for()
    check_page(page)
    press(page, "Answers of the families' survey", " ")
    write(page, "Search titles, descriptions and file names", "job", "Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ticked").wait_for()
    check_page(page)
    expect(page.get_by_label("Answers of the families' survey")).to_be_checked()
    expect(page.get_by_label("Thanks from a school")).to_have_count(0)
    press(page, "Service Manager's job description", " ")
    press(page, "Save")
    page.get_by_text("Evidence for 1.4 saved.").wait_for()
    expect(listed(page)).to_have_text(["Answers of the families' survey", "Service Manager's job description"])
    check_page(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_evidence_is_added_and_taken_off_by_keyboard_alone(sign_in, check_page, width):
    page = sign_in("Tom Ellery", width)
    page.goto(f"{STANDARD}1.4")
    press(page, "a note")
    page.get_by_role("heading", name="Add a note for 1.4").wait_for()
    check_page(page)
    for name, text in [("Title", "Budget statement"), ("Day", "31"), ("Month", "8"), ("Year", "2026")]:
        write(page, name, text)
    press(page, "Add a note for 1.4")
    page.get_by_text("“Budget statement” added for 1.4.").wait_for()
    expect(listed(page)).to_have_text(["Budget statement"])
    check_page(page)
    press(page, "Remove: Budget statement")
    page.get_by_text("“Budget statement” does not back 1.4 any more.").wait_for()
    page.wait_for_load_state()
    expect(listed(page)).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_last_years_evidence_is_used_again_and_one_in_use_is_taken_out_and_put_back(sign_in, request, javascript):
    page = sign_in("Rosalind Okafor", 1280 if javascript else 320, javascript=javascript)
    check = request.getfixturevalue("check_page") if javascript else stays_within
    page.goto(f"{STANDARD}1.8")
    check(page)
    page.get_by_role("button", name="Use it again").click()
    page.get_by_text("Used again for 1.8").wait_for()
    page.get_by_role("link", name="Agenda of the Advisory Group").click()
    page.get_by_text("Backs 1.8 in 2025-26").wait_for()
    check(page)
    page.goto(f"{STANDARD}3.4")
    page.get_by_role("link", name="Answers of the families’ survey").or_(
        page.get_by_role("link", name="Answers of the families' survey")
    ).first.click()
    page.get_by_role("button", name="Take it out of the library").click()
    page.get_by_text("It backs 3.4 and 4.2 in 2025-26").wait_for()
    check(page)
    page.get_by_role("button", name="Take it out").click()
    page.get_by_role("heading", name="Taken out").wait_for()
    page.goto(f"{STANDARD}3.4")
    page.get_by_text("Taken out of the library").wait_for()
    check(page)
    page.goto("/services/marlshire/evidence")
    page.get_by_role("button", name="Put it back").click()
    page.get_by_text("is back in the library").wait_for()
    page.goto(f"{STANDARD}3.4")
    expect(page.get_by_text("Taken out of the library")).to_have_count(0)
    expect(listed(page)).not_to_have_count(0)


def stays_within(page):
    """What can be checked of a page without JavaScript, in which axe is written."""
    page.wait_for_load_state()  # with its stylesheet
    assert page.evaluate(SIDEWAYS) <= 0


def test_notes_that_were_typed_are_not_lost_by_seeing_to_the_evidence(sign_in):
    page = sign_in("Rosalind Okafor")
    page.goto(f"{STANDARD}1.2")
    page.get_by_label("Notes").fill("Not saved yet.")
    page.get_by_role("button", name="Use it again").click()
    page.get_by_text("Used again for 1.2").wait_for()
    expect(page.get_by_label("Notes")).to_have_value("Not saved yet.")
    page.get_by_role("link", name="Choose from the library").click()
    page.get_by_label("Thanks from a school").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Evidence for 1.2 saved.").wait_for()
    expect(page.get_by_label("Notes")).to_have_value("Not saved yet.")
    other = sign_in("Tom Ellery")
    other.goto(f"{STANDARD}1.2")
    expect(other.get_by_label("Notes")).to_have_value("Not saved yet.")
