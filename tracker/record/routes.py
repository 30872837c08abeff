"""The pages of the record, and its export."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, insist_administrator
from tracker.db import begin_writing, db
from tracker.downloads import handed_over
from tracker.paging import pages_shown
from tracker.plans.queries import get_action, get_plan
from tracker.record import changes, queries, rules
from tracker.record.forms import RecordForm
from tracker.record.rules import Change, Line
from tracker.standards.queries import frameworks
from tracker.workbooks import delimited

blueprint = Blueprint("record", __name__)

COLUMNS = ("Chain", "Entry", "When (UTC)", "Who", "Address", "What", "Before", "After", "Digest")


@blueprint.get("/services/<slug>/record")
def of_service(slug: str) -> ResponseReturnValue:
    """What was done in a service."""
    service = _service(slug)
    return render_template("record/of_service.html", service=service, **_found(service, "of_service", slug=slug))


@blueprint.get("/services/<slug>/record.csv")
def of_service_csv(slug: str) -> ResponseReturnValue:
    """The same as a file; that it was taken is recorded too."""
    begin_writing()
    return _export(_service(slug), f"{slug}-record.csv")


@blueprint.get("/services/<slug>/plans/<label>/actions/<uuid:identifier>/history")
def of_action(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """What was done about an action of a plan, and about those of earlier plans that it was carried from."""
    plan = get_plan(get_service(slug, viewer=viewer()), label, viewer=viewer())
    action = get_action(plan, identifier)
    history = queries.history_of(action, viewer=viewer())
    return render_template("record/of_action.html", action=action, plan=plan, service=plan.service, history=history)


@blueprint.get("/admin/record")
def of_installation() -> ResponseReturnValue:
    """Who came in, and what was done about people, services and standards; nothing of what services assess."""
    insist_administrator(viewer())
    return render_template("record/of_installation.html", **_found(None, "of_installation"))


@blueprint.get("/admin/record.csv")
def of_installation_csv() -> ResponseReturnValue:
    """The same as a file; that it was taken is recorded too."""
    begin_writing()
    insist_administrator(viewer())
    return _export(None, "installation-record.csv")


def _service(slug: str) -> Service:
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.READ, service.id)
    return service


def _form(service: Service | None) -> RecordForm:
    people, verbs = queries.doers_in(service, viewer=viewer()), queries.verbs_in(service, viewer=viewer())
    numbers = {
        standard.number: f"{standard.number} {standard.short_title}".strip()
        for framework in (frameworks() if service else [])
        for section in framework.sections
        for standard in section.standards
    }
    return RecordForm(request.args, people=people, verbs=verbs, standards=[*numbers.items()])


def _found(service: Service | None, endpoint: str, **values: Any) -> dict[str, object]:
    form = _form(service)
    names = {} if service else queries.service_names(viewer=viewer())
    number = request.args.get("page", 1, int)
    page = queries.record_page(service, form.wanted(), number, viewer=viewer(), services=names)
    asked: dict[str, Any] = dict(form.asked())
    return {
        "form": form,
        "wanted": form.wanted(),
        "page": page,
        "shown": pages_shown(page.number, page.pages),
        "asked": asked,
        "here": url_for(f"record.{endpoint}", **values),
        "export": url_for(f"record.{endpoint}_csv", **values, **asked),
    }


def _export(service: Service | None, name: str) -> ResponseReturnValue:
    wanted = _form(service).wanted()
    names = {service.id: service.name} if service else queries.service_names(viewer=viewer())
    changes.take_record(service, by=viewer())
    db.session.commit()
    lines = queries.all_lines(service, wanted, viewer=viewer(), services=names)
    return handed_over(delimited.written([COLUMNS, *map(_cells, lines)]), name, "csv")


def _cells(line: Line) -> list[str]:
    before = "; ".join(_part(change, change.before) for change in line.changes)
    after = "; ".join(_part(change, change.after) for change in line.changes)
    chain, at = line.service or "Installation", f"{line.at:%Y-%m-%d %H:%M:%S}"
    return [chain, str(line.number), at, line.who, line.address, line.what, before, after, line.digest]


def _part(change: Change, value: str) -> str:
    return f"{change.name}: {value}" if change.name else value
