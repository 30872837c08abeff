"""A plan as its table, one of its actions, and changing what it says."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service, name_of
from tracker.accounts.rules import Deed, insist, may
from tracker.assessments import rules as assessing
from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.delivery.changes import cells_of, move_action, save_cells
from tracker.delivery.forms import CellsForm, MoveForm
from tracker.delivery.pages import as_saved, asked_again, plan_page, row_address
from tracker.delivery.queries import line_of, places_of
from tracker.delivery.rules import MOVE_ACTION, place_from, seen_of
from tracker.errors import Conflict, Invalid, Stale
from tracker.fields import mistakes, typed
from tracker.gap_answers.queries import looks_of, standards_to_ask_about
from tracker.phrases import understand
from tracker.plans import rules as planning
from tracker.plans.changes import lost_marks, marks_of, save_action, text_of
from tracker.plans.forms import ActionForm
from tracker.plans.models import Action
from tracker.plans.queries import calendar_of, framework_of, get_action, get_plan, kept_from, team_names
from tracker.plans.routes import wants_a_row
from tracker.plans.rules import NAMES, SAVE_ACTION, differences, with_due
from tracker.progress.forms import NoteForm
from tracker.progress.queries import progress_of
from tracker.progress.rules import RECORD_PROGRESS
from tracker.reports.queries import ratings_for
from tracker.rollover.queries import goes_on_in

blueprint = Blueprint("delivery", __name__, url_prefix="/services/<slug>/plans/<label>")


@blueprint.get("")
def plan(slug: str, label: str) -> ResponseReturnValue:
    """The plan as its table, by person, standard or date, or as a timeline, with the state of each action."""
    return plan_page(get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer()))


@blueprint.get("/actions/<uuid:identifier>")
def action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """One action: what it says, how it stands, how far it has come, and its standards with their ratings."""
    service = get_service(slug, viewer=viewer())
    plan = get_plan(service, label, viewer=viewer())
    there = get_action(plan, identifier)
    is_open, understood = not plan.is_closed, understand(there.timescale, calendar_of(plan))
    return render_template(
        "delivery/action.html",
        action=there,
        plan=plan,
        service=service,
        form=NoteForm(),
        standing=there.standing(clock.today()),
        due=planning.due_in_words(there.due, understood, kept_from=kept_from(there, understood)),
        progress=progress_of(there, viewer=viewer()),
        looks=looks_of(there),
        to_ask_about=standards_to_ask_about(there, viewer=viewer()),
        goes_on_in=goes_on_in([there]).get(there.id) if plan.is_closed else None,
        rated=ratings_for(there, viewer=viewer()) if may(viewer(), assessing.READ, service.id) else [],
        may_save=is_open and may(viewer(), planning.SAVE_ACTION, service.id),
        may_record=is_open and may(viewer(), RECORD_PROGRESS, service.id),
        may_delete=is_open and may(viewer(), planning.DELETE_ACTION, service.id),
        may_override=is_open and may(viewer(), planning.OVERRIDE_RAG, service.id),
        may_read_history=may(viewer(), planning.READ_HISTORY, service.id),
    )


@blueprint.route("/actions/<uuid:identifier>/edit", methods=["GET", "POST"])
def edit_action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Change what an action says."""
    plan = get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), planning.SAVE_ACTION, plan.service_id)
    plan.insist_open()
    saving = request.method == "POST"
    there = get_action(plan, identifier, to_change=saving, deleted=saving)
    framework = framework_of(plan)
    team = team_names(plan.service, viewer=viewer())
    form = ActionForm(framework, text_of(there), version=there.version, marks=marks_of(there), team=team)
    if there.deleted_at is not None:  # taken out while somebody typed: what they typed stays in sight
        return _edit_page(there, form), 409
    if wants_a_row(form) or not form.validate_on_submit():
        return _edit_page(there, form)
    try:
        version, marks = form.version.seen(), form.seen_marks()
        save_action(there, form.text(), framework, version=version, marks=marks, by=viewer())
    except Stale:
        return _stale_page(there, form), 409
    db.session.commit()
    flash("Action saved.")
    return redirect(url_for("delivery.action", slug=slug, label=label, identifier=identifier))


def _stale_page(there: Action, form: ActionForm) -> str:
    """The page with what somebody else saved, ticked or marked meanwhile, and what was typed."""
    saved, lost = text_of(there), lost_marks(there, form.text(), form.seen_marks())
    form.version.data, form.marks.data = str(there.version), " ".join(marks_of(there))
    mine = with_due(form.text(), calendar_of(there.plan), before=saved)
    marked = [("Ticked or marked meanwhile, and not in your version", "\n".join(lost))] if lost else []
    return _edit_page(there, form, differs=[*differences(mine, saved), *marked])


def _edit_page(action: Action, form: ActionForm, *, differs: Sequence[tuple[str, str]] = ()) -> str:
    """The page; ``differs`` is what somebody else saved meanwhile, field by field."""
    service = action.plan.service
    understood = understand(typed(form.timescale), calendar_of(action.plan))
    return render_template(
        "delivery/edit_action.html",
        action=action,
        plan=action.plan,
        service=service,
        form=form,
        differs=differs,
        understood=understood,
        kept_from=kept_from(action, understood) if form.due.data == action.due else "",
        taken_out=action.deleted_at is not None,
        may_delete=not action.plan.is_closed and may(viewer(), planning.DELETE_ACTION, service.id),
    )


@blueprint.post("/actions/<uuid:identifier>/cells")
def cells(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Save what the table says of an action, and go back to it; where others changed the same, show both texts."""
    there = _to_change(slug, label, identifier, SAVE_ACTION)
    form = CellsForm()
    if not form.validate():
        return _cells_page(there, form)
    try:
        save_cells(there, form.cells(), framework_of(there.plan), seen=typed(form.version), by=viewer())
    except Stale:
        form.version.data = seen_of(cells_of(there))
        differs = [(NAMES[name], text) for name, text in cells_of(there).items() if text != form.cells()[name]]
        return _cells_page(there, form, differs=differs), 409
    db.session.commit()
    return _at_its_row(there, f"Action {there.position} saved.")


@blueprint.post("/actions/<uuid:identifier>/autosave")
def autosave(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Save the cells that are being typed into, for the table: what each says now, or why it is not saved, as JSON."""
    there = _to_change(slug, label, identifier, SAVE_ACTION)
    form = CellsForm()
    if not form.validate():
        return {"message": mistakes(form)}, 422
    seen = typed(form.version)
    try:
        put = save_cells(there, form.cells(), framework_of(there.plan), seen=seen, by=viewer())
    except Stale:
        return {"message": f"{_saved_by(there)} saved action {there.position} while you typed."}, 409
    db.session.commit()
    return as_saved(there, put, seen)


@blueprint.post("/actions/<uuid:identifier>/move")
def move(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Move an action up, down, to a place or beside another; the table is told of the new order as JSON."""
    there = _to_change(slug, label, identifier, MOVE_ACTION, alone=False)
    form = MoveForm()
    try:
        place = place_from(form.wish(), places_of(there.plan, to_change=True), there.id)
        move_action(there, place, seen=None if form.other() else form.version.seen(), by=viewer())
    except (Stale, Invalid) as error:
        return _not_moved(there, error)
    db.session.commit()
    if _wants_json():
        said = f"It is at place {there.position} now."
        places = {str(key): place for key, place in places_of(there.plan).items()}
        return {"message": said, "places": places, "address": row_address(there)}
    return _at_its_row(there, f"“{line_of(there, clock.today(), {}).title}” is at place {there.position} now.")


def _at_its_row(action: Action, said: str) -> ResponseReturnValue:
    """To the action's row, which says what was done; the top of the page says it where the row is not shown."""
    address = row_address(action)
    flash(said, address.partition("#")[2] or "message")
    return redirect(address)


def _not_moved(action: Action, error: Conflict | Invalid) -> ResponseReturnValue:
    status = 422 if isinstance(error, Invalid) else 409
    if _wants_json():
        return {"message": str(error)}, status
    flash(f"{error} The order as it is now is below.")
    return plan_page(action.plan), status


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _to_change(slug: str, label: str, identifier: uuid.UUID, deed: Deed, *, alone: bool = True) -> Action:
    """The action, for whoever may do this to it; ``alone`` makes whoever else wants to change it wait."""
    there = get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), deed, there.service_id)
    there.insist_open()
    action = get_action(there, identifier, to_change=alone, deleted=True)
    if action.deleted_at is not None:
        raise Conflict("This action was taken out of the plan. Nothing of yours was saved yet.")
    return action


def _cells_page(action: Action, form: CellsForm, *, differs: Sequence[tuple[str, str]] = ()) -> str:
    return render_template(
        "delivery/cells.html",
        action=action,
        plan=action.plan,
        service=action.plan.service,
        form=form,
        differs=differs,
        here=row_address(action),
        asked=asked_again(),
    )


def _saved_by(action: Action) -> str:
    entry = last_entry(action.id, "save_action")
    return name_of(entry.by) if entry else "Somebody else"
