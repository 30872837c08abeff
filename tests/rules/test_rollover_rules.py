"""When a carried action is due, phrase by phrase."""

from datetime import date

import pytest

from tracker.phrases import Calendar, understand
from tracker.rollover.rules import carried_due

BEFORE = Calendar(4, plan_starts=date(2022, 4, 1), plan_ends=date(2023, 3, 31))
AFTER = Calendar(4, plan_starts=date(2023, 4, 1), plan_ends=date(2024, 3, 31))

# A phrase of the plan 2022-23, and when it is due in the plan 2023-24: "=" for the day that it was, "" for none.
CARRIED = """
Apr 2022 | =
by 31.3.23 | =
Sept 2023, then termly | =
March-May 2023 | =
Summer 2023 | =
Spring term 2022-23 | =
Q2 2022-23 | =
financial year 2022-23 | =
2022-23 | =
2023 | =
end of plan | 2024-03-31
by the end of the plan period | 2024-03-31
end of plan, then ongoing | 2024-03-31
within 12 months | = kept
in the first six weeks | = kept
within 6 months of the start of the plan | = kept
within 90 days; reviewed termly | = kept
ongoing |
TBC |
Spring |
when in post |
"""


def rows():
    for line in CARRIED.strip().splitlines():
        phrase, expected = (part.strip() for part in line.split("|"))
        yield pytest.param(phrase, expected, id=phrase)


def carried(phrase, due, *, corrected=False):
    return carried_due(due, understand(phrase, AFTER), corrected=corrected)


@pytest.mark.parametrize(("phrase", "expected"), list(rows()))
def test_it_is_due_as_its_timescale_says_in_the_next_plan(phrase, expected):
    due = understand(phrase, BEFORE).day
    assert (due is None) is (expected == "")
    day = due if expected.startswith("=") or not expected else date.fromisoformat(expected)
    assert carried(phrase, due) == (day, expected.endswith("kept"))


@pytest.mark.parametrize("phrase", ["Apr 2022", "end of plan", "within 12 months", "TBC"])
def test_a_day_that_somebody_corrected_stays(phrase):
    assert carried(phrase, date(2022, 5, 6), corrected=True) == (date(2022, 5, 6), True)


def test_what_counts_to_the_same_day_in_both_plans_needs_no_keeping():
    assert carried("within 12 months", AFTER.plan_ends) == (AFTER.plan_ends, False)
