"""A spreadsheet in: choose it, look at what becomes of each row, save; and the template to fill."""

import uuid
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import Period, insist
from tracker.db import begin_writing, db, outside_transaction
from tracker.downloads import handed_back, handed_over
from tracker.errors import Invalid, NotReady
from tracker.fields import typed
from tracker.files import FileKind, check_file, clean_name
from tracker.plan_exports.sheets import empty_listing
from tracker.plan_imports import changes, queries, rules
from tracker.plan_imports.forms import NEW, SaveForm, SheetForm
from tracker.plan_imports.loader import read_sheet
from tracker.plan_imports.models import PlanSheet
from tracker.plan_imports.rules import FATES, Fate, Preview, ReadSheet, There
from tracker.plans.models import Plan
from tracker.plans.queries import framework_of, get_plan, plans_of
from tracker.printing.table import to_listing_workbook
from tracker.standards.models import Framework
from tracker.standards.queries import first_framework
from tracker.standards.rules import FrameworkWording
from tracker.workbooks import delimited
from tracker.workbooks.apart import read_apart
from tracker.workbooks.grid import Grid

blueprint = Blueprint("plan_imports", __name__, url_prefix="/services/<slug>/plans/import")

NEITHER = "Send a workbook (.xlsx) or CSV: open it in the program that made it, and save it as one of these."


@dataclass(frozen=True)
class _Look:
    """A spreadsheet beside the plan as it is now."""

    service: Service
    sheet: PlanSheet
    framework: Framework
    read: ReadSheet
    there: list[There]
    preview: Preview


@blueprint.route("", methods=["GET", "POST"])
def upload(slug: str) -> ResponseReturnValue:
    """Choose a spreadsheet and a plan; below, those that wait, and those that were saved."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.IMPORT, service.id)
    form = _sheet_form(service)
    if not form.validate_on_submit():
        return _upload_page(service, form)
    plan = None if form.is_new else get_plan(service, typed(form.into), viewer=viewer())
    period = Period(plan.label, plan.starts, plan.ends) if plan else form.period()
    wording = (framework_of(plan) if plan else first_framework()).wording
    content, name = form.document.data.read(), clean_name(form.document.data.filename or "")
    try:
        grid = outside_transaction(partial(_read, content, name, wording))
    except (Invalid, NotReady) as error:
        form.document.errors = [str(error)]
        return _upload_page(service, form)
    plan = None if form.is_new else get_plan(service, typed(form.into), viewer=viewer())
    sheet = changes.keep_sheet(service, name, content, grid, plan=plan, period=period, by=viewer())
    db.session.commit()
    return redirect(url_for("plan_imports.look", slug=slug, identifier=sheet.id))


def _read(content: bytes, name: str, wording: FrameworkWording) -> Grid:
    """What stands in a spreadsheet, which has to have the table of a plan. Raises ``Invalid``, ``NotReady``."""
    kind = check_file(name, content, most=rules.MOST_FILE)
    if kind not in {FileKind.XLSX, FileKind.CSV}:
        raise Invalid(NEITHER)
    grid = read_apart(content) if kind is FileKind.XLSX else delimited.read(content)
    read_sheet(grid, wording)
    return grid


def _sheet_form(service: Service) -> SheetForm:
    plans = plans_of(service, viewer=viewer())
    there = [plan for plan in plans if not plan.is_closed]
    asked = request.args.get("plan", "")
    chosen = asked if asked in [plan.label for plan in there] else there[-1].label if there else NEW
    return SheetForm(there, taken=[plan.label for plan in plans], year_starts=service.year_starts, chosen=chosen)


def _upload_page(service: Service, form: SheetForm) -> str:
    waiting, saved = queries.sheets_of(service, viewer=viewer())
    return render_template("plan_imports/upload.html", service=service, form=form, waiting=waiting, saved=saved)


@blueprint.get("/template.xlsx")
def template(slug: str) -> ResponseReturnValue:
    """A workbook to fill."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.IMPORT, service.id)
    listings = empty_listing(first_framework().wording)
    made = to_listing_workbook(listings, author=service.name, running="Delivery plan", at=clock.now())
    return handed_over(made, f"{slug}-plan-to-fill.xlsx", "xlsx")


@blueprint.get("/<uuid:identifier>")
def look(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """What becomes of each row; of a spreadsheet that is saved, that it is."""
    service = get_service(slug, viewer=viewer())
    sheet = queries.get_sheet(service, identifier, viewer=viewer())
    if sheet.saved_at is not None:
        return render_template("plan_imports/saved.html", service=service, sheet=sheet)
    seen = _look(service, sheet)
    return _look_page(seen, _save_form(seen))


@blueprint.post("/<uuid:identifier>")
def save(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Let the plan say what was shown, all of it or nothing."""
    service = get_service(slug, viewer=viewer())
    sheet = queries.get_sheet(service, identifier, viewer=viewer(), to_save=True)
    seen = _look(service, sheet, to_save=True)
    form = _save_form(seen)
    if differs := rules.differing(request.form.get("seen", ""), seen.there):
        form.seen.data = rules.seen(seen.there)
        return _look_page(seen, form, differs=differs), 409
    if not form.validate_on_submit():
        return _look_page(seen, form)
    plan = changes.save_sheet(seen.sheet, seen.preview, service, seen.framework, by=viewer())
    db.session.commit()
    counts = [f"{len(found)} {FATES[fate].lower()}" for fate in Fate if (found := seen.preview.of(fate))]
    flash(f"{seen.sheet.name} was brought into the plan {plan.label}: {', '.join(counts)}.")
    return redirect(url_for("delivery.plan", slug=slug, label=plan.label))


@blueprint.post("/<uuid:identifier>/remove")
def remove(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Remove a spreadsheet that nobody has saved."""
    service = get_service(slug, viewer=viewer())
    sheet = queries.get_sheet(service, identifier, viewer=viewer(), to_save=True)
    name = sheet.name
    changes.remove_sheet(sheet, by=viewer())
    db.session.commit()
    flash(f"{name} was removed.")
    return redirect(url_for("plan_imports.upload", slug=slug))


@blueprint.get("/<uuid:identifier>/original")
def original(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """The spreadsheet as it was sent; that it was taken is kept in the record. No browser shows it here."""
    begin_writing()
    sheet = queries.get_sheet(get_service(slug, viewer=viewer()), identifier, viewer=viewer())
    content, name = sheet.content, sheet.name
    changes.take_sheet(sheet, by=viewer())
    db.session.commit()
    return handed_back(content, name)


def _look(service: Service, sheet: PlanSheet, *, to_save: bool = False) -> _Look:
    plan: Plan | None = sheet.plan
    framework = framework_of(plan) if plan else first_framework()
    read = queries.what_it_says(sheet, framework.wording)
    there = queries.there_in(plan, to_change=to_save)
    numbers = list(framework.wording.standards)
    preview = rules.preview(read.rows, there, numbers, queries.dated_by(sheet, service))
    return _Look(service, sheet, framework, read, there, preview)


def _save_form(seen: _Look) -> SaveForm:
    return SaveForm(refused=len(seen.preview.of(Fate.REFUSED)), seen=rules.seen(seen.there))


def _look_page(seen: _Look, form: SaveForm, *, differs: list[str] | None = None) -> str:
    """The page; ``differs`` says what became of the plan since it was looked at."""
    return render_template(
        "plan_imports/look.html",
        service=seen.service,
        sheet=seen.sheet,
        read=seen.read,
        preview=seen.preview,
        fates=[(fate.value, FATES[fate], seen.preview.of(fate)) for fate in Fate],
        form=form,
        differs=differs or [],
        no_way=queries.why_no_way_in(seen.sheet, seen.service),
        in_a_line=rules.in_a_line,
    )
