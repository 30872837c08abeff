"""Undoing the migrations of ratification leaves what was there before as it was; made again they fit as they did."""

import flask_migrate
import pytest
import sqlalchemy as sa

from tests.by_link import make_visitor
from tests.cast import make_person
from tests.meetings import KEY, quorate, submitted
from tests.migrating import on_its_own
from tests.review import ask_and_answer
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, Constituency, Role, period
from tracker.assessments.changes import start_assessment
from tracker.audit import queries as recorded
from tracker.by_link.changes import make_link
from tracker.db import begin_writing, db
from tracker.group.changes import set_quorum
from tracker.group.rules import Quorum
from tracker.meetings.changes import ask_of_plan, decide, review_plan, say_what_became
from tracker.meetings.rules import Decision
from tracker.plans.queries import get_plan
from tracker.seals.changes import begin_correction
from tracker.seals.queries import missing_triggers, walk
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

BEFORE = "0017"
OLDER = ("people", "memberships", "services", "assessments", "ratings", "plans", "evidence", "audit_entries")
NEWER = (
    *("quorums", "responses", "queries", "query_answers", "review_links", "meetings", "attendances", "meeting_points"),
    *("dissents", "plan_reviews", "plan_requests", "seals", "sealed_evidence", "sealed_files"),
)
OF_OLDER = {
    "memberships": {"constituency", "starts", "ends"},
    "assessments": {"version", "correction_reason"},
    "ratings": {"no_action_until"},
    "plans": {"closed_at"},
}
"""The columns that tables of before have only since."""


@pytest.fixture
def ratified(tmp_path, database_url):
    """An application on a database of its own, with a year that went all the way and is being corrected."""
    with on_its_own(tmp_path, database_url, "with_ratification") as app:
        begin_writing()
        service = add_service("Lanternshire SENDIASS", "lanternshire", by=OPERATOR)
        framework, _ = load_framework(shipped_framework(), by=OPERATOR)
        year = start_assessment(service, framework, period("2021-22", service.year_starts), by=OPERATOR)
        fill(service, year)
        db.session.commit()
        db.session.remove()
        yield app


def fill(service, year):
    """Something in every table of ratification."""
    manager, group, chair = (make_person(role.value, service, role) for role in (Role.MANAGER, Role.GROUP, Role.CHAIR))
    set_quorum(service, Quorum(3, (Constituency.HEALTH,)), by=chair)
    submitted(year, manager)
    ask_and_answer(year, group, manager)
    make_link(year, make_visitor(year), by=manager)
    meeting = quorate(year, chair)
    review = review_plan(meeting, get_plan(service, "2021-22", viewer=chair), "Looked at.", by=chair)
    say_what_became(review, ask_of_plan(review, "More of it.", by=chair), "Done.", by=manager)
    points, dissents = {"4.1": "Not all of it."}, [("Hugh Marsh", "No.")]
    decide(meeting, Decision.WITH_EXCEPTIONS, points=points, dissents=dissents, by=chair, key=KEY)
    begin_correction(year, "A figure was wrong.", by=manager)


def rows(table):
    """All that a table of before holds, without what it has only since, in whatever order."""
    columns = [
        one["name"] for one in sa.inspect(db.engine).get_columns(table) if one["name"] not in OF_OLDER.get(table, ())
    ]
    with db.engine.connect() as connection:
        found = connection.execute(sa.select(*map(sa.column, columns)).select_from(sa.table(table)))
        return sorted(map(str, found))


def count(table):
    with db.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))


def test_what_was_there_before_stays_as_it_was_down_and_up_again(ratified):
    before = {table: rows(table) for table in OLDER}
    assert all(before.values())
    assert [table for table in NEWER if table != "sealed_files" and not count(table)] == []
    flask_migrate.downgrade(revision=BEFORE)
    assert {table: rows(table) for table in OLDER} == before
    assert not set(NEWER) & set(sa.inspect(db.engine).get_table_names())
    flask_migrate.upgrade()
    assert {table: rows(table) for table in OLDER} == before
    assert [count(table) for table in NEWER] == [0] * len(NEWER)
    with db.engine.connect() as connection:
        found = connection.execute(sa.text("SELECT version, correction_reason FROM assessments")).all()
    assert found == [(1, None)]


def test_the_record_still_fits_and_what_is_guarded_is_guarded_again(ratified):
    assert [one.fault for one in walk({KEY.public})] == [""]
    db.session.remove()  # a migration waits for whoever reads
    flask_migrate.downgrade(revision=BEFORE)
    assert recorded.missing_triggers() == []
    db.session.remove()
    flask_migrate.upgrade()
    assert recorded.missing_triggers() == missing_triggers() == []
    assert {recorded.verify(chain).fault for chain in recorded.chains()} == {""}
