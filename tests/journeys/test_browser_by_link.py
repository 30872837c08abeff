"""Somebody without an account is put on the group, invited by a link, and answers until it is taken back."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accepting import accept_gap
from tests.journeys.keyboard import press
from tests.journeys.serving import serve

SERVICE = "/services/marlshire"
YEAR = f"{SERVICE}/assessments/2025-26"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it submits the year."""
    with serve(tmp_path_factory.mktemp("by-link"), "demo") as served:
        yield served


@pytest.fixture
def tolerated():
    """A link that was taken back is refused."""
    return ("Failed to load resource: the server responded with a status of 409",)


def submit_the_year(page):
    """As a manager, unless it is submitted already."""
    page.goto(f"{YEAR}/submit")
    if page.get_by_text("submitted it on").count():
        return
    accept_gap(page, f"{YEAR}/standards/3.6")
    page.get_by_role("button", name="Submit 2025-26").click()
    page.get_by_text("submitted to your Advisory Group").wait_for()


def add_member(page, name, check_page):
    """Put somebody on the group who speaks for young people."""
    page.goto(f"{SERVICE}/group")
    check_page(page)
    press(page, page.get_by_role("button", name="Add a member"))
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(f"{name.lower().replace(' ', '.')}@example.org")
    page.get_by_label("Young people").check()
    check_page(page)
    press(page, page.get_by_role("button", name="Add the member"))
    page.get_by_text(f"{name} is on the Advisory Group now.").wait_for()
    check_page(page)


def make_link(page, name, check_page):
    """The address of a new link for somebody."""
    page.goto(f"{YEAR}/review/links")
    check_page(page)
    press(page, page.get_by_role("button", name=re.compile(f"Make a .*link for {name}")))
    page.get_by_role("heading", name=f"A link for {name}").wait_for()
    check_page(page)
    return page.locator(".tracker-link").first.inner_text()


def ask(page, text, check_page):
    """Ask something about the standard that is on the screen."""
    press(page, page.get_by_role("button", name="I have a question"))
    page.get_by_label("Your question").focus()
    page.keyboard.type(text)
    check_page(page)
    press(page, page.get_by_role("button", name="Send my question"))


def begin(page, link, check_page):
    """Open a link, and agree to the first standard and ask about the next."""
    told = []
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))
    page.goto(link)
    check_page(page)
    press(page, page.get_by_role("button", name="Open the review"))
    page.wait_for_url("**/by-link")
    check_page(page)
    press(page, page.get_by_role("button", name="Begin"))
    page.get_by_role("heading", name="Do you agree with this rating?").wait_for()
    press(page, page.get_by_role("button", name="Agree"))
    page.get_by_text("You agreed to 1.1.").wait_for()
    ask(page, "How many families were asked?", check_page)
    page.get_by_text("Your question about 1.2 is sent.").wait_for()
    assert not any("/review/" in address for address in told)


def lose_nothing(page, manager, name, check_page):
    """The link is taken back while something is being typed."""
    press(page, page.get_by_role("button", name="I have a question"))
    page.get_by_label("Your question").wait_for()
    page.wait_for_load_state()  # what another page kept would be back by then
    expect(page.get_by_label("Your question")).to_have_value("")
    page.get_by_label("Your question").fill("Words that must not be lost")
    manager.goto(f"{YEAR}/review/links")
    press(manager, manager.get_by_role("button", name=f"Take it back from {name}"))
    manager.get_by_text(f"The link of {name} opens nothing any more.").wait_for()
    check_page(manager)
    press(page, page.get_by_role("button", name="Send my question"))
    page.get_by_role("heading", name="What you typed").wait_for()
    page.get_by_text("Words that must not be lost").wait_for()
    check_page(page)


def leave(page, check_page):
    """Close the review, as on a computer that others use."""
    page.get_by_text("You have looked at 2 of 20").wait_for()
    press(page, page.get_by_role("button", name="Close the review").first)
    page.get_by_role("heading", name="The review is closed").wait_for()
    check_page(page)
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('draft '))") == []
    page.goto("/by-link")
    page.get_by_text("Open the link from your invitation again").wait_for()


@pytest.mark.parametrize(("width", "name"), [(1280, "Ann Bell"), (320, "Ben Cole")])
def test_a_member_without_an_account_reads_and_answers_by_a_link(visitor, sign_in, check_page, width, name):
    manager, page = sign_in("Rosalind Okafor", width), visitor(width)
    submit_the_year(manager)
    add_member(manager, name, check_page)
    link = make_link(manager, name, check_page)
    begin(page, link, check_page)
    lose_nothing(page, manager, name, check_page)
    page.goto(link)
    page.get_by_role("heading", name="This link opens no review").wait_for()
    check_page(page)
    page.goto(make_link(manager, name, check_page))
    press(page, page.get_by_role("button", name="Open the review"))
    leave(page, check_page)
