"""What stands in the way of submitting, and what only warns."""

import uuid
from dataclasses import replace
from datetime import date

import pytest

from tracker.assessments.rules import asks_why
from tracker.errors import Conflict
from tracker.standards.rules import CallsFor
from tracker.submission.rules import (
    CHECKS,
    TO_DECIDE,
    Backing,
    Lack,
    Place,
    PlaceKind,
    RatedStandard,
    Wording,
    beside,
    blocking,
    found_in,
    grouped,
    insist_complete,
    undecided,
)

ACTION, EVIDENCE = CallsFor.ACTION, CallsFor.EVIDENCE


def place(title, kind=PlaceKind.RATING):
    return Place(kind, uuid.uuid5(uuid.NAMESPACE_URL, title), title)


def standard(number="1.2", **said):
    good = {
        "label": "Compliant",
        "calls_for": EVIDENCE,
        "carried_from": None,
        "notes": "Done.",
        "asks_why": False,
        "accepted": False,
        "evidence": 1,
        "remarks": 0,
    }
    return RatedStandard(place(number), number, **good | said)


def backing(title="Minutes", *, standards=("1.2",), is_due=False, few=""):
    return Backing(place(title, PlaceKind.EVIDENCE), standards, is_due, few)


def wording(text, title="1.2", part="the notes"):
    return Wording(place(title), part, text, (title,))


def lacks(found):
    return [one.lack for one in found]


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({}, []),
        ({"label": None, "calls_for": None, "evidence": 0, "notes": ""}, [Lack.UNRATED]),
        ({"carried_from": "2020-21"}, [Lack.UNCONFIRMED]),
        ({"calls_for": ACTION, "evidence": 0, "notes": ""}, []),
        ({"calls_for": ACTION, "asks_why": True}, [Lack.NO_ACTION]),
        ({"calls_for": ACTION, "asks_why": True, "accepted": True}, []),
        ({"notes": ""}, [Lack.NO_NOTES]),
        ({"evidence": 0}, [Lack.NO_EVIDENCE]),
        ({"notes": "", "evidence": 0, "remarks": 2}, [Lack.NO_NOTES, Lack.NO_EVIDENCE, Lack.REMARKS]),
        ({"calls_for": None, "notes": "", "evidence": 0}, []),
    ],
)
def test_each_lack_of_a_standard_is_found(said, lacking):
    assert lacks(found_in([standard(**said)], [], [])) == lacking


@pytest.mark.parametrize(
    ("item", "lacking"),
    [(backing(), []), (backing(is_due=True), [Lack.EVIDENCE_DUE]), (backing(few="2 complaints"), [Lack.FEW])],
)
def test_each_lack_of_evidence_is_found(item, lacking):
    assert lacks(found_in([], [item], [])) == lacking


def test_every_lack_has_its_row_in_the_table_and_only_three_block():
    assert set(CHECKS) == set(Lack)
    assert {lack for lack, check in CHECKS.items() if check.blocks} == {
        Lack.UNRATED,
        Lack.UNCONFIRMED,
        Lack.NO_ACTION,
    }
    assert not any(CHECKS[lack].blocks for lack in TO_DECIDE)


@pytest.mark.parametrize(
    ("calls_for", "is_planned", "asks"),
    [(ACTION, False, True), (ACTION, True, False), (EVIDENCE, False, False), (None, False, False)],
)
def test_a_reason_is_asked_for_where_an_action_is_called_for_and_none_is_open(calls_for, is_planned, asks):
    assert asks_why(calls_for, is_planned=is_planned) is asks


def test_the_same_words_of_one_place_are_one_thing_to_decide_and_of_two_places_two():
    text = "My son Kit came."
    there = found_in([], [], [wording(text), wording(text, part="the reason"), wording(text, "1.3")])
    assert [one.standards for one in there] == [("1.2",), ("1.3",)]
    assert len({one.sign for one in there}) == 2


def test_what_was_let_through_is_not_asked_again_until_the_words_change():
    before = found_in([], [], [wording("My son Kit came.")])
    kept = {before[0].key}
    assert undecided(before, kept) == []
    assert undecided(found_in([], [], [wording("And so my son Kit, who came.")]), kept) == []
    assert lacks(undecided(found_in([], [], [wording("My son Leo came.")]), kept)) == [Lack.PERSONAL]


def test_what_was_accepted_until_a_day_that_has_come_says_so():
    lapsed = standard("3.2", label="Partially Compliant", calls_for=ACTION, asks_why=True)
    (found,) = found_in([replace(lapsed, accepted_until=date(2023, 3, 1))], [], [])
    assert found.message == (
        "3.2 is partially compliant. That there is none was accepted until 1 March 2023: look again. Add an action, or "
        "say why there is none."
    )


def test_only_what_is_about_publishing_can_be_let_through():
    unrated = found_in([standard(label=None, calls_for=None)], [], [])
    assert undecided(unrated, {unrated[0].key}) == unrated


def test_they_are_grouped_in_the_order_of_the_table_and_of_the_standards():
    there = found_in(
        [standard("1.1", notes=""), standard("1.2", label=None, calls_for=None), standard("1.3", label=None)],
        [backing(is_due=True)],
        [wording("My son Kit came.", "1.1")],
    )
    assert [(check.heading, beside(ones)) for check, ones in grouped(there)] == [
        ("Not rated yet", "1.2, 1.3"),
        ("Words that may tell who somebody is", "1.1"),
        ("No notes that say why", "1.1"),
        ("Evidence due for another look", "1.2"),
    ]


def test_what_blocks_is_named_when_it_is_submitted_all_the_same():
    there = found_in([standard("1.1", label=None), standard("1.2", calls_for=ACTION, asks_why=True)], [], [])
    with pytest.raises(Conflict, match=r"not rated yet: 1\.1; no open action, and no reason why not: 1\.2"):
        insist_complete(there)
    with pytest.raises(Conflict, match=r"1\.3 is as carried forward"):
        insist_complete(found_in([standard("1.3", carried_from="2020-21")], [], []))


def test_warnings_stop_nobody():
    there = found_in(
        [standard(notes="", evidence=0, remarks=1)], [backing(is_due=True, few="2")], [wording("DOB 1.2.12")]
    )
    assert len(there) == 6
    assert blocking(there) == []
    insist_complete(there)


def test_of_the_words_only_a_hash_is_handed_on_to_be_kept():
    (one,) = found_in([], [], [wording("My son Kit came.")])
    assert one.decided[0] == "name"
    assert len(one.decided[1]) == 64
    assert "Kit" in one.message
