"""The evidence of ratings: chosen, taken off again, and kept where it is used."""

import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.counting import counted
from tests.evidence import make_figure, make_note
from tracker import clock
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import choose_evidence, start_assessment, take_out_evidence
from tracker.assessments.models import RatingEvidence
from tracker.assessments.queries import (
    evidence_by_rating,
    evidence_of,
    get_rating,
    offered_evidence,
    ratings_backed_by,
    ratings_of,
)
from tracker.assessments.rules import Status
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, Stale
from tracker.evidence.changes import delete_evidence, restore_evidence
from tracker.evidence.models import Evidence


@pytest.fixture
def rating(assessment):
    return get_rating(assessment, "1.2")


@pytest.fixture
def minutes(service, framework):
    return make_note(service, framework, "Minutes")


@pytest.fixture
def referrals(service, framework):
    return make_figure(service, framework)


@pytest.fixture
def next_rating(service, framework, rating):
    """The same standard's rating, a year later."""
    return get_rating(start_assessment(service, framework, period("2022-23", 9), by=OPERATOR), "1.2")


@pytest.fixture
def foreign(framework):
    return make_note(add_service("Southtown", "southtown", by=OPERATOR), framework, "Theirs")


def titles(rating, **which):
    return [item.title for item in evidence_of(rating, **which)]


def entries():
    query = sa.select(AuditEntry).where(AuditEntry.verb == "choose_evidence").order_by(AuditEntry.id)
    return list(db.session.scalars(query))


def test_a_rating_is_backed_by_what_is_chosen_in_the_order_of_the_library(rating, minutes, referrals, manager):
    choose_evidence(rating, add=[referrals, minutes], by=manager)
    assert titles(rating) == ["Minutes", "Referrals, 2021-22"]


def test_the_record_has_what_was_there_before_and_after(rating, minutes, referrals, team):
    choose_evidence(rating, add=[minutes], by=team)
    choose_evidence(rating, add=[referrals], remove={minutes.id}, by=team)
    said = entries()[-1]
    assert (said.subject_id, said.by, said.details["standard"]) == (rating.id, team.identifier, "1.2")
    assert said.details["before"] == [{"id": str(minutes.id), "title": "Minutes"}]
    assert said.details["after"] == [{"id": str(referrals.id), "title": "Referrals, 2021-22"}]


def test_choosing_what_is_there_already_is_no_change(rating, minutes, referrals):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    choose_evidence(rating, add=[minutes], remove={referrals.id, uuid.uuid4()}, by=OPERATOR)
    assert len(entries()) == 1


def test_what_two_people_choose_comes_together(rating, minutes, referrals, manager, team):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    choose_evidence(rating, add=[referrals], by=manager)
    choose_evidence(rating, remove={minutes.id}, by=team)
    assert titles(rating) == ["Referrals, 2021-22"]


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network", "other_manager", "administrator"])
def test_who_does_not_keep_evidence_chooses_none(request, rating, minutes, reader):
    with pytest.raises(Forbidden, match="choose evidence for a rating"):
        choose_evidence(rating, add=[minutes], by=request.getfixturevalue(reader))


def test_another_services_item_is_refused(rating, foreign):
    with pytest.raises(Invalid, match="same service"):
        choose_evidence(rating, add=[foreign], by=OPERATOR)
    assert titles(rating) == []


@pytest.mark.parametrize("whose", ["rating", "foreign"])
def test_the_database_refuses_another_services_item_whosever_it_is_said_to_be(rating, foreign, whose):
    owner = rating.assessment.service_id if whose == "rating" else foreign.service_id
    link = RatingEvidence(
        rating_id=rating.id, evidence_id=foreign.id, assessment_id=rating.assessment_id, service_id=owner
    )
    db.session.add(link)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_database_refuses_a_rating_of_another_assessment(rating, next_rating, minutes):
    link = RatingEvidence(
        rating_id=rating.id,
        evidence_id=minutes.id,
        assessment_id=next_rating.assessment_id,
        service_id=minutes.service_id,
    )
    db.session.add(link)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_database_keeps_what_is_used(rating, minutes):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.delete(Evidence).where(Evidence.id == minutes.id))
    db.session.rollback()


def test_what_was_taken_out_of_the_library_is_not_chosen(rating, minutes):
    delete_evidence(minutes, by=OPERATOR)
    with pytest.raises(Conflict, match="“Minutes” was taken out"):
        choose_evidence(rating, add=[minutes], by=OPERATOR)


def test_what_is_taken_out_backs_no_more_until_it_is_put_back(assessment, rating, minutes):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    take_out_evidence(minutes, by=OPERATOR, seen=[rating.id])
    assert (titles(rating), titles(rating, taken_out=True)) == ([], ["Minutes"])
    assert evidence_by_rating(assessment)[rating.id] == []
    restore_evidence(minutes, by=OPERATOR)
    assert titles(rating) == ["Minutes"]


def test_what_was_taken_out_can_be_taken_off_the_rating(rating, minutes):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    take_out_evidence(minutes, by=OPERATOR, seen=[rating.id])
    choose_evidence(rating, remove={minutes.id}, by=OPERATOR)
    assert titles(rating, taken_out=True) == []


def test_an_item_is_not_taken_out_where_it_backs_a_rating_that_nobody_was_told_of(rating, next_rating, minutes, team):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    choose_evidence(next_rating, add=[minutes], by=OPERATOR)
    with pytest.raises(Stale, match="not taken out"):
        take_out_evidence(minutes, by=team, seen=[rating.id])
    assert minutes.deleted_at is None


@pytest.mark.parametrize("status", [Status.RATIFIED, Status.WITH_EXCEPTIONS])
def test_what_a_ratified_assessment_rests_on_stays_in_the_library(assessment, rating, minutes, status):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    assessment.status, assessment.submitted_by, assessment.submitted_at = status, "somebody", clock.now()
    with pytest.raises(Conflict, match=r"backs 1\.2 in 2021-22, which is ratified"):
        take_out_evidence(minutes, by=OPERATOR, seen=[rating.id])
    assert minutes.deleted_at is None


def test_who_may_not_take_out_does_not(rating, minutes, group):
    with pytest.raises(Forbidden, match="take evidence out of the library"):
        take_out_evidence(minutes, by=group, seen=[])


def test_the_evidence_of_all_ratings_takes_as_many_queries_as_of_one(assessment, service, framework):
    ratings = ratings_of(assessment)
    choose_evidence(ratings[0], add=[make_note(service, framework, "First")], by=OPERATOR)
    with counted() as of_one:
        evidence_by_rating(assessment)
    for rating in ratings:
        choose_evidence(rating, add=[make_note(service, framework, f"Of {rating.standard.number}")], by=OPERATOR)
    with counted() as of_all:
        found = evidence_by_rating(assessment)
    assert len(of_all) == len(of_one)
    assert [len(found[rating.id]) for rating in ratings] == [2] + [1] * 19


def test_last_years_evidence_is_offered_and_never_copied(rating, next_rating, minutes, referrals, manager):
    choose_evidence(rating, add=[minutes, referrals], by=OPERATOR)
    assert titles(next_rating) == []
    choose_evidence(next_rating, add=[referrals], by=OPERATOR)
    assert [item.title for item in offered_evidence(next_rating, viewer=manager)] == ["Minutes"]
    assert offered_evidence(rating, viewer=manager) == []


def test_what_was_taken_out_is_not_offered(rating, next_rating, minutes, manager):
    choose_evidence(rating, add=[minutes], by=OPERATOR)
    delete_evidence(minutes, by=OPERATOR)
    assert offered_evidence(next_rating, viewer=manager) == []


def test_the_ratings_that_an_item_backs_are_known_the_latest_year_first(assessment, next_rating, minutes, manager):
    for rating in (get_rating(assessment, "1.6"), get_rating(assessment, "1.2"), next_rating):
        choose_evidence(rating, add=[minutes], by=OPERATOR)
    said = [(rating.assessment.label, rating.standard.number) for rating in ratings_backed_by(minutes, viewer=manager)]
    assert said == [("2022-23", "1.2"), ("2021-22", "1.2"), ("2021-22", "1.6")]


def test_a_commissioner_is_not_told_what_an_item_backs(minutes, commissioner):
    with pytest.raises(Forbidden):
        ratings_backed_by(minutes, viewer=commissioner)
