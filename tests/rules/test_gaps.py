"""Which gaps there are, kind by kind."""

from datetime import date

import pytest

from tracker.plans.rules import ActionState
from tracker.reports.gaps import GapKind, PlannedAction, RatedStandard, gaps
from tracker.standards.rules import CallsFor

TODAY = date(2022, 11, 1)
COMPLIANT = RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, "Agreed in May.")
PARTIAL = RatedStandard("1.2", "Partially Compliant", CallsFor.ACTION, "Half way.")


def action(*standards, state=ActionState.ONGOING, who="Manager", due=None, objective="Do it"):
    return PlannedAction(objective, standards, state, who, due)


def found(standards, actions=()):
    return [(gap.kind.value, gap.standard, gap.action) for gap in gaps(standards, actions, today=TODAY)]


def test_a_compliant_standard_with_notes_has_no_gap():
    assert found([COMPLIANT]) == []


def test_a_standard_that_is_not_rated_is_a_gap():
    assert found([RatedStandard("1.3", None, None, "")]) == [("unrated", "1.3", None)]


@pytest.mark.parametrize("actions", [[], [action("1.1")], [action("1.2", state=ActionState.COMPLETE)]])
def test_partially_compliant_without_an_open_action_is_a_gap(actions):
    assert ("no_open_action", "1.2", None) in found([PARTIAL], actions)


@pytest.mark.parametrize("state", [ActionState.NOT_STARTED, ActionState.ONGOING])
def test_an_open_action_closes_that_gap(state):
    assert found([PARTIAL], [action("4.1", "1.2", state=state)]) == []


@pytest.mark.parametrize("notes", ["", "  ", "- ", "\n\n"])
def test_compliant_with_empty_notes_is_a_gap(notes):
    assert found([RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, notes)]) == [("no_notes", "1.1", None)]


@pytest.mark.parametrize(
    "notes",
    [
        "Ditto above but work is underway",
        "As above.",
        "see below",
        "See 1.4",
        "**Ditto**",
        "Same as 1.2",
        "Please refer to section 3",
        "- as for 1.1",
    ],
)
def test_notes_that_point_elsewhere_are_a_gap(notes):
    standard = RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, notes)
    assert found([standard]) == [("refers_elsewhere", "1.1", None)]


@pytest.mark.parametrize(
    "notes", ["Seen by the group", "Asked above all for films", "As a team we meet weekly", "Above target"]
)
def test_notes_that_only_sound_like_it_are_none(notes):
    assert found([RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, notes)]) == []


def test_compliant_with_work_still_open_is_one_gap_however_many_actions():
    actions = [action("1.1", objective="First"), action("1.1", objective="Second")]
    (gap,) = gaps([COMPLIANT], actions, today=TODAY)
    assert (gap.kind, gap.action) == (GapKind.OPEN_ACTION_ON_COMPLIANT, "First")
    assert "“First”; “Second”" in gap.message


@pytest.mark.parametrize(
    ("state", "due", "is_gap"),
    [
        (ActionState.ONGOING, date(2022, 10, 31), True),
        (ActionState.NOT_STARTED, date(2022, 10, 31), True),
        (ActionState.ONGOING, TODAY, False),
        (ActionState.COMPLETE, date(2022, 10, 31), False),
        (ActionState.ONGOING, None, False),
    ],
)
def test_an_action_is_overdue_the_day_after_it_was_due(state, due, is_gap):
    assert (("overdue", "1.2", "Do it") in found([], [action("1.2", state=state, due=due)])) is is_gap


@pytest.mark.parametrize(
    ("state", "who", "is_gap"),
    [(ActionState.ONGOING, " ", True), (ActionState.COMPLETE, "", False), (ActionState.ONGOING, "Chair", False)],
)
def test_an_open_action_needs_somebody_under_who(state, who, is_gap):
    assert (("no_owner", None, "Do it") in found([], [action("1.1", "1.2", state=state, who=who)])) is is_gap


def test_a_rating_that_calls_for_nothing_has_no_gap():
    assert found([RatedStandard("1.1", "Not applicable", None, "")]) == []
