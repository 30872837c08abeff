"""The start page, and one service with all it has."""

from flask import Blueprint, current_app, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import anybody_is_there, get_service
from tracker.accounts.rules import ROLES, may
from tracker.assessments import rules as assessing
from tracker.assessments.queries import assessments_of
from tracker.evidence import rules as backing
from tracker.evidence.queries import counts_of
from tracker.group import rules as grouping
from tracker.home.queries import tasks_for
from tracker.meetings import rules as meeting
from tracker.owners import rules as owning
from tracker.plans import rules as planning
from tracker.plans.queries import plans_of
from tracker.record import rules as recording
from tracker.seals import rules as sealing
from tracker.seals.queries import ratified_years_of
from tracker.terms import rules as terms
from tracker.web import public
from tracker.you_said import rules as telling

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def start() -> ResponseReturnValue:
    """Signed out: what this is. Signed in: what to do now, in each service."""
    if g.viewer is None:
        if current_app.config.get("SET_UP_CODE") and not anybody_is_there():
            return redirect(url_for("sign_in.set_up"))
        return render_template("home/welcome.html")
    return render_template("home/start.html", services=tasks_for(viewer()), roles=ROLES, viewer=viewer())


@blueprint.get("/services/<slug>")
def service(slug: str) -> ResponseReturnValue:
    """One service: its self-assessments, its plans and its evidence."""
    there = get_service(slug, viewer=viewer())
    reads_assessments = may(viewer(), assessing.READ, there.id)
    reads_plans = may(viewer(), planning.READ, there.id)
    ratified = ratified_years_of(there, viewer=viewer()) if may(viewer(), sealing.READ, there.id) else []
    return render_template(
        "home/service.html",
        service=there,
        assessments=assessments_of(there, viewer=viewer())[::-1] if reads_assessments else None,
        ratified={assessment.id: assessment for assessment in ratified},
        plans=plans_of(there, viewer=viewer())[::-1] if reads_plans else None,
        evidence=counts_of(there, viewer=viewer()) if may(viewer(), backing.READ, there.id) else None,
        may_start=may(viewer(), assessing.START, there.id),
        reads_names=may(viewer(), owning.READ, there.id),
        reads_you_said=may(viewer(), telling.READ, there.id),
        may_see_group=may(viewer(), grouping.READ, there.id),
        may_see_terms=may(viewer(), terms.READ, there.id),
        reads_meetings=may(viewer(), meeting.READ, there.id),
        may_read_record=may(viewer(), recording.READ, there.id),
    )
