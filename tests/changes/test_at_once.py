"""Changes that two people make to the same at the same moment, each with a session of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date

import pytest

from tracker.accounts.models import Service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import start_assessment
from tracker.db import begin_writing, db
from tracker.errors import Conflict
from tracker.plans.changes import add_action, start_plan
from tracker.plans.models import Plan
from tracker.plans.queries import actions_of, framework_of
from tracker.plans.rules import ActionText
from tracker.standards.models import Framework


@pytest.fixture
def plan(service, framework):
    there = start_plan(service, period("2022-23", 9), by=OPERATOR)
    db.session.commit()
    return there


@pytest.fixture
def add(app, plan):
    """Add an action to the plan as somebody else would, and commit: its position."""
    identifier = plan.id

    def as_somebody_else(objective, ready=lambda: None):
        with app.app_context():
            ready()
            begin_writing()
            there = db.session.get_one(Plan, identifier)
            action = add_action(there, ActionText(objective=objective), framework_of(there), by=OPERATOR)
            db.session.commit()
            return action.position

    return as_somebody_else


def said(plan):
    db.session.expire_all()
    return [(action.position, action.objective) for action in actions_of(plan)]


@pytest.mark.parametrize(
    ("end", "expected"),
    [("commit", [(1, "first"), (2, "second")]), ("rollback", [(1, "second")])],
    ids=["that-is-saved", "that-is-given-up"],
)
def test_who_adds_an_action_while_another_is_being_added_waits_and_takes_the_next_place(
    plan, framework, add, end, expected
):
    begin_writing()
    add_action(plan, ActionText(objective="first"), framework, by=OPERATOR)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(add, "second")
        assert not wait([second], timeout=0.5).done
        getattr(db.session, end)()
        assert second.result(timeout=60) == expected[-1][0]
    assert said(plan) == expected


def test_of_several_who_add_an_action_at_once_each_gets_a_place(plan, add):
    db.session.rollback()
    together = threading.Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        places = list(pool.map(lambda number: add(f"no. {number}", together.wait), range(4)))
    assert sorted(places) == [1, 2, 3, 4]
    assert sorted(objective for _, objective in said(plan)) == [f"no. {number}" for number in range(4)]


def test_of_two_who_start_overlapping_assessments_at_once_the_second_is_refused(app, service, framework):
    ids = service.id, framework.id
    db.session.commit()
    late = replace(period("2022-23", 9), starts=date(2022, 8, 31))

    def as_somebody_else():
        with app.app_context():
            begin_writing()
            there, against = db.session.get_one(Service, ids[0]), db.session.get_one(Framework, ids[1])
            with pytest.raises(Conflict, match="31 August 2023 overlaps the self-assessment 2021-22"):
                start_assessment(there, against, late, by=OPERATOR)

    begin_writing()
    start_assessment(service, framework, period("2021-22", 9), by=OPERATOR)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(as_somebody_else)
        assert not wait([second], timeout=0.5).done
        db.session.commit()
        second.result(timeout=60)
