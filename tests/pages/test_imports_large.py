"""Files that are large, or made to take long, and too many at once: said in words, in time, and nothing is kept."""

import time

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.uploads import ADDRESS, GOOD, HEADER, PLAN, RATED, send, send_all
from tests.word.documents import docx, table
from tracker import turns
from tracker.db import db
from tracker.imports.models import Upload
from tracker.turns import Turns
from tracker.word import apart

SECONDS = 10


@pytest.fixture
def here(client, framework, manager):
    sign_in(client, manager)
    return client


@pytest.fixture
def busy(monkeypatch):
    """As many documents are being read as may."""
    monkeypatch.setattr(turns, "SECONDS", 0.05)
    monkeypatch.setattr(apart, "READING", Turns(1))
    return apart.READING


def planned(rows):
    actions = [[f"Area {index} (1.4)", "x", "1. y", "1. z", "w", "t", ""] for index in range(rows)]
    return docx(table(HEADER, ["1.1 Jointly", "C", "Signed."]) + table(PLAN[0], *actions))


def in_time(act):
    """What ``act`` answers, within the time that anything may take."""
    begun = time.process_time()
    page = act()
    assert time.process_time() - begun < SECONDS
    return page


LINES = "\n".join(["*a_["] * 1_450)  # as long and as marked as is just let through
SAID = {
    "rows": (planned(301), "301 rows of it may be actions or standards; at most 300 can be looked at."),
    "lines": (
        docx(table(HEADER, ["1.1 Jointly", "C", LINES + LINES])),
        "more than 6,000 lines and signs such as * and [",
    ),
    "unplaced": (
        docx(table(HEADER, *[[f"9.{index} x", "C", ""] for index in range(400)])),
        "400 rows of it may be actions or standards",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_too_long_to_be_looked_at_is_refused_in_time_and_not_kept(here, name):
    content, said = SAID[name]
    page = in_time(lambda: send(here, content))
    assert said in page.text
    assert 'href="#documents"' in page.text
    assert db.session.scalars(sa.select(Upload)).all() == []


@pytest.mark.parametrize(
    "content", [planned(300), docx(table(HEADER, ["1.1 Jointly", "C", LINES]))], ids=["rows", "marks"]
)
def test_what_is_just_let_through_is_shown_and_saved_in_time(here, content):
    address = in_time(lambda: send(here, content)).location
    assert in_time(lambda: here.get(address)).status_code == 200
    assert in_time(lambda: here.post(address)).location == "/services/lanternshire/assessments/2021-22"


def test_whoever_sends_a_file_while_too_many_are_read_is_told_to_wait(here, busy):
    with busy.take():
        page = send(here)
    assert "Other documents are being read or made at this moment. Try again in a minute." in page.text
    assert 'href="#documents"' in page.text
    assert db.session.scalars(sa.select(Upload)).all() == []


def test_whoever_looks_or_saves_while_too_many_are_read_is_told_to_wait(here, busy):
    address = send(here).location
    with busy.take():
        for page in (here.get(address), here.post(address, data={"notes_0": "An hour of typing"})):
            assert (page.status_code, "Try again in a minute." in page.text) == (503, True)
        assert "An hour of typing" in page.text
    assert here.get(address).status_code == 200


def test_saving_all_while_too_many_are_read_saves_none(here, busy):
    send_all(here, {"2019-20.docx": RATED, "2020-21.docx": GOOD})
    sent = {f"label_{there.id.hex}": there.label for there in db.session.scalars(sa.select(Upload))}
    with busy.take():
        assert here.post(f"{ADDRESS}/all", data=sent).status_code == 503
    assert db.session.scalars(sa.select(Upload).where(Upload.saved_at.is_not(None))).all() == []
