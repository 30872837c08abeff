"""Hands on a keyboard: they begin once the page's scripts have run, and look where the focus is."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

MANAGER, TEAM = "Rosalind Okafor", "Tom Ellery"


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


def press_named(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Press Tab until the keyboard is on what has this name on the page, then ``key``."""
    tab_to(page, page.get_by_role("main").get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def write_over(page: Page, label: str, text: str) -> None:
    """Press Tab until the keyboard is in the field with this label, and type instead of what is there."""
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def come_in(visitor: Callable[[int], Page], name: str, width: int) -> Page:
    """One of the demonstration's people, signed in by keyboard, on their start page."""
    page = visitor(width)
    page.goto("/demonstration")
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Home").wait_for()
    return page
