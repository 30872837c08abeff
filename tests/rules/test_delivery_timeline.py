"""The picture of a plan's period: where its actions stand, what is named below them, and what it says in words."""

import uuid
from datetime import date

import pytest

from tracker.delivery import timeline
from tracker.delivery.rules import Line
from tracker.plans.rules import Rag, Standing

STARTS, ENDS = date(2022, 4, 1), date(2023, 8, 31)


def line(due, *, rag=Rag.ON_TRACK):
    return Line(uuid.uuid4(), 1, "", (), (), "", due, Standing(rag, ""))


def picture(*days, today=date(2022, 11, 1)):
    return timeline.drawn([line(day) for day in days], STARTS, ENDS, today)


def test_the_timeline_reaches_from_the_first_day_to_the_last():
    drawn = picture(STARTS, ENDS)
    assert [bar.x for bar in drawn.bars] == [timeline.LEFT, timeline.LEFT + timeline.WIDE]
    assert [bar.y for bar in drawn.bars] == [timeline.HEAD + 20, timeline.HEAD + timeline.ROW + 20]
    assert drawn.height == timeline.HEAD + 2 * timeline.ROW + timeline.FOOT


def test_what_is_due_after_the_period_or_never_is_not_in_the_picture():
    assert picture(None, date(2023, 9, 1)).bars == ()


def test_what_was_due_before_the_period_stands_at_its_left_edge_and_says_so():
    drawn = timeline.drawn([line(date(2021, 3, 31), rag=Rag.OVERDUE), line(STARTS)], STARTS, ENDS, STARTS)
    assert [(bar.x, bar.words) for bar in drawn.bars] == [
        (timeline.LEFT, "Overdue; due 31 March 2021"),
        (timeline.LEFT, "On track"),
    ]
    assert "1 of them, due before the period, at its left edge." in timeline.described(drawn)


@pytest.mark.parametrize("today", [date(2022, 3, 31), date(2023, 9, 1)])
def test_today_has_a_line_only_within_the_period(today):
    assert picture(STARTS, today=today).today is None
    assert timeline.LEFT < picture(STARTS).today < timeline.LEFT + timeline.WIDE


@pytest.mark.parametrize(
    ("starts", "ends", "first", "count"),
    [
        (date(2022, 4, 1), date(2023, 8, 31), date(2022, 4, 1), 17),
        (date(2022, 4, 15), date(2023, 3, 31), date(2022, 5, 1), 11),
        (date(2022, 4, 1), date(2025, 3, 31), date(2022, 4, 1), 12),
        (date(2022, 4, 1), date(2030, 3, 31), date(2022, 7, 1), 16),
        (date(2022, 4, 1), date(2050, 3, 31), date(2023, 1, 1), 28),
        (date(2022, 4, 3), date(2022, 4, 20), date(2022, 4, 3), 1),
    ],
)
def test_months_are_named_where_there_is_room_else_quarters_half_years_or_years(starts, ends, first, count):
    days = timeline.beginnings(starts, ends)
    assert (days[0], len(days)) == (first, count)


def test_the_picture_is_said_in_words():
    drawn = timeline.drawn([line(STARTS, rag=Rag.OVERDUE), line(ENDS)], STARTS, ENDS, STARTS)
    said = "2 actions by the day that each is due: 1 overdue, 1 on track. The tables below say the same."
    assert timeline.described(drawn) == said
    assert timeline.described(picture()) == "0 actions by the day that each is due."
