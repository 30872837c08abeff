"""What came of an outcome in figures, and what is offered as actual completion."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import Invalid
from tracker.plans.rules import OutcomeResult
from tracker.progress.rules import Mark, figure, insist_past, is_all_done, offered_completion
from tracker.richtext import parse

SEPTEMBER, MAY = date(2022, 9, 1), date(2022, 5, 12)
ACHIEVED, PARTLY, NOT = OutcomeResult.ACHIEVED, OutcomeResult.PARTLY, OutcomeResult.NOT


@pytest.mark.parametrize(
    ("steps", "outcomes", "offered"),
    [
        ([], [], ""),
        ([("Draft it", None)], [("Families know", Mark())], ""),
        ([("Draft it", None)], [("Families know", Mark(target=Decimal(3), reached=Decimal(1)))], ""),
        ([("New website launched", SEPTEMBER)], [], "New website launched 1.9.22."),
        ([("New website launched.", SEPTEMBER)], [], "New website launched 1.9.22."),
        (
            [
                ("New website launched", SEPTEMBER),
                ("compliance with Minimum Standards", None),
                ("further accessible resources.", None),
            ],
            [],
            "New website launched 1.9.22. On-going: compliance with Minimum Standards; further accessible resources",
        ),
        ([("Later", SEPTEMBER), ("Earlier", MAY)], [], "Earlier 12.5.22. Later 1.9.22."),
        ([("First", MAY), ("Second", MAY)], [], "First 12.5.22. Second 12.5.22."),
        ([("Draft it", MAY)], [("Families know", Mark())], "Draft it 12.5.22. On-going: Families know"),
        ([], [("Families know", Mark(ACHIEVED))], "Families know: achieved."),
        (
            [],
            [("An additional 3 Parent Champions", Mark(ACHIEVED, "", Decimal(3), Decimal(3)))],
            "An additional 3 Parent Champions: achieved (3 of 3).",
        ),
        (
            [],
            [("More families", Mark(ACHIEVED, "Families doubled.", None, Decimal(1524)))],
            "Families doubled (1,524 reached).",
        ),
        (
            [],
            [("An additional 3 Parent Champions", Mark(PARTLY, "", Decimal(3), Decimal(2)))],
            "On-going: An additional 3 Parent Champions (partly achieved, 2 of 3)",
        ),
        (
            [],
            [("More families", Mark(PARTLY, "In one area."))],
            "On-going: More families (partly achieved, In one area)",
        ),
        ([], [("More families", Mark(NOT, "Nobody came."))], "More families: not achieved. Nobody came."),
        ([], [("More families", Mark(NOT))], "More families: not achieved."),
        (
            [("Ask", MAY), ("Go", None)],
            [("Met", Mark(ACHIEVED)), ("Known", Mark(NOT)), ("Liked", Mark(target=Decimal("17.5")))],
            "Ask 12.5.22. Met: achieved. Known: not achieved. On-going: Go; Liked (target 17.5)",
        ),
        ([("Visit\n\n- schools\n- nurseries", MAY)], [], "Visit, schools, nurseries 12.5.22."),
        ([("Visit:\n\n1. schools\n2. nurseries", MAY)], [], "Visit: schools, nurseries 12.5.22."),
        ([("Print **leaflets**", MAY)], [], "Print leaflets 12.5.22."),
        ([("Check the list of 2025-26", MAY)], [], "Check the list of 2025-26, 12.5.22."),
        ([("What was missing?", MAY)], [], "What was missing? 12.5.22."),
    ],
)
def test_what_is_offered_tells_what_is_done_and_what_is_left(steps, outcomes, offered):
    assert offered_completion(steps, outcomes) == offered


@given(st.text(alphabet="ab1*_[]()<>&.-+# `\\", min_size=1, max_size=30), st.sampled_from([SEPTEMBER, None]))
def test_signs_in_what_is_offered_are_no_marks(text, day):
    plain = f"On {text}"
    words = " ".join(block.text for block in parse(plain))
    offered = offered_completion([("Ask", MAY), (plain, day)], [])
    (block,) = parse(offered)
    assert block.kind == "paragraph"
    assert not any(run.bold or run.italic or run.href for run in block.runs)
    assert words.split()[0] in block.text


@pytest.mark.parametrize(
    ("target", "reached", "words"),
    [
        (None, None, ""),
        ("3", None, "target 3"),
        (None, "2", "2 reached"),
        ("3", "2", "2 of 3"),
        ("17.50", "-1", "−1 of 17.50"),
    ],
)
def test_figures_are_shown_beside_each_other(target, reached, words):
    mark = Mark(target=target and Decimal(target), reached=reached and Decimal(reached))
    assert mark.in_figures == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  ", None),
        ("3", Decimal(3)),
        (" 17.5 ", Decimal("17.5")),
        ("1,524", Decimal(1524)),
        ("-2", Decimal(-2)),
        ("0", Decimal(0)),
    ],
)
def test_a_figure_is_what_was_typed(text, value):
    assert figure(text) == value


@pytest.mark.parametrize("text", ["three", "3 people", "1,5", "1e3", "NaN", "3-4", "9" * 13, "0.1234567", "٣"])
def test_what_is_no_figure_says_how_to_write_one(text):
    with pytest.raises(Invalid, match=r"^Enter a number of at most 12 digits, such as 3 or 17\.5$"):
        figure(text)


@pytest.mark.parametrize(("text", "unit"), [("20%", "%"), ("£500", "£")])
def test_a_figure_has_no_unit(text, unit):
    with pytest.raises(Invalid, match=f"Enter a number of at most 12 digits, such as 3 or 17.5, without “{unit}”"):
        figure(text)


def test_nothing_is_done_on_a_day_to_come():
    insist_past(MAY, MAY)
    with pytest.raises(Invalid, match="The day must be today or earlier"):
        insist_past(SEPTEMBER, MAY)


@pytest.mark.parametrize(("days", "done"), [([], False), ([MAY], True), ([MAY, None], False), ([None], False)])
def test_all_is_done_when_there_were_steps_and_none_is_left(days, done):
    assert is_all_done(days) is done
