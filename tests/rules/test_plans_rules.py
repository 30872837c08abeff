"""What an actual completion says of an action's state, when it is due, how it stands, and which lines go on."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.phrases import Calendar, understand
from tracker.plans.rules import (
    ActionState,
    ActionText,
    Rag,
    Standing,
    counted,
    differences,
    due_in_words,
    kept_lines,
    standing,
    state_from,
    with_due,
)


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


CALENDAR = Calendar(9, plan_starts=date(2022, 4, 1), plan_ends=date(2023, 8, 31))
WORKED_OUT = ActionText(timescale="Apr 2022", due=date(2022, 4, 30))
BY_HAND = ActionText(timescale="Apr 2022", due=date(2022, 4, 15), due_corrected=True)


@pytest.mark.parametrize(
    ("before", "timescale", "due", "expected"),
    [
        (None, "Apr 2022", None, (date(2022, 4, 30), False)),
        (None, "Apr 2022", date(2022, 4, 30), (date(2022, 4, 30), False)),
        (None, "Apr 2022", date(2022, 4, 15), (date(2022, 4, 15), True)),
        (None, "TBC", None, (None, False)),
        (None, "TBC", date(2022, 4, 15), (date(2022, 4, 15), True)),
        (WORKED_OUT, "May 2022", None, (date(2022, 5, 31), False)),
        (WORKED_OUT, "May 2022", WORKED_OUT.due, (date(2022, 5, 31), False)),
        (WORKED_OUT, "TBC", WORKED_OUT.due, (None, False)),
        (BY_HAND, " Apr  2022", BY_HAND.due, (date(2022, 4, 15), True)),
        (BY_HAND, "April 2022", BY_HAND.due, (date(2022, 4, 15), True)),
        (BY_HAND, "ongoing, each term", BY_HAND.due, (date(2022, 4, 15), True)),
        (BY_HAND, "Apr 2022", None, (date(2022, 4, 30), False)),
        (BY_HAND, "May 2022", BY_HAND.due, (date(2022, 5, 31), False)),
        (BY_HAND, "May 2022", date(2022, 5, 2), (date(2022, 5, 2), True)),
        (replace(WORKED_OUT, due=date(2022, 4, 20)), "Apr 2022", date(2022, 4, 20), (date(2022, 4, 30), False)),
    ],
)
def test_a_day_is_worked_out_unless_another_was_typed_for_what_is_still_said(before, timescale, due, expected):
    text = with_due(ActionText(timescale=timescale, due=due), CALENDAR, before=before)
    assert (text.due, text.due_corrected) == expected


TODAY = date(2022, 11, 1)


def test_how_actions_stand_is_counted_the_most_urgent_first_and_without_what_there_is_none_of():
    rags = [Rag.COMPLETE, Rag.OVERDUE, Rag.ON_TRACK, Rag.OVERDUE, Rag.DUE_SOON, Rag.NO_DATE]
    words = ["2 overdue", "1 due within 30 days", "1 without a date", "1 on track", "1 complete"]
    assert list(counted(rags).values()) == words
    assert list(counted(rags)) == [Rag.OVERDUE, Rag.DUE_SOON, Rag.NO_DATE, Rag.ON_TRACK, Rag.COMPLETE]


@pytest.mark.parametrize(
    ("state", "due", "timescale", "rag", "why"),
    [
        (
            ActionState.NOT_STARTED,
            date(2022, 10, 31),
            "",
            Rag.OVERDUE,
            "It was due on 31 October 2022, 1 day ago, and is not started.",
        ),
        (
            ActionState.ONGOING,
            date(2022, 9, 30),
            "",
            Rag.OVERDUE,
            "It was due on 30 September 2022, 32 days ago, and is not complete.",
        ),
        (ActionState.ONGOING, TODAY, "", Rag.DUE_SOON, "It is due today, 1 November 2022."),
        (ActionState.NOT_STARTED, date(2022, 12, 1), "", Rag.DUE_SOON, "It is due in 30 days, on 1 December 2022."),
        (ActionState.ONGOING, date(2022, 12, 2), "", Rag.ON_TRACK, "It is under way, and due on 2 December 2022."),
        (
            ActionState.NOT_STARTED,
            date(2022, 12, 2),
            "",
            Rag.NOT_STARTED,
            "Nothing is done yet; it is due on 2 December 2022.",
        ),
        (ActionState.COMPLETE, date(2022, 9, 30), "", Rag.COMPLETE, "It is complete."),
        (ActionState.ONGOING, None, "On-going", Rag.NO_DATE, "No date understood: “On-going” names no day."),
        (
            ActionState.NOT_STARTED,
            None,
            "TBC",
            Rag.NO_DATE,
            "No date understood: “TBC” says that a day is still to be agreed.",
        ),
        (ActionState.ONGOING, None, "", Rag.NO_DATE, "No date understood: there is no timescale."),
    ],
)
def test_how_an_action_stands_follows_from_its_state_and_its_day(state, due, timescale, rag, why):
    worked_out = standing(state, due, timescale, None, None, today=TODAY, calendar=CALENDAR)
    assert worked_out == Standing(rag, why)


def overridden(state, rag):
    return standing(state, date(2022, 9, 30), "", rag, "The post is advertised.", today=TODAY, calendar=CALENDAR)


def test_a_manager_says_otherwise_and_what_was_worked_out_is_told_too():
    said = overridden(ActionState.ONGOING, Rag.ON_TRACK)
    assert (said.rag, said.why, said.is_override) == (Rag.ON_TRACK, "The post is advertised.", True)
    assert said.otherwise.rag is Rag.OVERDUE


def test_what_a_manager_said_is_nothing_once_it_is_worked_out_so_or_the_action_is_complete():
    assert not overridden(ActionState.ONGOING, Rag.OVERDUE).is_override
    assert overridden(ActionState.COMPLETE, Rag.ON_TRACK).rag is Rag.COMPLETE


def test_two_texts_differ_only_where_they_say_something_else():
    saved = ActionText(
        objective="a\nb",
        steps=("one\ntwo",),
        who="Manager",
        state=ActionState.ONGOING,
        due=date(2022, 4, 30),
        due_corrected=True,
    )
    mine = ActionText(objective="a\r\nb ", steps=("", "one\r\ntwo", " "), who="Adviser", state=ActionState.COMPLETE)
    assert differences(mine, saved) == [("Who", "Manager"), ("Due date", "30 April 2022"), ("State", "ongoing")]


def test_a_day_that_nobody_typed_is_no_difference_where_the_other_has_none():
    assert differences(ActionText(timescale="TBC"), WORKED_OUT) == [("Timescale", "Apr 2022")]
    assert differences(replace(WORKED_OUT, due=date(2022, 4, 29)), WORKED_OUT) == [("Due date", "30 April 2022")]


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
        ("Launch the website|Two", "Recruit champions", [None]),
        ("Go there by bus|Two", "Recruit champions|Go on foot, but not by night", [None, None]),
        ("Print leafelts", "Hand out leaflets to all schools of the county", [None]),
        ("Leafelts", "Leaflets", [0]),
        ("Ask every forum about it all", "Hear what a forum would say", [0]),
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


@pytest.mark.parametrize(
    ("timescale", "due", "said"),
    [
        ("Apr 2022", date(2022, 4, 30), "30 April 2022: a month stands for its last day."),
        ("Apr 2022", date(2022, 5, 6), "6 May 2022. The timescale stands for 30 April 2022: a month stands for its"),
        ("TBC", date(2022, 5, 6), "6 May 2022, set by hand"),
        ("TBC", None, ""),
    ],
)
def test_when_an_action_is_due_is_said_with_what_its_timescale_stands_for(timescale, due, said):
    told = due_in_words(due, understand(timescale, CALENDAR))
    assert (told.startswith(said), bool(told)) == (True, bool(said))
