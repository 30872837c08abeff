"""Pages that read across: a year's overview, its gaps, two years compared, an action with its ratings."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, may
from tracker.assessments import rules as assessing
from tracker.assessments.queries import get_assessment
from tracker.db import db
from tracker.errors import Stale
from tracker.fields import typed
from tracker.plans import rules as planning
from tracker.plans.changes import save_action, text_of
from tracker.plans.forms import ActionForm
from tracker.plans.models import Action
from tracker.plans.queries import framework_of, get_action, get_plan
from tracker.plans.routes import wants_a_row
from tracker.plans.rules import differences, due_from
from tracker.reports.comparison import Movement
from tracker.reports.gaps import together
from tracker.reports.plan_rows import area_line
from tracker.reports.queries import all_years_of, comparable_with, comparison_of, gaps_of, get_year, ratings_for

blueprint = Blueprint("reports", __name__, url_prefix="/services/<slug>")


@blueprint.app_template_filter("area_line")
def _area_line(action: Action) -> str:
    return area_line(action.area, [standard.number for standard in action.standards])


@blueprint.get("/assessments/<label>/gaps")
def gaps(slug: str, label: str) -> ResponseReturnValue:
    """What does not go together, each with a link to where it is mended."""
    year = get_year(slug, label, viewer=viewer())
    may_check = may(viewer(), assessing.CHECK, year.assessment.service_id)
    return render_template("reports/gaps.html", year=year, entries=together(gaps_of(year)), may_check=may_check)


@blueprint.get("/years")
def years(slug: str) -> ResponseReturnValue:
    """All years of a service beside each other."""
    service = get_service(slug, viewer=viewer())
    return render_template("reports/years.html", service=service, pictures=all_years_of(service, viewer=viewer()))


@blueprint.get("/assessments/<label>/compare")
def choose_comparison(slug: str, label: str) -> ResponseReturnValue:
    """Which year to see beside this one."""
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())
    others = comparable_with(assessment, viewer=viewer())
    return render_template("reports/choose_comparison.html", assessment=assessment, others=others)


@blueprint.get("/assessments/<label>/compare/<other>")
def compare(slug: str, label: str, other: str) -> ResponseReturnValue:
    """Two years beside each other: what moved, and the notes word by word."""
    service = get_service(slug, viewer=viewer())
    one, another = (get_assessment(service, which, viewer=viewer()) for which in (label, other))
    compared = comparison_of(one, another)
    moved = [(movement, compared.moved(movement)) for movement in Movement]
    return render_template("reports/compare.html", service=service, compared=compared, moved=moved)


@blueprint.route("/plans/<label>/actions/<uuid:identifier>", methods=["GET", "POST"])
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
        return _action_page(there, form, differs=differences(form.text(), text_of(there))), 409
    db.session.commit()
    flash("Action saved.")
    return redirect(url_for("reports.action", slug=slug, label=label, identifier=identifier))


def _action_page(action: Action, form: ActionForm, *, differs: Sequence[tuple[str, str]] = ()) -> str:
    """The page; ``differs`` is what somebody else saved meanwhile, field by field."""
    service = get_service(action.plan.service.slug, viewer=viewer())
    return render_template(
        "reports/action.html",
        action=action,
        plan=action.plan,
        service=service,
        form=form,
        differs=differs,
        stands_for=due_from(typed(form.timescale)),
        taken_out=action.deleted_at is not None,
        rated=ratings_for(action, viewer=viewer()) if may(viewer(), assessing.READ, service.id) else [],
        may_save=may(viewer(), planning.SAVE_ACTION, service.id),
        may_delete=may(viewer(), planning.DELETE_ACTION, service.id),
    )
