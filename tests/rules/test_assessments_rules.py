"""What a new assessment takes over from the one before, and what keeps it from being submitted."""

import pytest

from tracker.assessments.rules import CARRIED, Carry, carried, insist_confirmed
from tracker.errors import Conflict


@pytest.mark.parametrize(
    ("carry", "expected"),
    [(Carry.NOTHING, (None, "")), (Carry.NOTES, (None, "Two leaflets.")), (Carry.RATINGS, ("C", "Two leaflets."))],
)
def test_what_is_carried_is_what_was_chosen(carry, expected):
    assert carried(carry, "C", "Two leaflets.") == expected


@pytest.mark.parametrize("carry", Carry)
def test_nothing_comes_of_nothing(carry):
    assert carried(carry, None, "") == (None, "")


def test_each_choice_has_words():
    assert list(CARRIED) == list(Carry)


@pytest.mark.parametrize(
    ("unconfirmed", "said"),
    [(["1.2"], "1.2 is as carried forward"), (["1.2", "4.3"], "1.2, 4.3 are as carried forward")],
)
def test_what_was_carried_and_not_confirmed_keeps_an_assessment_from_being_submitted(unconfirmed, said):
    with pytest.raises(Conflict, match=f"{said}, and not yet confirmed"):
        insist_confirmed(unconfirmed)


def test_where_all_is_confirmed_nothing_stands_against_it():
    insist_confirmed([])
