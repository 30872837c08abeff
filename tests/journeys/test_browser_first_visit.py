"""The first visit to a clean installation: the code from the console, the first account, the first assessment."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import initialise, serve
from tests.word.appendix_documents import WORDING, assessment, plan, row, step, titled
from tests.word.documents import docx

CODE = "One-time code"
PERSON = "Ada Finch"
PASSWORDS = ("Password", "The same password again")
TYPED = {
    "Your name": PERSON,
    "Your e-mail address": "ada.finch@lanternshire.example",
    "Name of your service": "Lanternshire SENDIASS",
    "Its short name in web addresses": "lanternshire",
}
MONTH = "The month in which its year starts"
RATED = {number: "P/C" if number in {"1.3", "4.2"} else "C" for number in WORDING}
FILE = {
    "name": "appendices-2025.docx",
    "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "buffer": docx(
        titled("Self-Assessment Minimum Standards March 2025", assessment(*map(row, RATED, RATED.values())))
        + titled("Operational Delivery Plan 1/4/2025 to 31/03/2026", plan(step("Helpline (1.3)")))
    ),
}
TAGS = {"C": "Compliant", "P/C": "Partially Compliant"}


@pytest.fixture
def installation(tmp_path):
    """A clean installation, served as ``make run`` does."""
    initialise(tmp_path)
    with serve(tmp_path, "serve") as served:
        yield served


@pytest.fixture
def site(installation):
    return installation.url


@pytest.fixture
def tolerated():
    return ("Failed to load resource: the server responded with a status of 404",)


@pytest.fixture
def code(installation):
    """What the console says."""
    (found,) = re.findall(r"with this code: (\w+)\n", "".join(installation.said))
    return found


@pytest.fixture
def width():
    return 1280


@pytest.fixture
def javascript():
    return True


@pytest.fixture
def page(visitor, width, javascript):
    return visitor(width, javascript=javascript)


@pytest.fixture
def arrive(page, javascript, check_page):
    """Wait for the page with this heading, and look it over; what looks is JavaScript."""

    def wait_and_check(heading):
        page.get_by_role("heading", name=heading, level=1).wait_for()
        page.wait_for_load_state()
        if javascript:
            check_page(page)

    return wait_and_check


def fill_in(page, code):
    for label, text in {CODE: code, **TYPED}.items():
        page.get_by_label(label).fill(text)
    for label in PASSWORDS:
        page.get_by_label(label, exact=True).fill("correct horse battery")
    page.get_by_label(MONTH).select_option("April")
    page.get_by_role("button", name="Set up and sign in").click()


@pytest.fixture
def at_home(page, code, arrive):
    """The start page, after the right code."""
    page.goto("/")
    arrive("Set up the tracker")
    fill_in(page, code)
    page.get_by_text("Lanternshire SENDIASS is set up, and you are signed in.").wait_for()
    arrive("Home")
    return page


def ratings_shown(page):
    names = page.locator(".govuk-task-list__link").all_inner_texts()
    tags = page.locator(".govuk-task-list__status").all_inner_texts()
    return {name.split()[0]: tag for name, tag in zip(names, tags, strict=True)}


def test_a_wrong_code_is_refused_and_all_but_the_passwords_is_still_there(page, arrive):
    page.goto("/")
    fill_in(page, "0123456789abcdef")
    page.get_by_role("alert").get_by_text("That is not the code that the program printed").wait_for()
    arrive("Set up the tracker")
    for label, text in {**TYPED, **dict.fromkeys(PASSWORDS, "")}.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)
    expect(page.get_by_label(MONTH).locator("option:checked")).to_have_text("April")


def test_the_code_makes_an_administrator_who_manages_the_service(at_home, arrive):
    at_home.get_by_role("link", name="People").click()
    arrive("People")
    at_home.get_by_role("link", name=PERSON).click()
    arrive(PERSON)
    at_home.get_by_text("Service manager in Lanternshire SENDIASS").wait_for()
    expect(at_home.get_by_label("Administrator")).to_be_checked()


@pytest.mark.parametrize(
    ("width", "javascript"),
    [(1280, True), (320, True), (1280, False)],
    ids=["on-a-wide-screen", "on-a-narrow-screen", "without-javascript"],
)
def test_last_years_word_file_becomes_the_first_assessment(at_home, arrive):
    at_home.get_by_role("link", name="Begin with last year's Word file").click()
    arrive("Bring in Word files")
    at_home.get_by_label("Word files").set_input_files(FILE)
    at_home.get_by_role("button", name="Read the files").click()
    at_home.get_by_text("20 standards and 1 action. Nothing is saved yet.").wait_for()
    arrive("What was read")
    at_home.get_by_label("Period of the self-assessment").fill("2024-25")
    at_home.get_by_role("button", name="Save this file").click()
    arrive("Self-assessment 2024-25")
    assert ratings_shown(at_home) == {number: TAGS[code] for number, code in RATED.items()}


def test_the_first_assessment_can_begin_empty(at_home, arrive):
    at_home.get_by_role("link", name="Begin with an empty self-assessment").click()
    arrive("Start a self-assessment")
    at_home.get_by_label("Period").fill("2025-26")
    at_home.get_by_role("button", name="Start the self-assessment").click()
    arrive("Self-assessment 2025-26")
    assert ratings_shown(at_home) == dict.fromkeys(WORDING, "Not rated")


def test_once_it_is_set_up_there_is_no_such_page(at_home, arrive):
    assert at_home.goto("/set-up").status == 404
    arrive("Page not found")
    at_home.get_by_text("This installation is set up already.").wait_for()
