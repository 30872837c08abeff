"""Starting plans and adding actions."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tracker.accounts.rules import OPERATOR, Period, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, Invalid, NotFound
from tracker.plans.changes import add_action, start_plan
from tracker.plans.models import Action, Plan
from tracker.plans.queries import actions_of, get_plan
from tracker.plans.rules import ActionState, ActionText

YEAR = period("2022-23", 9)
FULL = ActionText(
    area="Strategic functions",
    standards=("2.3", "1.6"),
    objective="Meet **every** forum",
    steps=("Ask", "Go\n\n- twice"),
    outcomes=("Three forums met",),
    who="Manager\nAdviser",
    timescale="Apr 2023",
    due=date(2023, 4, 30),
    completion="On-going",
    state=ActionState.ONGOING,
)


@pytest.fixture
def plan(service):
    return start_plan(service, YEAR, by=OPERATOR)


def test_an_action_keeps_all_that_it_says(plan, framework):
    add_action(plan, FULL, framework, by=OPERATOR)
    db.session.expire_all()
    (action,) = actions_of(plan)
    assert [standard.number for standard in action.standards] == ["1.6", "2.3"]
    assert [step.text for step in action.steps] == ["Ask", "Go\n\n- twice"]
    assert [outcome.text for outcome in action.outcomes] == ["Three forums met"]
    plain = ("area", "objective", "who", "timescale", "due", "completion", "state")
    assert {name: getattr(action, name) for name in plain} == {name: getattr(FULL, name) for name in plain}


def test_actions_come_in_the_order_in_which_they_were_added(plan, framework):
    for objective in ("one", "two", "three"):
        add_action(plan, ActionText(objective=objective), framework, by=OPERATOR)
    assert [(action.position, action.objective) for action in actions_of(plan)] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
    ]


def test_blank_steps_are_left_out(plan, framework):
    action = add_action(plan, ActionText(steps=("", " \n", "Go")), framework, by=OPERATOR)
    assert [(step.position, step.text) for step in action.steps] == [(1, "Go")]


def test_adding_an_action_is_recorded(plan, framework):
    action = add_action(plan, FULL, framework, by=OPERATOR)
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.verb, entry.subject_id, entry.service_id) == ("add_action", action.id, plan.service_id)


def test_an_action_cannot_name_a_standard_that_there_is_not(plan, framework):
    with pytest.raises(Invalid, match=r"has no standard 9\.9"):
        add_action(plan, ActionText(standards=("1.1", "9.9")), framework, by=OPERATOR)


def test_a_label_is_taken_once(plan, service):
    with pytest.raises(Conflict, match="has a plan 2022-23 already"):
        start_plan(service, YEAR, by=OPERATOR)


def test_an_unknown_plan_is_not_found_and_the_known_are_named(plan, service):
    with pytest.raises(NotFound, match=r"no plan 2019-20\. It has: 2022-23"):
        get_plan(service, "2019-20", viewer=OPERATOR)


def test_the_database_refuses_a_plan_that_ends_before_it_starts(plan):
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Plan).values(ends=plan.starts))


def test_the_database_refuses_an_unknown_state(plan, framework):
    add_action(plan, FULL, framework, by=OPERATOR)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.text("UPDATE actions SET state = 'asleep'"))


def test_the_database_refuses_two_actions_in_one_place(plan, framework):
    action = add_action(plan, FULL, framework, by=OPERATOR)
    add_action(plan, ActionText(objective="x"), framework, by=OPERATOR)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Action).where(Action.id == action.id).values(position=2))


@pytest.mark.parametrize("label", ["", " ", "foo", "2022", "2022-24", "two thousand and more"])
def test_a_plan_needs_a_label_of_the_services_year(service, label):
    with pytest.raises(Invalid):
        start_plan(service, Period(label, YEAR.starts, YEAR.ends), by=OPERATOR)


@pytest.mark.parametrize("label", ["", "   ", "2022-234", "x"])
def test_the_database_refuses_a_label_that_is_none(plan, label):
    with pytest.raises((IntegrityError, sa.exc.DataError)):
        db.session.execute(sa.update(Plan).values(label=label))
