"""Documents that are large, or made to take long: what is read grows with them, and no more."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.word.appendix_documents import ACTION, FRAMEWORK, STANDARD, WORDING, reading_of, step
from tests.word.documents import p, table, tc
from tracker.reports.reading import read_all_appendices
from tracker.reports.rows import NO_WORDS, words_of
from tracker.reports.wording import MAX_COMPARED
from tracker.richtext import Block, Run, tidy
from tracker.word.document import Cell, Line, ReadDocument, Table, TableRow

SECONDS = 10  # a thousandth of what a quadratic way would take
MANY = 1_000
LONG = WORDING["3.1"].replace("\n", " ")
SPACE = " " * 60_000

HOSTILE = {
    "rows without a number": table(STANDARD, *([f"{LONG} {index}", "C", "Yes"] for index in range(MANY))),
    "rows of one word again and again": table(
        STANDARD, *([f"{'the ' * 300}{index}", "C", ""] for index in range(MANY))
    ),
    "rows with the wording of another": table(STANDARD, *([f"1.{index} {LONG}", "C", ""] for index in range(MANY))),
    "actions": table(ACTION, *(step(f"Budget {index} (1.4)") for index in range(MANY))),
    "one standard over many rows": table(
        STANDARD, *([tc("1.1" if not index else "", props="<w:vMerge/>"), "", str(index)] for index in range(MANY))
    ),
    "tables": p().join(table(["Year", "Calls"], [str(index), "1.1"]) for index in range(MANY)),
    "sideways": "".join(table(["Standard", "1.1"], ["Rating", "C"], ["Notes", "Yes"]) for _ in range(MANY)),
    "columns": table(["Standard", "C/PC"] + ["Notes"] * MANY, ["1.1", "C"] + ["Yes"] * MANY),
    "cells beyond the header": table(STANDARD, ["1.1", "C"] + ["Yes"] * 10_000),
    "space in every cell": table(
        STANDARD, [f"({SPACE}1.1", f"C{SPACE}–", SPACE], [f"Standard{SPACE}x", f"☒{SPACE}", ""]
    ),
    "numbers in an area": table(ACTION, step("1.1 9.9 " * 50_000)),
    "brackets in an area": table(ACTION, step("(" * 200_000)),
    "headers": table(*[STANDARD, ACTION] * (MANY // 2)),
    "a long heading": table([f"Standard {'x ' * 200_000}", "C/PC", "Notes"], ["1.1", "C", ""]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_take_long_does_not(name):
    begun = time.process_time()
    reading_of(HOSTILE[name])
    assert time.process_time() - begun < SECONDS


def test_only_so_many_wordings_are_compared_and_what_comes_after_is_left_to_a_person():
    others = [[f"{LONG} {index}", "C", ""] for index in range(MAX_COMPARED)]
    reading = reading_of(table(STANDARD, *others, [WORDING["4.3"], "C", ""]))
    assert [rating.number for rating in reading.ratings] == ["3.1"]
    assert len(reading.unplaced) == MAX_COMPARED


def test_what_has_no_words_is_shown_by_its_number_or_said_to_have_none():
    assert words_of([Cell(0, 1, (), label="1.1"), Cell(1, 1, ())]) == "1.1"
    assert words_of([Cell(0, 1, ())]) == NO_WORDS


NUMBERING = {
    "lists": "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'/></w:abstractNum>"
    + "".join(f"<w:num w:numId='{index}'><w:abstractNumId w:val='0'/></w:num>" for index in range(40_000)),
    "levels": "<w:abstractNum w:abstractNumId='0'>"
    + "".join(f"<w:lvl w:ilvl='{index}'><w:lvlText w:val='%{index}'/></w:lvl>" for index in range(30_000))
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
}
CHAIN = "".join(f"<w:style w:styleId='s{index}'><w:basedOn w:val='s{index + 1}'/></w:style>" for index in range(40_000))


@pytest.mark.parametrize("numbering", NUMBERING.values(), ids=NUMBERING)
def test_numbering_that_is_made_to_take_long_does_not(numbering):
    listed = p("x", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    begun = time.process_time()
    reading_of(listed * MANY, numbering=numbering)
    assert time.process_time() - begun < SECONDS


def test_styles_based_on_each_other_without_end_do_not_take_long():
    begun = time.process_time()
    reading_of(p("x"), styles=CHAIN)
    assert time.process_time() - begun < SECONDS


TEXTS = (
    "", "1.1", "1.2", "(1.1)", "11", "1 .1", "9.9", "C", "P/C", "C?", "☒ C ☐ P/C", "✓", "x", "Green", "Red", "C – why",
    "Standard", "C/PC", "Notes", "Rating", "Compliant", "Area of work", "Task objective", "Action", "Who", "When", "(",
    "Outcome", "Strategic functions", "1.1 and 1.2", "1.1-1.3", "\u00ad", "Done", WORDING["1.1"], WORDING["4.3"],
)  # fmt: skip
WORDS = st.sampled_from(TEXTS)
NO_TABLES = st.just(())


@st.composite
def cells(draw, column, inner=NO_TABLES):
    text = draw(WORDS)
    return Cell(
        column,
        draw(st.sampled_from([1, 1, 1, 2, 3])),
        tidy([Block("paragraph", (Run(text),))]),
        (text,) if text else (),
        draw(st.sampled_from(["", "", "1.1", "1."])),
        draw(st.sampled_from([False, False, True])),
        draw(st.sampled_from(["", "", "00B050", "FFC000", "FF0000", "0000FF"])),
        draw(st.booleans()),
        draw(inner),
    )


@st.composite
def tables(draw, inner=NO_TABLES):
    widths = draw(st.lists(st.integers(0, 7), max_size=6))
    rows = (tuple(draw(cells(column, inner)) for column in range(width)) for width in widths)
    return Table(draw(st.integers(1, 9)), tuple(TableRow(index, row) for index, row in enumerate(rows, 1)))


LINES = WORDS.map(lambda text: Line(Block("paragraph", (Run(text),)), len(text) % 3))
TABLES = tables(st.one_of(NO_TABLES, st.tuples(tables())))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TABLES, LINES), max_size=4))
def test_whatever_stands_in_tables_is_read_without_an_error_and_with_a_reason(elements):
    for reading in read_all_appendices(ReadDocument(tuple(elements)), FRAMEWORK):
        numbers = [rating.number for rating in reading.ratings]
        assert len(numbers) == len(set(numbers))
        assert set(numbers) <= set(WORDING)
        found = [*reading.ratings, *reading.actions]
        assert all(bool(item.why) == (item.sure != "sure") for item in found)
        assert all(rating.code is None for rating in reading.ratings if "is not a rating" in " ".join(rating.why))
        assert all(item.text and item.why for item in reading.unplaced)
        assert bool(reading.unplaced or any(item.sure == "unsure" for item in found)) <= bool(reading.stops)
        reading.as_json()
