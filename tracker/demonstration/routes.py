"""One page to look at: the demonstration's assessment and plan, and their appendices to download."""

from flask import Blueprint, Response, render_template, send_file
from flask.typing import ResponseReturnValue

from tracker.demonstration.queries import latest_year
from tracker.errors import NotFound
from tracker.plans.models import Action
from tracker.reports.appendices import PLAN_COLUMNS, by_section, sentence
from tracker.reports.export import DOCX, file_name, word_file
from tracker.reports.plan_rows import area_line
from tracker.reports.queries import gaps_of

blueprint = Blueprint("demonstration", __name__)


@blueprint.app_template_filter("area_line")
def _area_line(action: Action) -> str:
    return area_line(action.area, [standard.number for standard in action.standards])


@blueprint.get("/")
def year() -> ResponseReturnValue:
    """The demonstration's last year, to read; without one, how to make it."""
    latest = latest_year()
    if latest is None:
        return render_template("demonstration/none.html")
    return render_template(
        "demonstration/year.html",
        year=latest,
        sentence=sentence(latest.ratings),
        sections=by_section(latest.ratings),
        gaps=gaps_of(latest),
        plan_headings=[column.heading for column in PLAN_COLUMNS],
    )


@blueprint.get("/appendices.docx")
def appendices() -> Response:
    """Its appendices, as a Word file."""
    latest = latest_year()
    if latest is None:
        raise NotFound("There is no demonstration here yet.")
    return send_file(word_file(latest), mimetype=DOCX, as_attachment=True, download_name=file_name(latest), max_age=0)
