"""What stories do so that a year can be submitted: accept a gap, with a reason and a day to look again."""

from playwright.sync_api import Page


def accept_gap(page: Page, standard: str, reason: str = "The new Adviser begins in March.") -> None:
    """On the page of a standard, at its address, say why there is no action; it is saved once this returns."""
    page.goto(f"{standard}/no-action")
    page.get_by_label("Why there is no action").fill(reason)
    for part, typed in (("Day", "1"), ("Month", "3"), ("Year", "2090")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_role("button", name="Save the reason").click()
    page.get_by_text("Reason for").first.wait_for()
    page.wait_for_load_state()
