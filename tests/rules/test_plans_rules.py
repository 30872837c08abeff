"""What an actual completion says of an action's state, which day a timescale stands for, and which lines go on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plans.rules import ActionState, ActionText, differences, due_from, kept_lines, state_from


@pytest.mark.parametrize("completion", ["", "  \n"])
def test_nothing_under_completion_means_not_started(completion):
    assert state_from(completion) is ActionState.NOT_STARTED


@pytest.mark.parametrize(
    "completion",
    ["Completed", "Complete.", "completed June 2022", "Done", "Achieved 1.9.22", "Fully completed", "Finished"],
)
def test_a_plain_word_of_completion_means_complete(completion):
    assert state_from(completion) is ActionState.COMPLETE


@pytest.mark.parametrize(
    "completion",
    [
        "On-going",
        "June 2022 in draft form, awaiting sign-off.",
        "Not completed",
        "Partly completed",
        "Completed in part, still to be published",
        "Completion expected in May",
        "To be completed",
        "New website launched 1.9.22. On-going work to ensure compliance",
        "Completed first phase; second phase ongoing",
        "30 %",
        "Done?",
        "Completed: no",
        "Completed 2 of 5",
        "Complete once signed",
        "Complete by Sept 2023",
        "Complete, but for the website",
    ],
)
def test_everything_else_means_ongoing(completion):
    assert state_from(completion) is ActionState.ONGOING


@pytest.mark.parametrize(
    ("timescale", "day"),
    [
        ("Apr 2022", date(2022, 4, 30)),
        ("Sept 2022", date(2022, 9, 30)),
        ("September 2022", date(2022, 9, 30)),
        (" feb  2024 ", date(2024, 2, 29)),
        ("1.9.22", date(2022, 9, 1)),
        ("1/9/2022", date(2022, 9, 1)),
        ("31 August 2023", date(2023, 8, 31)),
        ("31st August 2023", date(2023, 8, 31)),
        ("by April 2022", date(2022, 4, 30)),
        ("End of Apr 2022", date(2022, 4, 30)),
        ("by end of Apr 2022", date(2022, 4, 30)),
        ("By the end of\nApr 2022", date(2022, 4, 30)),
        ("by 31/8/23", date(2023, 8, 31)),
    ],
)
def test_a_timescale_that_is_a_day_or_a_month_stands_for_its_last_day(timescale, day):
    assert due_from(timescale) == day


@pytest.mark.parametrize(
    "timescale",
    [
        "",
        " ",
        "by",
        "ongoing",
        "TBC",
        "2022",
        "April",
        "Spring 2022",
        "31.2.22",
        "31 April 2022",
        "1.13.22",
        "Apr 2022 or later",
        "Apr 2022 to May 2022",
        "not before Apr 2022",
        "Apr 2022; review May 2022",
        "by by Apr 2022",
        "99999/9/2022",
    ],
)
def test_no_day_is_guessed_from_what_is_not_understood(timescale):
    assert due_from(timescale) is None


def test_two_texts_differ_only_where_they_say_something_else():
    saved = ActionText(
        objective="a\nb", steps=("one\ntwo",), due=date(2022, 4, 30), who="Manager", state=ActionState.ONGOING
    )
    mine = ActionText(objective="a\r\nb ", steps=("", "one\r\ntwo", " "), who="Adviser", state=ActionState.COMPLETE)
    assert differences(mine, saved) == [("Who", "Manager"), ("Due date", "30 April 2022"), ("State", "ongoing")]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("", "", []),
        ("", "Ask", [None]),
        ("Ask", "", []),
        ("Ask|Go|Tell", "Ask|Go|Tell", [0, 1, 2]),
        ("Ask|Go|Tell", "Ask|Go twice|Tell", [0, 1, 2]),
        ("Ask|Go|Tell", "Ask first|Go twice|Tell all", [0, 1, 2]),
        ("Ask|Go|Tell", "Ask|Tell", [0, 2]),
        ("Ask|Go|Tell", "Go|Tell", [1, 2]),
        ("Ask|Go|Tell", "Ask|Rest|Go|Tell", [0, None, 1, 2]),
        ("Ask|Go|Tell", "Tell|Ask|Go", [2, 0, 1]),
        ("Ask|Go|Tell", "Tell|Go|Ask", [2, 1, 0]),
        ("Ask|Go|Tell", "Tell|Rest|Ask", [2, None, 0]),
        ("Ask|Ask|Go", "Ask|Go", [0, 2]),
        ("Ask|Go", "Ask|Ask|Go", [0, None, 1]),
        ("Ask the forum|Go there", "Go there twice", [1]),
        ("Ask the forum|Go there", "Ask every forum", [0]),
        ("Go there", "Ask the forum|Go there twice", [None, 0]),
        ("Draft|Ask the forum|Go there|Print", "Draft|Ask every forum|Print", [0, 1, 3]),
        ("One|Two", "Three", [0]),
        ("Write to schools|Ask the forum", "Ask the whole forum|Write to all schools", [1, 0]),
        ("Report in May|Report in June", "Report in June|Report in July", [1, None]),
    ],
)
def test_lines_that_stay_move_or_are_reworded_go_on(before, after, kept):
    assert kept_lines(*(text.split("|") if text else [] for text in (before, after))) == kept


LINES = st.lists(st.sampled_from(["a", "b", "a b", "b c", "c d e"]), max_size=7)


@given(LINES, LINES)
def test_no_line_goes_on_as_two_and_the_same_text_always_goes_on(before, after):
    kept = kept_lines(before, after)
    there = [old for old in kept if old is not None]
    assert len(kept) == len(after)
    assert len(there) == len(set(there))
    same = [text for text, old in zip(after, kept, strict=True) if old is not None and before[old] == text]
    assert sorted(same) == sorted(
        text for text in {*before, *after} for _ in range(min(before.count(text), after.count(text)))
    )
