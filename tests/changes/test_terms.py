"""A service's own seasons and terms: what is kept, which actions are due on another day, and what the record tells."""

from datetime import date

import pytest
import sqlalchemy as sa

from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Forbidden, Stale
from tracker.plans.changes import add_action, delete_action, save_action, start_plan, text_of
from tracker.plans.models import Action
from tracker.plans.queries import term_days_of
from tracker.plans.rules import ActionText
from tracker.seasons import LastDay
from tracker.terms.changes import save_terms, work_out_days
from tracker.terms.rules import fingerprint_of

JULY = {"summer": LastDay(7, 31)}
NONE = fingerprint_of({})


@pytest.fixture
def plan(service):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def add(plan, framework):
    def add_one(timescale, due=None):
        text = ActionText(objective="Leaflets", timescale=timescale, due=due)
        return add_action(plan, text, framework, by=OPERATOR)

    return add_one


def save(service, days, seen=NONE, by=OPERATOR):
    return save_terms(service, days, seen=seen, by=by)


def test_actions_are_due_by_the_new_days_but_for_those_corrected_by_hand(service, add):
    moves, stays, by_hand, open_ended = (
        add("Summer 2022"),
        add("Apr 2022"),
        add("Summer 2022", date(2022, 8, 1)),
        add("On-going"),
    )
    versions = [action.version for action in (moves, stays)]
    assert save(service, JULY) == 1
    days = [action.due for action in (moves, stays, by_hand, open_ended)]
    assert days == [date(2022, 7, 31), date(2022, 4, 30), date(2022, 8, 1), None]
    assert [action.version for action in (moves, stays)] == versions


def test_what_was_taken_out_moves_too_so_that_it_is_right_when_it_is_back(service, add):
    action = add("Summer 2022")
    delete_action(action, by=OPERATOR)
    save(service, JULY)
    assert action.due == date(2022, 7, 31)


def test_a_closed_plan_stays_as_it_was(service, plan, add):
    action = add("Summer 2022")
    plan.closed_at = clock.now()
    db.session.flush()
    assert save(service, JULY) == 0
    assert action.due == date(2022, 8, 31)


def test_what_is_added_afterwards_is_due_by_the_services_days(service, add):
    save(service, JULY)
    assert add("Summer 2022").due == date(2022, 7, 31)


def test_a_day_that_was_corrected_and_is_cleared_is_worked_out_again(service, add, framework):
    action = add("Summer 2022", date(2022, 8, 1))
    assert action.due_corrected
    cleared = ActionText(objective="Leaflets", timescale="Summer 2022")
    save_action(action, cleared, framework, version=action.version, by=OPERATOR)
    assert (action.due, action.due_corrected) == (date(2022, 8, 31), False)
    assert text_of(action).due_corrected is False


def test_the_record_tells_the_days_and_how_many_actions_moved(service, add):
    add("Summer 2022")
    save(service, JULY)
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "save_terms")).one()
    assert entry.service_id == service.id
    assert entry.details == {"before": {}, "after": {"summer": "31 July"}, "moved": 1}


def test_the_same_once_more_is_no_change_and_no_entry(service):
    save(service, JULY)
    save(service, JULY)
    assert len(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "save_terms")).all()) == 1


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(service):
    save(service, JULY)
    with pytest.raises(Stale):
        save(service, {"summer": LastDay(6, 30)})
    assert term_days_of(service) == JULY
    save(service, {}, seen=fingerprint_of(JULY))
    assert term_days_of(service) == {}


def test_days_that_were_saved_when_less_was_understood_are_worked_out_once(service, add):
    older, by_hand = add("Summer 2023"), add("Summer 2023", date(2023, 6, 1))
    db.session.execute(sa.update(Action).where(Action.id == older.id).values(due=None))
    db.session.expire_all()
    assert [work_out_days(by=OPERATOR) for _ in range(2)] == [1, 0]
    assert (older.due, by_hand.due) == (date(2023, 8, 31), date(2023, 6, 1))
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "work_out_days")).one()
    assert (entry.service_id, entry.details) == (service.id, {"moved": 1})


def test_nobody_works_them_out_for_services_that_are_not_theirs(manager, other_manager):
    with pytest.raises(Forbidden):
        work_out_days(by=manager)


@pytest.mark.parametrize("person", ["team", "group", "chair", "commissioner", "other_manager"])
def test_only_the_manager_says_what_terms_stand_for(request, service, person):
    with pytest.raises(Forbidden):
        save(service, JULY, by=request.getfixturevalue(person))
