"""The appendices to download: what to choose of them, and the files."""

import json
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from flask import Blueprint, Response, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.abbreviations import rules as abbreviating
from tracker.accounts.current import viewer
from tracker.accounts.rules import may
from tracker.assessments import rules as assessing
from tracker.assessments.queries import by_section, previous_assessment
from tracker.config import Config
from tracker.db import begin_writing, db, outside_transaction
from tracker.downloads import handed_over
from tracker.errors import Invalid
from tracker.exports.forms import ExportForm, ReportForm, version_asked
from tracker.exports.rules import ENDINGS, FORMS
from tracker.office import find_office, to_pdf
from tracker.printing.html import to_html_fragment, to_html_page
from tracker.printing.workbook import to_workbook
from tracker.reports.appendices import appendices
from tracker.reports.changes import take_appendices
from tracker.reports.everything import as_text, schema
from tracker.reports.export import into_report, word_file
from tracker.reports.options import Options
from tracker.reports.queries import Year
from tracker.reports.wording import shortened
from tracker.richtext import clean
from tracker.seals import rules as sealing
from tracker.seals.queries import comparison_to_print, everything_of, get_ratified, meanings_of, year_to_print
from tracker.signing import SigningKey
from tracker.submission.queries import completeness_of
from tracker.submission.rules import beside, grouped
from tracker.web import public
from tracker.word.insertion import Inserted
from tracker.word.template import Template
from tracker.word_templates import rules as templating
from tracker.word_templates.queries import as_template, find_word_template

MAX_STEM = 100  # letters
MAX_PLACE = 90

blueprint = Blueprint("exports", __name__, url_prefix="/services/<slug>/assessments/<label>")
schemas = Blueprint("schemas", __name__, url_prefix="/schemas")

A_DAY = 86_400  # seconds


@blueprint.get("/export")
def export(slug: str, label: str) -> ResponseReturnValue:
    """What to download, and how it is to look."""
    year = _year(slug, label)
    return _page(year, _form(year))


@blueprint.get("/appendices")
def download(slug: str, label: str) -> ResponseReturnValue:
    """The appendices as a file; that they were taken is kept in the record."""
    year = _year(slug, label)
    form = _form(year)
    if form.sent and not form.validate():
        return _page(year, form)
    return _send(year, _file(year, _options(year, form), form.form), form.form)


@blueprint.route("/insert", methods=["GET", "POST"])
def insert(slug: str, label: str) -> ResponseReturnValue:
    """The appendices into the report itself, which comes back with them."""
    year = _year(slug, label)
    chosen = _form(year)
    if chosen.sent and not chosen.validate():
        return _page(year, chosen)
    form = ReportForm()
    options = replace(_options(year, chosen), large_print=False)
    document = appendices(year, options)
    if form.validate_on_submit():
        sent, template = form.report.data, _template(year)
        content, name = sent.read(), sent.filename or "report.docx"
        try:
            put_in = partial(into_report, document, content, options, template, seal=year.seal, key=_key(year))
            made = outside_transaction(put_in)
        except Invalid as error:
            form.report.errors = [str(error)]
        else:
            flash(_said(made, name))
            return _send(year, made.content, "docx", name=f"{_stem(name)}-with-appendices.docx", put_into="a report")
    large_print = chosen.large_print.data  # which a report has no room for; the page says so
    shown = {"year": year, "parts": document.parts, "version": version_asked(), "large_print": large_print}
    return render_template("exports/insert.html", form=form, **shown, **_doubts(year))


def _stem(name: str) -> str:
    """The name of a file without its folders and its ending, no longer than systems take."""
    stem = PurePath(clean(name)).stem.removesuffix(".docx")
    return stem[:MAX_STEM].strip() or "report"


def _said(made: Inserted, name: str) -> str:
    """What was put where, in so few words that it fits into a cookie."""
    places = (f"“{shortened(title)}” was put {shortened(where, MAX_PLACE)}" for title, where in made.places)
    return f"{shortened(name)}: {'; '.join(places)}."


@blueprint.get("/everything.json")
def everything(slug: str, label: str) -> ResponseReturnValue:
    """All of a year, for another program."""
    year = _year(slug, label)
    return _send(year, as_text(everything_of(year)).encode(), "json")


@schemas.get("/assessment.json")
@public
def assessment() -> ResponseReturnValue:
    """What stands where in that file, for whoever writes the other program; its ``$id`` is the same on every site."""
    response = Response(json.dumps(schema(), indent=2) + "\n", mimetype="application/schema+json")
    response.cache_control.public, response.cache_control.max_age = True, A_DAY
    response.headers.set("Content-Disposition", "attachment", filename="assessment.schema.json")
    response.add_etag()
    return response.make_conditional(request)


def _year(slug: str, label: str) -> Year:
    """What is printed: what was ratified as it was sealed, anything else as it stands, as a draft."""
    return year_to_print(get_ratified(slug, label, viewer=viewer()), version_asked(), viewer=viewer())


def _form(year: Year) -> ExportForm:
    sections = {section.number: f"{section.number}. {section.title}" for section, _ in by_section(year.ratings)}
    template = find_word_template(year.assessment.service, viewer=viewer())
    reads = may(viewer(), assessing.READ, year.assessment.service_id)
    before = previous_assessment(year.assessment, viewer=viewer()) if reads else None
    return ExportForm(
        sections=sections,
        with_plan=year.plan is not None,
        template=template.name if template else "",
        last_year=before.label if before else "",
        sealed=bool(year.seal),
    )


def _options(year: Year, form: ExportForm) -> Options:
    own = meanings_of(year, viewer=viewer()) if form.glossary.data else {}
    compared = comparison_to_print(year, viewer=viewer()) if form.wants_comparison else None
    return form.options(abbreviations=own, comparison=compared)


def _template(year: Year) -> Template | None:
    template = find_word_template(year.assessment.service, viewer=viewer())
    return as_template(template) if template else None


def _key(year: Year) -> SigningKey | None:
    """What signs the files of what was ratified; a draft is not signed."""
    config: Config = current_app.config["TRACKER"]
    return config.signing_key() if year.seal else None


def _page(year: Year, form: ExportForm) -> str:
    slug, label = year.assessment.service.slug, year.assessment.label
    action, insertion = (url_for(f"exports.{name}", slug=slug, label=label) for name in ("download", "insert"))
    forms = {ending: text for ending, text in FORMS.items() if ending != "pdf" or find_office()}
    return render_template(
        "exports/export.html",
        year=year,
        form=form,
        forms=forms,
        action=action,
        insertion=insertion,
        version=version_asked(),
        may_choose_template=may(viewer(), templating.CHOOSE, year.assessment.service_id),
        may_abbreviate=may(viewer(), abbreviating.CHANGE, year.assessment.service_id),
        **_doubts(year),
    )


def _doubts(year: Year) -> dict[str, object]:
    """What would be published and may tell who somebody is; where it stands is told to whom it is to decide.

    What is sealed was decided about, and stays as it is.
    """
    found = [] if year.seal else completeness_of(year, viewer=viewer()).to_decide
    may_check = may(viewer(), assessing.CHECK, year.assessment.service_id)
    return {
        "doubts": [(check.heading, len(ones), beside(ones)) for check, ones in grouped(found)],
        "may_check": may_check,
    }


def _file(year: Year, options: Options, form: str) -> bytes:
    if form == "html":
        return to_html_page(appendices(year, options)).encode()
    if form == "fragment":  # whichever encoding the page around it is in
        return to_html_fragment(appendices(year, options)).encode("ascii", "xmlcharrefreplace")
    if form == "xlsx":
        return to_workbook(appendices(year, options), at=clock.now())
    content = word_file(year, options, _template(year), key=_key(year))
    if form != "pdf":
        return content
    db.session.rollback()  # converting takes seconds, in which the database is nobody's
    return to_pdf(content)


def _send(year: Year, content: bytes, form: str, *, name: str = "", **more: str) -> ResponseReturnValue:
    """The file; that it was taken is kept in the record, with what ``more`` there is to say of it."""
    assessment = year.assessment
    sealed = {"version": str(assessment.version)} if year.seal else {}
    name = name or f"{assessment.service.slug}-{assessment.label}-appendices.{ENDINGS.get(form, form)}"
    begin_writing()
    deed = sealing.READ if year.seal else assessing.READ
    take_appendices(assessment, form, by=viewer(), deed=deed, **sealed, **more)
    db.session.commit()
    return handed_over(content, name, form)
