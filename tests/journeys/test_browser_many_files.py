"""Years of reports are brought in at once, in a real browser: looked at, corrected, saved, and taken back."""

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import serve
from tests.uploads import DOUBTFUL, GOOD, RATED, SEVERAL

ADDRESS = "/services/marlshire/import"
FILES = {"2012-13.docx": RATED, "2013-14.docx": DOUBTFUL, "2014-15.docx": SEVERAL, "last.docx": GOOD}


@pytest.fixture
def site(tmp_path):
    with serve(tmp_path, "demo") as served:
        yield served.url


@pytest.fixture(params=[1280, 320])
def page(request, sign_in):
    """The list of the files, which wait."""
    page = sign_in("Rosalind Okafor", request.param)
    page.goto(ADDRESS)
    sent = [{"name": name, "mimeType": "application/octet-stream", "buffer": FILES[name]} for name in FILES]
    page.get_by_label("Word files").set_input_files(sent)
    page.get_by_role("button", name="Read the files").click()
    page.get_by_role("heading", name="Waiting to be saved").wait_for()
    return page


@pytest.fixture
def arrive(page, check_page):
    def at(heading):
        page.get_by_role("heading", name=heading, level=1).wait_for()
        check_page(page)

    return at


def test_what_is_ready_is_saved_in_one_go_and_the_file_can_be_had_back(page, arrive):
    arrive("Bring in Word files")
    page.get_by_role("button", name="Save all that are ready").click()
    page.get_by_text("Saved: 2012-13, 2021-22.").wait_for()
    arrive("Bring in Word files")
    expect(page.get_by_role("link", name="2013-14.docx", exact=True)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download 2012-13.docx as it was sent").click()
    assert download.value.path().read_bytes() == RATED


def test_enter_keeps_the_period_and_saves_nothing(page, arrive):
    page.get_by_label("Period of last.docx").fill("2020-21")
    page.get_by_label("Period of last.docx").press("Enter")
    page.get_by_text("Periods kept.").wait_for()
    page.get_by_role("heading", name="Waiting to be saved").wait_for()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", name="Brought in", exact=True)).to_have_count(0)


def test_a_service_is_chosen_and_saved(page, arrive):
    page.get_by_role("link", name="2014-15.docx").click()
    arrive("Choose a service")
    page.get_by_role("link", name="Southtown").click()
    arrive("What was read")
    page.get_by_role("button", name="Save this file").click()
    arrive("Self-assessment 2014-15")


def test_an_action_is_corrected_and_saved(page, arrive):
    page.get_by_role("link", name="last.docx", exact=True).click()
    page.get_by_text("Correct action 1").click()
    page.get_by_label("Standards that it serves").fill("9.9")
    page.get_by_role("button", name="Save this file").click()
    page.get_by_role("link", name="There is no standard 9.9 in these standards").click()
    arrive("What was read")
    page.get_by_label("Standards that it serves").fill("2.3")
    page.get_by_role("button", name="Save this file").click()
    arrive("Self-assessment 2021-22")
