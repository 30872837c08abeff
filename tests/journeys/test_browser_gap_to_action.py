"""From the gap 3.2 to a planned action, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import serve

YEAR = "/services/marlshire/assessments/2025-26"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it plans."""
    with serve(tmp_path_factory.mktemp("gap"), "demo") as served:
        yield served


class Hand:
    """Somebody without a mouse: every control is reached by Tab, and pressed by Enter or Space."""

    def __init__(self, page):
        self.page = page

    def reach(self, target):
        """Press Tab until the control has the focus, however far down it is."""
        target.wait_for()
        for _ in range(200):
            if target.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {target}")

    def press(self, target):
        """Reach it, and press Enter."""
        self.reach(target)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def write(self, target, text):
        """Reach it, and type instead of what is there."""
        self.reach(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def finish(self, name):
        """Save what was typed, by Enter in a button that has the focus."""
        self.press(self.page.get_by_role("button", name=name).last)


def take_the_action_out(page, hand):
    """Leave 3.2 with no open action: the demonstration has some for it."""
    page.goto("/services/marlshire/assessments/2025-26/standards/3.2")
    while (link := page.get_by_role("link", name="Open the action")).count():
        hand.press(link.first)
        hand.press(page.get_by_role("button", name="Take this action out of the plan"))
        page.goto("/services/marlshire/assessments/2025-26/standards/3.2")
        page.wait_for_load_state()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_gap_becomes_an_action(sign_in, check_page, width):
    page = sign_in("Rosalind Okafor", width)
    hand = Hand(page)
    take_the_action_out(page, hand)
    page.goto(f"{YEAR}/gaps")
    expect(page.get_by_text("3.2 is partially compliant, but has no open action.")).to_be_visible()
    check_page(page)
    hand.press(page.get_by_role("link", name="Plan for this: 3.2"))
    objective = page.get_by_label("Task objective")
    expect(objective).to_have_value(
        "Three of six main leaflets now in easy read, each signed off by the readers' group."
    )
    check_page(page)
    hand.write(objective, "Have the last three leaflets in easy read.")
    hand.write(page.get_by_label("Who", exact=True), "Theo, Adviser")
    hand.finish("Add the action")
    expect(page.get_by_text("for 3.2: “Have the last three leaflets in easy read.”")).to_be_visible()
    expect(page.get_by_text("3.2 is partially compliant, but has no open action.")).to_have_count(0)
    check_page(page)
