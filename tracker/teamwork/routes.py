"""Asking somebody to draft a standard, saying that it is done, and the team's remarks."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import Deed, insist
from tracker.assessments.models import Rating
from tracker.assessments.queries import get_assessment, get_rating
from tracker.db import db
from tracker.errors import Invalid, Stale
from tracker.fields import typed
from tracker.teamwork import changes, queries, rules
from tracker.teamwork.forms import AssignForm, RemarkForm
from tracker.teamwork.models import Assignment, Remark
from tracker.web import refused

blueprint = Blueprint("teamwork", __name__, url_prefix="/services/<slug>/assessments/<label>/standards/<number>")
ASSIGNMENT = "/assignments/<uuid:identifier>"
REMARK = "/remarks/<uuid:remark_identifier>"


@blueprint.route("/assign", methods=["GET", "POST"])
def assign(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Ask somebody to draft a standard, or somebody else."""
    rating = _rating(slug, label, number, rules.ASSIGN)
    there = queries.waiting_assignment(rating)
    form = AssignForm(queries.colleagues(rating.assessment.service, viewer=viewer()), there)
    if form.validate_on_submit():
        person, words = form.chosen(), typed(form.words)
        try:
            changes.assign(rating, person, due=form.due.data, words=words, seen=typed(form.seen), by=viewer())
        except Stale as error:
            form.seen.data = there.sign if there else ""
            return refused(form.person, error, "teamwork/assign.html", form=form, rating=rating, there=there)
        except Invalid as error:
            return refused(form.words, error, "teamwork/assign.html", form=form, rating=rating, there=there)
        db.session.commit()
        flash(f"{person.name} is asked to draft {number}. It stands on their home page.")
        return _back(rating)
    return render_template("teamwork/assign.html", form=form, rating=rating, there=there)


@blueprint.post(f"{ASSIGNMENT}/withdraw")
def withdraw(slug: str, label: str, number: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Ask for the draft no more."""
    assignment = _assignment(slug, label, number, identifier, rules.ASSIGN)
    changes.withdraw(assignment, by=viewer())
    db.session.commit()
    flash(f"{assignment.person.name} is not asked to draft {number} any more.")
    return _back(assignment.rating)


@blueprint.post(f"{ASSIGNMENT}/done")
def say_done(slug: str, label: str, number: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that the draft is done."""
    assignment = _assignment(slug, label, number, identifier, rules.FINISH)
    changes.say_done(assignment, by=viewer())
    db.session.commit()
    flash(f"{number} is drafted. {assignment.person.name} is not asked any more.")
    return _back(assignment.rating)


@blueprint.post(f"{ASSIGNMENT}/seen")
def see_done(slug: str, label: str, number: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that one has seen what is done."""
    assignment = _assignment(slug, label, number, identifier, rules.ASSIGN)
    changes.see_done(assignment, by=viewer())
    db.session.commit()
    flash(f"The draft of {number} is seen. It is gone from the managers’ home page.")
    return _back(assignment.rating)


@blueprint.route("/remarks", methods=["GET", "POST"])
def remarks(slug: str, label: str, number: str) -> ResponseReturnValue:
    """All remarks on a standard, and a form for another one."""
    rating = _rating(slug, label, number, rules.REMARK)
    form = RemarkForm()
    if form.validate_on_submit():
        try:
            changes.add_remark(rating, typed(form.text), identifier=form.identifier(), by=viewer())
        except Invalid as error:
            return refused(form.text, error, "teamwork/remarks.html", form=form, **_about(rating))
        db.session.commit()
        flash(f"Remark on {number} saved. Only managers and the team see it.")
        return _back(rating)
    return render_template("teamwork/remarks.html", form=form, **_about(rating))


@blueprint.post(f"{REMARK}/close")
def close_remark(slug: str, label: str, number: str, remark_identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that a remark needs nobody any more."""
    remark = _remark(slug, label, number, remark_identifier)
    changes.close_remark(remark, by=viewer())
    db.session.commit()
    flash(f"Remark on {number} closed.")
    return _back(remark.rating)


@blueprint.post(f"{REMARK}/reopen")
def reopen_remark(slug: str, label: str, number: str, remark_identifier: uuid.UUID) -> ResponseReturnValue:
    """Open a closed remark again."""
    remark = _remark(slug, label, number, remark_identifier)
    changes.reopen_remark(remark, by=viewer())
    db.session.commit()
    flash(f"Remark on {number} is open again.")
    return _back(remark.rating)


@blueprint.post(f"{REMARK}/delete")
def delete_remark(slug: str, label: str, number: str, remark_identifier: uuid.UUID) -> ResponseReturnValue:
    """Take a remark of one's own out; the page of remarks offers to put it back."""
    remark = _remark(slug, label, number, remark_identifier)
    changes.delete_remark(remark, by=viewer())
    db.session.commit()
    flash(f"Your remark on {number} was taken out. You can put it back under “All remarks on {number}”.")
    return _back(remark.rating)


@blueprint.post(f"{REMARK}/restore")
def restore_remark(slug: str, label: str, number: str, remark_identifier: uuid.UUID) -> ResponseReturnValue:
    """Put a remark of one's own back."""
    remark = _remark(slug, label, number, remark_identifier)
    changes.restore_remark(remark, by=viewer())
    db.session.commit()
    flash(f"Your remark on {number} is back.")
    return _back(remark.rating)


def _rating(slug: str, label: str, number: str, deed: Deed) -> Rating:
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())
    insist(viewer(), deed, assessment.service_id)
    return get_rating(assessment, number, to_change=request.method == "POST")


def _assignment(slug: str, label: str, number: str, identifier: uuid.UUID, deed: Deed) -> Assignment:
    return queries.get_assignment(_rating(slug, label, number, deed), identifier)


def _remark(slug: str, label: str, number: str, identifier: uuid.UUID) -> Remark:
    return queries.get_remark(_rating(slug, label, number, rules.REMARK), identifier, viewer=viewer())


def _about(rating: Rating) -> dict[str, object]:
    return {"rating": rating, "teamwork": queries.on_standard(rating, viewer=viewer()), "viewer": viewer()}


def _back(rating: Rating) -> ResponseReturnValue:
    slug, label = rating.assessment.service.slug, rating.assessment.label
    return redirect(url_for("ratings.rate", slug=slug, label=label, number=rating.standard.number))
