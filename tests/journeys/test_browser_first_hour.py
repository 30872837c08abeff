"""A manager's first hour: sign in, rate a standard, add an action for two, and find both in the Word file."""

import docx
import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import tab_to
from tests.journeys.test_browser_sign_in import ADDRESS, by_keyboard, by_mouse


class Mouse:
    """Does everything by pointing."""

    come_in = staticmethod(by_mouse)

    def press(self, target):
        target.click()

    def choose(self, target):
        target.check()

    def write(self, target, text):
        target.fill(text)


class Keyboard:
    """Does everything by keys alone."""

    come_in = staticmethod(by_keyboard)

    def press(self, target):
        tab_to(target.page, target)
        target.page.keyboard.press("Enter")

    def choose(self, target):
        page = target.page
        if target.get_attribute("type") == "checkbox":
            tab_to(page, target)
            page.keyboard.press("Space")
            return
        chosen = page.locator(f"input[name='{target.get_attribute('name')}']:checked")
        tab_to(page, chosen)
        for _ in range(3):
            if not target.is_checked():
                page.keyboard.press("ArrowDown")
        expect(target).to_be_checked()

    def write(self, target, text):
        tab_to(target.page, target)
        target.page.keyboard.press("Control+A")
        target.page.keyboard.type(text)


def follow(hand, target):
    """Press what leads to another page, and be there."""
    with target.page.expect_navigation():
        hand.press(target)


def words_of(path):
    tables = docx.Document(path).tables
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


@pytest.mark.parametrize(
    ("hand", "width", "javascript", "name"),
    [
        (Mouse(), 1280, True, "By mouse"),
        (Mouse(), 320, True, "On a narrow screen"),
        (Mouse(), 1280, False, "Without JavaScript"),
        (Keyboard(), 1280, True, "By keyboard"),
    ],
    ids=["by-mouse", "on-a-narrow-screen", "without-javascript", "by-keyboard"],
)
def test_what_was_rated_and_planned_is_in_the_downloaded_file(
    hand, width, javascript, name, visitor, demonstration, check_page, tmp_path
):
    page = visitor(width, javascript=javascript)
    page.goto("/")
    hand.come_in(page, demonstration.password(ADDRESS))
    follow(hand, page.get_by_role("link", name="Marlshire SENDIASS"))
    follow(hand, page.get_by_role("link", name="Self-assessment 2025-26"))
    follow(hand, page.get_by_role("link", name="1.3 All-year"))
    hand.choose(page.get_by_label("Partially Compliant (P/C)"))
    hand.write(page.get_by_label("Notes"), f"{name}: the helpline was closed in August.")
    follow(hand, page.get_by_role("button", name="Save and go to 1.4"))
    page.get_by_text("Rating for 1.3 saved").wait_for()
    if javascript:
        check_page(page)
    follow(hand, page.get_by_role("link", name="Previous: 1.3"))
    follow(hand, page.get_by_role("link", name="Plan for 1.3"))
    hand.write(page.get_by_label("Task objective"), f"{name}: a helpline in August.")
    hand.choose(page.get_by_label("4.2 Feedback from service users"))
    follow(hand, page.get_by_role("button", name="Add the action").last)
    page.get_by_text("added to the plan").wait_for()
    follow(hand, page.get_by_role("link", name="Self-assessment 2025-26"))
    follow(hand, page.get_by_role("link", name="Download the appendices").first)
    link = page.get_by_role("button", name="Download as Word")
    link.wait_for()
    with page.expect_download() as download:
        hand.press(link)
    download.value.save_as(tmp_path / "appendices.docx")
    rows = words_of(tmp_path / "appendices.docx")
    assert any(
        row[0].startswith("1.3") and row[1:] == ["P/C", f"{name}: the helpline was closed in August."] for row in rows
    )
    assert any(
        row[0].endswith(" (1.3 and 4.2)") and row[1] == f"{name}: a helpline in August."
        for row in rows
        if len(row) == 7
    )
