"""What was ratified of a year: its versions as they were sealed, what became of the plan since, and corrections."""

from datetime import date
from itertools import combinations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, may
from tracker.assessments import rules as assessing
from tracker.assessments.queries import get_assessment
from tracker.assessments.rules import MOVES
from tracker.clock import in_words
from tracker.db import db
from tracker.errors import Invalid
from tracker.fields import typed
from tracker.reports.appendices import PLAN_HEADINGS
from tracker.reports.comparison import Movement
from tracker.seals import changes, rules
from tracker.seals.forms import CorrectionForm
from tracker.seals.queries import (
    compared_versions,
    get_ratified,
    get_version,
    plan_changes_since,
    sealed_year,
    versions_of,
)
from tracker.seals.snapshots import meeting_in
from tracker.web import refused

blueprint = Blueprint("seals", __name__, url_prefix="/services/<slug>/assessments/<label>/record")


@blueprint.app_template_filter("seal")
def _seal(digest: str) -> str:
    return rules.short(digest)


@blueprint.app_template_filter("version_status")
def _version_status(status: rules.VersionStatus) -> str:
    return rules.VERSION_STATUSES[status]


@blueprint.app_template_filter("iso_day")
def _iso_day(text: str) -> str:
    return in_words(date.fromisoformat(text))


@blueprint.get("")
def record(slug: str, label: str) -> ResponseReturnValue:
    """Where a year stands, every version that was ratified, and what has changed in the plan since the last."""
    assessment = get_ratified(slug, label, viewer=viewer())
    versions = versions_of(assessment, viewer=viewer())
    in_force = versions[0] if versions and not versions[0].fault else None
    return render_template(
        "seals/record.html",
        assessment=assessment,
        versions=versions,
        pairs=list(combinations(reversed([version for version in versions if not version.fault]), 2)),
        in_force=in_force,
        plan_changes=plan_changes_since(in_force, viewer=viewer()) if in_force else None,
        reads=may(viewer(), assessing.READ, assessment.service_id),
        may_correct=may(viewer(), MOVES["correct"].deed, assessment.service_id),
    )


@blueprint.get("/<int:version>")
def version(slug: str, label: str, version: int) -> ResponseReturnValue:
    """A version as it was sealed."""
    assessment = get_ratified(slug, label, viewer=viewer())
    there = get_version(assessment, version, viewer=viewer())
    return render_template(
        "seals/version.html",
        assessment=assessment,
        version=there,
        year=sealed_year(there.seal),
        items={one["standard"]: one["evidence"] for one in there.said["ratings"]},
        meeting=meeting_in(there.said),
        headings=PLAN_HEADINGS,
        reads=may(viewer(), assessing.READ, assessment.service_id),
    )


@blueprint.get("/<int:version>/compare/<int:other_version>")
def compare(slug: str, label: str, version: int, other_version: int) -> ResponseReturnValue:
    """Two versions beside each other: what moved, and the notes word by word."""
    assessment = get_ratified(slug, label, viewer=viewer())
    there = compared_versions(assessment, version, other_version, viewer=viewer())
    moved = [(movement, there.ratings.moved(movement)) for movement in Movement]
    return render_template("seals/compare.html", assessment=assessment, there=there, moved=moved)


@blueprint.route("/correct", methods=["GET", "POST"])
def correct(slug: str, label: str) -> ResponseReturnValue:
    """Begin the next version, with a reason."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), MOVES["correct"].deed, service.id)
    assessment = get_assessment(service, label, viewer=viewer(), to_change=request.method == "POST")
    assessing.insist_leads_from("correct", assessment.status, label)
    form = CorrectionForm()
    if form.validate_on_submit():
        try:
            changes.begin_correction(assessment, typed(form.reason), by=viewer())
        except Invalid as error:
            return refused(form.reason, error, "seals/correct.html", form=form, assessment=assessment)
        db.session.commit()
        flash(f"Version {assessment.version} of {label} begun: it is a draft.")
        return redirect(url_for("overview.year", slug=slug, label=label))
    return render_template("seals/correct.html", form=form, assessment=assessment)
