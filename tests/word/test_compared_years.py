"""The comparison of two years in Word: whatever the notes say, it is written, and left alone by the reader."""

from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_comparison import SCALE, compared
from tests.word.checks import integrity_faults, own_faults
from tests.word.test_round_trip import AT, NUMBERS, TEXTS, year
from tracker.reports import sorting
from tracker.reports.appendices import appendices
from tracker.reports.comparison import CHANGED, STANDARD, ComparedSection, Comparison, is_comparison
from tracker.reports.options import Options
from tracker.reports.reading import read_appendices
from tracker.richtext import plain
from tracker.standards.loader import shipped_framework
from tracker.word.document import Cell, Table, TableRow
from tracker.word.reader import read
from tracker.word.writer import write

CODES = st.sampled_from(["C", "P/C", None])


def both(notes, codes, later, later_codes):
    """The two years as a comparison, all standards in one section."""
    standards = [
        compared(*fields) for fields in zip(NUMBERS, codes, later_codes, zip(notes, later, strict=True), strict=True)
    ]
    return Comparison("2020-21", "2021-22", SCALE, (ComparedSection("1", "All", tuple(standards)),))


def twenty(kind):
    """A few of a kind, over and over."""
    return st.lists(kind, min_size=3, max_size=3).map(lambda few: list(islice(cycle(few), 20)))


@settings(max_examples=15)
@given(twenty(TEXTS), twenty(CODES), twenty(TEXTS), twenty(CODES))
def test_with_it_what_is_exported_is_read_back_the_same(notes, codes, later, later_codes):
    plain_year = year(later, later_codes, [])
    compared_too = appendices(plain_year, Options(comparison=both(notes, codes, later, later_codes)))
    content = write(compared_too, at=AT)
    reading, without = (
        read_appendices(read(file), shipped_framework()) for file in (content, write(appendices(plain_year), at=AT))
    )
    assert (reading.ratings, reading.remarks) == (without.ratings, without.remarks)
    assert (own_faults(content), integrity_faults(content)) == ([], [])


def table(*headings):
    cells = tuple(Cell(index, 1, plain(heading)) for index, heading in enumerate(headings))
    return Table("table 1", (TableRow(1, cells),))


@pytest.mark.parametrize(
    ("headings", "is_one"),
    [
        ((STANDARD.heading, "2020-21", "2021-22", CHANGED.heading), True),
        ((STANDARD.heading, "2020", "2021", CHANGED.heading), True),
        ((STANDARD.heading, "C/PC", "2021-22", CHANGED.heading), False),
        ((STANDARD.heading, "2021-22", CHANGED.heading), False),
        ((STANDARD.heading, "2020-21", "2021-22", "Notes"), False),
        ((STANDARD.heading, "2020-21", "2021-22", CHANGED.heading, "Notes"), False),
        ((), False),
    ],
)
def test_it_is_known_again_by_its_header(headings, is_one):
    assert is_comparison(table(*headings)) is is_one


def test_a_table_that_only_looks_like_it_is_not_passed_over_in_silence(monkeypatch):
    """Without the rule that leaves it alone the reader would take it for a self-assessment, or remark on it."""
    monkeypatch.setattr(sorting, "is_comparison", lambda _table: False)
    texts, codes = ["Good."] * 20, ["C"] * 20
    document = appendices(year(texts, codes, []), Options(comparison=both(texts, codes, texts, codes)))
    assert read_appendices(read(write(document, at=AT)), shipped_framework()).remarks
