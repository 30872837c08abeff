"""A plan that is closed stays as it is, whoever wants to change it."""

import pytest
import sqlalchemy as sa

from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.errors import Conflict
from tracker.plans.changes import add_action, delete_action, hold_open, restore_action, save_action, start_plan
from tracker.plans.models import Plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText

LEAFLETS = ActionText(objective="Print leaflets")
CLOSED = "The plan 2022-23 is closed: 2023-24 took over what it left unfinished"


@pytest.fixture
def plan(service, framework):
    there = start_plan(service, period("2022-23", 9), by=OPERATOR)
    add_action(there, LEAFLETS, framework, by=OPERATOR)
    there.followed_by = start_plan(service, period("2023-24", 9), by=OPERATOR)
    there.closed_at = clock.now()
    db.session.flush()
    return there


POSTERS = ActionText(objective="Posters")


def save(action, framework):
    save_action(action, POSTERS, framework, version=action.version, by=OPERATOR)


@pytest.mark.parametrize(
    "change",
    [
        lambda action, framework: add_action(action.plan, POSTERS, framework, by=OPERATOR),
        save,
        lambda action, _: delete_action(action, by=OPERATOR),
        lambda action, _: restore_action(action, by=OPERATOR),
    ],
    ids=["add", "save", "delete", "restore"],
)
def test_nothing_of_it_is_changed_and_it_says_which_plan_goes_on(plan, framework, change):
    (action,) = actions_of(plan)
    with pytest.raises(Conflict, match=CLOSED):
        change(action, framework)
    assert [(one.objective, one.deleted_at) for one in actions_of(plan)] == [("Print leaflets", None)]


def test_what_was_closed_behind_ones_back_is_read_anew(plan):
    db.session.expunge(plan)
    stale = db.session.get_one(Plan, plan.id)
    db.session.execute(sa.update(Plan).values(closed_at=None))
    hold_open(stale)
    assert not stale.is_closed
