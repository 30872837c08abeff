"""Steps and outcomes as one text, each on a line of its own."""

import pytest
from hypothesis import given

from tests.rules.test_richtext import BLOCKS
from tracker.imports.rules import lines_in, one_a_line
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
