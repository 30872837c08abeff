"""Every reading of spreadsheets that were sent."""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.audit.models import AuditEntry
from tracker.clock import in_words
from tracker.db import db, in_utc
from tracker.errors import Conflict, NotFound
from tracker.phrases import Calendar
from tracker.plan_exports.sheets import said_of
from tracker.plan_imports import rules
from tracker.plan_imports.loader import read_sheet
from tracker.plan_imports.models import PlanSheet
from tracker.plan_imports.rules import Dated, Marked, ReadSheet, There
from tracker.plans.changes import text_of
from tracker.plans.models import Action, Plan
from tracker.plans.queries import calendar_of, find_plan, term_days_of
from tracker.plans.rules import with_due
from tracker.standards.rules import FrameworkWording
from tracker.workbooks.apart import grid_of

SEND_AGAIN: Final = "Remove this spreadsheet, and send it again for"


def get_sheet(service: Service, identifier: uuid.UUID, *, viewer: Doer, to_save: bool = False) -> PlanSheet:
    """The service's spreadsheet with this identifier. Raises ``NotFound``, ``Forbidden``.

    ``to_save`` makes whoever else would save it wait; it raises ``Conflict`` for one that is saved.
    """
    insist(viewer, rules.IMPORT, service.id)
    query = sa.select(PlanSheet).where(PlanSheet.id == identifier, PlanSheet.service_id == service.id)
    if to_save:
        query = query.with_for_update(of=PlanSheet).execution_options(populate_existing=True)
    sheet = db.session.scalar(query)
    if sheet is None:
        raise NotFound(
            "That spreadsheet is not here any more: nobody saved it for a week, or somebody removed it. Send it again."
        )
    if to_save and sheet.saved_at is not None:
        raise Conflict(f"{sheet.name} was saved already, into the plan {sheet.label}. Nothing was changed.")
    return sheet


def why_no_way_in(sheet: PlanSheet, service: Service) -> str:
    """Why the plan that ``sheet`` is for takes nothing in any more, and what to do; empty where it does."""
    if sheet.plan and sheet.plan.is_closed:
        return f"The plan {sheet.label} was closed meanwhile, and stays as it was. {SEND_AGAIN} another plan."
    if not sheet.plan and find_plan(service, sheet.label):
        return f"There is a plan {sheet.label} by now. {SEND_AGAIN} that plan."
    return ""


def sheets_of(service: Service, *, viewer: Doer) -> tuple[list[PlanSheet], list[PlanSheet]]:
    """The service's spreadsheets that wait, and those that were saved, the last ones first. Raises ``Forbidden``."""
    insist(viewer, rules.IMPORT, service.id)
    query = (
        sa.select(PlanSheet)
        .where(PlanSheet.service_id == service.id)
        .options(joinedload(PlanSheet.plan))
        .order_by(PlanSheet.at.desc(), PlanSheet.id)
    )
    found = list(db.session.scalars(query))
    return [one for one in found if one.saved_at is None], [one for one in found if one.saved_at is not None]


def what_it_says(sheet: PlanSheet, framework: FrameworkWording) -> ReadSheet:
    """The rows of ``sheet``."""
    return read_sheet(grid_of(json.loads(sheet.grid)), framework)


def dated_by(sheet: PlanSheet, service: Service) -> Dated:
    """What gives an action the day that it is due, by the calendar of the plan that ``sheet`` is for."""
    if sheet.plan:
        calendar = calendar_of(sheet.plan)
    else:
        calendar = Calendar(service.year_starts, term_days_of(service), sheet.starts, sheet.ends)
    return lambda before, text: with_due(text, calendar, before=before)


SAVES: Final = ("save_action", "use_completion", "complete_action", "reopen_action", "tick_step")
"""The verbs of the record after which an action may say something else."""


def there_in(plan: Plan | None, *, to_change: bool = False) -> list[There]:
    """The actions of ``plan`` as they are now, in their order, those taken out last; of a new plan none.

    ``to_change`` makes whoever else would change, tick or mark one of them wait.
    """
    if plan is None:
        return []
    query = (
        sa.select(Action)
        .where(Action.plan_id == plan.id)
        .options(selectinload(Action.standards), selectinload(Action.steps), selectinload(Action.outcomes))
        .order_by(Action.deleted_at.is_not(None), Action.position)
        .execution_options(populate_existing=True)
    )
    actions = db.session.scalars(query.with_for_update() if to_change else query).all()
    changed = _last_changed(plan)
    return [
        There(
            action.id,
            number,
            action.version,
            text_of(action),
            taken_out=action.deleted_at is not None,
            marks=tuple(_marks(action)),
            changed_at=changed.get(action.id),
        )
        for number, action in enumerate(actions, 1)
    ]


def _marks(action: Action) -> Iterator[Marked]:
    for place, step in enumerate(action.steps):
        if step.done_on:
            yield Marked("steps", place, f"Step {place + 1} was ticked on {in_words(step.done_on)}", step.mark)
    for place, outcome in enumerate(action.outcomes):
        if outcome.mark:
            said = f"Outcome {place + 1} was marked “{said_of(outcome)}”"
            yield Marked("outcomes", place, said, outcome.mark)


def _last_changed(plan: Plan) -> dict[uuid.UUID, datetime]:
    """When each action of ``plan`` was last changed, as the record has it."""
    query = (
        sa.select(AuditEntry.subject_id, sa.func.max(AuditEntry.at))
        .join(Action, Action.id == AuditEntry.subject_id)
        .where(Action.plan_id == plan.id, AuditEntry.verb.in_(SAVES))
        .group_by(AuditEntry.subject_id)
    )
    return {identifier: in_utc(at) for identifier, at in db.session.execute(query)}
