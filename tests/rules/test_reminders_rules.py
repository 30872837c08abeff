"""A weekly letter: which week, what stands in it and in which order, and when there is none."""

import uuid
from datetime import date

import pytest

from tracker.plans.rules import Rag, Standing
from tracker.reminders.rules import (
    AT_MOST,
    Contents,
    Line,
    OwnAction,
    body,
    in_a_line,
    is_sign_of,
    monday,
    own_lines,
    sign_of,
)

ANN, BEN = uuid.UUID(int=1), uuid.UUID(int=2)


def to(endpoint, values):
    return "/".join(["https://x.example", endpoint, *values.values()])


def own(objective, rag, due=None, *, is_new=False):
    return OwnAction(objective, "Lanternshire, 2022-23", due, Standing(rag, "Why it is so."), is_new, {"id": objective})


def what(lines):
    return [line.what for line in lines]


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 29)])
def test_a_week_is_known_by_its_monday(day):
    assert monday(day) == date(2026, 11, 23)


def test_each_action_stands_once_the_soonest_first_and_what_can_wait_is_counted():
    contents = own_lines(
        [
            own("late", Rag.OVERDUE, date(2022, 10, 31)),
            own("later still", Rag.OVERDUE, date(2022, 10, 1), is_new=True),
            own("soon", Rag.DUE_SOON, date(2022, 11, 20)),
            own("fresh", Rag.NOT_STARTED, date(2023, 5, 1), is_new=True),
            own("undated", Rag.NO_DATE, is_new=True),
            own("far", Rag.ON_TRACK, date(2023, 8, 31)),
            own("some day", Rag.NO_DATE),
        ]
    )
    assert what(contents.overdue) == ["“later still”", "“late”"]
    assert [line.how for line in contents.overdue] == [
        "Lanternshire, 2022-23. New for you. Why it is so.",
        "Lanternshire, 2022-23. Why it is so.",
    ]
    assert what(contents.due_soon) == ["“soon”"]
    assert what(contents.new) == ["“fresh”", "“undated”"]
    assert contents.others == 2
    assert contents.subject == "Minimum Standards, your week: 2 overdue, 1 due soon, 2 new"


@pytest.mark.parametrize(
    ("contents", "worth"),
    [
        (Contents(), False),
        (Contents(others=3), False),
        (own_lines([own("x", Rag.ON_TRACK)]), False),
        (own_lines([own("x", Rag.OVERDUE)]), True),
        (own_lines([own("x", Rag.DUE_SOON)]), True),
        (own_lines([own("x", Rag.NO_DATE, is_new=True)]), True),
        (Contents(drafts=(Line("4.1", "", "x", {}),)), True),
        (Contents(again=(Line("3.2", "", "x", {}),)), True),
        (Contents(plans=(Line("Plan", "", "x", {}),)), False),
        (Contents(plans=(Line("Plan", "", "x", {}),), is_pressing=True), True),
    ],
)
def test_there_is_a_letter_only_when_something_is_due_overdue_or_new(contents, worth):
    assert contents.is_worth_a_letter is worth


def test_a_letter_says_what_how_and_where_and_how_to_stop_it():
    contents = Contents(
        overdue=(Line("“Leaflets”", "Lanternshire, 2022-23. It was due.", "delivery.action", {"id": "7"}),),
        plans=(Line("Delivery Plan 2022-23", "Lanternshire: 1 overdue.", "delivery.plan", {"label": "2022-23"}),),
        others=1,
    )
    assert body("Ann Bell", contents, to) == (
        "Hello Ann Bell,\n\n"
        "This is what waits for you in the Minimum Standards tracker.\n\n"
        "OVERDUE (1)\n\n"
        "“Leaflets”\nLanternshire, 2022-23. It was due.\nhttps://x.example/delivery.action/7\n\n"
        "HOW THE PLAN STANDS\n\n"
        "Delivery Plan 2022-23\nLanternshire: 1 overdue.\nhttps://x.example/delivery.plan/2022-23\n\n"
        "You have 1 more open action that can wait:\nhttps://x.example/home.start\n\n"
        "You get this letter once a week at most, and none when there is nothing to say. To stop it, or to have it "
        "again, sign in here:\nhttps://x.example/reminders.reminders\n"
    )


def test_a_letter_stays_short_and_says_how_much_more_there_is():
    contents = own_lines([own(f"no. {number:02}", Rag.OVERDUE) for number in range(AT_MOST + 3)])
    text = body("Ann", contents, to)
    assert text.count("Why it is so.") == AT_MOST
    assert f"OVERDUE ({AT_MOST + 3})" in text
    assert "And 3 more, on your start page:\nhttps://x.example/home.start" in text


def test_an_objective_is_one_plain_line():
    assert in_a_line("Make **leaflets**\n\n- for parents\n- for [schools](https://example.org)") == (
        "Make leaflets for parents for schools"
    )
    assert len(in_a_line("x" * 5000)) == 100
    assert in_a_line(" \n ") == "An action without an objective"


def test_a_link_to_stop_letters_is_good_for_one_person_and_one_installation():
    assert is_sign_of(sign_of(ANN, "secret"), ANN, "secret")
    assert not is_sign_of(sign_of(ANN, "secret"), BEN, "secret")
    assert not is_sign_of(sign_of(ANN, "secret"), ANN, "another")
    assert not is_sign_of("é", ANN, "secret")
