"""A plan's actions coming and going, and how they stand."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist
from tracker.db import db
from tracker.errors import Invalid, Stale
from tracker.fields import typed
from tracker.phrases import understand
from tracker.plans import changes, queries, rules
from tracker.plans.forms import ActionForm, RagForm
from tracker.plans.models import Plan
from tracker.plans.rules import ActionText, Rag
from tracker.web import refused

blueprint = Blueprint("plans", __name__, url_prefix="/services/<slug>/plans/<label>")


def _plan(slug: str, label: str) -> Plan:
    return queries.get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())


@blueprint.route("/actions/add", methods=["GET", "POST"])
def add_action(slug: str, label: str) -> ResponseReturnValue:
    """Add an action at the end of the plan, for the standard in the address if there is one."""
    there = _plan(slug, label)
    insist(viewer(), rules.ADD_ACTION, there.service_id)
    there.insist_open()
    framework = queries.framework_of(there)
    team = queries.team_names(there.service, viewer=viewer())
    form = ActionForm(framework, ActionText(standards=tuple(request.args.getlist("standard"))), team=team)
    if not wants_a_row(form) and form.validate_on_submit():
        action = changes.add_action(there, form.text(), framework, identifier=form.identifier(), by=viewer())
        db.session.commit()
        flash(f"Action added to the plan {label}.")
        return redirect(url_for("delivery.action", slug=slug, label=label, identifier=action.id))
    understood = understand(typed(form.timescale), queries.calendar_of(there))
    return render_template("plans/add_action.html", form=form, plan=there, understood=understood)


def wants_a_row(form: ActionForm) -> bool:
    """Whether a row was asked for instead of saving; then it is there."""
    step, outcome = "add_step" in request.form, "add_outcome" in request.form
    if step or outcome:
        form.add_rows(step=step, outcome=outcome)
    return step or outcome


@blueprint.post("/actions/<uuid:identifier>/delete")
def delete_action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Take an action out; the plan's page offers to put it back."""
    action = queries.get_action(_plan(slug, label), identifier, to_change=True, deleted=True)
    changes.delete_action(action, by=viewer())
    db.session.commit()
    flash("The action was taken out. You can put it back at the end of this page.")
    return redirect(url_for("delivery.plan", slug=slug, label=label))


@blueprint.post("/actions/<uuid:identifier>/restore")
def restore_action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Put an action back to where it was."""
    action = queries.get_action(_plan(slug, label), identifier, to_change=True, deleted=True)
    changes.restore_action(action, by=viewer())
    db.session.commit()
    flash("The action is back in the plan.")
    return redirect(url_for("delivery.plan", slug=slug, label=label))


@blueprint.route("/actions/<uuid:identifier>/rag", methods=["GET", "POST"])
def rag(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say how an action stands, against what is worked out, and why."""
    there = _plan(slug, label)
    insist(viewer(), rules.OVERRIDE_RAG, there.service_id)
    there.insist_open()
    action = queries.get_action(there, identifier, to_change=request.method == "POST")
    standing = action.standing(clock.today())
    rules.insist_not_complete(standing)
    worked_out, seen = standing.otherwise or standing, rules.rag_seen(action.rag, action.rag_reason)
    form = RagForm(worked_out.rag, data={"rag": action.rag, "reason": action.rag_reason, "seen": seen})
    about = {"action": action, "plan": there, "standing": standing, "worked_out": worked_out, "form": form}
    if not form.validate_on_submit():
        return render_template("plans/rag.html", **about)
    try:
        changes.override_rag(action, Rag(form.rag.data), typed(form.reason), seen=typed(form.seen), by=viewer())
    except (Invalid, Stale) as error:
        form.seen.data = seen
        return refused(form.reason, error, "plans/rag.html", **about)
    db.session.commit()
    flash(f"Action {action.position} now says “{rules.RAGS[Rag(form.rag.data)]}”, with your reason.")
    return redirect(url_for("delivery.action", slug=slug, label=label, identifier=identifier))


@blueprint.post("/actions/<uuid:identifier>/rag/take-back")
def take_back_rag(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Let an action stand as it is worked out again."""
    action = queries.get_action(_plan(slug, label), identifier, to_change=True)
    changes.override_rag(action, None, "", seen=request.form.get("seen", ""), by=viewer())
    db.session.commit()
    flash(f"Action {action.position} says again what is worked out.")
    return redirect(url_for("delivery.action", slug=slug, label=label, identifier=identifier))
