"""A year's self-assessment: starting it, rating each standard, the table, and the plan that answers it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist
from tracker.assessments import changes, queries, rules
from tracker.assessments.forms import (
    NO_ASSESSMENT,
    AssessmentForm,
    LinkForm,
    PlanForm,
)
from tracker.assessments.models import Assessment
from tracker.db import db
from tracker.errors import Conflict, Invalid, NotFound, Stale
from tracker.fields import choices, typed
from tracker.plans import changes as planning_changes
from tracker.plans import rules as planning
from tracker.plans.queries import plans_of
from tracker.standards.queries import frameworks, get_framework
from tracker.web import refused

blueprint = Blueprint("assessments", __name__, url_prefix="/services/<slug>")


@blueprint.app_template_filter("status")
def _status(status: rules.Status) -> str:
    return rules.STATUSES[status]


def _assessment(slug: str, label: str) -> Assessment:
    return queries.get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())


@blueprint.route("/assessments/start", methods=["GET", "POST"])
def start(slug: str) -> ResponseReturnValue:
    """Start a self-assessment, empty or with what is carried forward from the one before."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.START, service.id)
    form = _start_form(service)
    if form.validate_on_submit():
        framework = get_framework(form.framework.data if form.framework else None)
        carry = rules.Carry(form.carry.data if form.carry else rules.Carry.NOTHING)
        try:
            assessment = changes.start_assessment(service, framework, form.period(), carry=carry, by=viewer())
        except (Invalid, Conflict, NotFound) as error:
            field = form.carry if isinstance(error, NotFound) else form.label
            return refused(field, error, "assessments/start.html", form=form, service=service)
        db.session.commit()
        flash(f"Self-assessment {assessment.label} started.")
        return redirect(url_for("overview.year", slug=slug, label=assessment.label))
    return render_template("assessments/start.html", form=form, service=service)


def _start_form(service: Service) -> AssessmentForm:
    there = queries.assessments_of(service, viewer=viewer())
    label = rules.next_label([one.label for one in there], service.year_starts, today=clock.today())
    form = AssessmentForm(year_starts=service.year_starts, there=there, data={"label": label})
    offered = frameworks()
    if len(offered) > 1:
        form.framework.choices = choices(
            [(framework.slug, f"{framework.title}, {framework.version}") for framework in offered]
        )
    else:
        del form.framework
    return form


@blueprint.route("/assessments/<label>/plan", methods=["GET", "POST"])
def link_plan(slug: str, label: str) -> ResponseReturnValue:
    """Say which plan answers a self-assessment."""
    service = get_service(slug, viewer=viewer())
    assessment = queries.get_assessment(service, label, viewer=viewer(), to_change=request.method == "POST")
    insist(viewer(), rules.LINK_PLAN, assessment.service_id)
    plans = {plan.label: plan for plan in reversed(plans_of(assessment.service, viewer=viewer()))}
    linked = assessment.plan.label if assessment.plan else ""
    form = LinkForm(data={"plan": linked or None, "seen": linked})
    form.plan.choices = choices([(plan.label, f"{plan.title} {plan.label}") for plan in plans.values()])
    if form.validate_on_submit():
        try:
            changes.link_plan(assessment, plans[form.plan.data], seen=typed(form.seen), by=viewer())
        except Stale as error:
            form.seen.data = linked
            return refused(
                form.plan, error, "assessments/link_plan.html", form=form, assessment=assessment, plans=plans
            )
        db.session.commit()
        flash(f"The plan {form.plan.data} now answers the self-assessment {label}.")
        return redirect(url_for("overview.year", slug=slug, label=label))
    return render_template("assessments/link_plan.html", form=form, assessment=assessment, plans=plans)


@blueprint.route("/plans/start", methods=["GET", "POST"])
def start_plan(slug: str) -> ResponseReturnValue:
    """Start a delivery plan, and say which self-assessment it answers."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), planning.START, service.id)
    lock = request.method == "POST"
    there = reversed(queries.assessments_of(service, viewer=viewer(), to_change=lock))
    assessments = {_as_seen(assessment): assessment for assessment in there}
    form = _plan_form(service, assessments)
    if form.validate_on_submit():
        answered = assessments.get(form.answers.data)
        try:
            plan = planning_changes.start_plan(service, form.period(), by=viewer(), title=typed(form.title))
        except (Invalid, Conflict) as error:
            return refused(form.label, error, "assessments/start_plan.html", form=form, service=service)
        if answered:
            changes.link_plan(answered, plan, by=viewer())
        db.session.commit()
        flash(f"Plan {plan.label} started.")
        return redirect(url_for("delivery.plan", slug=slug, label=plan.label))
    return render_template("assessments/start_plan.html", form=form, service=service)


def _plan_form(service: Service, assessments: dict[str, Assessment]) -> PlanForm:
    """The form, with the latest assessment that no plan answers chosen."""
    labels = [plan.label for plan in plans_of(service, viewer=viewer())]
    label = rules.next_label(labels, service.year_starts, today=clock.today())
    unanswered = (key for key, assessment in assessments.items() if assessment.plan_id is None)
    return PlanForm(
        year_starts=service.year_starts,
        assessments={key: _name(assessment) for key, assessment in assessments.items()},
        data={"label": label, "answers": next(unanswered, NO_ASSESSMENT[0])},
    )


def _as_seen(assessment: Assessment) -> str:
    """The assessment with the plan that answers it now; where that is another when it is saved, it is no choice."""
    return f"{assessment.id} {assessment.plan.label if assessment.plan else ''}".strip()


def _name(assessment: Assessment) -> str:
    plan = f" (answered by the plan {assessment.plan.label} until now)" if assessment.plan else ""
    return f"Self-assessment {assessment.label}{plan}"
