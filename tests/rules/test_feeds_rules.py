"""A calendar as a file: what it says, and that no text breaks it."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.feeds.paper import ics
from tracker.feeds.rules import Calendar, Event, described, modified
from tracker.plans.rules import Rag, Standing
from tracker.richtext import clean

SAVED = datetime(2022, 10, 1, 9, 30, tzinfo=UTC)
DUE = date(2022, 11, 30)
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=400)


def event(summary="Leaflets", description="Due", number=1):
    return Event(f"{number}@x", DUE, summary, description, f"https://x.example/{number}", SAVED, 3)


def read(calendar):
    """The file, read back by the library."""
    return icalendar.Calendar.from_ical(ics(calendar))


def test_an_action_is_a_whole_day_on_which_nobody_is_busy():
    [entry] = read(Calendar("Lanternshire", (event(),))).walk("VEVENT")
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (DUE, DUE + timedelta(days=1))
    assert b"DTSTART;VALUE=DATE:20221130" in ics(Calendar("Lanternshire", (event(),)))
    assert (entry["uid"], entry["summary"], entry["url"], entry["sequence"]) == (
        "1@x",
        "Leaflets",
        "https://x.example/1",
        3,
    )
    assert (entry.decoded("dtstamp"), entry.decoded("last-modified"), entry["transp"]) == (SAVED, SAVED, "TRANSPARENT")


def test_programs_are_told_the_name_and_when_to_look_again():
    text = ics(Calendar("Lanternshire SENDIASS", ())).decode()
    for line in (
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Lanternshire SENDIASS",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ):
        assert f"{line}\r\n" in text
    assert "METHOD" not in text


def test_the_same_is_the_same_file_to_the_byte():
    assert ics(Calendar("x", (event(),))) == ics(Calendar("x", (event(),)))


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_gives_a_file_that_reads_back_in_lines_of_75_octets(name, summary, description):
    calendar = Calendar(name, (event(summary, description), event("Second", number=2)))
    file = ics(calendar)
    assert file.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
    first, second = read(calendar).walk("VEVENT")
    assert (first["summary"], first["description"]) == (clean(summary), clean(description))
    assert second["summary"] == "Second"


@pytest.mark.parametrize(
    "text", ["a; b, c\\n d", "END:VEVENT\r\nBEGIN:VEVENT", 'DTSTART:"x"', "é" * 200, "\N{GRINNING FACE}" * 60]
)
def test_what_has_a_meaning_in_calendars_has_none_in_text(text):
    [entry] = read(Calendar(text, (event(text, text),))).walk("VEVENT")
    assert entry["summary"] == clean(text)


def test_an_entry_says_how_it_stands_who_does_it_and_where_it_is_planned():
    overdue = Standing(Rag.OVERDUE, "It was due.")
    assert described(overdue, "ongoing", "Ann\nBell", "by end of Q2", "Lanternshire, Plan 2022-23", "https://x") == (
        "Overdue (ongoing)\nWho: Ann Bell\nTimescale: by end of Q2\nLanternshire, Plan 2022-23\nhttps://x"
    )
    assert described(overdue, "ongoing", " ", "", "P", "A") == "Overdue (ongoing)\nWho: nobody is named\nP\nA"


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing(Rag.ON_TRACK, ""), SAVED),
        (Standing(Rag.DUE_SOON, ""), datetime(2022, 10, 31, tzinfo=UTC)),
        (Standing(Rag.OVERDUE, ""), datetime(2022, 12, 1, tzinfo=UTC)),
        (Standing(Rag.OVERDUE, "", otherwise=Standing(Rag.ON_TRACK, "")), SAVED),
    ],
)
def test_an_entry_changed_when_it_was_saved_or_came_to_stand_otherwise(standing, expected):
    assert modified(SAVED, standing, DUE) == expected


def test_what_was_saved_after_it_became_overdue_changed_then():
    later = datetime(2023, 1, 5, tzinfo=UTC)
    assert modified(later, Standing(Rag.OVERDUE, ""), DUE) == later
