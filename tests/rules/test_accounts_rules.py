"""Periods, months, slugs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.accounts.rules import MONTHS, month, period
from tracker.errors import Invalid


@pytest.mark.parametrize(
    ("label", "year_starts", "starts", "ends"),
    [
        ("2021-22", 9, date(2021, 9, 1), date(2022, 8, 31)),
        ("2021-22", 4, date(2021, 4, 1), date(2022, 3, 31)),
        ("2023-24", 3, date(2023, 3, 1), date(2024, 2, 29)),
        ("1999-00", 9, date(1999, 9, 1), date(2000, 8, 31)),
        ("2024", 1, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_label_stands_for_the_services_own_year(label, year_starts, starts, ends):
    found = period(label, year_starts)
    assert (found.label, found.starts, found.ends) == (label, starts, ends)


@pytest.mark.parametrize(
    ("label", "year_starts", "reason"),
    [
        ("2021", 9, "write 2021-22, not 2021"),
        ("2021-23", 9, "write 2021-22, not 2021-23"),
        ("2021-22", 1, "write 2021, not 2021-22"),
        ("21-22", 9, "is not a period"),
        ("2021/22", 9, "is not a period"),
        ("", 9, "is not a period"),
        ("0021-22", 9, "is not a period"),
        ("2021-22 ", 9, "is not a period"),
        ("٢٠٢١", 1, "is not a period"),
    ],
)
def test_a_label_that_stands_for_no_year_is_refused(label, year_starts, reason):
    with pytest.raises(Invalid, match=reason):
        period(label, year_starts)


def test_given_days_are_taken_instead_of_the_years_own():
    found = period("2022-23", 9, starts=date(2022, 4, 1))
    assert (found.starts, found.ends) == (date(2022, 4, 1), date(2023, 8, 31))


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(Invalid, match="before it starts"):
        period("2021-22", 9, ends=date(2021, 9, 1))


@given(st.integers(1990, 2200), st.integers(2, 12))
def test_years_follow_each_other_without_a_gap(year, year_starts):
    this = period(f"{year}-{(year + 1) % 100:02}", year_starts)
    assert (this.ends - this.starts).days in (364, 365)
    assert (this.ends.month % 12) + 1 == year_starts


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), ("12", 12), ("Sep", 9), ("sept", 9), ("September", 9), (" may ", 5), ("jun", 6)]
)
def test_a_month_is_a_number_or_a_name(text, number):
    assert month(text) == number


@pytest.mark.parametrize("text", ["", "0", "13", "Se", "Brumaire", "-1", "²"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Invalid, match="is not a month"):
        month(text)


def test_all_months_are_known_by_their_names():
    assert [month(name) for name in MONTHS] == list(range(1, 13))
