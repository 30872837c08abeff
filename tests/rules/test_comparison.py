"""What moved between two years, and the sentence that says so."""

import pytest

from tracker.reports.comparison import Compared, ComparedSection, Comparison, Movement, YearsRating, scale_place
from tracker.standards.rules import CallsFor, ScaleEntry

SCALE = (
    ScaleEntry("C", "Compliant", calls_for=CallsFor.EVIDENCE),
    ScaleEntry("P/C", "Partially Compliant", calls_for=CallsFor.ACTION),
)


def rated(code, notes=""):
    place = scale_place(SCALE, code)
    return YearsRating(place, None if place is None else SCALE[place], notes)


def compared(number, before, after, notes=("", "")):
    return Compared(number, "", "", rated(before, notes[0]), rated(after, notes[1]))


def comparison(*pairs):
    """Of standards 1.1, 1.2, …, each as "C" or "P/C" or "" before and after."""
    standards = [compared(f"1.{place}", *pair) for place, pair in enumerate(pairs, 1)]
    return Comparison("2021-22", "2022-23", SCALE, (ComparedSection("1", "First", tuple(standards)),))


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        ("P/C", "C", Movement.UP),
        ("C", "P/C", Movement.DOWN),
        ("C", "C", Movement.UNCHANGED),
        ("P/C", "P/C", Movement.UNCHANGED),
        (None, "C", Movement.NEWLY_RATED),
        (None, "P/C", Movement.NEWLY_RATED),
        ("C", None, Movement.NOT_RATED),
        (None, None, Movement.NOT_RATED),
    ],
)
def test_where_a_rating_moved(before, after, movement):
    assert compared("1.1", before, after).movement is movement


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (
            [("C", "C"), ("P/C", "C"), ("P/C", "C"), ("P/C", "P/C")],
            "1 compliant in 2021-22, 3 in 2022-23; 2 moved up: 1.2, 1.3.",
        ),
        (
            [("P/C", "C"), ("C", "P/C")],
            "1 compliant in 2021-22, 1 in 2022-23; 1 moved up: 1.1; 1 moved down: 1.2.",
        ),
        ([("C", "C"), ("P/C", "P/C")], "1 compliant in 2021-22, 1 in 2022-23; none moved up or down."),
        (
            [("C", "C"), (None, "C"), ("C", None)],
            "2 compliant in 2021-22, 2 in 2022-23; none moved up or down; 1 newly rated: 1.2; "
            "1 not rated in 2022-23: 1.3.",
        ),
    ],
)
def test_the_sentence_for_the_report(pairs, sentence):
    assert comparison(*pairs).sentence == sentence


def test_every_standard_is_in_one_list_and_in_order():
    made = comparison(("P/C", "C"), ("C", "C"), (None, "C"), ("P/C", "C"))
    lists = [[standard.number for standard in made.moved(movement)] for movement in Movement]
    assert lists == [["1.1", "1.4"], [], ["1.3"], ["1.2"], []]


def test_notes_are_compared_word_by_word():
    (same, gone, new, _) = compared("1.1", "C", "C", ("We print two leaflets.", "We print four leaflets.")).notes
    assert [(part.kind, part.text) for part in (same, gone, new)] == [
        ("same", "We print"),
        ("gone", "two"),
        ("new", "four"),
    ]
    assert compared("1.1", "C", "C").notes == ()
