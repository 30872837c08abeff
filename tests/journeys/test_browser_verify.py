"""Somebody with a Word file and no account finds out whether it says what was ratified."""

import pytest

from tests.word.sealed import KEY, Opened, file, ratified, sealed
from tests.word.test_round_trip import AT
from tracker.config import Config
from tracker.word.writer import write


def changed(content):
    opened = Opened(content)
    next(text for text in opened.all("t") if text.text == "P/C").text = "C"
    return opened.saved()


def send(page, name, content):
    page.get_by_label("Word file").set_input_files({"name": name, "mimeType": "application/zip", "buffer": content})
    page.get_by_role("button", name="Check the file").click()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_file_is_checked_by_anybody(visitor, demonstration, check_page, width):
    document = ratified()
    key = Config(demonstration.home).signing_key()
    assert key.public != KEY.public
    content = write(document, at=AT, sealed=sealed(document, key=key))
    page = visitor(width)
    page.goto("/standards")
    page.get_by_role("link", name="Check a Word file").click()
    page.get_by_text("How to check without this site").click()
    page.get_by_text(f"--key {key.public}").wait_for()
    check_page(page)
    for sent, answer in (
        (content, "This file is unchanged since ratification."),
        (changed(content), "The rating of standard 1.2"),
        (file(), "This file carries a seal that is not one of ours"),
        (b"%PDF", "this is a PDF, not a Word document"),
    ):
        send(page, "Report.docx", sent)
        page.get_by_text(answer).first.wait_for()
        check_page(page)
