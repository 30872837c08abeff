"""A ratified file, changed at random: each change of what is sealed is found, and nothing else is taken for one."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.word.edits import TOUCHING
from tests.word.harmless_edits import HARMLESS
from tests.word.sealed import opened, verdict
from tracker.verification.rules import Outcome

RANDOM = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))


@RANDOM
@given(st.sampled_from(TOUCHING), st.data())
def test_each_of_a_thousand_random_changes_of_what_is_sealed_is_found(edit, data):
    changed = opened()
    edit(changed, lambda choices: data.draw(st.sampled_from(list(choices))))
    assert verdict(changed.saved()).outcome is not Outcome.UNCHANGED, edit.__name__


@RANDOM
@given(st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=3, unique=True), st.data())
def test_none_of_a_thousand_changes_of_all_else_is_taken_for_one(edits, data):
    changed = opened()
    for edit in edits:
        edit(changed, lambda choices: data.draw(st.sampled_from(list(choices))))
    said = verdict(changed.saved())
    assert said.outcome is Outcome.UNCHANGED, ([edit.__name__ for edit in edits], said.differences)
