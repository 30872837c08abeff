"""Appendices put into a report: which pages and sections come of it."""

import pytest

from tests.word.reports import PORTRAIT, REVISION, heading, line, page_break, report
from tests.word.test_insertion import blocks, put
from tests.word.test_writer import W

BREAK = '<w:r><w:br w:type="page"/></w:r>'
OTHER_BREAK = '<w:r><w:br w:type="column"/></w:r>'


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ([line("Text", inside=BREAK), heading("Delivery plan"), heading("Next")], 0),
        ([line("Text"), heading("Delivery plan").replace("<w:r>", f"{BREAK}<w:r>", 1), heading("Next")], 0),
        ([line("Text"), heading("Delivery plan"), page_break(), heading("Next")], 0),
        ([line("Text"), heading("Delivery plan"), heading("Next").replace("<w:r>", f"{BREAK}<w:r>", 1)], 0),
        ([line("Text", inside=f"{BREAK}<w:r><w:t>!</w:t></w:r>"), heading("Delivery plan"), heading("Next")], 1),
        ([line("Text"), heading("Delivery plan"), line("Next", inside=BREAK)], 1),
        ([line("Text"), heading("Delivery plan"), f"<w:p><w:del w:id='1' {REVISION}>{BREAK}</w:del></w:p>"], 1),
        ([line("Text", inside=OTHER_BREAK), heading("Delivery plan"), heading("Next")], 1),
    ],
    ids=["at the end before", "in the heading", "behind", "in the next heading", "within", "later", "gone", "column"],
)
def test_a_page_break_where_a_section_begins_or_ends_would_leave_a_page_empty_and_goes(body, left):
    made = put(report(*body)).content
    breaks = [entry.get(f"{W}type") for block in blocks(made) for entry in block.iter(f"{W}br")]
    assert sum(kind is not None for kind in breaks) == left  # those of our notes say no kind
    assert put(made).content == made


COLUMNS = '<w:cols w:space="708"/>'


def widths(content):
    return [int(size.get(f"{W}w")) for block in blocks(content) for size in block.iter(f"{W}tblW")]


def test_a_landscape_section_has_one_column_whatever_the_text_around_it_has():
    two = PORTRAIT.replace(COLUMNS, '<w:cols w:num="2" w:space="500"/>')
    made = put(report(line("Text"), line("{{delivery plan}}"), line("Text"), section=two)).content
    landscape = put(report(line("Text"), line("{{delivery plan}}"), line("Text"))).content
    assert widths(made)[0] == widths(landscape)[0]
    columns = [entry.get(f"{W}num") for block in blocks(made) for entry in block.iter(f"{W}cols")]
    assert columns == ["2", "1", "2"]


def test_a_table_is_as_wide_as_the_first_of_columns_that_differ():
    uneven = '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="5500" w:space="500"/><w:col w:w="3000"/></w:cols>'
    made = put(report(line("{{self-assessment}}"), section=PORTRAIT.replace(COLUMNS, uneven))).content
    assert widths(made)[0] == 5500
