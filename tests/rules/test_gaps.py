"""Which gaps there are, kind by kind."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.phrases import Calendar
from tracker.plans.rules import ActionState, Rag, standing
from tracker.reports.gaps import (
    FLAGGED_AT_MOST,
    GapKind,
    LinkedEvidence,
    PlannedAction,
    RatedStandard,
    accepted,
    flags,
    gaps,
    together,
)
from tracker.standards.rules import CallsFor

TODAY = date(2022, 11, 1)
MINUTES = LinkedEvidence("Minutes", None)
COMPLIANT = RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, "Agreed in May.", (MINUTES,))
PARTIAL = RatedStandard("1.2", "Partially Compliant", CallsFor.ACTION, "Half way.")


def action(
    *standards, state=ActionState.ONGOING, who="Manager", due=None, rag=None, objective="Do it", is_closed=False
):
    stands = standing(state, due, "", rag, rag and "The printer\nsays so.", today=TODAY, calendar=Calendar(9))
    is_open = state is not ActionState.COMPLETE
    return PlannedAction(objective, standards, who, stands, is_open, is_closed=is_closed)


def found(standards, actions=()):
    return [(gap.kind.value, gap.standard, gap.action) for gap in gaps(standards, actions, today=TODAY)]


def test_a_compliant_standard_with_notes_and_evidence_has_no_gap():
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
    assert found([RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, notes, (MINUTES,))]) == [
        ("no_notes", "1.1", None)
    ]


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
    standard = RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, notes, (MINUTES,))
    assert found([standard]) == [("refers_elsewhere", "1.1", None)]


@pytest.mark.parametrize(
    "notes", ["Seen by the group", "Asked above all for films", "As a team we meet weekly", "Above target"]
)
def test_notes_that_only_sound_like_it_are_none(notes):
    assert found([RatedStandard("1.1", "Compliant", CallsFor.EVIDENCE, notes, (MINUTES,))]) == []


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


def test_how_a_manager_says_that_an_action_stands_counts_and_not_its_day():
    late, soon = date(2022, 10, 31), date(2022, 11, 2)
    assert found([], [action("1.2", due=late, rag=Rag.ON_TRACK)]) == []
    (gap,) = gaps([], [action("1.2", due=soon, rag=Rag.OVERDUE)], today=TODAY)
    assert (gap.kind, gap.message) == (GapKind.OVERDUE, "“Do it” is overdue. The printer says so.")


@pytest.mark.parametrize(
    ("state", "who", "is_gap"),
    [(ActionState.ONGOING, " ", True), (ActionState.COMPLETE, "", False), (ActionState.ONGOING, "Chair", False)],
)
def test_an_open_action_needs_somebody_under_who(state, who, is_gap):
    assert (("no_owner", None, "Do it") in found([], [action("1.1", "1.2", state=state, who=who)])) is is_gap


def test_an_action_of_a_closed_plan_has_no_gap_of_its_own_and_closes_the_gap_of_its_standard_while_it_goes_on():
    left = action("1.2", who="", due=date(2022, 10, 31), is_closed=True)
    assert found([], [left]) == found([PARTIAL], [left]) == []


def test_a_rating_that_calls_for_nothing_has_no_gap():
    assert found([RatedStandard("1.1", "Not applicable", None, "")]) == []


def bare(*numbers):
    return [RatedStandard(number, "Compliant", CallsFor.EVIDENCE, "Agreed in May.") for number in numbers]


def test_compliant_without_evidence_is_a_gap():
    (gap,) = gaps(bare("1.1"), [], today=TODAY)
    assert (gap.kind, gap.standard) == (GapKind.NO_EVIDENCE, "1.1")
    assert gap.message == "1.1 is compliant, but no evidence from the library backs it."


@pytest.mark.parametrize(
    "standard",
    [PARTIAL, RatedStandard("1.2", None, None, ""), RatedStandard("1.2", "Not applicable", None, "")],
)
def test_what_calls_for_no_evidence_needs_none(standard):
    assert "no_evidence" not in [kind for kind, _, _ in found([standard])]


@pytest.mark.parametrize(
    ("look_again", "is_gap"),
    [(date(2022, 10, 31), True), (TODAY, True), (date(2022, 11, 2), False), (None, False)],
)
@pytest.mark.parametrize("calls_for", [CallsFor.EVIDENCE, CallsFor.ACTION, None])
def test_evidence_whose_day_has_come_is_a_gap_whatever_the_rating(calls_for, look_again, is_gap):
    standard = RatedStandard("1.3", "Any", calls_for, "Notes.", (LinkedEvidence("Survey", look_again), MINUTES))
    assert (("evidence_due", "1.3", None) in found([standard])) is is_gap


def test_evidence_that_is_due_is_one_gap_of_a_standard_and_named():
    due = tuple(LinkedEvidence(title, TODAY) for title in ("Survey", "Leaflet"))
    (gap,) = gaps([RatedStandard("1.3", "Compliant", CallsFor.EVIDENCE, "Notes.", due)], [], today=TODAY)
    assert gap.message == "1.3 is backed by evidence that is due for another look: “Survey”; “Leaflet”"


def test_standards_without_evidence_are_one_entry_of_a_list_after_all_that_matters():
    numbers = [f"1.{number}" for number in range(1, 9)]
    entries = together(gaps([*bare(*numbers), PARTIAL], [], today=TODAY))
    assert [entry.gaps[0].kind for entry in entries] == [GapKind.NO_OPEN_ACTION, GapKind.NO_EVIDENCE]
    assert [gap.standard for gap in entries[-1].gaps] == numbers
    assert entries[-1].message == "8 ratings call for evidence and have none from the library:"


def test_one_standard_without_evidence_is_an_entry_that_names_it():
    (entry,) = together(gaps(bare("1.1"), [], today=TODAY))
    assert entry.message.startswith("1.1 is compliant")


def test_no_gaps_are_no_entries():
    assert together([]) == []


def test_standards_without_evidence_are_flagged_only_where_they_are_few():
    numbers = [f"1.{number}" for number in range(1, FLAGGED_AT_MOST + 1)]
    assert flags(gaps(bare(*numbers), [], today=TODAY)) == {number: ["No evidence."] for number in numbers}
    assert flags(gaps([*bare("2.1", *numbers), PARTIAL], [], today=TODAY)) == {"1.2": ["No open action."]}


ACCEPTED = replace(PARTIAL, no_action_reason="The council decides.", no_action_until=date(2022, 11, 2))


def test_an_accepted_gap_is_none_until_its_day_and_listed_apart():
    assert found([ACCEPTED]) == []
    (gap,) = accepted([ACCEPTED], [], today=TODAY)
    assert (gap.standard, gap.reason) == ("1.2", "The council decides.")
    assert "accepted until 2 November 2022, to be looked at again then" in gap.message


def test_on_its_day_it_is_there_again_with_what_was_said():
    (gap,) = gaps([ACCEPTED], [], today=date(2022, 11, 2))
    assert gap.message == (
        "1.2 is partially compliant, but has no open action. It was accepted until 2 November 2022: look again. The "
        "reason was: The council decides."
    )
    assert accepted([ACCEPTED], [], today=date(2022, 11, 2)) == []


def test_without_a_day_it_stays_accepted():
    (gap,) = accepted([replace(ACCEPTED, no_action_until=None)], [], today=date(2040, 1, 1))
    assert "accepted, with no day named" in gap.message


@pytest.mark.parametrize("standard", [PARTIAL, replace(ACCEPTED, calls_for=CallsFor.EVIDENCE)])
def test_what_nobody_accepted_or_needs_no_action_is_not_among_them(standard):
    assert accepted([standard], [], today=TODAY) == []


def test_what_has_an_open_action_by_now_is_not_among_them():
    assert accepted([ACCEPTED], [action("1.2")], today=TODAY) == []


def test_a_rating_to_be_looked_at_again_is_a_gap_that_names_what_was_completed():
    (gap,) = gaps([replace(COMPLIANT, completed=("Leaflets", "Posters"))], [], today=TODAY)
    assert (gap.kind, gap.message) == (
        GapKind.LOOK_AGAIN,
        "1.1 is to be looked at again: “Leaflets”; “Posters” are complete.",
    )
    assert flags([gap]) == {"1.1": ["Look at the rating again."]}
