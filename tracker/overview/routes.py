"""A year at a glance."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.rules import may
from tracker.assessments import rules as assessing
from tracker.assessments.queries import by_section, unconfirmed_of
from tracker.meetings.queries import last_decision_about
from tracker.overview.queries import plan_since, review_of
from tracker.plans import rules as planning
from tracker.reports.appendices import sentence_so_far
from tracker.reports.gaps import flags, together
from tracker.reports.picture import described, picture, with_carried
from tracker.reports.queries import gaps_of, get_year
from tracker.teamwork.queries import open_assignments_by_rating, open_remarks_by_rating

blueprint = Blueprint("overview", __name__, url_prefix="/services/<slug>")


@blueprint.get("/assessments/<label>")
def year(slug: str, label: str) -> ResponseReturnValue:
    """A year at a glance: the picture, its sentence, the standards as a task list, and what to do next."""
    year = get_year(slug, label, viewer=viewer())
    found = gaps_of(year)
    service_id = year.assessment.service_id
    sections, said = by_section(year.ratings), sentence_so_far(year.ratings)
    drawn = with_carried(picture(sections), year.ratings)
    return render_template(
        "overview/year.html",
        year=year,
        sentence=said,
        sections=sections,
        picture=drawn,
        description=described(drawn, said),
        gaps=together(found),
        flags=flags(found),
        to_rate=next((rating for rating in year.ratings if rating.code is None or rating.is_unconfirmed), None),
        unconfirmed=unconfirmed_of(year.assessment),
        review=review_of(year.assessment, viewer=viewer()),
        plan_since=plan_since(year.assessment, viewer=viewer()),
        last_decision=last_decision_about(year.assessment, viewer=viewer()),
        assignments=open_assignments_by_rating(year.assessment, viewer=viewer()),
        remarks=open_remarks_by_rating(year.assessment, viewer=viewer()),
        may_rate=year.assessment.is_edited and may(viewer(), assessing.RATE, service_id),
        may_check=may(viewer(), assessing.CHECK, service_id),
        may_link=year.assessment.is_edited and may(viewer(), assessing.LINK_PLAN, service_id),
        may_plan=may(viewer(), planning.START, service_id),
    )
