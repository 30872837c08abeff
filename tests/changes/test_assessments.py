"""Starting assessments, rating, linking a plan."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import link_plan, save_rating, start_assessment
from tracker.assessments.models import Rating
from tracker.assessments.queries import get_assessment, get_rating, ratings_of
from tracker.assessments.rules import next_label
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.plans.changes import start_plan
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

YEAR = period("2021-22", 9)


def last_entry():
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_a_new_assessment_has_every_standard_unrated(assessment):
    ratings = ratings_of(assessment)
    assert [rating.standard.number for rating in ratings] == list(shipped_framework().standards)
    assert {(rating.code, rating.notes) for rating in ratings} == {(None, "")}


def test_a_new_assessment_speaks_as_at_the_end_of_its_period(assessment):
    assert (assessment.starts, assessment.ends, assessment.as_at) == (
        date(2021, 9, 1),
        date(2022, 8, 31),
        date(2022, 8, 31),
    )


def test_an_assessment_keeps_the_name_that_the_service_had(assessment, service):
    service.name = "Renamed SENDIASS"
    db.session.flush()
    db.session.expire_all()
    assert assessment.service_name == "Lanternshire SENDIASS"


def test_a_period_is_assessed_once(assessment, service, framework):
    with pytest.raises(Conflict, match="has an assessment 2021-22 already"):
        start_assessment(service, framework, YEAR, by=OPERATOR)


def test_a_saved_rating_is_recorded_with_before_and_after(assessment):
    rating = ratings_of(assessment)[0]
    save_rating(rating, "P/C", " Nearly there.\r\n", by=OPERATOR)
    assert (rating.code, rating.notes) == ("P/C", "Nearly there.")
    assert last_entry().details["before"] == {"code": None, "notes": ""}
    assert last_entry().details["after"] == {"code": "P/C", "notes": "Nearly there."}


def test_saving_the_same_rating_again_leaves_no_entry(assessment):
    rating = ratings_of(assessment)[0]
    save_rating(rating, "C", "Good.", by=OPERATOR)
    first = last_entry().id
    save_rating(rating, "C", "Good.", by=OPERATOR)
    assert last_entry().id == first


def test_a_code_that_the_scale_has_not_is_refused(assessment):
    with pytest.raises(Invalid, match=r"“X” is not a rating of this framework\. It has: C, P/C"):
        save_rating(ratings_of(assessment)[0], "X", "", by=OPERATOR)


def test_of_two_who_save_a_rating_at_once_the_later_is_told(app, assessment):
    db.session.commit()
    rating = ratings_of(assessment)[0]
    db.session.execute(sa.update(Rating.__table__).where(Rating.id == rating.id).values(version=2))
    rating.notes = "stale"
    with pytest.raises(StaleDataError):
        db.session.flush()


def test_a_rating_that_somebody_else_saved_since_is_not_overwritten(assessment):
    rating = ratings_of(assessment)[0]
    seen = rating.version
    save_rating(rating, "C", "Theirs.", by=OPERATOR, version=seen)
    with pytest.raises(Stale, match=r"Somebody else saved 1\.1"):
        save_rating(rating, "P/C", "Mine.", by=OPERATOR, version=seen)
    assert (rating.code, rating.notes) == ("C", "Theirs.")


def test_the_same_rating_sent_twice_is_no_clash_and_one_entry(assessment):
    rating = ratings_of(assessment)[0]
    seen = rating.version
    save_rating(rating, "C", "Same.", by=OPERATOR, version=seen)
    first = last_entry().id
    save_rating(rating, "C", "Same.", by=OPERATOR, version=seen)
    assert last_entry().id == first


def test_notes_that_are_too_long_are_refused_and_nothing_is_cut(assessment):
    rating = ratings_of(assessment)[0]
    save_rating(rating, None, "x" * 20_000, by=OPERATOR)
    with pytest.raises(Invalid, match=r"at most 20,000 characters; these have 20,001"):
        save_rating(rating, None, "x" * 20_001, by=OPERATOR)
    assert len(rating.notes) == 20_000


def test_linking_the_same_plan_again_leaves_no_entry(assessment, service):
    plan = start_plan(service, YEAR, by=OPERATOR)
    link_plan(assessment, plan, by=OPERATOR)
    first = last_entry().id
    link_plan(assessment, plan, by=OPERATOR)
    assert last_entry().id == first


@pytest.mark.parametrize(
    ("labels", "year_starts", "today", "following"),
    [
        (["2021-22", "2019-20"], 9, date(2026, 1, 1), "2022-23"),
        ([], 9, date(2026, 8, 31), "2025-26"),
        ([], 9, date(2026, 9, 1), "2026-27"),
        ([], 1, date(2026, 1, 1), "2026"),
        (["2026"], 1, date(2026, 1, 1), "2027"),
        (["2098-99"], 4, date(2026, 1, 1), "2099-00"),
    ],
)
def test_the_next_period_follows_the_latest_or_holds_today(labels, year_starts, today, following):
    assert next_label(labels, year_starts, today=today) == following


def test_only_a_plan_of_the_same_service_can_be_linked(assessment):
    other = add_service("Other", "other", by=OPERATOR)
    plan = start_plan(other, YEAR, by=OPERATOR)
    with pytest.raises(Invalid, match="same service"):
        link_plan(assessment, plan, by=OPERATOR)


@pytest.mark.parametrize("wrong", [{"code": "X"}, {"standard_id": None}])
def test_the_database_refuses_a_rating_that_its_framework_has_not(assessment, wrong):
    rating = ratings_of(assessment)[0]
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Rating).where(Rating.id == rating.id).values(**wrong))


def test_the_database_refuses_a_standard_of_another_framework(assessment):
    other, _ = load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    foreign = other.sections[0].standards[0]
    rating = ratings_of(assessment)[0]
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Rating).where(Rating.id == rating.id).values(standard_id=foreign.id))


def test_the_database_refuses_another_services_plan(assessment):
    plan = start_plan(add_service("Other", "other", by=OPERATOR), YEAR, by=OPERATOR)
    assessment.plan_id = plan.id
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_framework_is_asked_for_only_where_two_share_a_period(assessment, service, framework):
    assert get_assessment(service, "2021-22", viewer=OPERATOR) is assessment
    other, _ = load_framework(replace(shipped_framework(), version="2027"), by=OPERATOR)
    second = start_assessment(service, other, YEAR, by=OPERATOR)
    with pytest.raises(NotFound, match="Say against which framework: minimum-standards-2018, minimum-standards-2027"):
        get_assessment(service, "2021-22", viewer=OPERATOR)
    assert get_assessment(service, "2021-22", "minimum-standards-2027", viewer=OPERATOR) is second


def test_an_unknown_period_is_not_found_and_the_known_are_named(assessment, service):
    with pytest.raises(NotFound, match=r"no assessment 2019-20\. It has: 2021-22"):
        get_assessment(service, "2019-20", viewer=OPERATOR)


@pytest.mark.parametrize("code", ["C", "P/C"])
def test_the_team_does_not_set_a_rating(assessment, team, code):
    rating = get_rating(assessment, "1.2")
    with pytest.raises(Forbidden):
        save_rating(rating, code, "Notes.", by=team)
    assert (rating.code, rating.notes) == (None, "")
