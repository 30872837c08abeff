"""How far a member is, what comes next, and when the group is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.accounts.rules import Role
from tracker.assessments.rules import Status
from tracker.errors import Conflict
from tracker.review import rules
from tracker.review.rules import Progress, next_after, progress

NUMBERS = ["1.1", "1.2", "2.1", "2.2"]


@pytest.mark.parametrize(
    ("looked_at", "expected"),
    [
        ([], Progress(0, 4, "1.1")),
        (["1.1"], Progress(1, 4, "1.2")),
        (["1.2", "2.2"], Progress(2, 4, "1.1")),
        (NUMBERS, Progress(4, 4, None)),
        (["9.9"], Progress(0, 4, "1.1")),
    ],
)
def test_a_member_is_as_far_as_they_have_looked(looked_at, expected):
    assert progress(NUMBERS, looked_at) == expected


def test_progress_is_said_in_words():
    assert progress(NUMBERS, ["1.1"]).in_words == "You have looked at 1 of 4"
    assert progress(NUMBERS, ["1.1"]).to_do == 3


@pytest.mark.parametrize(
    ("looked_at", "number", "expected"),
    [
        ([], "1.1", "1.2"),
        (["1.1", "1.2"], "1.1", "2.1"),
        (["2.2"], "2.2", "1.1"),
        (["1.2", "2.1", "2.2"], "2.1", "1.1"),
        (NUMBERS, "1.1", None),
    ],
)
def test_the_next_is_one_that_is_not_looked_at_and_after_the_last_it_begins_anew(looked_at, number, expected):
    assert next_after(NUMBERS, looked_at, number) == expected


@given(st.sets(st.sampled_from(NUMBERS)), st.sampled_from(NUMBERS))
def test_whoever_goes_on_and_on_comes_to_an_end_with_all_looked_at(looked_at, number):
    seen, steps = {*looked_at, number}, 0
    while (following := next_after(NUMBERS, seen, number)) is not None:
        assert following not in seen
        seen, number, steps = seen | {following}, following, steps + 1
    assert seen == set(NUMBERS)
    assert steps <= len(NUMBERS)


@pytest.mark.parametrize("status", Status)
def test_the_group_is_asked_while_a_year_is_submitted_and_then_only(status):
    if status is Status.SUBMITTED:
        rules.insist_under_review(status, "2021-22")
        return
    with pytest.raises(Conflict, match="not with the advisory group at the moment"):
        rules.insist_under_review(status, "2021-22")


def test_what_was_responded_to_is_not_withdrawn():
    rules.insist_unanswered(False, "2021-22")
    with pytest.raises(Conflict, match="Ask the chair to send it back"):
        rules.insist_unanswered(True, "2021-22")


def test_who_may_do_what():
    assert rules.RESPOND.roles == {Role.GROUP, Role.CHAIR}
    assert (rules.ANSWER.roles, rules.CLOSE_ANY.roles) == ({Role.MANAGER}, {Role.CHAIR})
    assert rules.READ.roles == {Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR}
