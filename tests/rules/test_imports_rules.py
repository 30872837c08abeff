"""Steps and outcomes as one text, each on a line of its own; and the period that a document is of."""

from datetime import date

import pytest
from hypothesis import given

from tests.rules.test_richtext import BLOCKS
from tracker.imports.rules import likely_period, lines_in, one_a_line
from tracker.reports.reading import Reading
from tracker.richtext import unlisted


@given(BLOCKS)
def test_what_was_read_comes_back_from_its_lines(blocks):
    steps = unlisted(blocks)
    assert lines_in(one_a_line(steps)) == steps


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \r\n\r\n", []),
        ("Write\r\nPrint", ["Write", "Print"]),
        ("Write\n\nPrint\n", ["Write", "Print"]),
        ("1. Write\n2) Print\n- Send", ["Write", "Print", "Send"]),
        ("3.2 is met", ["3.2 is met"]),
        ("Write\n  in plain words\nPrint", ["Write\nin plain words", "Print"]),
        ("Write\n\n  - short\n  - clear\nPrint", ["Write\n\n- short\n- clear", "Print"]),
        ("Write\n\tnow", ["Write\nnow"]),
    ],
)
def test_each_line_is_one_and_an_indented_line_goes_on(text, lines):
    assert lines_in(text) == lines


@pytest.mark.parametrize(
    ("name", "said", "year_starts", "label"),
    [
        ("report 2021-22.docx", {}, 9, "2021-22"),
        ("report 2021-2022.docx", {}, 4, "2021-22"),
        ("Report_2021_22_final.docx", {}, 9, "2021-22"),
        ("2021 - 22.docx", {}, 9, "2021-22"),
        ("report 1999–2000.docx", {}, 9, "1999-00"),
        ("report 2021-23.docx", {}, 9, ""),
        ("report 2021.docx", {}, 9, ""),
        ("2020-21 and 2021-22.docx", {}, 9, ""),
        ("12021-22.docx", {}, 9, ""),
        ("2021-22-03.docx", {}, 9, "2021-22"),
        ("report 2024.docx", {}, 1, "2024"),
        ("report 2023 2024.docx", {}, 1, ""),
        ("report 2023-24.docx", {}, 1, ""),
        ("a.docx", {"title": "Annual report 2020-21 – Appendix 1"}, 9, "2020-21"),
        ("2021-22.docx", {"title": "Annual report 2020-21"}, 9, "2021-22"),
        ("a.docx", {"as_at": date(2022, 8, 31)}, 9, "2021-22"),
        ("a.docx", {"as_at": date(2022, 9, 30)}, 9, "2022-23"),
        ("a.docx", {"as_at": date(2022, 9, 30)}, 1, "2022"),
        ("a.docx", {"plan_period": (date(2022, 4, 1), date(2023, 3, 31))}, 4, "2022-23"),
        ("a.docx", {"plan_period": (date(2022, 4, 1), date(2023, 8, 31))}, 4, ""),
        ("a.docx", {"plan_period": (date(2022, 4, 1), date(2023, 3, 31))}, 9, ""),
        ("a.docx", {"as_at": date(1066, 10, 14)}, 9, ""),
        ("a.docx", {"plan_period": (date(1066, 9, 1), date(1067, 8, 31))}, 9, ""),
    ],
)
def test_a_period_is_taken_from_what_says_it_and_else_asked(name, said, year_starts, label):
    found, told = likely_period(name, Reading(**said), year_starts)
    assert (found, bool(told)) == (label, bool(label))
