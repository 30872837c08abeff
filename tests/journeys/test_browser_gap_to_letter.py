"""From the gap 3.2 to an action that is planned, assigned, ticked and complete, and the letter and calendar that tell
of it: by keyboard alone, of the manager at a wide screen and of the adviser at a narrow one.
"""

import os
import re
import subprocess
from datetime import timedelta
from urllib.request import urlopen

import icalendar
import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import tab_to
from tests.journeys.serving import TRACKER, serve
from tests.post import mail_server
from tracker import clock

YEAR = "/services/marlshire/assessments/2025-26"
OBJECTIVE = "Have the last three leaflets in easy read"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it plans."""
    with serve(tmp_path_factory.mktemp("gap"), "demo") as served:
        yield served


def press(target, key="Enter"):
    """Reach what leads to another page by Tab, press it, and be there."""
    tab_to(target.page, target)
    with target.page.expect_navigation():
        target.page.keyboard.press(key)


def write(target, text):
    """Reach a field by Tab, and type instead of what is there."""
    tab_to(target.page, target)
    target.page.keyboard.press("Control+A")
    target.page.keyboard.type(text)


def button(page, name):
    return page.get_by_role("button", name=name)


def leave_no_open_action(page, number):
    """The demonstration has some for this standard."""
    standard = f"{YEAR}/standards/{number}"
    page.goto(standard)
    while (link := page.get_by_role("link", name="Open the action")).count():
        press(link.first)
        press(button(page, "Take this action out of the plan"))
        page.goto(standard)


def plan_for_the_gap(page, check_page, due):
    """The manager makes an action of the gap, for the adviser, with two steps and a timescale as people say it."""
    page.goto(f"{YEAR}/gaps")
    gap = page.get_by_text("3.2 is partially compliant, but has no open action.")
    expect(gap).to_be_visible()
    check_page(page)
    press(page.get_by_role("link", name=re.compile(r"Plan for this.*3\.2")))
    objective = page.get_by_label("Task objective")
    expect(objective).to_have_value("Translations still on request only (19 requests this year).")
    check_page(page)
    write(objective, OBJECTIVE)
    write(page.get_by_label("Step 1"), "Choose the leaflets with the readers' group")
    write(page.get_by_label("Step 2"), "Print them")
    write(page.get_by_label("Outcome 1"), "All six leaflets in easy read")
    write(page.get_by_label("Who", exact=True), "Readers' group")
    tab_to(page, page.get_by_label("Tom Ellery"))
    page.keyboard.press("Space")
    write(page.get_by_label("Timescale"), due)
    press(button(page, "Add the action").last)
    expect(page.get_by_text(f"for 3.2: “{OBJECTIVE}”")).to_be_visible()
    expect(gap).to_have_count(0)
    check_page(page)


def letters_of(served):
    """What ``tracker remind`` hands to a mail server."""
    with mail_server() as server:
        settings = {"TRACKER_HOME": str(served.home), "DATABASE_URL": "", "TRACKER_URL": served.url}
        settings |= {"SMTP_URL": server.url, "MAIL_FROM": "tracker@marlshire.example"}
        subprocess.run([TRACKER, "remind"], env=os.environ | settings, capture_output=True, timeout=120, check=True)
        return {letter["To"]: letter.get_content() for letter in server.letters}


def address_of_calendar(page, check_page):
    """The address that the adviser's own actions have as a calendar."""
    press(page.get_by_role("link", name="in your calendar"))
    check_page(page)
    press(button(page, "Make an address for your own actions"))
    check_page(page)
    return page.get_by_text("/calendar/").inner_text()


def due_in(address):
    with urlopen(address, timeout=60) as answer:  # noqa: S310  # the site of this test
        calendar = icalendar.Calendar.from_ical(answer.read())
    return {str(event["SUMMARY"]): event["DTSTART"].dt for event in calendar.walk("VEVENT")}


def complete(page, check_page):
    """The adviser ticks both steps, says what came of it, takes the offered text, and completes the action."""
    page.goto("/my-actions")
    check_page(page)
    press(page.get_by_role("link", name=re.compile(f"{OBJECTIVE}|record progress", re.IGNORECASE)).first)
    check_page(page)
    for number in (1, 2):
        press(button(page, f"Tick step {number}"))
        expect(page.get_by_text(f"{number} of 2 done")).to_be_visible()
    press(page.get_by_role("link", name="Say what came of it"))
    check_page(page)
    tab_to(page, page.get_by_label("Not yet said"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Achieved", exact=True)).to_be_checked()
    write(page.get_by_label("Target"), "6")
    write(page.get_by_label("Reached"), "6")
    press(button(page, "Save"))
    expect(page.get_by_text("6 of 6", exact=True)).to_be_visible()
    press(button(page, "Use this text"))
    press(button(page, "Complete the action").first)
    expect(page.locator(".tracker-rag").first).to_contain_text("Complete")
    check_page(page)


def test_a_gap_becomes_an_action_that_is_told_of_and_completed(sign_in, check_page, demonstration):
    day = clock.today() + timedelta(days=20)
    manager, adviser = sign_in("Rosalind Okafor"), sign_in("Tom Ellery", 320)
    leave_no_open_action(manager, "3.2")
    plan_for_the_gap(manager, check_page, f"by {day.day} {day:%b %Y}")
    letter = letters_of(demonstration)["tom.ellery@marlshire.example"]
    assert OBJECTIVE in letter
    assert clock.in_words(day) in letter
    assert letters_of(demonstration) == {}
    adviser.goto("/")
    expect(adviser.get_by_text(OBJECTIVE).first).to_be_visible()
    check_page(adviser)
    address = address_of_calendar(adviser, check_page)
    assert due_in(address)[OBJECTIVE] == day
    complete(adviser, check_page)
    assert OBJECTIVE not in due_in(address)
    manager.goto(f"{YEAR}/standards/3.2")
    press(manager.get_by_role("link", name=re.compile("Open the action")).first)
    press(button(manager, re.compile("^Yes.*3.2 again")))
    manager.goto(f"{YEAR}/standards/3.2")
    expect(manager.get_by_text("Look at this rating again.")).to_be_visible()
    check_page(manager)
