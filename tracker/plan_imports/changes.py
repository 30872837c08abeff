"""Every change to spreadsheets that were sent, and what they make of a plan."""

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Conflict
from tracker.plan_imports import rules
from tracker.plan_imports.models import PlanSheet
from tracker.plan_imports.rules import Fate, Preview
from tracker.plans.changes import add_action, save_action, start_plan
from tracker.plans.models import Plan
from tracker.plans.queries import get_action
from tracker.standards.models import Framework
from tracker.workbooks.apart import as_text
from tracker.workbooks.grid import Grid


def keep_sheet(
    service: Service, name: str, content: bytes, grid: Grid, *, plan: Plan | None, period: Period, by: Doer
) -> PlanSheet:
    """Keep a spreadsheet until somebody has looked at it; what nobody saved for a week is removed.

    It is for ``plan``, or for a new one of this ``period``.
    """
    insist(by, rules.IMPORT, service.id)
    now = clock.now()
    old = sa.and_(PlanSheet.service_id == service.id, PlanSheet.saved_at.is_(None), PlanSheet.at < now - rules.KEPT_FOR)
    for gone in db.session.scalars(sa.delete(PlanSheet).where(old).returning(PlanSheet.id)).all():
        record("let_sheet_go", gone, by=by, service_id=service.id)
    sheet = PlanSheet(
        service_id=service.id,
        plan_id=plan.id if plan else None,
        label=period.label,
        starts=period.starts,
        ends=period.ends,
        at=now,
        name=name,
        content=content,
        grid=as_text(grid),
    )
    db.session.add(sheet)
    db.session.flush()
    record("keep_sheet", sheet.id, by=by, service_id=service.id, plan=period.label)
    return sheet


def save_sheet(sheet: PlanSheet, preview: Preview, service: Service, framework: Framework, *, by: Doer) -> Plan:
    """Let the plan say what ``preview`` shows, all of it or nothing; rows that are refused are left out.

    Raises ``Stale`` where an action changed meanwhile, or was ticked or marked where that would go; ``Conflict`` where
    the new plan is there by now.
    """
    insist(by, rules.IMPORT, service.id)
    if not preview.changes_something:
        raise Conflict(f"{sheet.name} changes nothing in the plan {sheet.label}. Nothing was saved.")
    plan = sheet.plan or start_plan(service, Period(sheet.label, sheet.starts, sheet.ends), by=by)
    for row in preview.of(Fate.CHANGED):
        if row.there:
            action = get_action(plan, row.there.identifier, to_change=True)
            marks = [mark.sign for mark in row.there.marks]
            save_action(action, row.text, framework, version=row.there.version, marks=marks, by=by)
    for row in preview.of(Fate.ADDED):
        add_action(plan, row.text, framework, by=by)
    sheet.plan, sheet.saved_at = plan, clock.now()
    db.session.flush()
    counts = {fate.value: len(preview.of(fate)) for fate in Fate}
    record("save_sheet", sheet.id, by=by, service_id=service.id, plan=plan.label, **counts)
    return plan


def remove_sheet(sheet: PlanSheet, *, by: Doer) -> None:
    """Remove a spreadsheet that nobody has saved."""
    insist(by, rules.IMPORT, sheet.service_id)
    db.session.delete(sheet)
    db.session.flush()
    record("remove_sheet", sheet.id, by=by, service_id=sheet.service_id)


def take_sheet(sheet: PlanSheet, *, by: Doer) -> None:
    """Put down that ``by`` takes the spreadsheet as it was sent."""
    insist(by, rules.IMPORT, sheet.service_id)
    record("take_sheet", sheet.id, by=by, service_id=sheet.service_id)
