"""Figures as they are typed and printed, how they changed, and small numbers that name somebody."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import Invalid
from tracker.figures import Figure, change, has_few, in_digits, is_few, number, printed

D = Decimal


def figure(value, earlier=None, unit="referrals", **more):
    return Figure("Referrals", D(value), unit, "2020-21", None if earlier is None else D(earlier), **more)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,524", "1524", ""),
        ("14.07", "14.07", ""),
        ("17.5%", "17.5", "%"),
        (" 17.50 % ", "17.50", "%"),
        ("£1,200.50", "1200.50", "£"),
        ("-3", "-3", ""),
        ("−3", "-3", ""),
        ("0", "0", ""),
        ("1524", "1524", ""),
        ("999,999,999,999.999999", "999999999999.999999", ""),
    ],
)
def test_what_is_typed_as_a_number_is_one(text, value, unit):
    assert number(text) == (D(value), unit)
    assert number(text)[0].as_tuple() == D(value).as_tuple()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "many",
        "1,5",
        "15,24",
        "1524,",
        "1.",
        ".5",
        "1e5",
        "NaN",
        "Infinity",
        "²",
        "٣",
        "1 524",
        "1.524,00",
        "1000000000000",
        "0.1234567",
        "5-7",
        "about 5",
        "%",
        "--3",
        "9" * 5000,
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Invalid):
        number(text)


@given(st.decimals(-(10**11), 10**11, places=2))
def test_what_is_printed_can_be_typed(value):
    assert number(in_digits(value))[0] == value


@pytest.mark.parametrize(
    ("value", "earlier", "said"),
    [
        ("1524", "1336", "14.07 % more than before"),
        ("1336", "1524", "12.34 % less than before"),
        ("2000", "1000", "100 % more than before"),
        ("5", "5", "the same as before"),
        ("5.0", "5", "the same as before"),
        ("7", "0", "more than before, when it was 0"),
        ("7", "-2", "more than before, when it was −2"),
        ("1000000", "999999", "less than 0.01 % more than before"),
        ("1.5", "1", "50 % more than before"),
        ("7", None, ""),
    ],
)
def test_the_change_is_worked_out(value, earlier, said):
    assert change(figure(value, earlier)) == said


@pytest.mark.parametrize(
    ("value", "earlier", "said"),
    [("17.5", "15", "2.5 percentage points more than before"), ("15", "16", "1 percentage point less than before")],
)
def test_a_share_changes_by_percentage_points(value, earlier, said):
    assert change(figure(value, earlier, "%")) == said


def test_the_earlier_period_is_named():
    known = figure("1524", "1336", earlier_period="2019-20")
    assert printed(known) == "1,524 referrals, 2020-21, 14.07 % more than in 2019-20"


@pytest.mark.parametrize(
    ("value", "unit", "few"),
    [
        ("1", "", True),
        ("4", "families", True),
        ("4.0", "", True),
        ("5", "", False),
        ("0", "", False),
        ("3", "%", False),
        ("3", "£", False),
        ("3.5", "days", False),
        ("-2", "", False),
    ],
)
def test_one_to_four_of_what_may_be_people_are_few(value, unit, few):
    assert is_few(D(value), unit) is few


@pytest.mark.parametrize(
    ("value", "earlier", "said"),
    [
        ("3", None, "fewer than 5 referrals, 2020-21"),
        ("3", "8", "fewer than 5 referrals, 2020-21"),
        ("8", "2", "8 referrals, 2020-21"),
        ("2", "2", "fewer than 5 referrals, 2020-21"),
        ("8", "10", "8 referrals, 2020-21, 20 % less than before"),
        ("0", None, "0 referrals, 2020-21"),
    ],
)
def test_what_is_printed_as_few_is_not_given_away_by_its_change(value, earlier, said):
    assert printed(figure(value, earlier, as_few=True)) == said


def test_without_the_flag_a_small_number_is_pointed_out_and_printed():
    assert has_few(figure("8", "2"))
    assert not has_few(figure("8", "9"))
    assert printed(figure("3")) == "3 referrals, 2020-21"


@given(st.integers(1, 4), st.integers(0, 2000))
def test_a_hidden_number_is_the_same_whatever_it_is(value, earlier):
    assert printed(figure(value, earlier, as_few=True)) == "fewer than 5 referrals, 2020-21"
