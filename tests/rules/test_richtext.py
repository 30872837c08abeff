"""The small text format: what it knows, what it refuses, and that going round loses nothing."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.richtext import Block, Run, clean, listed, paragraphs, parse, plain, tidy, to_html, to_text, unlisted
from tracker.richtext.blocks import _are_tidy, _tidied_runs

WORDS = st.text(
    st.one_of(
        st.sampled_from(list("ab 1.2)*_[]()<>&\\!-+#`|~\n\t'\"a) - 1. ")),
        st.characters(exclude_categories=["Cs", "Cc"]),
        st.sampled_from(["\u2011", "\u00a0", "\u200f", "ש", "😀", "–", "’"]),
    ),
    max_size=12,
)
RUNS = st.builds(
    Run,
    WORDS,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "", "https://example.org/a_(b)?q=1", "mailto:a@b.org"]),
)
BLOCKS = st.lists(
    st.one_of(
        st.builds(
            Block,
            st.sampled_from(["paragraph", "bullet"]),
            st.lists(RUNS, max_size=4).map(tuple),
            st.integers(0, 3),
        ),
        st.builds(
            Block,
            st.just("number"),
            st.lists(RUNS, max_size=4).map(tuple),
            st.integers(0, 3),
            st.integers(0, 12),
        ),
        st.builds(
            Block,
            st.just("letter"),
            st.lists(RUNS, max_size=4).map(tuple),
            st.integers(0, 3),
            st.integers(1, 26),
        ),
    ),
    max_size=6,
)


@given(BLOCKS)
@example([Block("number", (Run("*0"),), number=0), Block("letter", (Run("0*"),), level=1, number=1)])
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


@given(st.lists(st.builds(Run, st.text("ab \n\x01", max_size=4), st.booleans(), st.booleans()), max_size=4).map(tuple))
def test_runs_that_are_taken_for_tidy_would_be_left_as_they_are(runs):
    assert not _are_tidy(runs) or _tidied_runs(runs) == runs


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("One\ntwo\n\nthree", [("paragraph", 0, 0, "One\ntwo"), ("paragraph", 0, 0, "three")]),
        ("- a\n- b\n  1. c", [("bullet", 0, 0, "a"), ("bullet", 0, 0, "b"), ("number", 1, 1, "c")]),
        ("a) x\nb) y", [("letter", 0, 1, "x"), ("letter", 0, 2, "y")]),
        ("To do:\na) x\n\nb", [("paragraph", 0, 0, "To do:"), ("letter", 0, 1, "x"), ("paragraph", 0, 0, "b")]),
        ("3. c\n4. d", [("number", 0, 3, "c"), ("number", 0, 4, "d")]),
        ("1. a\n\n   more\n2. b", [("number", 0, 1, "a"), ("paragraph", 1, 0, "more"), ("number", 0, 2, "b")]),
        ("1.9.22 launched", [("paragraph", 0, 0, "1.9.22 launched")]),
        ("# Not a heading", [("paragraph", 0, 0, "# Not a heading")]),
        ("    not code", [("paragraph", 0, 0, "not code")]),
        ("> not a quote", [("paragraph", 0, 0, "> not a quote")]),
        ("\\- not a list", [("paragraph", 0, 0, "- not a list")]),
        ("a\\) not a list", [("paragraph", 0, 0, "a) not a list")]),
        ("-", []),
    ],
)
def test_text_stands_for_blocks(text, blocks):
    assert [(block.kind, block.level, block.number, block.text) for block in parse(text)] == blocks


def test_bold_italic_and_links_are_known():
    (block,) = parse("**b** *i* [l](https://example.org)")
    assert [run for run in block.runs if run.text != " "] == [
        Run("b", bold=True),
        Run("i", italic=True),
        Run("l", href="https://example.org"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](data:text/html,x)",
        "[x](file:///etc/passwd)",
        "[x](/admin)",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](vbscript:y)",
        "![x](https://example.org/x.png)",
    ],
)
def test_html_never_carries_a_script_a_picture_or_a_strange_address(text):
    html = to_html(text)
    assert not any(
        sign in html for sign in ("<script", "<img", 'href="javascript', 'href="data', 'href="file', 'href="/')
    )


@given(st.text(st.sampled_from(list("<>\"'&[]()!*_ aj:/.-1\n")), max_size=60))
def test_html_is_made_of_known_tags_alone(text):
    known = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}
    tags = set(re.findall(r"</?([a-z]+)", to_html(text)))
    assert tags <= known


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n\nb\n\n2. c", '<ol><li>a</li></ol><p>b</p><ol start="2"><li>c</li></ol>'),
        ("a) x\nb) y", '<ol type="a"><li>x</li><li>y</li></ol>'),
        ("1. a\n1) b", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        ("1 < 2 & **3**\n4", "<p>1 &lt; 2 &amp; <strong>3</strong><br>4</p>"),
    ],
)
def test_blocks_become_html(text, html):
    assert to_html(text) == html


def test_plain_text_is_no_markup():
    assert [(block.kind, block.text) for block in plain("- Manager *A*\n1. Adviser")] == [
        ("paragraph", "- Manager *A*"),
        ("paragraph", "1. Adviser"),
    ]


def test_paragraphs_have_neither_marks_nor_breaks():
    assert paragraphs(parse("1. **a**\n   b\n\nc ☒ d")) == ["a", "b", "c ☒ d"]


def test_clean_text_has_one_kind_of_break_and_no_control_characters():
    assert clean("\x00a\r\nb\rc\x0bd\u2028e\x07\x9f\ufffe ") == "a\nb\nc\nd\ne"


@given(st.lists(st.text(st.sampled_from(list("ab1. )-*\n")), max_size=20), max_size=4))
def test_steps_come_back_from_their_list(texts):
    once = unlisted(listed(texts))
    assert unlisted(listed(once)) == once
    assert len(once) == sum(1 for text in texts if parse(text))


def test_a_step_keeps_what_lies_below_it():
    assert unlisted(listed(["Go\n\n- twice\n- more", "Stop"])) == ["Go\n\n- twice\n- more", "Stop"]


@given(st.text(st.sampled_from(list("ab1. )-+*_\\&;<!\n\t")), max_size=12))
def test_a_plain_line_is_what_the_parser_would_make_of_it(text):
    assert parse(text) == parse(f"x\n\n{clean(text)}")[1:] if clean(text) else parse(text) == ()
