"""The review pack by keyboard, on a phone: a member agrees and asks, the manager answers, the member is content."""

import pytest
from playwright.sync_api import expect

from tests.journeys.accepting import accept_gap
from tests.journeys.keyboard import press, tab_to
from tests.journeys.serving import serve

YEAR = "/services/marlshire/assessments/2025-26"
MANAGER, MEMBER = "Rosalind Okafor", "Farah Siddiqui"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: it submits the year."""
    with serve(tmp_path_factory.mktemp("review"), "demo") as served:
        yield served


def heading(page, name, level=1):
    page.get_by_role("heading", name=name, level=level).wait_for()


@pytest.fixture(autouse=True)
def manager(sign_in):
    """The manager, once the year is submitted: whichever of these stories comes first finds it so."""
    page = sign_in(MANAGER)
    page.goto(f"{YEAR}/submit")
    if not page.get_by_text("submitted it on").count():
        accept_gap(page, f"{YEAR}/standards/3.6")
        press(page, page.get_by_role("button", name="Submit 2025-26"))
        heading(page, "Where the review stands: 2025-26")
    return page


def agree_to_the_first(page, check_page):
    press(page, page.get_by_role("link", name="20 ratings to look at before the meeting"))
    heading(page, "Review pack 2025-26")
    check_page(page)
    tab_to(page, page.get_by_role("button", name="Begin"))
    page.keyboard.press("Enter")
    heading(page, "1.1 Joint commissioning and formal agreement")
    check_page(page)
    tab_to(page, page.get_by_role("button", name="Agree"))
    page.keyboard.press("Enter")
    page.get_by_text("You agreed to 1.1.").wait_for()
    heading(page, "1.2 Designed with users, with capacity and resources")


def ask_about_the_second(page, check_page):
    press(page, page.get_by_role("button", name="I have a question"))
    heading(page, "Your question about 1.2")
    check_page(page)
    press(page, page.get_by_role("button", name="Send my question"))
    page.get_by_role("alert").get_by_text("Write your question.").wait_for()
    check_page(page)
    page.get_by_label("Your question").focus()
    page.keyboard.type("Were young people asked?")
    press(page, page.get_by_role("button", name="Send my question"))
    page.get_by_text("Your question about 1.2 is sent.").wait_for()
    heading(page, "1.3 All-year service and helpline")


def answer(page, check_page):
    page.goto("/")
    press(page, page.get_by_role("link", name="A question on 1.2 waits for your answer"))
    heading(page, "Answer a question about 1.2")
    check_page(page)
    page.get_by_label("Your answer").fill("Yes, thirty-seven of them.")
    press(page, page.get_by_role("button", name="Send the answer"))
    heading(page, "Questions and answers 2025-26")
    check_page(page)


def find_the_answer(page, check_page):
    page.goto("/")
    press(page, page.get_by_role("link", name="Your question on 1.2 was answered"))
    page.get_by_text("Yes, thirty-seven of them.").wait_for()
    check_page(page)
    page.goto(f"{YEAR}/review/1.2")
    press(page, page.get_by_role("button", name="Agree"))
    page.get_by_text("You agreed to 1.2. Your question is closed.").wait_for()


def test_a_member_agrees_and_asks_by_keyboard_at_320_pixels_and_is_answered(sign_in, check_page, manager):
    manager.goto(f"{YEAR}/submit")
    heading(manager, "Where the review stands: 2025-26")
    check_page(manager)
    page = sign_in(MEMBER, 320)
    check_page(page)
    agree_to_the_first(page, check_page)
    ask_about_the_second(page, check_page)
    answer(manager, check_page)
    find_the_answer(page, check_page)
    review = f"{YEAR}/review"
    for address in (f"{review}/finish", f"{review}/print", f"{review}/print?large=y", YEAR, f"{YEAR}/standards/1.2"):
        page.goto(address)
        check_page(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_without_javascript_a_member_can_do_all_of_it(sign_in, width):
    page = sign_in("Graham Petty", width, javascript=False)
    page.goto(f"{YEAR}/review/2.1")
    page.get_by_role("button", name="I have a question").click()
    page.get_by_label("Your question").fill(f"How was this checked, at {width}?")
    page.get_by_role("button", name="Send my question").click()
    page.get_by_text("Your question about 2.1 is sent.").wait_for()
    page.goto(f"{YEAR}/review/queries")
    page.get_by_text(f"How was this checked, at {width}?").wait_for()


def test_what_is_typed_into_a_question_survives_a_page_that_is_left(sign_in):
    page = sign_in(MEMBER)
    page.goto(f"{YEAR}/review/3.1/question")
    page.get_by_label("Your question").fill("Typed for an hour")
    page.goto(f"{YEAR}/review/3.1")
    page.go_back()
    expect(page.get_by_label("Your question")).to_have_value("Typed for an hour")
