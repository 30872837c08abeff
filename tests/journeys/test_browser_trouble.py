"""Trouble while somebody types: the server dies, the disk is full; nothing that was typed is lost."""

import resource

import pytest

from tests.journeys.serving import free_port, serve

MANAGER = "Rosalind Okafor"
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
    assert notes(page).input_value() == text
    assert page.get_by_label("Partially Compliant (P/C)").is_checked()


@pytest.fixture
def cut_off(sign_in, tmp_path, port):
    """The manager's browser, after the server died between typing and saving."""
    with serve(tmp_path, "demo", port=port) as served:
        page = sign_in(MANAGER)
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
        assert cut_off.url.endswith(STANDARD)
        assert notes(cut_off).input_value() == SHORT
        save(cut_off)
        insist_saved(cut_off, SHORT)


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
        assert notes(signed_in).input_value() == LONG


def test_once_there_is_room_again_the_rating_is_as_it_was_and_can_be_saved(signed_in, tmp_path, port):
    with serve(tmp_path, "serve", port=port, before=fill_the_disk):
        before = write(signed_in, LONG)
        save(signed_in)
        signed_in.get_by_text("Nothing was saved").wait_for()
    with serve(tmp_path, "serve", port=port):
        assert write(signed_in, LONG) == before
        save(signed_in)
        insist_saved(signed_in, LONG)
