"""What stands against a decision, what goes with one, and in which order a meeting goes through a year."""

import uuid
from dataclasses import replace
from datetime import date

import pytest

from tracker.accounts.rules import Constituency
from tracker.assessments.rules import MOVES
from tracker.errors import Conflict, Invalid
from tracker.group.rules import Quorum
from tracker.meetings.rules import (
    AGREES,
    STEPS,
    Attending,
    Convened,
    Decision,
    Interest,
    MeetingText,
    Presence,
    Resolution,
    differences,
    insist_nothing_against,
    insist_said,
    insist_undecided,
    obstacles,
    to_speak_of,
)

DAY = date(2022, 10, 12)
GOOD = Convened(DAY, 1, 1, True, date(2022, 10, 1), (None, None, Constituency.HEALTH), is_there=True)
ANN, BEN = uuid.UUID(int=1), uuid.UUID(int=2)


def against(there, decision=Decision.RATIFIED, quorum=None):
    return obstacles(there, decision, quorum or Quorum(), today=DAY)


@pytest.mark.parametrize("decision", Decision)
def test_nothing_stands_against_what_is_in_order(decision):
    assert against(GOOD, decision) == []
    insist_nothing_against([])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"of_version": None, "version": None}, "not about a self-assessment"),
        ({"is_submitted": False}, "The self-assessment is not submitted"),
        ({"version": 2}, "about version 1, and the self-assessment is at version 2"),
        ({"held_on": date(2022, 10, 13)}, "on 13 October 2022, which is still to come"),
        ({"held_on": date(2022, 9, 30)}, "on 30 September 2022, before the self-assessment was submitted on 1 October"),
        ({"is_there": False}, "You are not among those who were present"),
    ],
)
@pytest.mark.parametrize("decision", Decision)
def test_each_that_is_not_in_order_stands_against_every_decision(decision, changed, said):
    (found,) = against(replace(GOOD, **changed), decision)
    assert said in found
    with pytest.raises(Conflict, match="Nothing was decided"):
        insist_nothing_against([found])


def test_the_day_of_submission_and_today_are_good_days():
    assert against(replace(GOOD, held_on=date(2022, 10, 1))) == []


@pytest.mark.parametrize("decision", sorted(AGREES))
def test_without_a_quorum_it_is_said_what_is_missing(decision):
    quorum = Quorum(4, (Constituency.HEALTH, Constituency.EDUCATION))
    (found,) = against(GOOD, decision, quorum)
    assert "1 more member and somebody for education missing" in found
    assert "It takes 4 members, with somebody for health and for education." in found


def test_nobody_ratifies_their_own_and_may_send_it_back():
    own = replace(GOOD, is_own=True)
    assert ["nobody ratifies what they submitted" in found for found in against(own)] == [True]
    assert against(own, Decision.SENT_BACK) == []


def test_sending_back_needs_no_quorum():
    assert against(replace(GOOD, present=()), Decision.SENT_BACK) == []


def test_every_decision_is_a_step_of_the_table_and_its_own():
    assert sorted(STEPS) == sorted(Decision)
    assert len({MOVES[step].to for step in STEPS.values()}) == len(Decision)


POINT = (("1.1", "Not yet"),)


@pytest.mark.parametrize(
    "said",
    [
        Resolution(Decision.RATIFIED),
        Resolution(Decision.RATIFIED, dissents=(("Ann", "No"),)),
        Resolution(Decision.WITH_EXCEPTIONS, POINT),
        Resolution(Decision.SENT_BACK, reason="Too thin"),
        Resolution(Decision.SENT_BACK, POINT, reason="Too thin"),
    ],
)
def test_what_goes_with_a_decision_is_taken(said):
    insist_said(said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Resolution(Decision.RATIFIED, POINT), r"You wrote something on 1\.1"),
        (Resolution(Decision.WITH_EXCEPTIONS), "at least one standard"),
        (Resolution(Decision.WITH_EXCEPTIONS, POINT, reason="So"), "A reason belongs to sending back"),
        (Resolution(Decision.RATIFIED, reason="So"), "A reason belongs to sending back"),
        (Resolution(Decision.SENT_BACK, POINT), "Say why it is sent back"),
    ],
)
def test_what_does_not_go_with_a_decision_is_refused(said, why):
    with pytest.raises(Invalid, match=why):
        insist_said(said)


@pytest.mark.parametrize("decision", Decision)
def test_a_meeting_decides_once(decision):
    insist_undecided(None)
    with pytest.raises(Conflict, match="Its record is closed"):
        insist_undecided(decision)


def test_open_queries_come_first_then_what_was_queried_then_the_rest_each_in_order():
    interest = {"1.2": Interest(0, 1), "1.3": Interest(2, 0), "1.4": Interest(1, 5), "1.1": Interest(0, 0)}
    assert to_speak_of(["1.1", "1.2", "1.3", "1.4", "2.1"], interest) == ["1.3", "1.4", "1.2", "1.1", "2.1"]


def test_where_two_records_differ_it_is_said_what_is_saved():
    saved = MeetingText(DAY, "Hall", attending=(Attending(ANN, Presence.PRESENT, "Her son"),), guests=("Una",))
    mine = replace(saved, held_on=date(2022, 10, 11), is_online=True, attending=(Attending(BEN, Presence.APOLOGIES),))
    assert differences(saved, saved, {ANN: "Ann", BEN: "Ben"}) == []
    assert differences(mine, saved, {ANN: "Ann", BEN: "Ben"}) == [
        ("Date", "12 October 2022"),
        ("Online", "No"),
        ("Ann", "Present. Interest: Her son"),
        ("Ben", "Neither present nor apologies"),
    ]


def test_a_record_in_one_order_names_nobody_of_whom_nothing_is_said():
    text = MeetingText(
        DAY,
        attending=(Attending(BEN, Presence.PRESENT), Attending(ANN, None), Attending(ANN, Presence.APOLOGIES)),
        guests=("Zoe", "", "Abe"),
    )
    assert text.settled.attending == (Attending(ANN, Presence.APOLOGIES), Attending(BEN, Presence.PRESENT))
    assert text.settled.guests == ("Abe", "Zoe")
    assert text.settled.plain["attending"] == {str(ANN): "apologies", str(BEN): "present"}
