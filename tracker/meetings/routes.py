"""The meeting view, the record of a meeting with its decision, and what the group asked of the plan."""

import io
import uuid
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import fingerprint, insist, may
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import assessments_of, get_assessment, plan_of, ratings_of
from tracker.assessments.rules import MOVES, Status
from tracker.db import begin_writing, db
from tracker.errors import Invalid, Stale
from tracker.fields import choices, typed
from tracker.meetings import changes, queries, rules
from tracker.meetings.forms import BecameForm, DecideForm, MeetingForm, PlanReviewForm, RequestForm
from tracker.meetings.forms import decide_form, meeting_form
from tracker.meetings.minute import minute as make_minute
from tracker.meetings.models import Meeting, PlanRequest, PlanReview, Point
from tracker.meetings.rules import AGREES, Decision, MeetingText
from tracker.plans.models import Plan
from tracker.plans.queries import actions_of, get_plan, plans_of
from tracker.web import refused
from tracker.word.writer import write_text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

blueprint = Blueprint("meetings", __name__, url_prefix="/services/<slug>")
ONE = "/meetings/<uuid:identifier>"
REQUEST = f"{ONE}/plan/requests/<uuid:request_identifier>"


@blueprint.get("/assessments/<label>/meeting")
@blueprint.get("/assessments/<label>/meeting/<number>")
def view(slug: str, label: str, number: str | None = None) -> ResponseReturnValue:
    """One standard after the other, to be read from the end of a table; what was queried comes first."""
    assessment = _assessment(slug, label)
    insist(viewer(), rules.READ, assessment.service_id)
    return render_template(
        "meetings/view.html",
        assessment=assessment,
        screen=queries.get_screen(assessment, number, viewer=viewer()),
        may_decide=_is_to_decide(assessment),
        meeting=queries.open_meeting_about(assessment, viewer=viewer()),
    )


@blueprint.get("/meetings")
def of_service(slug: str) -> ResponseReturnValue:
    """All meetings of a service's group."""
    service = get_service(slug, viewer=viewer())
    return render_template(
        "meetings/of_service.html",
        service=service,
        meetings=queries.meetings_of(service, viewer=viewer()),
        waiting=[one for one in assessments_of(service, viewer=viewer()) if _is_to_decide(one)],
        may_record=may(viewer(), rules.RECORD, service.id),
    )


@blueprint.route("/meetings/add", methods=["GET", "POST"])
def add(slug: str) -> ResponseReturnValue:
    """Record a meeting, about a self-assessment or about none."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.RECORD, service.id)
    label = request.args.get("about")
    about = get_assessment(service, label, viewer=viewer()) if label else None
    form = _meeting_form(service)
    if form.validate_on_submit():
        try:
            meeting = changes.add_meeting(service, form.text(), about=about, identifier=form.identifier(), by=viewer())
        except Invalid as error:
            return refused(form.held_on, error, "meetings/add.html", form=form, service=service, about=about)
        db.session.commit()
        flash(f"Meeting of {clock.in_words(meeting.held_on)} saved. You can add to it until it decides.")
        return _to(meeting)
    return render_template("meetings/add.html", form=form, service=service, about=about)


@blueprint.route(ONE, methods=["GET", "POST"])
def meeting(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """The record of a meeting; the chair adds to it until something is decided."""
    there = _meeting(slug, identifier)
    if request.method == "POST":
        insist(viewer(), rules.RECORD, there.service_id)
        rules.insist_undecided(there.decision)
    form = _meeting_form(there.service, there)
    if not form.validate_on_submit():
        return _page(there, form)
    try:
        changes.save_meeting(there, form.text(), version=form.version.seen(), by=viewer())
    except Stale:
        form.version.data = str(there.version)
        return _page(there, form, differs=_differs(there, form)), HTTPStatus.CONFLICT
    except Invalid as error:
        form.held_on.errors = [str(error)]
        return _page(there, form)
    db.session.commit()
    flash("Record of the meeting saved.")
    return _to(there)


@blueprint.route(f"{ONE}/decide", methods=["GET", "POST"])
def decide(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """What the meeting decided: first a form, then a page to confirm, since it cannot be undone."""
    there = _meeting(slug, identifier)
    insist(viewer(), rules.RECORD, there.service_id)
    rules.insist_undecided(there.decision)
    assessment = there.assessment
    ratings: Sequence[Rating] = ratings_of(assessment) if assessment else []
    form = decide_form(ratings, [*there.present, *there.guests], there.version)
    if not form.validate_on_submit() or "back" in request.form:
        return _decide_page(there, form)
    decision = form.chosen()
    try:
        changes.decide(
            there,
            decision,
            points=form.points(),
            dissents=form.dissents(),
            reason=typed(form.reason),
            version=form.version.seen(),
            by=viewer(),
            key=current_app.config["TRACKER"].signing_key(),
        )
    except (Stale, Invalid) as error:
        db.session.rollback()
        return _not_decided(slug, identifier, form, error)
    if not form.confirmed.data:
        db.session.rollback()
        return _to_confirm(_meeting(slug, identifier), form)
    db.session.commit()
    flash(f"{rules.DECISIONS[decision]}: the decision about {there.about} is recorded.")
    return _to(there)
