"""What a new assessment takes over from the one before, and what keeps it from being submitted."""

from datetime import date

import pytest

from tracker.accounts.rules import Period
from tracker.assessments.rules import CARRIED, Carry, carried, insist_apart, insist_confirmed
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


@pytest.mark.parametrize(
    ("starts", "ends", "is_refused"),
    [
        (date(2022, 9, 1), date(2023, 8, 31), False),  # the day after
        (date(2020, 9, 1), date(2021, 8, 31), False),  # the day before
        (date(2022, 8, 31), date(2023, 8, 31), True),
        (date(2020, 9, 1), date(2021, 9, 1), True),
        (date(2021, 12, 1), date(2022, 1, 31), True),  # inside
        (date(2020, 1, 1), date(2025, 1, 1), True),  # around
    ],
)
def test_two_periods_may_meet_but_have_no_day_in_common(starts, ends, is_refused):
    there = Period("2021-22", date(2021, 9, 1), date(2022, 8, 31))
    if is_refused:
        with pytest.raises(Conflict, match="overlaps the self-assessment 2021-22, 1 September 2021 to 31 August 2022"):
            insist_apart(Period("2022-23", starts, ends), [there])
    else:
        insist_apart(Period("2022-23", starts, ends), [there])
