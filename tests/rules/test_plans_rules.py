"""What an actual completion says of an action's state."""

import pytest

from tracker.plans.rules import ActionState, state_from


@pytest.mark.parametrize("completion", ["", "  \n"])
def test_nothing_under_completion_means_not_started(completion):
    assert state_from(completion) is ActionState.NOT_STARTED


@pytest.mark.parametrize(
    "completion",
    ["Completed", "Complete.", "completed June 2022", "Done", "Achieved 1.9.22", "Fully completed", "Finished"],
)
def test_a_plain_word_of_completion_means_complete(completion):
    assert state_from(completion) is ActionState.COMPLETE


@pytest.mark.parametrize(
    "completion",
    [
        "On-going",
        "June 2022 in draft form, awaiting sign-off.",
        "Not completed",
        "Partly completed",
        "Completed in part, still to be published",
        "Completion expected in May",
        "To be completed",
        "New website launched 1.9.22. On-going work to ensure compliance",
        "Completed first phase; second phase ongoing",
        "30 %",
        "Done?",
        "Completed: no",
        "Completed 2 of 5",
        "Complete once signed",
        "Complete by Sept 2023",
        "Complete, but for the website",
    ],
)
def test_everything_else_means_ongoing(completion):
    assert state_from(completion) is ActionState.ONGOING
