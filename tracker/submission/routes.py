"""What is missing before a year is submitted, what may be published, and why a rating has no action."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service, name_of
from tracker.accounts.rules import insist, may
from tracker.assessments import rules as assessing
from tracker.assessments.changes import say_why_no_action
from tracker.assessments.models import Rating
from tracker.assessments.queries import actions_for, get_assessment, get_rating, last_year_of, plan_of
from tracker.clock import in_words
from tracker.db import db
from tracker.errors import Invalid, Stale
from tracker.fields import typed
from tracker.plans import rules as planning
from tracker.reports.gaps import together
from tracker.reports.queries import Year, accepted_of, gaps_of, get_year
from tracker.review.queries import stand_of
from tracker.rollover.queries import open_among
from tracker.submission import changes, rules
from tracker.submission.forms import ReasonForm, SignForm
from tracker.submission.queries import completeness_of, get_to_decide
from tracker.web import refused

blueprint = Blueprint("submission", __name__, url_prefix="/services/<slug>/assessments/<label>")


@blueprint.get("/submit")
def submit(slug: str, label: str) -> ResponseReturnValue:
    """What must be done before the year is submitted, and what is worth a look."""
    year = get_year(slug, label, viewer=viewer())
    insist(viewer(), assessing.CHECK, year.assessment.service_id)
    return _page(year)


@blueprint.post("/submit")
def hand_over(slug: str, label: str) -> ResponseReturnValue:
    """Submit the year to the advisory group."""
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer(), to_change=True)
    changes.submit(assessment, by=viewer())
    db.session.commit()
    flash(f"Self-assessment {label} submitted to your {assessment.service.advisory_body}.")
    return redirect(url_for("submission.submit", slug=slug, label=label))


@blueprint.post("/submit/withdraw")
def withdraw(slug: str, label: str) -> ResponseReturnValue:
    """Take it back, to work on it."""
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer(), to_change=True)
    changes.withdraw(assessment, by=viewer())
    db.session.commit()
    flash(f"Self-assessment {label} withdrawn: it is a draft again.")
    return redirect(url_for("submission.submit", slug=slug, label=label))


@blueprint.post("/submit/keep")
def keep(slug: str, label: str) -> ResponseReturnValue:
    """Let words that may name somebody through."""
    return _decide(slug, label, changes.keep_wording, "this may be published. It is listed under “Kept” on this page.")


@blueprint.post("/submit/ask-again")
def ask_again(slug: str, label: str) -> ResponseReturnValue:
    """Take that back."""
    return _decide(slug, label, changes.ask_again, "this is to be decided again.")


def _decide(slug: str, label: str, change: Callable[..., None], said: str) -> ResponseReturnValue:
    """Decide about the words of one place; what is not there any more is said above what is."""
    year = get_year(slug, label, viewer=viewer(), to_change=True)
    insist(viewer(), rules.KEEP, year.assessment.service_id)
    try:
        found = get_to_decide(year, typed(SignForm().sign), viewer=viewer())
    except Stale as error:
        flash(str(error))
        return _page(year), 409
    change(year.assessment, found, by=viewer())
    db.session.commit()
    flash(f"{found.place.title}: {said}")
    return redirect(url_for("submission.submit", slug=slug, label=label))


@blueprint.route("/standards/<number>/no-action", methods=["GET", "POST"])
def no_action(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Why a standard that is not fully met has no action."""
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), assessing.DRAFT, assessment.service_id)
    rating = get_rating(assessment, number, to_change=request.method == "POST")
    said = {"reason": rating.no_action_reason or "", "until": rating.no_action_until}
    form = ReasonForm(data=said | {"version": rating.version})
    if form.validate_on_submit():
        try:
            reason, until = typed(form.reason), form.until.data
            say_why_no_action(rating, reason, until=until, by=viewer(), version=form.version.seen())
        except Stale as error:
            form.version.data = str(rating.version)
            return refused(form.reason, error, "submission/no_action.html", form=form, stale=True, **_about(rating))
        except Invalid as error:
            field = form.reason if len(typed(form.reason)) > assessing.REASON_AT_MOST else form.until
            return refused(field, error, "submission/no_action.html", form=form, **_about(rating))
        db.session.commit()
        flash(_accepted(rating))
        return redirect(url_for("submission.submit", slug=slug, label=label))
    return render_template("submission/no_action.html", form=form, **_about(rating))


def _accepted(rating: Rating) -> str:
    """What is said of a reason that was saved."""
    number, until = rating.standard.number, rating.no_action_until
    if rating.no_action_reason is None:
        return f"Reason for {number} taken back."
    return f"Reason for {number} saved.{f' Look at it again on {in_words(until)}.' if until else ''}"


def _about(rating: Rating) -> dict[str, object]:
    plan = plan_of(rating.assessment, viewer=viewer())
    actions = actions_for(plan, rating.standard.number) if plan else []
    return {
        "assessment": rating.assessment,
        "rating": rating,
        "plan": plan,
        "last_year": last_year_of(rating, viewer=viewer()),
        "asks_why": assessing.asks_why(
            rating.entry.calls_for if rating.entry else None, is_planned=bool(open_among(actions))
        ),
        "may_add": may(viewer(), planning.ADD_ACTION, rating.assessment.service_id),
    }


def _page(year: Year) -> str:
    service_id = year.assessment.service_id
    there = completeness_of(year, viewer=viewer())
    is_edited = year.assessment.is_edited
    return render_template(
        "submission/submit.html",
        year=year,
        there=there,
        must=rules.grouped(there.must) if is_edited else [],
        worth=rules.grouped(there.worth if is_edited else there.to_decide),
        gaps=together(gaps_of(year)),
        accepted=accepted_of(year),
        may_accept=is_edited,
        may_keep=may(viewer(), rules.KEEP, service_id),
        may_add=may(viewer(), planning.ADD_ACTION, service_id),
        may_submit=may(viewer(), assessing.MOVES["submit"].deed, service_id),
        submitted_by=name_of(year.assessment.submitted_by or ""),
        review=None if is_edited else stand_of(year.assessment, viewer=viewer()),
    )
