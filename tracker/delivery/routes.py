"""A plan as its table, and one of its actions."""

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
from tracker.meetings.queries import reviews_of
from tracker.phrases import understand
from tracker.plans import rules as planning
from tracker.plans.changes import save_action, text_of
from tracker.plans.forms import ActionForm
from tracker.plans.models import Action
from tracker.plans.queries import actions_of, calendar_of, deleted_actions_of, framework_of, get_action, get_plan
from tracker.plans.routes import wants_a_row
from tracker.plans.rules import differences, with_due
from tracker.reports.appendices import PLAN_HEADINGS
from tracker.reports.queries import ratings_for

blueprint = Blueprint("delivery", __name__, url_prefix="/services/<slug>/plans/<label>")


@blueprint.get("")
def plan(slug: str, label: str) -> ResponseReturnValue:
    """The plan as the report prints it, with the state of each action, and when the advisory group looked at it."""
    service = get_service(slug, viewer=viewer())
    there = get_plan(service, label, viewer=viewer())
    may_delete = may(viewer(), planning.DELETE_ACTION, service.id)
    return render_template(
        "delivery/plan.html",
        plan=there,
        service=service,
        headings=PLAN_HEADINGS,
        actions=actions_of(there),
        deleted=deleted_actions_of(there) if may_delete else [],
        looked_at=reviews_of(there, viewer=viewer()),
        may_add=may(viewer(), planning.ADD_ACTION, service.id),
    )


@blueprint.route("/actions/<uuid:identifier>", methods=["GET", "POST"])
def action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """One action: all it says, and its standards with their ratings."""
    service = get_service(slug, viewer=viewer())
    plan = get_plan(service, label, viewer=viewer())
    saving = request.method == "POST"
    if saving:
        insist(viewer(), planning.SAVE_ACTION, service.id)
    there = get_action(plan, identifier, to_change=saving, deleted=saving)
    framework = framework_of(plan)
    form = ActionForm(framework, text_of(there), version=there.version)
    if there.deleted_at is not None:  # taken out while somebody typed: what they typed stays in sight
        return _action_page(there, form), 409
    if wants_a_row(form) or not form.validate_on_submit():
        return _action_page(there, form)
    try:
        save_action(there, form.text(), framework, version=form.version.seen(), by=viewer())
    except Stale:
        form.version.data = str(there.version)
        saved = text_of(there)
        mine = with_due(form.text(), calendar_of(plan), before=saved)
        return _action_page(there, form, differs=differences(mine, saved)), 409
    db.session.commit()
    flash("Action saved.")
    return redirect(url_for("delivery.action", slug=slug, label=label, identifier=identifier))


def _action_page(action: Action, form: ActionForm, *, differs: Sequence[tuple[str, str]] = ()) -> str:
    """The page; ``differs`` is what somebody else saved meanwhile, field by field."""
    service = get_service(action.plan.service.slug, viewer=viewer())
    return render_template(
        "delivery/action.html",
        action=action,
        plan=action.plan,
        service=service,
        form=form,
        differs=differs,
        understood=understand(typed(form.timescale), calendar_of(action.plan)),
        standing=action.standing(clock.today()),
        may_override=may(viewer(), planning.OVERRIDE_RAG, service.id),
        taken_out=action.deleted_at is not None,
        rated=ratings_for(action, viewer=viewer()) if may(viewer(), assessing.READ, service.id) else [],
        may_save=may(viewer(), planning.SAVE_ACTION, service.id),
        may_delete=may(viewer(), planning.DELETE_ACTION, service.id),
    )
