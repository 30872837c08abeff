"""From the gap 3.2 to a planned action, by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import tab_to
from tests.journeys.serving import serve

YEAR = "/services/marlshire/assessments/2025-26"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it plans."""
    with serve(tmp_path_factory.mktemp("gap"), "demo") as served:
        yield served


def press(target):
    """Reach what leads to another page by Tab, press Enter, and be there."""
    tab_to(target.page, target)
    with target.page.expect_navigation():
        target.page.keyboard.press("Enter")


def write(target, text):
    """Reach a field by Tab, and type instead of what is there."""
    tab_to(target.page, target)
    target.page.keyboard.press("Control+A")
    target.page.keyboard.type(text)


def take_actions_out(page, number):
    """Leave a standard with no open action: the demonstration has some for it."""
    standard = f"{YEAR}/standards/{number}"
    page.goto(standard)
    while (link := page.get_by_role("link", name="Open the action")).count():
        press(link.first)
        press(page.get_by_role("button", name="Take this action out of the plan"))
        page.goto(standard)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_gap_becomes_an_action(sign_in, check_page, width):
    page = sign_in("Rosalind Okafor", width)
    take_actions_out(page, "3.2")
    page.goto(f"{YEAR}/gaps")
    gap = page.get_by_text("3.2 is partially compliant, but has no open action.")
    expect(gap).to_be_visible()
    check_page(page)
    press(page.get_by_role("link", name=re.compile(r"Plan for this.*3\.2")))
    objective = page.get_by_label("Task objective")
    expect(objective).to_have_value(
        "Three of six main leaflets now in easy read, each signed off by the readers' group."
    )
    check_page(page)
    write(objective, "Have the last three leaflets in easy read.")
    write(page.get_by_label("Who", exact=True), "Theo, Adviser")
    press(page.get_by_role("button", name="Add the action").last)
    expect(page.get_by_text("for 3.2: “Have the last three leaflets in easy read.”")).to_be_visible()
    expect(gap).to_have_count(0)
    check_page(page)
