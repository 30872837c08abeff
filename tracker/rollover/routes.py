"""Starting the next plan."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, period
from tracker.assessments.changes import link_plan
from tracker.assessments.forms import NO_ASSESSMENT
from tracker.assessments.models import Assessment
from tracker.assessments.queries import assessments_of
from tracker.assessments.rules import next_label
from tracker.db import db
from tracker.errors import Stale
from tracker.fields import typed
from tracker.plans.models import Plan
from tracker.plans.queries import find_plan, get_plan, plans_of
from tracker.rollover import queries, rules
from tracker.rollover.changes import roll_over
from tracker.rollover.forms import NextPlanForm
from tracker.web import refused

blueprint = Blueprint("rollover", __name__, url_prefix="/services/<slug>/plans/<label>")
TEMPLATE = "rollover/next_plan.html"


@blueprint.route("/next", methods=["GET", "POST"])
def next_plan(slug: str, label: str) -> ResponseReturnValue:
    """Start the next plan with what this one leaves unfinished, and close this one."""
    service = get_service(slug, viewer=viewer())
    plan = get_plan(service, label, viewer=viewer())
    insist(viewer(), rules.ROLL_OVER, service.id)
    plan.insist_open()
    there = {str(one.id): one for one in assessments_of(service, viewer=viewer()) if one.is_edited}
    form = _form(plan, there)
    if not form.validate_on_submit():
        return render_template(TEMPLATE, form=form, **_about(plan))
    if find_plan(service, typed(form.label)):
        form.label.errors = [f"There is a plan {typed(form.label)} already. Give the next one another period."]
        return render_template(TEMPLATE, form=form, **_about(plan)), 409
    try:
        following = _start(plan, form, there)
    except Stale as error:
        db.session.rollback()
        return _again(slug, label, error)
    db.session.commit()
    count = len(form.chosen())
    flash(f"Plan {following.label} started with {count} action{'' if count == 1 else 's'} from {label}.")
    return redirect(url_for("delivery.plan", slug=slug, label=following.label))


def _start(plan: Plan, form: NextPlanForm, there: dict[str, Assessment]) -> Plan:
    following = roll_over(
        plan, form.period(), carry=form.chosen(), seen=form.seen_ones(), title=typed(form.title), by=viewer()
    )
    if answered := there.get(form.answers.data):
        link_plan(answered, following, by=viewer())
    return following


def _again(slug: str, label: str, error: Stale) -> ResponseReturnValue:
    """The page as things are now, with what is still there ticked as it was."""
    service = get_service(slug, viewer=viewer())
    plan = get_plan(service, label, viewer=viewer())
    there = {str(one.id): one for one in assessments_of(service, viewer=viewer()) if one.is_edited}
    form = _form(plan, there)
    form.see_again()
    return refused(form.carry, error, TEMPLATE, form=form, **_about(plan))


def _form(plan: Plan, there: dict[str, Assessment]) -> NextPlanForm:
    service = plan.service
    label = next_label(
        [one.label for one in plans_of(service, viewer=viewer())], service.year_starts, today=clock.today()
    )
    following = period(label, service.year_starts)
    starts = plan.ends + timedelta(days=1)
    return NextPlanForm(
        queries.unfinished_of(plan),
        year_starts=service.year_starts,
        assessments={key: _name(one) for key, one in there.items()},
        data={
            "label": label,
            "starts": starts if following.starts < starts < following.ends else None,
            "title": plan.title,
            "answers": NO_ASSESSMENT[0],
        },
    )


def _name(assessment: Assessment) -> str:
    plan = f" (answered by the plan {assessment.plan.label} until now)" if assessment.plan else ""
    return f"Self-assessment {assessment.label}{plan}"


def _about(plan: Plan) -> dict[str, object]:
    return {"plan": plan, "service": plan.service, "finished": queries.finished_of(plan)}
