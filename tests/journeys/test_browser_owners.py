"""A manager says whose a name in the plans is, and that person finds their actions, by keys alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import MANAGER, TEAM, come_in, press_named, tab_to
from tests.journeys.serving import serve


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: names are matched in it."""
    with serve(tmp_path_factory.mktemp("owners"), "demo") as served:
        yield served


@pytest.mark.parametrize(
    ("width", "name", "action"),
    [
        (1280, "Volunteer Co-ordinator", "Bring Adviser caseloads down"),
        (320, "Business Support Officer", "Publish what families told us"),
    ],
)
def test_a_name_is_matched_and_its_actions_are_found(visitor, check_page, width, name, action):
    manager = come_in(visitor, MANAGER, width)
    manager.goto("/services/marlshire")
    press_named(manager, "link", "Names in plans")
    manager.get_by_role("heading", name="Names in plans").wait_for()
    check_page(manager)
    tab_to(manager, manager.get_by_label(name, exact=True))
    manager.keyboard.type(TEAM)
    press_named(manager, "button", "Save whose they are")
    manager.get_by_text(f"Saved whose “{name}” is.").wait_for()
    check_page(manager)

    owner = come_in(visitor, TEAM, width)
    check_page(owner)
    press_named(owner, "link", "My actions")
    owner.get_by_role("heading", name="My actions").wait_for()
    check_page(owner)
    tab_to(owner, owner.get_by_role("link", name=f"Record progress in {action}"))
    owner.keyboard.press("Enter")
    owner.get_by_role("heading", name="Steps").wait_for()
    expect(owner.get_by_role("main").get_by_text(action)).to_be_visible()
    check_page(owner)
