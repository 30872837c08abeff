"""The picture of all years: its bars, and what it says in words."""

from types import SimpleNamespace

import pytest

from tracker.reports.picture import SCREEN
from tracker.reports.years import ROW, years_picture

SCALE = [
    SimpleNamespace(code="C", label="Compliant", position=1),
    SimpleNamespace(code="P/C", label="Partially Compliant", position=2),
]
FRAMEWORK = SimpleNamespace(ratings=SCALE)


def year(label, *codes):
    entries = {entry.code: entry for entry in SCALE}
    assessment = SimpleNamespace(framework=FRAMEWORK)
    standards = [SimpleNamespace(number=f"1.{place}", short_title="") for place, _ in enumerate(codes, 1)]
    return label, [
        SimpleNamespace(
            assessment=assessment,
            standard=standard,
            code=code,
            entry=entries.get(code),
            carried_from=None,
            is_unconfirmed=False,
        )
        for standard, code in zip(standards, codes, strict=True)
    ]


FIVE = [
    year("2021-22", "P/C", "P/C", None, None),
    year("2022-23", "C", "P/C", "P/C", None),
    year("2023-24", "C", "C", "P/C", "C"),
    year("2024-25", "P/C", "C", "P/C", "C"),
    year("2025-26", "C", "C", "C", "C"),
]


def test_each_year_has_a_bar_whose_parts_are_its_counts():
    made = years_picture(FIVE)
    assert [bar.label for bar in made.bars] == ["2021-22", "2022-23", "2023-24", "2024-25", "2025-26"]
    assert [bar.counts for bar in made.bars] == [(0, 2, 2), (1, 2, 1), (3, 1, 0), (2, 2, 0), (4, 0, 0)]
    assert made.labels == ("Compliant", "Partially Compliant", "Not rated")
    assert [(part.text, part.look) for part in made.bars[1].parts] == [
        ("C 1", "full"),
        ("P/C 2", "hatched"),
        ("– 1", "empty"),
    ]


def test_the_parts_of_a_bar_fill_it_side_by_side_and_the_bars_lie_within_the_picture():
    made = years_picture(FIVE)
    for bar in made.bars:
        ends = [part.x + part.width for part in bar.parts]
        assert [part.x for part in bar.parts] == [0, *ends[:-1]]
        assert ends[-1] == pytest.approx(SCREEN)
        assert 0 < bar.y < made.height
    assert made.height == 5 * ROW


@pytest.mark.parametrize(("standards", "text"), [(4, "C 1"), (10, "1"), (40, "")])
def test_a_part_says_as_much_as_it_has_room_for(standards, text):
    made = years_picture([year("2021-22", "C", *("P/C",) * (standards - 1))])
    assert made.bars[0].parts[0].text == text


def test_in_words_it_says_what_the_bars_show():
    assert years_picture(FIVE[:2]).description == (
        "2021-22: 2 partially compliant, 2 not rated. 2022-23: 1 compliant, 2 partially compliant, 1 not rated."
    )


def test_each_standard_says_where_it_moved_from_one_year_to_the_next():
    first, second, third, fourth = (standard.moved for standard in years_picture(FIVE).standards)
    assert first == ("", "up", "", "down", "up")
    assert second == ("", "", "up", "", "")
    assert third == ("", "", "", "", "up")
    assert fourth == ("", "", "", "", "")


def test_a_year_tells_how_many_of_its_ratings_nobody_has_confirmed():
    label, ratings = year("2022-23", "C", "C", "P/C", None)
    for rating in ratings[1:]:  # the last has notes alone
        rating.carried_from, rating.is_unconfirmed = "2021-22", True
    made = years_picture([year("2021-22", "C", "C", "P/C", None), (label, ratings)])
    assert [bar.remark for bar in made.bars] == ["", "2 of these are from 2021-22 and not yet confirmed"]
    assert made.description.endswith("1 not rated; 2 of these are from 2021-22 and not yet confirmed.")
