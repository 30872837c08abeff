"""A plan as its table, one of its actions, and changing what it says."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, may
from tracker.assessments import rules as assessing
from tracker.db import db
from tracker.errors import Stale
from tracker.fields import typed
from tracker.gap_answers.queries import looks_of, standards_to_ask_about
from tracker.meetings.queries import reviews_of
from tracker.plans import rules as planning
from tracker.plans.changes import save_action, text_of
from tracker.plans.forms import ActionForm
from tracker.plans.models import Action
from tracker.plans.queries import actions_of, deleted_actions_of, framework_of, get_action, get_plan, team_names
from tracker.plans.routes import wants_a_row
from tracker.plans.rules import differences, due_from
from tracker.progress.forms import NoteForm
from tracker.progress.queries import progress_of
from tracker.progress.rules import RECORD_PROGRESS
from tracker.reports.appendices import PLAN_HEADINGS
from tracker.reports.queries import ratings_for
from tracker.rollover import rules as rolling
from tracker.rollover.queries import goes_on_in

blueprint = Blueprint("delivery", __name__, url_prefix="/services/<slug>/plans/<label>")


@blueprint.get("")
def plan(slug: str, label: str) -> ResponseReturnValue:
    """The plan as the report prints it, with the state of each action, and when the advisory group looked at it."""
    service = get_service(slug, viewer=viewer())
    there = get_plan(service, label, viewer=viewer())
    may_delete = not there.is_closed and may(viewer(), planning.DELETE_ACTION, service.id)
    return render_template(
        "delivery/plan.html",
        plan=there,
        service=service,
        headings=PLAN_HEADINGS,
        actions=actions_of(there),
        deleted=deleted_actions_of(there) if may_delete else [],
        looked_at=reviews_of(there, viewer=viewer()),
        may_roll_over=not there.is_closed and may(viewer(), rolling.ROLL_OVER, service.id),
        may_add=not there.is_closed and may(viewer(), planning.ADD_ACTION, service.id),
    )


@blueprint.get("/actions/<uuid:identifier>")
def action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """One action: what it says, how it stands, how far it has come, and its standards with their ratings."""
    service = get_service(slug, viewer=viewer())
    plan = get_plan(service, label, viewer=viewer())
    there = get_action(plan, identifier)
    is_open = not plan.is_closed
    return render_template(
        "delivery/action.html",
        action=there,
        plan=plan,
        service=service,
        form=NoteForm(),
        standing=there.standing(clock.today()),
        progress=progress_of(there, viewer=viewer()),
        looks=looks_of(there),
        to_ask_about=standards_to_ask_about(there, viewer=viewer()),
        goes_on_in=goes_on_in([there]).get(there.id) if plan.is_closed else None,
        rated=ratings_for(there, viewer=viewer()) if may(viewer(), assessing.READ, service.id) else [],
        may_save=is_open and may(viewer(), planning.SAVE_ACTION, service.id),
        may_record=is_open and may(viewer(), RECORD_PROGRESS, service.id),
        may_delete=is_open and may(viewer(), planning.DELETE_ACTION, service.id),
        may_read_history=may(viewer(), planning.READ_HISTORY, service.id),
    )


@blueprint.route("/actions/<uuid:identifier>/edit", methods=["GET", "POST"])
def edit_action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Change what an action says."""
    plan = get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), planning.SAVE_ACTION, plan.service_id)
    saving = request.method == "POST"
    there = get_action(plan, identifier, to_change=saving, deleted=saving)
    framework = framework_of(plan)
    team = team_names(plan.service, viewer=viewer())
    form = ActionForm(framework, text_of(there), version=there.version, team=team)
    if there.deleted_at is not None:  # taken out while somebody typed: what they typed stays in sight
        return _edit_page(there, form), 409
    if wants_a_row(form) or not form.validate_on_submit():
        return _edit_page(there, form)
    try:
        save_action(there, form.text(), framework, version=form.version.seen(), by=viewer())
    except Stale:
        form.version.data = str(there.version)
        return _edit_page(there, form, differs=differences(form.text(), text_of(there))), 409
    db.session.commit()
    flash("Action saved.")
    return redirect(url_for("delivery.action", slug=slug, label=label, identifier=identifier))


def _edit_page(action: Action, form: ActionForm, *, differs: Sequence[tuple[str, str]] = ()) -> str:
    """The page; ``differs`` is what somebody else saved meanwhile, field by field."""
    service = action.plan.service
    return render_template(
        "delivery/edit_action.html",
        action=action,
        plan=action.plan,
        service=service,
        form=form,
        differs=differs,
        stands_for=due_from(typed(form.timescale)),
        taken_out=action.deleted_at is not None,
        may_delete=not action.plan.is_closed and may(viewer(), planning.DELETE_ACTION, service.id),
    )
