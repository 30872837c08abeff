"""The meeting view, the record of a meeting with its decision, and what the group asked of the plan."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service, name_of
from tracker.accounts.rules import fingerprint, insist, may
from tracker.assessments.models import Assessment
from tracker.assessments.queries import assessments_of, get_assessment, plan_of, ratings_of
from tracker.db import begin_writing, db
from tracker.downloads import handed_over
from tracker.errors import Conflict, Invalid, Stale
from tracker.fields import choices, typed
from tracker.group.queries import quorum_of
from tracker.meetings import changes, queries, rules
from tracker.meetings.forms import (
    BecameForm,
    DecideForm,
    MeetingForm,
    PlanReviewForm,
    RequestForm,
    decide_form,
    meeting_form,
)
from tracker.meetings.minute import minute as make_minute
from tracker.meetings.models import Meeting, PlanReview
from tracker.meetings.rules import Decision, MeetingText
from tracker.plans.queries import actions_of, get_plan, plans_of
from tracker.web import refused
from tracker.word.writer import write_text

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
    form = _decide_form(there)
    if not form.validate_on_submit() or "back" in request.form:
        return _decide_page(there, form)
    decision, said = form.chosen(), form.said()
    try:
        resolution = changes.resolved(there, decision, **said, version=form.version.seen(), by=viewer())
    except (Conflict, Invalid) as error:
        form.version.data = str(there.version)
        form.decision.errors = [str(error)]
        return _decide_page(there, form), HTTPStatus.CONFLICT if isinstance(error, Conflict) else HTTPStatus.OK
    if not form.confirmed.data:
        return render_template("meetings/confirm.html", meeting=there, form=form, resolution=resolution)
    key = current_app.config["TRACKER"].signing_key()
    changes.decide(there, decision, **said, by=viewer(), key=key)
    db.session.commit()
    flash(f"{rules.DECISIONS[decision]}: the decision about {there.about} is recorded.")
    return _to(there)


@blueprint.route(f"{ONE}/plan", methods=["GET", "POST"])
def plan(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """That the meeting looked at a plan, as it stood then, and what it asked for."""
    there = _meeting(slug, identifier)
    if request.method == "POST":
        insist(viewer(), rules.RECORD, there.service_id)
        rules.insist_undecided(there.decision)
    form = _plan_form(there)
    if not form.validate_on_submit():
        return _plan_page(there, form)
    chosen = get_plan(there.service, typed(form.plan), viewer=viewer())
    try:
        changes.review_plan(there, chosen, typed(form.words), version=form.version.seen(), by=viewer())
    except Stale as error:
        form.version.data = str(there.version)
        form.words.errors = [str(error)]
        return _plan_page(there, form, stale=True), HTTPStatus.CONFLICT
    except Invalid as error:
        form.words.errors = [str(error)]
        return _plan_page(there, form)
    db.session.commit()
    flash(f"Saved: the meeting looked at the plan {chosen.label}.")
    return redirect(_at(there, "plan"))


@blueprint.post(f"{ONE}/plan/requests")
def ask(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """A change to the plan that the meeting asked for."""
    there = _meeting(slug, identifier)
    insist(viewer(), rules.RECORD, there.service_id)
    review = queries.get_review(there)
    asking = _request_form(review)
    if not asking.validate_on_submit():
        return _plan_page(there, _plan_form(there, shown=True), asking)
    changes.ask_of_plan(review, typed(asking.text), action=asking.chosen(), identifier=asking.identifier(), by=viewer())
    db.session.commit()
    flash("What the meeting asked for is saved.")
    return redirect(_at(there, "plan"))


@blueprint.post(f"{REQUEST}/drop")
def drop(slug: str, identifier: uuid.UUID, request_identifier: uuid.UUID) -> ResponseReturnValue:
    """Take out what was not asked for after all."""
    there = _meeting(slug, identifier)
    insist(viewer(), rules.RECORD, there.service_id)
    review = queries.get_review(there)
    changes.drop_request(review, queries.get_request(review, request_identifier), by=viewer())
    db.session.commit()
    flash("Taken out: the meeting did not ask for it.")
    return redirect(_at(there, "plan"))


@blueprint.route(REQUEST, methods=["GET", "POST"])
def became(slug: str, identifier: uuid.UUID, request_identifier: uuid.UUID) -> ResponseReturnValue:
    """What became of a change that the meeting asked for."""
    there = _meeting(slug, identifier)
    insist(viewer(), rules.SAY_WHAT_BECAME, there.service_id)
    review = queries.get_review(there)
    asked = queries.get_request(review, request_identifier)
    form = BecameForm(data={"became": asked.became, "seen": fingerprint(asked.became)})
    about = {"meeting": there, "asked": asked, "name": queries.name_of_action(asked.action)}
    if form.validate_on_submit():
        try:
            changes.say_what_became(review, asked, typed(form.became), seen=typed(form.seen), by=viewer())
        except Stale as error:
            form.seen.data = fingerprint(asked.became)
            return refused(form.became, error, "meetings/became.html", form=form, stale=True, **about)
        db.session.commit()
        flash("What became of it is saved.")
        return redirect(_at(there, "plan"))
    return render_template("meetings/became.html", form=form, **about)


@blueprint.get(f"{ONE}/minute")
def minute(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """The record as a Word document; that it was taken is kept in the record."""
    there = _meeting(slug, identifier)
    content = write_text(make_minute(there), at=clock.now())
    name = f"{slug}-minute-{there.held_on.isoformat()}.docx"
    begin_writing()
    changes.take_minute(there, by=viewer())
    db.session.commit()
    return handed_over(content, name, "docx")


@blueprint.app_template_filter("points_heading")
def _points_heading(decision: Decision) -> str:
    return rules.POINTS[decision]


@blueprint.app_template_filter("decision")
def _decision(decision: Decision) -> str:
    return rules.DECISIONS[decision]


def _assessment(slug: str, label: str) -> Assessment:
    return get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())


def _is_to_decide(assessment: Assessment) -> bool:
    """Whether the chair can record a decision about it now."""
    return assessment.is_under_review and may(viewer(), rules.RECORD, assessment.service_id)


def _meeting(slug: str, identifier: uuid.UUID) -> Meeting:
    service = get_service(slug, viewer=viewer())
    return queries.get_meeting(service, identifier, viewer=viewer(), to_change=request.method == "POST")


def _to(meeting: Meeting) -> ResponseReturnValue:
    return redirect(_at(meeting, "meeting"))


def _at(meeting: Meeting, page: str) -> str:
    return url_for(f"meetings.{page}", slug=meeting.service.slug, identifier=meeting.id)


def _meeting_form(service: Service, meeting: Meeting | None = None) -> MeetingForm:
    """The form of the record, with everybody who is a member on a day that somebody has seen or typed."""
    text = queries.text_of(meeting) if meeting else MeetingText(clock.today())
    form = meeting_form(queries.members_at(service, [text.held_on], meeting, viewer=viewer()), text)
    days = [text.held_on, form.held_on.data or text.held_on]
    members = queries.members_at(service, days, meeting, viewer=viewer())
    return meeting_form(members, text, meeting.version if meeting else 0)


def _differs(meeting: Meeting, form: MeetingForm) -> list[tuple[str, str]]:
    """What is saved by now, where it differs from what was typed."""
    names = {member.person_id: member.name for member in form.members}
    return rules.differences(form.text(), queries.text_of(meeting), names)


def _page(meeting: Meeting, form: MeetingForm, *, differs: Sequence[tuple[str, str]] = ()) -> str:
    may_record = may(viewer(), rules.RECORD, meeting.service_id) and not meeting.is_decided
    return render_template(
        "meetings/meeting.html",
        meeting=meeting,
        form=form,
        differs=differs,
        may_record=may_record,
        points=queries.points_of(meeting),
        dissents=[(one.name, one.text) for one in meeting.dissents],
        quorum=quorum_of(meeting.service),
        decided_by=name_of(meeting.decided_by or ""),
        against=queries.obstacles_to(meeting, Decision.RATIFIED, by=viewer()) if may_record else [],
    )


def _decide_form(meeting: Meeting) -> DecideForm:
    ratings = ratings_of(meeting.assessment) if meeting.assessment else []
    return decide_form(ratings, [*meeting.present, *meeting.guests], meeting.version)


def _decide_page(meeting: Meeting, form: DecideForm) -> str:
    against = {decision: queries.obstacles_to(meeting, decision, by=viewer()) for decision in Decision}
    return render_template(
        "meetings/decide.html",
        meeting=meeting,
        form=form,
        against=against[Decision.RATIFIED],
        nothing_goes=all(against.values()),
    )


def _plan_form(meeting: Meeting, *, shown: bool = False) -> PlanReviewForm:
    """The form about the plan; only ``shown`` where something else of the page was sent."""
    review, there = meeting.plan_review, plans_of(meeting.service, viewer=viewer())
    answers = plan_of(meeting.assessment, viewer=viewer()) if meeting.assessment else None
    plan = review.plan if review else answers or next(reversed(there), None)
    data = {"plan": plan.label if plan else None, "words": review.words if review else ""}
    options: dict[str, Any] = {"formdata": None} if shown else {}
    form = PlanReviewForm(data=data | {"version": str(meeting.version)}, **options)
    offered = [review.plan] if review else there
    form.plan.choices = choices([(one.label, f"{one.title} {one.label}") for one in offered])
    return form


def _request_form(review: PlanReview) -> RequestForm:
    return RequestForm([(action, queries.name_of_action(action)) for action in actions_of(review.plan)])


def _plan_page(
    meeting: Meeting, form: PlanReviewForm, asking: RequestForm | None = None, *, stale: bool = False
) -> str:
    review = meeting.plan_review
    may_record = may(viewer(), rules.RECORD, meeting.service_id) and not meeting.is_decided
    return render_template(
        "meetings/plan.html",
        meeting=meeting,
        review=review,
        stood=queries.stood(review) if review else None,
        asked=[(one, queries.name_of_action(one.action)) for one in review.requests] if review else [],
        form=form,
        asking=asking or (_request_form(review) if review else None),
        stale=stale,
        may_record=may_record,
        may_say=may(viewer(), rules.SAY_WHAT_BECAME, meeting.service_id),
    )
