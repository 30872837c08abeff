"""A ratified file, changed at random: each change of what is sealed is found, and nothing else is taken for one."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.word.edits import TOUCHING
from tests.word.sealed import opened, verdict
from tracker.verification.rules import Outcome

RANDOM = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))


@RANDOM
@given(st.sampled_from(TOUCHING), st.data())
def test_each_of_a_thousand_random_changes_of_what_is_sealed_is_found(edit, data):
    changed = opened()
    edit(changed, lambda choices: data.draw(st.sampled_from(list(choices))))
    assert verdict(changed.saved()).outcome is not Outcome.UNCHANGED, edit.__name__
