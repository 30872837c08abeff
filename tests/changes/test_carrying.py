"""Carrying forward what the year before said, and confirming it."""

import pytest
import sqlalchemy as sa

from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import confirm_rating, save_rating, start_assessment
from tracker.assessments.queries import get_rating, ratings_of, unconfirmed_of
from tracker.assessments.rules import Carry
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Forbidden, NotFound, Stale

YEAR = period("2022-23", 9)


@pytest.fixture
def before(assessment):
    """2021-22, in which three standards say something: a code and notes, a code alone, notes alone."""
    for number, code, notes in [("1.1", "C", "Agreed."), ("1.2", "P/C", ""), ("1.3", None, "A draft.")]:
        save_rating(get_rating(assessment, number), code, notes, by=OPERATOR)
    return assessment


def start(service, framework, carry, when=YEAR):
    return start_assessment(service, framework, when, carry=carry, by=OPERATOR)


def said(assessment):
    return {
        rating.standard.number: (rating.code, rating.notes, rating.carried_from)
        for rating in ratings_of(assessment)
        if rating.code or rating.notes or rating.carried_from
    }


def entries(verb):
    return list(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == verb).order_by(AuditEntry.id)))


@pytest.mark.parametrize(
    ("carry", "expected"),
    [
        (Carry.NOTHING, {}),
        (Carry.NOTES, {"1.1": (None, "Agreed.", "2021-22"), "1.3": (None, "A draft.", "2021-22")}),
        (
            Carry.RATINGS,
            {
                "1.1": ("C", "Agreed.", "2021-22"),
                "1.2": ("P/C", "", "2021-22"),
                "1.3": (None, "A draft.", "2021-22"),
            },
        ),
    ],
)
def test_what_is_carried_is_marked_and_nothing_else_is(service, framework, before, carry, expected):
    started = start(service, framework, carry)
    assert said(started) == expected
    assert [rating.standard.number for rating in unconfirmed_of(started)] == list(expected)


def test_the_record_says_what_was_carried_and_from_where(service, framework, before):
    start(service, framework, Carry.NOTES)
    details = entries("start_assessment")[-1].details
    assert (details["carried"], details["carried_from"]) == ("notes", "2021-22")
    start(service, framework, Carry.NOTHING, period("2023-24", 9))
    assert "carried" not in entries("start_assessment")[-1].details


def test_it_comes_from_the_year_before_whichever_was_made_last(service, framework, before):
    start(service, framework, Carry.NOTHING, period("2024-25", 9))
    assert said(start(service, framework, Carry.NOTES))["1.1"] == (None, "Agreed.", "2021-22")


def test_where_there_is_no_year_before_nothing_is_started(service, framework, before):
    other = add_service("Other", "other", by=OPERATOR)
    for where, when in ((service, period("2020-21", 9)), (other, YEAR)):
        with pytest.raises(NotFound, match=r"to carry forward\. Choose “Nothing”"):
            start(where, framework, Carry.RATINGS, when)


def test_confirming_keeps_the_text_and_takes_the_mark_and_is_recorded(service, framework, before):
    rating = get_rating(start(service, framework, Carry.RATINGS), "1.1")
    confirm_rating(rating, version=rating.version, by=OPERATOR)
    assert (rating.code, rating.notes, rating.is_unconfirmed) == ("C", "Agreed.", False)
    (entry,) = entries("confirm_rating")
    assert (entry.subject_id, entry.details) == (rating.id, {"standard": "1.1", "carried_from": "2021-22"})
    confirm_rating(rating, by=OPERATOR)
    assert len(entries("confirm_rating")) == 1


@pytest.mark.parametrize(("code", "notes"), [("P/C", "Not any more."), (None, "")])
def test_editing_or_clearing_takes_the_mark_and_the_record_says_what_it_was(service, framework, before, code, notes):
    rating = get_rating(start(service, framework, Carry.RATINGS), "1.1")
    save_rating(rating, code, notes, by=OPERATOR)
    assert not rating.is_unconfirmed
    details = entries("save_rating")[-1].details
    assert details["carried_from"] == "2021-22"
    assert details["before"] == {"code": "C", "notes": "Agreed."}


def test_saving_what_was_carried_unchanged_confirms_it(service, framework, before):
    rating = get_rating(start(service, framework, Carry.RATINGS), "1.1")
    save_rating(rating, "C", "Agreed.", version=rating.version, by=OPERATOR)
    assert not rating.is_unconfirmed
    assert len(entries("confirm_rating")) == 1


def test_confirming_what_another_has_changed_since_is_stale(service, framework, before):
    rating = get_rating(start(service, framework, Carry.RATINGS), "1.1")
    with pytest.raises(Stale):
        confirm_rating(rating, version=rating.version - 1, by=OPERATOR)
    assert rating.is_unconfirmed


def test_a_draft_of_the_team_leaves_a_carried_rating_to_be_confirmed(service, framework, before, team):
    rating = get_rating(start(service, framework, Carry.RATINGS), "1.1")
    save_rating(rating, rating.code, "Redrafted.", by=team)
    assert rating.is_unconfirmed


def test_a_draft_of_the_team_confirms_carried_notes_that_have_no_rating(service, framework, before, team):
    rating = get_rating(start(service, framework, Carry.NOTES), "1.1")
    save_rating(rating, None, "Redrafted.", by=team)
    assert not rating.is_unconfirmed


def test_the_team_that_saves_a_carried_rating_as_it_is_changes_and_confirms_nothing(service, framework, before, team):
    rating = get_rating(start(service, framework, Carry.RATINGS), "1.1")
    save_rating(rating, rating.code, rating.notes, by=team)
    assert rating.is_unconfirmed
    assert rating.version == 1


def test_only_the_manager_confirms_a_rating(service, framework, before, team, manager):
    rating = get_rating(start(service, framework, Carry.RATINGS), "1.1")
    with pytest.raises(Forbidden):
        confirm_rating(rating, by=team)
    confirm_rating(rating, by=manager)
    assert not rating.is_unconfirmed


def test_the_year_before_stays_as_it_was(service, framework, before):
    was = said(before)
    save_rating(get_rating(start(service, framework, Carry.RATINGS), "1.1"), "P/C", "Changed.", by=OPERATOR)
    assert said(before) == was
