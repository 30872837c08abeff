"""Every reading of spreadsheets that were sent."""

import json
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.phrases import Calendar
from tracker.plan_imports import rules
from tracker.plan_imports.loader import read_sheet
from tracker.plan_imports.models import PlanSheet
from tracker.plan_imports.rules import Dated, ReadSheet, There
from tracker.plans.changes import text_of
from tracker.plans.models import Action, Plan
from tracker.plans.queries import calendar_of, term_days_of
from tracker.plans.rules import with_due
from tracker.standards.rules import FrameworkWording
from tracker.workbooks.apart import grid_of


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


def there_in(plan: Plan | None) -> list[There]:
    """The actions of ``plan`` as they are now, in their order, those taken out last; of a new plan none."""
    if plan is None:
        return []
    query = (
        sa.select(Action)
        .where(Action.plan_id == plan.id)
        .options(selectinload(Action.standards), selectinload(Action.steps), selectinload(Action.outcomes))
        .order_by(Action.deleted_at.is_not(None), Action.position)
        .execution_options(populate_existing=True)
    )
    return [
        There(action.id, number, action.version, text_of(action), taken_out=action.deleted_at is not None)
        for number, action in enumerate(db.session.scalars(query), 1)
    ]
