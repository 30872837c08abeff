"""The small text format: what it knows, what it refuses, and that going round loses nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.richtext import Block, Run, clean, paragraphs, parse, plain, tidy, to_html, to_text

WORDS = st.text(
    st.one_of(
        st.sampled_from(list("ab 1.2)*_[]()<>&\\!-+#`|~\n\t'\"a) - 1. ")),
        st.characters(exclude_categories=["Cs", "Cc"]),
        st.sampled_from(["\u2011", "\u00a0", "\u200f", "ש", "😀", "–", "’"]),
    ),
    max_size=12,
)
RUNS = st.builds(
    Run, WORDS, st.booleans(), st.booleans(), st.sampled_from(["", "", "https://example.org/a_(b)?q=1", "mailto:a@b.org"])
)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, st.sampled_from(["paragraph", "bullet"]), st.lists(RUNS, max_size=4).map(tuple), st.integers(0, 3)),
        st.builds(Block, st.just("number"), st.lists(RUNS, max_size=4).map(tuple), st.integers(0, 3), st.integers(0, 12)),
        st.builds(Block, st.just("letter"), st.lists(RUNS, max_size=4).map(tuple), st.integers(0, 3), st.integers(1, 26)),
    ),
    max_size=6,
)


@given(BLOCKS)
def test_any_blocks_come_back_from_their_text(blocks):
    assert parse(to_text(blocks)) == tidy(blocks)


@given(st.text(st.sampled_from(list("ab1. )-*_[]()&;\\\n")), max_size=30))
@example("- a\n\n      b\n1. c")
@example("[a](https://example.org\n 'b')")
def test_any_text_keeps_its_meaning_when_written_again(text):
    assert parse(to_text(parse(text))) == parse(text)


@given(BLOCKS)
def test_tidying_twice_changes_nothing(blocks):
    assert tidy(tidy(blocks)) == tidy(blocks)


