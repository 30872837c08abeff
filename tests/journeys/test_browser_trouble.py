"""Trouble while somebody types: the server dies, the disk is full, the session ends; nothing typed is lost."""

import re
import resource

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import free_port, serve

SAVED = re.compile(r"^Saved \d\d:\d\d")
MANAGER = "Rosalind Okafor"
ADDRESS = "rosalind.okafor@marlshire.example"
STANDARD = "/services/marlshire/assessments/2025-26/standards/1.3"
SHORT = "The helpline was closed in August."
LONG = ("The helpline was closed in August, and nobody said so. " * 300)[:15_000].strip()
ROOM = 40_000  # bytes that a file may grow to: enough to serve and to look, too few to save what is long


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def site(port):
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def tolerated():
    return ("Failed to load resource",)


def fill_the_disk():
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def notes(page):
    return page.get_by_label("Notes")


def write(page, text):
    page.goto(STANDARD)
    before = notes(page).input_value()
    page.get_by_label("Partially Compliant (P/C)").check()
    notes(page).fill(text)
    return before


def save(page):
    page.get_by_role("button", name="Save and go to 1.4").click()


def insist_saved(page, text):
    page.get_by_text("Rating for 1.3 saved").wait_for()
    page.goto(STANDARD)
    expect(notes(page)).to_have_value(text)
    expect(page.get_by_label("Partially Compliant (P/C)")).to_be_checked()


@pytest.fixture
def cut_off(sign_in, tmp_path, port):
    """The manager's browser without JavaScript, after the server died between typing and saving."""
    with serve(tmp_path, "demo", port=port) as served:
        page = sign_in(MANAGER, javascript=False)
        write(page, SHORT)
        served.kill()
        save(page)
        page.wait_for_url("chrome-error://**")
        return page


def test_what_did_not_arrive_is_saved_by_sending_it_again_in_the_same_session(cut_off, tmp_path, port):
    with serve(tmp_path, "serve", port=port):
        cut_off.reload()  # a person is asked first whether to send the form again
        insist_saved(cut_off, SHORT)
        cut_off.get_by_role("banner").get_by_text(MANAGER).wait_for()


def test_going_back_to_what_did_not_arrive_shows_it(cut_off, tmp_path, port):
    with serve(tmp_path, "serve", port=port):
        cut_off.go_back()
        expect(cut_off).to_have_url(STANDARD)
        expect(notes(cut_off)).to_have_value(SHORT)
        save(cut_off)
        insist_saved(cut_off, SHORT)


def status(page):
    return page.locator("[data-status]")


@pytest.fixture
def alone(sign_in, tmp_path, port):
    """The manager's browser, after the server died while something was typed; the page has said so."""
    with serve(tmp_path, "demo", port=port) as served:
        page = sign_in(MANAGER)
        page.goto(STANDARD)
        served.kill()
        notes(page).press_sequentially(SHORT)
        status(page).filter(has_text="there is no connection").wait_for()
        return page


def insist_another_tab_reads_it(page):
    """What is on this page is saved: another tab, which has no draft, has it too."""
    other = page.context.new_page()
    other.goto(STANDARD)
    for tab in (other, page):
        expect(notes(tab)).to_have_value(re.compile(re.escape(SHORT)))


def test_what_was_typed_while_the_server_was_away_saves_itself_once_it_is_back(alone, tmp_path, port):
    with serve(tmp_path, "serve", port=port):
        status(alone).filter(has_text=SAVED).wait_for(timeout=60_000)
        insist_another_tab_reads_it(alone)


def test_what_was_typed_is_found_again_after_the_page_was_left(alone, tmp_path, port):
    alone.once("dialog", lambda asked: asked.accept())
    alone.goto("about:blank")
    with serve(tmp_path, "serve", port=port):
        alone.goto(STANDARD)
        status(alone).filter(has_text=SAVED).wait_for()
        insist_another_tab_reads_it(alone)


def test_pressing_save_while_the_server_is_away_stays_on_the_page(alone, tmp_path, port):
    save(alone)
    alone.wait_for_timeout(1000)
    expect(notes(alone)).to_have_value(re.compile(re.escape(SHORT)))
    with serve(tmp_path, "serve", port=port):
        save(alone)
        alone.get_by_text("Rating for 1.3 saved").wait_for()


def test_who_leaves_with_unsaved_text_is_asked_first(alone):
    asked = []
    alone.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with alone.expect_event("dialog"):
        alone.get_by_role("link", name="Home").first.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    expect(notes(alone)).to_have_value(re.compile(re.escape(SHORT)))


def test_a_session_that_ended_loses_nothing(sign_in, tmp_path, port):
    with serve(tmp_path, "demo", port=port) as served:
        page = sign_in(MANAGER)
        page.goto(STANDARD)
        elsewhere = page.context.new_page()
        elsewhere.goto("/")
        elsewhere.get_by_role("button", name="Sign out").click()
        elsewhere.get_by_role("link", name="Sign in").first.wait_for()
        notes(page).press_sequentially(SHORT)
        status(page).get_by_role("link", name="Sign in, and it is here again").click()
        page.get_by_label("E-mail address").fill(ADDRESS)
        page.get_by_label("Password", exact=True).fill(served.password(ADDRESS))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"**{STANDARD}")
        status(page).filter(has_text=SAVED).wait_for()
        insist_another_tab_reads_it(page)


def test_without_javascript_a_session_that_ended_loses_nothing(sign_in, tmp_path, port):
    with serve(tmp_path, "demo", port=port) as served:
        page = sign_in(MANAGER, 320, javascript=False)
        write(page, SHORT)
        elsewhere = page.context.new_page()
        elsewhere.goto("/")
        elsewhere.get_by_role("button", name="Sign out").click()
        elsewhere.get_by_role("link", name="Sign in").first.wait_for()
        save(page)
        page.get_by_text("nothing is lost").wait_for()
        elsewhere.goto("/sign-in")
        elsewhere.get_by_label("E-mail address").fill(ADDRESS)
        elsewhere.get_by_label("Password", exact=True).fill(served.password(ADDRESS))
        elsewhere.get_by_role("button", name="Sign in").click()
        elsewhere.get_by_role("heading", name="Home").wait_for()
        while page.get_by_role("button", name="Send it once more").count():
            page.get_by_role("button", name="Send it once more").click()
        insist_saved(page, SHORT)


def test_nobody_else_who_signs_in_at_the_same_screen_sees_what_was_typed(sign_in, tmp_path, port):
    with serve(tmp_path, "demo", port=port) as served:
        page = sign_in(MANAGER)
        page.goto(STANDARD)
        before = notes(page).input_value()
        elsewhere = page.context.new_page()
        elsewhere.goto("/")
        elsewhere.get_by_role("button", name="Sign out").click()
        elsewhere.get_by_role("link", name="Sign in").first.wait_for()
        notes(page).press_sequentially(SHORT)
        status(page).get_by_role("link", name="Sign in, and it is here again").click()
        page.get_by_label("E-mail address").fill("tom.ellery@marlshire.example")
        page.get_by_label("Password", exact=True).fill(served.password("tom.ellery@marlshire.example"))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"**{STANDARD}")
        expect(notes(page)).to_have_value(before)


@pytest.fixture
def signed_in(sign_in, tmp_path, port):
    """The manager's browser, signed in before there was trouble."""
    with serve(tmp_path, "demo", port=port):
        return sign_in(MANAGER)


def test_a_full_disk_is_said_in_plain_words_above_what_was_typed(signed_in, tmp_path, port, check_page):
    with serve(tmp_path, "serve", port=port, before=fill_the_disk):
        write(signed_in, LONG)
        with signed_in.expect_navigation() as answer:
            save(signed_in)
        assert answer.value.status >= 500
        page = signed_in.get_by_role("main").inner_text()
        assert "Nothing was saved" in page
        assert LONG in page
        assert "Traceback" not in page
        check_page(signed_in)
        signed_in.go_back()
        expect(notes(signed_in)).to_have_value(LONG)


def test_once_there_is_room_again_what_was_typed_is_put_back_and_saved(signed_in, tmp_path, port):
    with serve(tmp_path, "serve", port=port, before=fill_the_disk):
        write(signed_in, LONG)
        save(signed_in)
        signed_in.get_by_text("Nothing was saved").wait_for()
    with serve(tmp_path, "serve", port=port):
        signed_in.goto(STANDARD)
        status(signed_in).filter(has_text=SAVED).wait_for()
        expect(notes(signed_in)).to_have_value(LONG)
        save(signed_in)
        insist_saved(signed_in, LONG)
