"""A plan goes from Word to Excel or CSV and back to Word, and says the same at the end."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.plan_files import (
    TEXTS_OF_ACTIONS,
    as_word,
    from_word,
    looked_at,
    parts,
    plan_of,
    there_of,
    through_csv,
    through_excel,
)
from tracker.plan_imports.rules import Fate
from tracker.plans.changes import text_of


@pytest.mark.parametrize("through", [through_excel, through_csv])
@settings(max_examples=25)
@given(texts=TEXTS_OF_ACTIONS)
def test_a_plan_that_comes_back_changes_nothing(through, texts):
    plan, actions = plan_of(*texts)
    there = there_of(actions)
    found = looked_at(through(plan, actions), there) if texts else looked_at(through(*plan_of()), there)
    assert [(row.fate, row.changed) for row in found.rows] == [(Fate.UNCHANGED, ())] * len(texts)
    assert found.stay == ()


@pytest.mark.parametrize("through", [through_excel, through_csv])
@settings(max_examples=25)
@given(texts=TEXTS_OF_ACTIONS)
def test_word_to_plan_to_spreadsheet_to_plan_to_word_says_the_same(through, texts):
    first = from_word(as_word(*plan_of(*texts)))
    plan, actions = plan_of(*first)
    found = looked_at(through(plan, actions))
    assert [row.fate for row in found.rows] == [Fate.ADDED] * len(texts)
    again, brought = plan_of(*(row.text for row in found.rows))
    assert [replace(text_of(action), due=None) for action in brought] == [replace(text, due=None) for text in first]
    assert parts(as_word(again, brought)) == parts(as_word(plan, actions))
    assert from_word(as_word(again, brought)) == first
