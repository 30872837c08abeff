"""What becomes of a gap: an action that is planned for it, and ratings that are to be looked at again."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, may
from tracker.assessments import rules as assessing
from tracker.assessments.models import Rating
from tracker.assessments.queries import actions_for, get_assessment, get_rating, plan_of
from tracker.db import db
from tracker.errors import Conflict, Invalid
from tracker.fields import typed
from tracker.gap_answers import rules
from tracker.gap_answers.changes import answer_look_again, say_looked
from tracker.gap_answers.forms import AnswerForm
from tracker.gap_answers.rules import objective_from
from tracker.phrases import understand
from tracker.plans import rules as planning
from tracker.plans.changes import add_action
from tracker.plans.forms import ActionForm
from tracker.plans.models import Plan
from tracker.plans.queries import calendar_of, get_action, get_plan, team_names
from tracker.plans.routes import wants_a_row
from tracker.plans.rules import ActionText, named

blueprint = Blueprint("gap_answers", __name__, url_prefix="/services/<slug>")

NO_PLAN = "No delivery plan answers the self-assessment {}, so nothing was added. Choose a plan or start one first."


@blueprint.route("/assessments/<label>/standards/<number>/plan", methods=["GET", "POST"])
def plan_for(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Add an action for a standard to the year's plan, begun with what its notes say."""
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), planning.ADD_ACTION, assessment.service_id)
    rating, plan = get_rating(assessment, number), plan_of(assessment, viewer=viewer())
    standard, framework = rating.standard, assessment.framework
    drawn = objective_from(rating.notes, standard.short_title or standard.text)
    text = ActionText(area=standard.section.title, standards=(number,), objective=drawn.objective)
    team = team_names(assessment.service, viewer=viewer())
    form = ActionForm(framework, text, team=team)
    if form.is_submitted() and plan is None:
        raise Conflict(NO_PLAN.format(label))
    if plan is None or wants_a_row(form) or not form.validate_on_submit():
        understood = understand(typed(form.timescale), calendar_of(plan)) if plan else None
        about = {"from_notes": drawn.from_notes, "understood": understood} | _about(rating, plan)
        return render_template("gap_answers/plan_for.html", form=form, **about)
    action = add_action(plan, form.text(), framework, identifier=form.identifier(), by=viewer())
    db.session.commit()
    said, served = named(action.objective, action.area), [standard.number for standard in action.standards]
    served_by_it = f" for {number}" if number in served else ""
    flash(f"Action {action.position} added to the plan {plan.label}{served_by_it}: “{said}”.")
    return redirect(url_for("reports.gaps", slug=slug, label=label))


@blueprint.post("/plans/<label>/actions/<uuid:identifier>/look-again")
def look_again(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say whether a rating that a complete action served is to be looked at again."""
    plan = get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), rules.ASK, plan.service_id)
    action, form = get_action(plan, identifier, to_change=True), AnswerForm()
    standard = next((one for one in action.standards if one.number == typed(form.standard)), None)
    again = {"yes": True, "no": False}.get(typed(form.answer))
    if standard is None or again is None or not form.validate():
        raise Invalid("Say Yes or No to a standard that this action serves.")
    answer_look_again(action, standard, again=again, by=viewer())
    db.session.commit()
    flash(f"{standard.number} {'is to be looked at again' if again else 'stays as it is rated'}.")
    return redirect(url_for("delivery.action", slug=slug, label=label, identifier=identifier))


@blueprint.post("/assessments/<label>/standards/<number>/looked")
def looked(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Say that one has looked at a rating again, and that it stays."""
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), rules.LOOK, assessment.service_id)
    say_looked(get_rating(assessment, number, to_change=True), by=viewer())
    db.session.commit()
    flash(f"You looked at {number} again: it stays as it is.")
    return redirect(url_for("ratings.rate", slug=slug, label=label, number=number))


def _about(rating: Rating, plan: Plan | None) -> dict[str, object]:
    assessment = rating.assessment
    may_link = may(viewer(), assessing.LINK_PLAN, assessment.service_id)
    return {
        "assessment": assessment,
        "rating": rating,
        "plan": plan,
        "actions": actions_for(plan, rating.standard.number) if plan else [],
        "may_link": assessment.is_edited and may_link,
    }
