"""Terms in words, whom nobody speaks for, places on the group, and quorums."""

from datetime import date, timedelta

import pytest

from tracker.accounts.rules import Constituency, Role
from tracker.errors import Conflict, Invalid
from tracker.group.rules import (
    NAMED,
    Quorum,
    Seat,
    ends_soon,
    insist_free,
    term_in_words,
    unspoken_for,
)

TODAY = date(2026, 5, 12)
STARTS, ENDS = date(2024, 9, 1), date(2026, 8, 31)


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (None, None, "no term set"),
        (STARTS, None, "since 1 September 2024"),
        (TODAY, None, "since 12 May 2026"),
        (None, ENDS, "until 31 August 2026"),
        (None, TODAY, "until 12 May 2026"),
        (STARTS, ENDS, "since 1 September 2024, until 31 August 2026"),
        (date(2026, 6, 1), None, "from 1 June 2026"),
        (STARTS, date(2026, 5, 11), "term ended on 11 May 2026"),
    ],
)
def test_a_term_is_said_in_words(starts, ends, said):
    assert term_in_words(starts, ends, TODAY) == said


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_term_ends_soon_within_60_days(days, soon):
    assert ends_soon(TODAY + timedelta(days=days), TODAY) is soon
    assert not ends_soon(None, TODAY)


def test_with_nobody_there_nobody_speaks_for_anyone():
    assert unspoken_for([]) == unspoken_for([None]) == [*NAMED]


@pytest.mark.parametrize("care", [Constituency.CHILDRENS_CARE, Constituency.ADULTS_CARE])
def test_either_social_care_speaks_for_social_care(care):
    others = {Constituency.PARENT_CARERS, Constituency.YOUNG_PEOPLE, Constituency.EDUCATION}
    assert unspoken_for(others | {care}) == ["health"]


def test_the_voluntary_sector_is_not_one_that_the_standard_names():
    assert unspoken_for([Constituency.VOLUNTARY]) == [*NAMED]


def test_parent_carers_do_not_speak_for_young_people():
    assert unspoken_for(set(Constituency) - {Constituency.YOUNG_PEOPLE}) == ["young people"]


def test_a_place_is_one_on_the_group():
    for role in set(Role) - {Role.GROUP, Role.CHAIR}:
        with pytest.raises(Invalid, match="member or the chair"):
            Seat(role).insist_possible()
    Seat(Role.CHAIR).insist_possible()


def test_a_term_cannot_end_before_it_starts_and_may_be_one_day():
    with pytest.raises(Invalid, match="would end on 1 September 2024, before it starts"):
        Seat(starts=ENDS, ends=STARTS).insist_possible()
    Seat(starts=ENDS, ends=ENDS).insist_possible()


def test_a_place_is_said_in_words():
    assert Seat(Role.CHAIR, Constituency.HEALTH, None, ENDS).in_words(TODAY) == (
        "Chair of the advisory group, speaks for health, until 31 August 2026"
    )
    assert Seat().in_words(TODAY) == "Advisory group member, no constituency, no term set"


def test_who_has_a_role_already_is_told_what_to_do():
    insist_free("Ann Bell", None)
    with pytest.raises(Conflict, match="Ann Bell, who is on the list already"):
        insist_free("Ann Bell", Role.CHAIR)
    with pytest.raises(Conflict, match=r"Ann Bell, who is in this service already \(Team\)"):
        insist_free("Ann Bell", Role.TEAM)


def test_a_quorum_is_said_in_words():
    assert Quorum(1).in_words == "1 member"
    both = Quorum(4, (Constituency.PARENT_CARERS, Constituency.HEALTH))
    assert both.in_words == "4 members, with somebody for parent carers and for health"


@pytest.mark.parametrize(
    ("present", "missing"),
    [
        ([], ["2 more members", "somebody for health"]),
        ([Constituency.EDUCATION], ["1 more member", "somebody for health"]),
        ([Constituency.EDUCATION, None], ["somebody for health"]),
        ([Constituency.HEALTH], ["1 more member"]),
        ([Constituency.HEALTH, None, None], []),
    ],
)
def test_what_is_missing_for_a_quorum_is_named(present, missing):
    assert Quorum(2, (Constituency.HEALTH,)).missing(present) == missing


@pytest.mark.parametrize("members", [0, -1, 51])
def test_a_quorum_of_none_or_of_too_many_is_refused(members):
    with pytest.raises(Invalid, match="from 1 to 50"):
        Quorum(members).insist_possible()
