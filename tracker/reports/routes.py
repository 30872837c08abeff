"""Pages that read across: a year's overview, its gaps, two years compared."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import may
from tracker.assessments import rules as assessing
from tracker.assessments.queries import get_assessment
from tracker.plans import rules as planning
from tracker.plans.models import Action
from tracker.reports.comparison import Movement
from tracker.reports.gaps import together
from tracker.reports.plan_rows import area_line
from tracker.reports.queries import accepted_of, all_years_of, comparable_with, comparison_of, gaps_of, get_year

blueprint = Blueprint("reports", __name__, url_prefix="/services/<slug>")


@blueprint.app_template_filter("area_line")
def _area_line(action: Action) -> str:
    return area_line(action.area, [standard.number for standard in action.standards])


@blueprint.get("/assessments/<label>/gaps")
def gaps(slug: str, label: str) -> ResponseReturnValue:
    """What does not go together, each with a link to where it is mended."""
    year = get_year(slug, label, viewer=viewer())
    service_id, is_edited = year.assessment.service_id, year.assessment.is_edited
    return render_template(
        "reports/gaps.html",
        year=year,
        entries=together(gaps_of(year)),
        accepted=accepted_of(year),
        may_check=may(viewer(), assessing.CHECK, service_id),
        may_plan=may(viewer(), planning.ADD_ACTION, service_id),
        may_accept=is_edited and may(viewer(), assessing.DRAFT, service_id),
    )


@blueprint.get("/years")
def years(slug: str) -> ResponseReturnValue:
    """All years of a service beside each other."""
    service = get_service(slug, viewer=viewer())
    return render_template("reports/years.html", service=service, pictures=all_years_of(service, viewer=viewer()))


@blueprint.get("/assessments/<label>/compare")
def choose_comparison(slug: str, label: str) -> ResponseReturnValue:
    """Which year to see beside this one."""
    assessment = get_assessment(get_service(slug, viewer=viewer()), label, viewer=viewer())
    others = comparable_with(assessment, viewer=viewer())
    return render_template("reports/choose_comparison.html", assessment=assessment, others=others)


@blueprint.get("/assessments/<label>/compare/<other>")
def compare(slug: str, label: str, other: str) -> ResponseReturnValue:
    """Two years beside each other: what moved, and the notes word by word."""
    service = get_service(slug, viewer=viewer())
    one, another = (get_assessment(service, which, viewer=viewer()) for which in (label, other))
    compared = comparison_of(one, another)
    moved = [(movement, compared.moved(movement)) for movement in Movement]
    return render_template("reports/compare.html", service=service, compared=compared, moved=moved)
