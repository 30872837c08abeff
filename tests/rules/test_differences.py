"""What differs between two texts, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.differences import differences


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("", "", ""),
        ("Same.", "Same.", "Same."),
        ("", "New.", "+New.+"),
        ("Gone.", "", "-Gone.-"),
        ("Two leaflets.", "Three leaflets.", "-Two-+Three+ leaflets."),
        ("We met twice", "We met again today", "We met -twice-+again today+"),
        ("One.\n\nTwo.", "One.\n\n- Two.", "One.\n\n+- +Two."),
        ("a b c d", "a x y d", "a -b c-+x y+ d"),
    ],
)
def test_what_is_gone_stands_before_what_is_new(before, after, marked):
    signs = {"same": "", "gone": "-", "new": "+"}
    found = differences(before, after)
    assert "".join(f"{signs[s.fate]}{s.text}{signs[s.fate]}" for s in found) == marked


@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
def test_both_texts_can_be_had_from_what_differs(before, after):
    found = differences(before, after)
    assert "".join(s.text for s in found if s.fate != "new") == before
    assert "".join(s.text for s in found if s.fate != "gone") == after
    assert all(one.fate != other.fate for one, other in pairwise(found))
