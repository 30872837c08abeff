"""Coming in with a password and going out again: by mouse, by keyboard, without JavaScript, on a narrow screen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import tab_to

ADDRESS = "rosalind.okafor@marlshire.example"


def by_mouse(page, password):
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def by_keyboard(page, password):
    tab_to(page, page.get_by_role("link", name="Sign in").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in")
    for label, text in [("E-mail address", ADDRESS), ("Password", password)]:
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("way_in", "width", "javascript"),
    [(by_mouse, 1280, True), (by_mouse, 320, True), (by_mouse, 1280, False), (by_keyboard, 1280, True)],
    ids=["by-mouse", "on-a-narrow-screen", "without-javascript", "by-keyboard"],
)
def test_the_printed_password_lets_in_and_signing_out_lets_go(way_in, width, javascript, visitor, demonstration):
    page = visitor(width, javascript=javascript)
    page.goto("/")
    way_in(page, demonstration.password(ADDRESS))
    page.get_by_role("heading", name="Home").wait_for()
    out = page.get_by_role("button", name="Sign out")
    if way_in is by_keyboard:
        tab_to(page, out)
        page.keyboard.press("Enter")
    else:
        out.click()
    page.get_by_role("link", name="Sign in").first.wait_for()
    assert page.goto("/services/marlshire").url.split("?")[0].endswith("/sign-in")


def test_the_first_tab_leads_past_the_navigation(visitor):
    page = visitor()
    page.goto("/standards/minimum-standards-2018")
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main-content")
