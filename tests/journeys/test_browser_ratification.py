"""From submission to the sealed file, with five people: a manager, a parent, a young person by link, the chair, and a
commissioner.
"""

import re
import subprocess

import pytest

from tests.journeys.accepting import accept_gap
from tests.journeys.serving import TRACKER, serve
from tracker import clock
from tracker.clock import in_words

SERVICE = "/services/marlshire"
YEAR = f"{SERVICE}/assessments/2025-26"
THERE = ("Graham Petty", "Farah Siddiqui", "Maya Lindqvist", "Owen Sharrock")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration of this story's own: a year of it is ratified."""
    with serve(tmp_path_factory.mktemp("ratification"), "demo") as served:
        yield served


def hand_over(page, check_page):
    """The manager says why 3.6 has no action, submits, and makes a link for the one without an account."""
    accept_gap(page, f"{YEAR}/standards/3.6")
    page.get_by_role("button", name="Submit 2025-26").click()
    page.get_by_text("0 of 5 members have looked at all of it").wait_for()
    check_page(page)
    page.get_by_role("link", name="invite them by a link").click()
    check_page(page)
    page.get_by_role("button", name=re.compile("Make a link.*Maya Lindqvist")).click()
    page.get_by_role("heading", name="A link for Maya Lindqvist").wait_for()
    check_page(page)
    return page.locator(".tracker-link").first.inner_text().strip()


def agree(page, number):
    page.get_by_role("heading", level=1, name=re.compile(f"^{re.escape(number)} ")).wait_for()
    page.get_by_role("button", name="Agree").click()


def ask(page, number, text, check_page):
    page.get_by_role("heading", level=1, name=re.compile(f"^{re.escape(number)} ")).wait_for()
    check_page(page)
    page.get_by_role("button", name="I have a question").click()
    page.get_by_label("Your question").fill(text)
    check_page(page)
    page.get_by_role("button", name="Send my question").click()


def read_with_an_account(page, check_page):
    """A parent agrees to the first standard and asks about the second."""
    page.goto("/")
    check_page(page)
    page.get_by_role("link", name=re.compile("20 ratings to look at")).click()
    check_page(page)
    page.get_by_role("button", name="Begin").click()
    agree(page, "1.1")
    ask(page, "1.2", "Were young people asked this time?", check_page)
    page.get_by_role("heading", level=1, name=re.compile(r"^1\.3 ")).wait_for()


def read_by_link(page, link, check_page):
    """A young person opens the link, agrees, asks, and closes the review behind them."""
    page.goto(link)
    check_page(page)
    page.get_by_role("button", name="Open the review").click()
    page.get_by_role("heading", level=1, name="Review pack 2025-26").wait_for()
    assert link.rsplit("/", 1)[1] not in page.url
    check_page(page)
    page.get_by_role("button", name="Begin").click()
    agree(page, "1.1")
    ask(page, "1.2", "Who reads all this?", check_page)
    page.get_by_role("button", name="Close the review").click()
    page.get_by_role("heading", name="The review is closed").wait_for()
    check_page(page)
    page.goto("/")
    page.get_by_role("button", name="Sign in").wait_for()


def answer(page, check_page):
    """The manager answers what both asked; the year cannot be withdrawn any more."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(r"questions? on 1\.2")).first.click()
    check_page(page)
    for text in ("Yes, in two workshops.", "Your council, your ICB, and whoever looks for it."):
        page.goto(f"{YEAR}/review/queries")
        page.get_by_role("link", name=re.compile("^Answer ?:")).first.click()
        page.get_by_label("Your answer").fill(text)
        check_page(page)
        page.get_by_role("button", name="Send the answer").click()
        page.get_by_text("Your answer about 1.2 is sent.").wait_for()
    page.goto(f"{YEAR}/submit")
    page.get_by_text("It cannot be withdrawn any more").wait_for()
    check_page(page)


def record_meeting(page, check_page):
    """The chair goes through the standards by keys, queries first, and records who was there."""
    page.goto(f"{YEAR}/meeting")
    page.get_by_role("heading", level=1, name=re.compile(r"^1\.2 ")).wait_for()
    check_page(page)
    page.keyboard.press("ArrowRight")
    page.get_by_text("2 of 20").wait_for()
    page.get_by_text("Arrow keys move between the standards").wait_for()
    page.keyboard.press("End")
    page.get_by_text("20 of 20").wait_for()
    check_page(page)
    page.get_by_role("link", name=re.compile("Record a meeting|Record the decision")).or_(
        page.get_by_role("button", name=re.compile("Record a meeting|Record the decision|Record the meeting"))
    ).first.click()
    today = clock.today()
    for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Place").fill("County Hall")
    for name in THERE:
        page.get_by_role("group", name=re.compile(name)).get_by_label("Present").check()
    check_page(page)
    page.get_by_role("button", name="Save the record").click()
    page.get_by_role("heading", level=1, name=f"Meeting of {in_words(today)}").wait_for()
    check_page(page)


def decide(page, check_page):
    """The chair ratifies with an exception, having seen all of it once more."""
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_label("Ratified with exceptions").check()
    page.get_by_text("Exceptions, or what is to be changed, by standard").click()
    page.get_by_label("1.7 Governance and advisory body").fill("Health is to be named by summer.")
    check_page(page)
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("heading", level=1, name="Confirm the decision").wait_for()
    check_page(page)
    page.get_by_role("button", name="Ratify with exceptions and seal").click()
    page.get_by_text(re.compile("Ratified with exceptions")).first.wait_for()
    check_page(page)


def take_sealed_file(page, check_page, folder):
    """The commissioner reads what was ratified, and takes the sealed file."""
    page.goto(SERVICE)
    check_page(page)
    page.get_by_role("link", name="Self-assessment 2025-26").click()
    page.get_by_role("heading", level=1, name="What was ratified of 2025-26").wait_for()
    check_page(page)
    page.get_by_role("link", name="Read version 1").click()
    page.get_by_text("Health is to be named by summer.").first.wait_for()
    check_page(page)
    assert "Who reads all this?" not in page.content()
    page.go_back()
    page.get_by_role("link", name="Download version 1").click()
    check_page(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download as Word").click()
    file = folder / "sealed.docx"
    taken.value.save_as(file)
    return file


def check_file(page, file, check_page, demonstration):
    """Anybody checks the file on the page, and whoever runs the installation by the command."""
    page.goto("/verify")
    check_page(page)
    page.get_by_label("Word file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("This file is unchanged since ratification.").wait_for()
    check_page(page)
    said = subprocess.run([TRACKER, "verify", str(file)], env={"TRACKER_HOME": str(demonstration.home)}, check=False)
    assert said.returncode == 0


@pytest.mark.parametrize("width", [1280])
def test_five_people_from_submission_to_the_sealed_file(visitor, sign_in, check_page, demonstration, tmp_path, width):
    manager = sign_in("Rosalind Okafor", width)
    link = hand_over(manager, check_page)
    read_with_an_account(sign_in("Farah Siddiqui", 320), check_page)
    read_by_link(visitor(320), link, check_page)
    answer(manager, check_page)
    chair = sign_in("Graham Petty", width)
    record_meeting(chair, check_page)
    decide(chair, check_page)
    file = take_sealed_file(sign_in("Helen Marsh", width), check_page, tmp_path)
    check_file(visitor(width), file, check_page, demonstration)
