"""Two texts compared word by word."""

import pytest
from hypothesis import given

from tests.rules.test_richtext import BLOCKS
from tracker.richtext import are_the_same, differences, to_text

TEXTS = BLOCKS.map(to_text)


def marked(before, after):
    """The comparison on one line: what is gone in [brackets], what is new in {braces}."""
    signs = {"same": "{}", "gone": "[{}]", "new": "{{{}}}"}
    return "".join(signs[part.kind].format(part.text) + part.space for part in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Two leaflets.", "Two leaflets.", "Two leaflets."),
        ("", "Two leaflets.", "{Two leaflets.}"),
        ("Two leaflets.", "", "[Two leaflets.]"),
        ("We print two leaflets a year.", "We print four leaflets a year.", "We print [two] {four} leaflets a year."),
        ("We print leaflets.", "We print leaflets. And a poster.", "We print leaflets. {And a poster.}"),
        ("Now we print leaflets for all.", "We print leaflets for all.", "[Now we] {We} print leaflets for all."),
        ("A plan.\n\nIn May it ends.", "A plan.\n\nIn June it ends.", "A plan.\nIn [May] {June} it ends."),
        ("One paragraph.\n\nA second.", "One paragraph.", "One paragraph.\n[A second.]"),
        ("One paragraph.", "One paragraph.\n\nA second.", "One paragraph.\n{A second.}"),
        ("**Bold** words stay.", "Bold words *stay.*", "Bold words stay."),
        ("- One\n- Two of them", "- One\n- Three of them", "• One\n• [Two] {Three} of them"),
        ("1. One thing\n2. Two", "1. One thing", "1. One thing\n[2. Two]"),
    ],
)
def test_what_is_gone_and_what_is_new_is_told(before, after, expected):
    assert marked(before, after) == expected


def test_a_word_that_stayed_by_chance_between_two_changes_is_taken_into_them():
    before = "Our team met the council in May and agreed all that was asked of it."
    after = "Our team rang the schools in June and agreed all that was asked of it."
    assert marked(before, after).startswith("Our team [met the council in May] {rang the schools in June} and agreed")


def test_texts_with_little_in_common_are_one_stretch_each():
    assert marked("Parents helped to write it in 2022.", "Young people have a seat in the Group.") == (
        "[Parents helped to write it in 2022.]\n{Young people have a seat in the Group.}"
    )


def words(stretches, *kinds):
    return " ".join(part.text for part in stretches if part.kind in kinds).split()


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_comparison(before, after):
    found = differences(before, after)
    assert words(found, "same", "gone") == words(differences(before, ""), "gone")
    assert words(found, "same", "new") == words(differences("", after), "new")


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert are_the_same(differences(text, text))


def test_two_texts_that_differ_are_not_the_same():
    assert not are_the_same(differences("Two leaflets.", "Four leaflets."))


@pytest.mark.parametrize("word", ["a ", "a b ", "la di da dum "])
def test_however_often_words_recur_the_longest_notes_are_compared_at_once(word):
    before, after = (word * 20_000)[:20_000], ("x " + word * 20_000)[:20_000]
    assert differences(before, after)  # else it would take minutes
