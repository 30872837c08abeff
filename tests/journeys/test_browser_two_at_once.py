"""Two people at one standard: each sees that the other is there, and both texts survive, whoever saves first."""

import re

import pytest
from playwright.sync_api import expect

SAVED = re.compile(r"^Saved \d\d:\d\d")
STANDARD = "/services/marlshire/assessments/2025-26/standards/4.1"
MANAGER, TEAM = "Rosalind Okafor", "Tom Ellery"
BASE = "We ask families once a year."
HERS, HIS = "We ask families twice a year.", "We ask young people too."


@pytest.fixture
def tolerated():
    return ("Failed to load resource: the server responded with a status of 409",)


def notes(page):
    return page.get_by_label("Notes")


def status(page):
    return page.locator("[data-status]")


def press_save(page):
    page.get_by_role("button", name="Save and go to 4.2").click()


def save_itself(page):
    status(page).filter(has_text=SAVED).wait_for()


def begin(page, text=BASE):
    page.goto(STANDARD)
    if notes(page).input_value() != text:
        notes(page).fill(text)
        press_save(page)
        page.get_by_text("4.1 saved").wait_for()
        page.goto(STANDARD)


@pytest.fixture
def two(sign_in):
    """Both have the page open, with the same text; whoever is first in the list saves first."""
    hers, his = sign_in(MANAGER), sign_in(TEAM)
    begin(hers)
    his.goto(STANDARD)
    return [(hers, HERS), (his, HIS)]


def insist_both_are_shown(page, first, second):
    page.get_by_role("heading", name="Somebody else saved 4.1 while you did").wait_for()
    page.wait_for_load_state()
    shown = page.get_by_role("main").inner_text().replace("(only here: ", "").replace(")", "")
    assert all(word in shown for word in (first.split()[-3], second.split()[-1]))
    expect(notes(page)).to_have_value(second)


def what_is_saved(page):
    page.goto(STANDARD)
    return notes(page).input_value()


MINE, THEIRS, BOTH = "Save my version", "Keep what is saved", "Put both together"


@pytest.mark.parametrize(
    ("order", "early", "late", "choice"),
    [
        ("hers first", "button", "button", MINE),
        ("hers first", "button", "itself", THEIRS),
        ("hers first", "itself", "button", BOTH),
        ("hers first", "itself", "itself", MINE),
        ("his first", "button", "button", THEIRS),
        ("his first", "button", "itself", BOTH),
        ("his first", "itself", "button", MINE),
        ("his first", "itself", "itself", BOTH),
    ],
)
def test_both_texts_survive_in_every_order(two, check_page, order, early, late, choice):
    (first, first_text), (second, second_text) = two if order == "hers first" else two[::-1]
    notes(first).fill(first_text)
    save_itself(first)
    if early == "button":
        press_save(first)
        first.get_by_text("4.1 saved").wait_for()
    notes(second).fill(second_text)
    if late == "button":
        press_save(second)
    else:
        status(second).filter(has_text="What you typed is kept here").wait_for()
        second.get_by_role("button", name="See both texts").click()
    insist_both_are_shown(second, first_text, second_text)
    check_page(second)
    choose(second, choice)
    texts = {MINE: second_text, THEIRS: first_text, BOTH: f"{first_text}\n{second_text}"}
    assert what_is_saved(second) == texts[choice]
    second.get_by_role("link", name="History of 4.1").click()
    second.get_by_role("heading", name="History of 4.1", level=1).wait_for()
    second.wait_for_load_state()
    history = second.get_by_role("main").inner_text()
    assert all(word in history for word in first_text.split()[-3:])


def choose(page, choice):
    if choice == THEIRS:
        page.get_by_role("link", name=choice).click()
        page.get_by_role("button", name="Save and go to").wait_for()
        return
    page.get_by_role("button", name=choice).click()
    if choice == BOTH:
        page.get_by_text("Nothing is saved yet: look them over").wait_for()
        page.wait_for_load_state()  # who is faster than the page's scripts is shown both texts once more
        page.get_by_role("button", name="Save both together").click()
    page.get_by_text("4.1 saved").wait_for()


@pytest.mark.parametrize("choice", [MINE, THEIRS, BOTH])
def test_without_javascript_the_same_happens_by_pages(sign_in, choice):
    pages = []
    for name, text in ((MANAGER, HERS), (TEAM, HIS)):
        pages.append((sign_in(name, 320, javascript=False), text))
    begin(pages[0][0])
    pages[1][0].goto(STANDARD)
    for page, text in pages:
        notes(page).fill(text)
        press_save(page)
    page = pages[1][0]
    insist_both_are_shown(page, HERS, HIS)
    choose(page, choice)
    texts = {MINE: HIS, THEIRS: HERS, BOTH: f"{HERS}\n{HIS}"}
    assert what_is_saved(page) == texts[choice]


def test_two_that_save_at_the_same_moment_lose_nothing(two):
    for page, text in two:
        notes(page).fill(text)
    for page, _ in two:
        page.evaluate("document.querySelector('textarea').dispatchEvent(new Event('change', {bubbles: true}))")
    settled = [status(page).filter(has_text="aved") for page, _ in two]
    for place in settled:
        place.wait_for()
    late = [(page, text) for page, text in two if "while you typed" in status(page).inner_text()]
    assert len(late) == 1
    page, text = late[0]
    expect(notes(page)).to_have_value(text)
    page.get_by_role("button", name="See both texts").click()
    choose(page, BOTH)
    assert {HERS, HIS} == set(what_is_saved(page).split("\n"))


def test_each_sees_that_the_other_is_there_and_what_is_new(two):
    (hers, _), (his, _) = two
    his.get_by_text("Rosalind Okafor is at 4.1 too.").wait_for()
    notes(hers).fill(HERS)
    save_itself(hers)
    his.bring_to_front()
    his.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    his.wait_for_timeout(2500)
    notes(his).focus()
    his.get_by_role("link", name="Show it").wait_for()
    expect(his.get_by_role("main")).to_contain_text("Rosalind Okafor saved something new.")
    his.get_by_role("link", name="Show it").click()
    expect(notes(his)).to_have_value(HERS)
