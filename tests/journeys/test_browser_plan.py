"""A plan as a team opens it every week: typed into, put in order by mouse and keyboard, and looked at in part."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import serve

SAVED = re.compile(r"^Saved \d\d:\d\d")
PLAN = "/services/marlshire/plans/2025-26"
WEBSITE = "Launch a website"
COMMISSIONERS = "Show commissioners what the service needs"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own."""
    with serve(tmp_path_factory.mktemp("plan"), "demo") as served:
        yield served


@pytest.fixture
def tolerated():
    failed = "Failed to load resource: the server responded with a status of"
    return (f"{failed} 409", f"{failed} 422")


def rows(page):
    return page.locator("tr[data-place]")


def row(page, text):
    return rows(page).filter(has_text=text)


def test_a_cell_is_typed_into_and_how_the_action_stands_follows(sign_in, check_page):
    page = sign_in("Rosalind Okafor")
    page.goto(f"{PLAN}?standard=3.2")
    page.wait_for_load_state("networkidle")
    leaflets = row(page, "easy read")
    leaflets.get_by_label("Timescale of action").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Apr 2031")
    page.keyboard.press("Tab")
    expect(leaflets.locator("[data-status]")).to_have_text(SAVED)
    expect(leaflets.locator("[data-text]").filter(has_text="Apr 2031")).to_contain_text("due 30 April 2031")
    expect(leaflets.locator("[data-standing]")).to_contain_text("On track")
    leaflets.get_by_label("State of action").select_option("Complete")
    expect(leaflets.locator("[data-standing]")).to_contain_text("Complete")
    assert page.url.endswith("?standard=3.2")
    check_page(page)


def test_what_two_type_into_one_cell_is_shown_to_the_second_and_the_filter_survives(sign_in):
    hers, his = sign_in("Rosalind Okafor"), sign_in("Tom Ellery")
    for page in (hers, his):
        page.goto(f"{PLAN}?standard=3.3")
        page.wait_for_load_state("networkidle")
    for page, text in ((hers, "Hers"), (his, "His")):
        row(page, WEBSITE).get_by_label("Who? of action").fill(text)
        page.keyboard.press("Tab")
        expect(row(page, WEBSITE).locator("[data-status]")).to_contain_text("aved")
    his.get_by_role("button", name="See both texts").click()
    expect(his.get_by_role("heading", name="Somebody else saved this action while you did")).to_be_visible()
    expect(his.get_by_text("Hers", exact=True)).to_be_visible()
    expect(his.get_by_label("Who")).to_have_value("His")
    his.wait_for_load_state("networkidle")
    his.get_by_role("button", name="Save my version").click()
    his.wait_for_url(f"**{PLAN}?standard=3.3#action-*")
    expect(row(his, WEBSITE).locator("[data-text]").filter(has_text="His")).to_be_visible()


def drag_up(page, dragged, onto):
    """Drag a row to before another, both in sight."""
    onto.evaluate("row => row.scrollIntoView()")
    dragged.locator("[data-handle]").hover()
    page.mouse.down()
    box = onto.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 60, steps=5)
    page.mouse.move(box["x"] + 300, box["y"] + 20, steps=5)
    page.mouse.up()


def test_an_action_is_dragged_and_moved_by_keyboard_and_the_focus_goes_with_it(sign_in, check_page):
    page = sign_in("Rosalind Okafor")
    page.goto(PLAN)
    page.wait_for_load_state("networkidle")
    drag_up(page, row(page, COMMISSIONERS), rows(page).first)
    expect(rows(page).first).to_contain_text(COMMISSIONERS)
    expect(rows(page).first.locator("[data-moved]")).to_contain_text("is at place 1 now.")
    expect(rows(page).first.get_by_role("link", name="Open action 1", exact=True)).to_be_visible()
    rows(page).first.locator("summary").press("Enter")
    button = row(page, COMMISSIONERS).get_by_role("button", name="Move down")
    button.press("Enter")
    expect(rows(page).nth(1)).to_contain_text(COMMISSIONERS)
    expect(button).to_be_focused()
    button.press("Enter")
    expect(rows(page).nth(2).locator("[data-moved]")).to_contain_text("is at place 3 now.")
    row(page, COMMISSIONERS).get_by_label("Move to place").fill("99")
    page.keyboard.press("Enter")
    expect(row(page, COMMISSIONERS).locator("[data-moved]")).to_contain_text("Enter a place from 1 to")
    check_page(page)
    page.reload()
    expect(rows(page).nth(2)).to_contain_text(COMMISSIONERS)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_view_is_sound_and_keeps_what_is_looked_for(sign_in, check_page, width):
    page = sign_in("Rosalind Okafor", width)
    page.goto(PLAN)
    page.get_by_text("Show only some actions").click()
    page.get_by_label("Who", exact=True).select_option("Rosalind Okafor")
    page.get_by_role("button", name="Show", exact=True).click()
    check_page(page)
    for name in ("By person", "By standard", "By date", "Timeline", "Table"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("[aria-current=page]")).to_have_text(name)
        expect(page.get_by_label("Who", exact=True)).to_have_value("Rosalind Okafor")
        check_page(page)


def test_without_javascript_an_action_is_moved_and_opened(visitor):
    page = visitor(320, javascript=False)
    page.goto("/demonstration")
    page.get_by_role("button", name="Rosalind Okafor").click()
    page.goto(f"{PLAN}?standard=4.2")
    expect(page.locator("textarea:visible")).to_have_count(0)
    last = row(page, "Hear back")
    last.locator("summary").click()
    last.get_by_label("Move to place").fill("2")
    last.get_by_role("button", name="Move there").click()
    page.wait_for_url(f"**{PLAN}?standard=4.2#action-*")
    expect(page.get_by_text("is at place 2 now.")).to_be_visible()
    page.get_by_role("link", name="Open action 2", exact=True).click()
    expect(page.get_by_role("heading", name="Action 2", exact=True)).to_be_visible()
