"""Two texts that came of one, put together."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.richtext import merged

BASE = "We have leaflets.\n\nA website is planned.\n\nNobody asked yet."
texts = st.lists(st.sampled_from(["one", "two", "three", "", "- four"]), min_size=1, max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("saved", "typed", "together"),
    [
        (BASE, BASE, BASE),
        (BASE.replace("planned", "there"), BASE, BASE.replace("planned", "there")),
        (BASE, BASE.replace("Nobody", "Somebody"), BASE.replace("Nobody", "Somebody")),
        (
            BASE.replace("planned", "there"),
            BASE.replace("Nobody", "Somebody"),
            BASE.replace("planned", "there").replace("Nobody", "Somebody"),
        ),
        (
            BASE.replace("planned", "there"),
            BASE.replace("planned", "wanted"),
            BASE.replace("A website is planned.", "A website is there.\nA website is wanted."),
        ),
        ("New first line.\n" + BASE, BASE + "\nNew last line.", "New first line.\n" + BASE + "\nNew last line."),
        ("We have leaflets.", BASE, "We have leaflets."),
    ],
)
def test_each_text_brings_what_it_changed(saved, typed, together):
    assert merged(BASE, saved, typed) == together


def test_without_what_both_came_of_nothing_of_either_is_left_out():
    assert merged(None, "Same.\nTheirs.", "Same.\nMine.") == "Same.\nTheirs.\nMine."


def test_a_line_that_both_added_stands_once():
    assert merged("", "Leaflets.", "Leaflets.") == "Leaflets."


@given(texts, texts)
def test_where_one_changed_nothing_the_other_stands(base, text):
    assert merged(base, base, text) == merged(base, text, base) == merged(text, text, text)


@given(texts, texts, texts)
def test_no_line_that_is_new_in_either_is_lost(base, saved, typed):
    new = (set(saved.split("\n")) | set(typed.split("\n"))) - set(base.split("\n"))
    lines = merged(base, saved, typed).split("\n")
    assert new - {""} <= set(lines)


LONG = ["a\n" * 10_000, "\n".join(chr(0x4E00 + number) for number in range(10_000)), "a\nb\n" * 5000]


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("knows_base", [True, False])
def test_texts_of_ten_thousand_lines_take_no_time(text, knows_base):
    began = time.monotonic()
    together = merged(text if knows_base else None, "Theirs.\n" + text, text[:-200] + "\nMine.")
    assert time.monotonic() - began < 2
    assert {"Theirs.", "Mine."} <= set(together.split("\n"))
