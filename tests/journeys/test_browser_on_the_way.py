"""What goes wrong between a browser and the server while somebody types: nothing typed is lost, doubled or put over."""

import re

import pytest
from playwright.sync_api import expect

SAVED = re.compile(r"^Saved \d\d:\d\d")
YEAR = "/services/marlshire/assessments/2025-26"
STANDARD = f"{YEAR}/standards/{{}}"
SAVING = "**/autosave"
MANAGER, TEAM = "Rosalind Okafor", "Tom Ellery"


@pytest.fixture
def tolerated():
    return ("Failed to load resource",)


@pytest.fixture
def page(sign_in):
    return sign_in(MANAGER)


def notes(page):
    return page.get_by_label("Notes")


def status(page):
    return page.locator("[data-status='rating']")


def is_saved(page):
    status(page).filter(has_text=SAVED).wait_for()


def save(page):
    return page.get_by_role("button", name=re.compile("^Save and go to"))


def saved_text(sign_in, number):
    """What the server has, for whoever comes now."""
    other = sign_in(TEAM)
    other.goto(STANDARD.format(number))
    return notes(other).input_value()


def press(page, what):
    """Press the mouse, and let go as slowly as a person does."""
    what.hover()
    page.mouse.down()
    page.wait_for_timeout(400)
    page.mouse.up()


def fail(page, status, text="<h1>Proxy</h1>"):
    page.route(SAVING, lambda route: route.fulfill(status=status, content_type="text/html", body=text))


def leave(page):
    """Go elsewhere by a link, and say that one means it; whether it was asked."""
    asked = []
    page.wait_for_load_state()  # the page's scripts have run then
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Home").first.click()
    page.wait_for_url("**/")
    return asked == ["beforeunload"]


def test_what_was_sent_to_an_ended_session_is_there_after_signing_in(page):
    page.goto(STANDARD.format("1.1"))
    fail(page, 401)
    notes(page).fill("Sent in vain.")
    save(page).click()
    link = status(page).get_by_role("link", name="Sign in, and it is here again")
    link.wait_for()
    page.unroute(SAVING)
    with page.expect_navigation():
        press(page, link)
    is_saved(page)
    expect(notes(page)).to_have_value("Sent in vain.")


def test_the_link_to_sign_in_stays_while_one_goes_to_it(page):
    page.goto(STANDARD.format("1.1"))
    fail(page, 401)
    notes(page).press_sequentially("More. ")
    status(page).get_by_role("link").wait_for()
    page.keyboard.press("Tab")
    page.wait_for_timeout(400)
    expect(page.locator(":focus")).to_have_text("Sign in, and it is here again")


def test_a_page_of_somebody_between_is_not_taken_for_an_answer(page):
    page.goto(STANDARD.format("1.2"))
    fail(page, 200)
    notes(page).fill("Not to be lost.")
    status(page).filter(has_text="Not saved").wait_for()
    page.unroute(SAVING)
    is_saved(page)


@pytest.mark.parametrize("code", [429, 502])
def test_a_passing_trouble_is_tried_again(page, code):
    page.goto(STANDARD.format("1.3"))
    fail(page, code)
    notes(page).fill(f"After {code}.")
    status(page).filter(has_text="saved as soon as that is over").wait_for()
    page.unroute(SAVING)
    is_saved(page)


def test_a_text_past_the_limit_is_told_its_limit_and_saves_itself_once_it_is_short(page):
    page.goto(STANDARD.format("1.4"))
    notes(page).fill("শ" * 25_000)
    status(page).filter(has_text="Notes have at most 20,000 characters; these have 25,000").wait_for()
    notes(page).fill("শ" * 20_000)
    is_saved(page)


def test_a_text_that_was_refused_is_asked_for_and_comes_back(page):
    page.goto(STANDARD.format("1.5"))
    notes(page).fill("x" * 20_001)
    save(page).click()
    page.get_by_role("link", name=re.compile("Notes have at most")).wait_for()
    assert leave(page)
    page.goto(STANDARD.format("1.5"))
    expect(notes(page)).to_have_value("x" * 20_001)
    notes(page).fill("Short.")
    is_saved(page)


def test_a_text_left_beside_anothers_is_not_put_over_it(page, sign_in):
    page.goto(STANDARD.format("2.1"))
    other = sign_in(TEAM)
    other.goto(STANDARD.format("2.1"))
    notes(other).fill("Theirs.")
    is_saved(other)
    notes(page).fill("Mine.")
    page.get_by_role("button", name="See both texts").click()
    page.get_by_role("heading", name="Somebody else saved 2.1 while you did").wait_for()
    page.wait_for_load_state()
    notes(page).press_sequentially("And more. ")
    assert leave(page)
    page.goto(STANDARD.format("2.1"))
    page.get_by_role("button", name="See both texts").wait_for()
    expect(notes(page)).to_have_value(re.compile("Mine\\."))
    assert saved_text(sign_in, "2.1") == "Theirs."


def test_a_lost_answer_does_not_set_somebody_against_themselves(page, sign_in):
    page.goto(STANDARD.format("2.2"))
    page.route(SAVING, lambda route: (route.fetch(), route.abort()))
    notes(page).fill("One.")
    status(page).filter(has_text="there is no connection").wait_for()
    notes(page).press("Control+Home")
    notes(page).press_sequentially("Two. ")
    page.unroute(SAVING)
    is_saved(page)
    page.wait_for_timeout(2500)
    expect(status(page)).to_have_text(SAVED)
    assert saved_text(sign_in, "2.2") == "Two. One."


def test_who_leaves_with_more_than_is_on_its_way_is_asked(page):
    page.goto(STANDARD.format("2.3"))
    page.route(SAVING, lambda _: None)
    with page.expect_request(SAVING):
        notes(page).fill("On its way.")
    notes(page).press_sequentially("Not yet. ")
    assert leave(page)


def test_an_answer_that_never_comes_is_given_up(page):
    page.clock.install()
    page.goto(STANDARD.format("2.3"))
    page.route(SAVING, lambda _: None)
    notes(page).fill("Into the void.")
    page.clock.run_for(2000)
    page.clock.run_for(21_000)
    status(page).filter(has_text="there is no connection").wait_for()


def test_a_click_on_save_counts_whatever_appears_meanwhile(page):
    page.goto(STANDARD.format("3.1"))
    notes(page).click()
    page.keyboard.type("And this. ")
    press(page, save(page))
    page.get_by_text("Rating for 3.1 saved").wait_for()


def test_what_was_typed_in_the_table_is_found_on_the_page_of_its_standard(page):
    page.goto(f"{YEAR}/table")
    page.route(SAVING, lambda route: route.abort())
    page.locator("#row-3-2-notes").fill("From the table.")
    page.locator("#row-3-2-code").select_option("Partially Compliant")
    page.locator("[data-status='row-3-2']").filter(has_text="Not saved").wait_for()
    assert leave(page)
    page.unroute(SAVING)
    page.goto(STANDARD.format("3.2"))
    is_saved(page)
    expect(notes(page)).to_have_value("From the table.")
    expect(page.get_by_label("Partially Compliant (P/C)")).to_be_checked()


def test_what_a_browser_puts_back_by_itself_is_not_taken_for_saved(page, sign_in):
    page.goto(STANDARD.format("3.3"))
    page.route(SAVING, lambda route: route.abort())
    notes(page).fill("Gone and back.")
    status(page).filter(has_text="Not saved").wait_for()
    assert leave(page)
    page.unroute(SAVING)
    page.go_back()
    is_saved(page)
    assert saved_text(sign_in, "3.3") == "Gone and back."


def test_on_paper_a_cell_is_text_also_where_one_types(page):
    page.goto(f"{YEAR}/table")
    page.locator("#row-1-1-notes").focus()
    page.emulate_media(media="print")
    expect(page.locator("#row-1-1-notes")).to_be_hidden()
    expect(page.locator("#standard-1\\.1 [data-text]")).to_be_visible()


def test_a_link_below_the_cell_that_is_left_is_reached_by_one_click(page):
    page.goto(f"{YEAR}/table")
    page.locator("#row-4-1-notes").focus()
    press(page, page.get_by_role("link", name="4.2", exact=True))
    page.wait_for_url("**/standards/4.2")


def test_an_action_that_was_not_saved_says_that_it_is_back(page):
    page.goto("/services/marlshire/plans/2025-26/actions/add")
    page.get_by_label("Task objective").fill("Begun.")
    page.goto("/")
    page.goto("/services/marlshire/plans/2025-26/actions/add")
    page.get_by_text("What you typed here before was not saved yet.").wait_for()
    page.get_by_role("button", name="Use what is saved instead").click()
    page.wait_for_function("document.querySelector('textarea').value === ''")


def test_what_was_typed_before_the_pages_scripts_ran_is_kept(page):
    held = []

    def hold(route):
        held.append(route)

    page.route("**/drafts.js*", hold)
    with page.expect_request("**/drafts.js*"):
        page.goto("/services/marlshire/plans/2025-26/actions/add", wait_until="commit")
    page.get_by_label("Task objective").fill("Faster than the scripts.")
    held[0].continue_()
    page.wait_for_load_state()
    page.unroute("**/drafts.js*")
    page.goto("/")
    page.goto("/services/marlshire/plans/2025-26/actions/add")
    page.get_by_text("What you typed here before was not saved yet.").wait_for()
    expect(page.get_by_label("Task objective")).to_have_value("Faster than the scripts.")
    page.get_by_role("button", name="Use what is saved instead").click()
    expect(page.get_by_label("Task objective")).to_have_value("")
