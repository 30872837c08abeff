"""The plan to take: what to choose of it, the files, and a page to print."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.db import begin_writing, db
from tracker.downloads import handed_over
from tracker.office import find_office, to_pdf
from tracker.owners.queries import names_of_people
from tracker.plan_exports.changes import take_plan
from tracker.plan_exports.forms import PlanExportForm
from tracker.plan_exports.paper import NOBODY, PlanPaper, by_owner, plan_document
from tracker.plan_exports.rules import FORMS, VARIANTS
from tracker.plan_exports.sheets import plan_csv, plan_listing
from tracker.plans.models import Action, Plan
from tracker.plans.queries import actions_of, framework_of, get_plan
from tracker.printing.html import to_html_fragment
from tracker.printing.table import to_listing_workbook
from tracker.reports.options import LOOKS, OWN
from tracker.word.writer import write
from tracker.word_templates.queries import as_template, find_word_template

blueprint = Blueprint("plan_exports", __name__, url_prefix="/services/<slug>/plans/<label>")

DEFAULT_LOOK: Final = "calm"


@blueprint.get("/export")
def export(slug: str, label: str) -> ResponseReturnValue:
    """For whom the plan is to be, and in which form."""
    plan = _plan(slug, label)
    return _page(plan, _form(plan, actions_of(plan), names_of_people(plan.service_id, viewer=viewer())))


@blueprint.get("/file")
def download(slug: str, label: str) -> ResponseReturnValue:
    """The plan as a file, or as a page to print; that it was taken is kept in the record."""
    plan = _plan(slug, label)
    actions = actions_of(plan)
    names = names_of_people(plan.service_id, viewer=viewer())
    form = _form(plan, actions, names)
    if form.sent and not form.validate():
        return _page(plan, form)
    variant, owner, large_print = form.chosen()
    as_at = plan.looked_at_on(clock.today())
    paper = PlanPaper(plan, actions, framework_of(plan), as_at, variant, owner, large_print, names)
    made = _print_page(paper, form) if form.form == "print" else _file(paper, form)
    name = f"{slug}-plan-{label}{'' if form.form in {'xlsx', 'csv'} else f'-{variant}'}.{form.form}"
    begin_writing()
    take_plan(_plan(slug, label), form.form, variant, by=viewer())
    db.session.commit()
    if isinstance(made, str):
        return made
    return handed_over(made, name, form.form)


def _plan(slug: str, label: str) -> Plan:
    return get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())


def _form(plan: Plan, actions: list[Action], names: Mapping[str, str]) -> PlanExportForm:
    template = find_word_template(plan.service, viewer=viewer())
    owners = [name for name, _ in by_owner(actions, names) if name != NOBODY]
    return PlanExportForm(template=template.name if template else "", owners=owners)


def _page(plan: Plan, form: PlanExportForm) -> str:
    forms = {ending: text for ending, text in FORMS.items() if ending != "pdf" or find_office()}
    return render_template(
        "plan_exports/export.html",
        plan=plan,
        service=plan.service,
        form=form,
        forms=forms,
        hints={key.value: said for key, (_, said) in VARIANTS.items()},
        action=url_for("plan_exports.download", slug=plan.service.slug, label=plan.label),
    )


def _print_page(paper: PlanPaper, form: PlanExportForm) -> str:
    document = plan_document(paper)
    return render_template(
        "plan_exports/download.html",
        plan=paper.plan,
        service=paper.plan.service,
        document=document,
        variant=VARIANTS[paper.variant][0],
        text=Markup(to_html_fragment(document)),  # noqa: S704  # escaped and sanitised there
        form=form,
    )


def _file(paper: PlanPaper, form: PlanExportForm) -> bytes:
    plan = paper.plan
    if form.form == "csv":
        return plan_csv(paper.actions, today=paper.today)
    if form.form == "xlsx":
        listing = plan_listing(plan, paper.actions, today=paper.today)
        running = f"{plan.title} {plan.label}"
        return to_listing_workbook([listing], author=plan.service.name, running=running, at=clock.now())
    file = _word_file(paper, form.look.data)
    if form.form != "pdf":
        return file
    db.session.rollback()  # converting takes seconds, in which the database is nobody's
    return to_pdf(file)


def _word_file(paper: PlanPaper, chosen: str) -> bytes:
    template = find_word_template(paper.plan.service, viewer=viewer()) if chosen == OWN else None
    _, look = LOOKS[DEFAULT_LOOK if chosen == OWN else chosen]
    return write(
        plan_document(paper),
        at=clock.now(),
        look=look,
        large_print=paper.large_print,
        template=as_template(template) if template else None,
    )
