"""What a spreadsheet makes of a plan takes nothing away that was ticked or marked after its preview."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime

import pytest

from tests.pages.plan_sheets import make_plan, retyped
from tracker.accounts.rules import OPERATOR, Period
from tracker.db import begin_writing, db
from tracker.errors import Stale
from tracker.plan_exports.sheets import plan_listing
from tracker.plan_imports import rules
from tracker.plan_imports.changes import keep_sheet, save_sheet
from tracker.plan_imports.queries import dated_by, there_in, what_it_says
from tracker.plans.models import Plan
from tracker.plans.queries import actions_of, get_action
from tracker.printing.table import to_listing_workbook
from tracker.progress.changes import tick_step
from tracker.workbooks import xlsx

AT = datetime(2022, 10, 12, tzinfo=UTC)
PERIOD = Period("2022-23", date(2022, 4, 1), date(2023, 8, 31))


@pytest.fixture
def plan(service, framework):
    there = make_plan(service, framework)
    db.session.commit()
    return there


def look(plan, sheet, framework):
    """What becomes of the rows, as who saves them finds the plan."""
    rows = what_it_says(sheet, framework.wording).rows
    there = there_in(plan, to_change=True)
    return rules.preview(rows, there, list(framework.wording.standards), dated_by(sheet, plan.service))


@pytest.fixture
def sheet(plan, service):
    """The plan's own workbook, in which the second step of the first action is another."""
    listing = plan_listing(plan, actions_of(plan), today=date(2022, 10, 12))
    made = to_listing_workbook([listing], author="Lantern", running="Plan", at=AT)
    content = retyped(made, {"1. Write it\n2. Send it": "1. Write it\n2. Something else"})
    kept = keep_sheet(service, "plan.xlsx", content, xlsx.read(content), plan=plan, period=PERIOD, by=OPERATOR)
    db.session.commit()
    return kept


def test_a_tick_that_the_preview_does_not_show_is_never_lost(plan, sheet, service, framework):
    preview = look(plan, sheet, framework)
    first = actions_of(plan)[0]
    tick_step(first, first.steps[1], by=OPERATOR)
    with pytest.raises(Stale):
        save_sheet(sheet, preview, service, framework, by=OPERATOR)
    db.session.refresh(first)
    assert [step.text for step in first.steps] == ["Write it", "Send it"]


def test_a_tick_that_the_preview_shows_goes_with_its_step(plan, sheet, service, framework):
    first = actions_of(plan)[0]
    tick_step(first, first.steps[1], by=OPERATOR, day=date(2022, 11, 3))
    save_sheet(sheet, look(plan, sheet, framework), service, framework, by=OPERATOR)
    assert [(step.text, step.done_on) for step in first.steps] == [
        ("Write it", date(2022, 10, 1)),
        ("Something else", None),
    ]


def test_who_ticks_while_a_spreadsheet_is_saved_waits(app, plan, sheet, framework):
    plan_id, action_id = plan.id, actions_of(plan)[1].id

    def tick():
        with app.app_context():
            begin_writing()
            action = get_action(db.session.get_one(Plan, plan_id), action_id, to_change=True)
            tick_step(action, action.steps[0], by=OPERATOR)
            db.session.commit()

    begin_writing()
    look(plan, sheet, framework)
    with ThreadPoolExecutor() as pool:
        other = pool.submit(tick)
        assert not wait([other], timeout=0.5).done
        db.session.commit()
        other.result(timeout=60)
    assert actions_of(plan)[1].steps[0].done_on
