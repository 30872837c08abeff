"""What is asked of an item of evidence, and where the points of a series stand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tracker.errors import Invalid
from tracker.evidence.rules import (
    HEIGHT,
    WIDTH,
    Age,
    EvidenceText,
    Wanted,
    address,
    days_of,
    differences,
    is_due,
    line_of,
    years_before,
)
from tracker.figures import Figure

TODAY = date(2022, 10, 12)
TEXT = EvidenceText("Minutes", "Said", date(2022, 8, 31), None, ("1.1",))


@pytest.mark.parametrize(
    "text", ["https://example.org", "http://example.org:8080/a?b#c", " HTTPS://Example.org/ ", "https://[::1]/x"]
)
def test_the_address_of_a_web_page_is_taken(text):
    assert address(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "//example.org",
        "https://user:secret@example.org",
        "https://a b.org",
        "https://exa\nmple.org",
        "https://example.org:port/",
        "https://[::1",
        "https://example.org/" + "a" * 2000,
        "https://example.org:0",
        "java\nscript:alert(1)",
        "\u202ehttps://example.org",
    ],
)
def test_what_is_no_address_of_a_web_page_is_refused(text):
    with pytest.raises(Invalid):
        address(text)


@pytest.mark.parametrize(
    ("look_again", "due"), [(None, False), (TODAY, True), (date(2022, 10, 13), False), (date(2021, 1, 1), True)]
)
def test_an_item_is_due_from_its_day_on(look_again, due):
    assert is_due(look_again, today=TODAY) is due


def test_every_day_has_one_age():
    ends = [days_of(age, today=TODAY) for age in Age]
    assert ends == [(date(2021, 10, 12), None), (date(2019, 10, 12), date(2021, 10, 12)), (None, date(2019, 10, 12))]


def test_a_year_before_29_february_is_the_28th():
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)


def test_looking_for_nothing_is_looking_for_nothing():
    assert not Wanted()
    assert all([Wanted("x"), Wanted(standard="1.1"), Wanted(due=True), Wanted(age=Age.OLD)])


def test_differences_name_what_is_saved():
    assert differences(TEXT, TEXT) == []
    theirs = replace(TEXT, title="Notes", look_again=TODAY, standards=("1.1", "1.2"))
    assert differences(TEXT, theirs) == [
        ("Title", "Notes"),
        ("Look at it again on", "12 October 2022"),
        ("Standards that it backs", "1.1, 1.2"),
    ]


def test_differences_of_figures_are_named_too():
    mine = replace(TEXT, figure=Figure("Referrals", Decimal(7), "", "2022"))
    theirs = replace(TEXT, figure=Figure("Referrals", Decimal(8), "", "2022", as_few=True))
    assert differences(mine, theirs) == [("Value", "8"), ("Print as fewer than 5", "Yes")]


def series(*values, **more):
    return [Figure("Referrals", Decimal(value), "", str(2020 + at), **more) for at, value in enumerate(values)]


def test_a_series_is_drawn_from_left_to_right_and_the_highest_at_the_top():
    points = line_of(series(100, 400, 200))
    assert [point.x for point in points] == [40, 240, 440]
    assert points[1].y < points[2].y < points[0].y
    assert [(point.period, point.value) for point in points] == [("2020", "100"), ("2021", "400"), ("2022", "200")]


@pytest.mark.parametrize("values", [(0, 0), (-5, 5), (1, 10**11), (7, 7, 7), range(40)])
def test_every_point_stands_within_the_picture(values):
    points = line_of(series(*values))
    assert len(points) == len(values)
    assert all(0 < point.x < WIDTH and 0 < point.y < HEIGHT for point in points)


@pytest.mark.parametrize("values", [(), (7,)])
def test_one_value_makes_no_line(values):
    assert line_of(series(*values)) == []


def test_a_value_that_is_printed_as_few_has_no_point():
    assert [point.value for point in line_of(series(7, 3, 8, as_few=True))] == ["7", "8"]
    assert [point.value for point in line_of(series(7, 3, 8))] == ["7", "3", "8"]


def test_what_is_too_long_to_stand_between_two_points_is_known():
    short, long = line_of([*series(7), replace(series(9)[0], period="the spring of 2021")])
    assert (short.is_long, long.is_long) == (False, True)
