"""Hands on a keyboard: they begin once the page's scripts have run, and look where the focus is."""

from playwright.sync_api import Locator, Page, expect


def press(page: Page, target: Locator) -> None:
    """Go there with the keyboard, and press Enter; returns once the page that follows has begun."""
    target.wait_for()
    page.wait_for_load_state()
    target.focus()
    expect(target).to_be_focused()
    target.press("Enter")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the keyboard is there, as somebody without a mouse does."""
    target.wait_for()
    page.wait_for_load_state()
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {target}.")
