"""What is heavy goes on a few times at once; who would wait too long is told."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.word.documents import docx, p
from tracker import office, turns
from tracker.errors import NotReady
from tracker.office import to_docx
from tracker.turns import BUSY, Turns
from tracker.word import apart
from tracker.word.apart import read_apart

SMALL = docx(p("a"))


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(turns, "SECONDS", 0.05)


def test_no_more_go_on_at_once_than_may():
    there, going, most = Turns(2), [], []

    def go(_number):
        with there.take():
            going.append(1)
            most.append(len(going))
            threading.Event().wait(0.02)
            going.pop()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(go, range(12)))
    assert max(most) == 2


def test_who_would_wait_too_long_is_told_and_a_turn_that_ends_is_free_again(impatient):
    there = Turns(1)
    with there.take(), pytest.raises(NotReady, match="Try again in a minute"), there.take():
        pass
    with pytest.raises(ZeroDivisionError), there.take():
        raise ZeroDivisionError
    with there.take():
        pass


def test_a_document_is_not_read_while_too_many_are(impatient, monkeypatch):
    monkeypatch.setattr(apart, "READING", Turns(1))
    with apart.READING.take(), pytest.raises(NotReady, match=BUSY):
        read_apart(SMALL)
    assert read_apart(SMALL).elements


def test_a_document_is_not_converted_while_too_many_are(impatient, monkeypatch):
    monkeypatch.setenv("TRACKER_OFFICE", "true")
    monkeypatch.setattr(office, "CONVERTING", Turns(1))
    with office.CONVERTING.take(), pytest.raises(NotReady, match=BUSY):
        to_docx(b"{\\rtf1 }", "rtf")
