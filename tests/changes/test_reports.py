"""A document that was read becomes an assessment and a plan, all or nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.word.test_round_trip import ACTIONS, AT, NUMBERS, TEXTS, year
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.queries import assessments_of, ratings_of
from tracker.db import db
from tracker.errors import Invalid
from tracker.plans.queries import actions_of
from tracker.reports.appendices import appendices
from tracker.reports.changes import save_reading
from tracker.reports.queries import year_of
from tracker.reports.reading import Reading, read_appendices
from tracker.reports.remarks import note, stop
from tracker.richtext import parse
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read
from tracker.word.writer import write

YEAR = period("2021-22", 9)


def test_a_reading_with_a_stop_is_not_saved(service, framework):
    reading = Reading(remarks=[note("table 1", "Fine."), stop("table 2, row 3", "Not so.")])
    with pytest.raises(Invalid, match=r"Nothing was saved.*\ntable 2, row 3: Not so\."):
        save_reading(reading, service, framework, YEAR, plan_label="2021-22", by=OPERATOR)
    assert assessments_of(service, viewer=OPERATOR) == []


def test_days_from_the_titles_are_kept(service, framework):
    reading = Reading(as_at=date(2022, 6, 30))
    assessment = save_reading(reading, service, framework, YEAR, plan_label="2021-22", by=OPERATOR)
    assert (assessment.as_at, assessment.plan) == (date(2022, 6, 30), None)


@settings(max_examples=5)
@given(st.lists(TEXTS, min_size=20, max_size=20), ACTIONS.filter(bool))
def test_what_is_written_read_saved_and_written_again_is_the_same(service, framework, notes, actions):
    with db.session.begin_nested() as example:
        content = write(appendices(year(notes, ["C"] * 20, actions)), at=AT)
        reading = read_appendices(read(content), shipped_framework())
        assessment = save_reading(reading, service, framework, YEAR, plan_label="2021-22", by=OPERATOR)
        db.session.expire_all()
        assert [rating.standard.number for rating in ratings_of(assessment)] == NUMBERS
        assert [parse(rating.notes) for rating in ratings_of(assessment)] == [parse(text) for text in notes]
        assert len(actions_of(assessment.plan)) == len(actions)
        again = read_appendices(
            read(write(appendices(year_of(assessment, viewer=OPERATOR)), at=AT)), shipped_framework()
        )
        assert again.ratings == reading.ratings
        assert [action.text for action in again.actions] == [action.text for action in reading.actions]
        example.rollback()
