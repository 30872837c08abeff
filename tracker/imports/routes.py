"""Three steps: choose a file, look at what was read, saved; and the file itself, to take back."""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import Period, insist, period
from tracker.assessments.queries import assessments_of
from tracker.assessments.rules import next_label
from tracker.db import begin_writing, db
from tracker.errors import Invalid
from tracker.imports import changes, queries, rules
from tracker.imports.forms import LookForm, UploadForm, look_form
from tracker.imports.models import Upload
from tracker.imports.rules import Sent
from tracker.office import word_content
from tracker.plans.queries import plans_of
from tracker.reports.found import Found
from tracker.reports.reading import Reading, read_all_appendices
from tracker.reports.remarks import Sureness
from tracker.standards.models import Framework
from tracker.standards.queries import first_framework, standards_of
from tracker.word.apart import read_apart

Got = TypeVar("Got")
Read = TypeVar("Read", bound=Found)

blueprint = Blueprint("imports", __name__, url_prefix="/services/<slug>/import")


@dataclass(frozen=True)
class _Look:
    """A document, and what was read in it for a period; ``services`` is how many it has the tables of."""

    service: Service
    framework: Framework
    upload: Upload
    period: Period
    reading: Reading
    services: int
    form: LookForm


@blueprint.route("", methods=["GET", "POST"])
def upload(slug: str) -> ResponseReturnValue:
    """Choose a Word file, and say of which period it is."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.IMPORT, service.id)
    form = UploadForm(year_starts=service.year_starts, data={"label": _likely_label(service)})
    if form.validate_on_submit():
        sent = form.document.data
        try:
            there = _unlocked(partial(_readable, sent.read(), sent.filename or ""))
        except Invalid as error:
            form.document.errors = [str(error)]
        else:
            kept = changes.keep_upload(service, there, form.period(), by=viewer())
            db.session.commit()
            return redirect(url_for("imports.look", slug=slug, identifier=kept.id))
    saved = queries.saved_uploads(service, viewer=viewer())
    return render_template("imports/upload.html", form=form, service=service, saved=saved)


def _readable(content: bytes, name: str) -> Sent:
    """The file, if it can be read. Raises ``Invalid``."""
    docx = word_content(content, name)
    read_apart(docx)
    return Sent(name, docx, original=None if docx == content else content)


def _likely_label(service: Service) -> str:
    there = [assessment.label for assessment in assessments_of(service, viewer=viewer())]
    return next_label(there, service.year_starts, today=clock.today())


@blueprint.get("/<uuid:identifier>")
def look(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """What was read, and what could not be placed; of a file that is saved, that it is."""
    service = get_service(slug, viewer=viewer())
    there = queries.get_upload(service, identifier, viewer=viewer())
    if there.saved_at is not None:
        return render_template("imports/saved.html", service=service, upload=there)
    readings = _readings(there)
    seen = _look(service, there, readings)
    return _look_page(seen) if seen else _choice_page(service, there, readings)


@blueprint.post("/<uuid:identifier>")
def save(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Make the assessment and the plan of what was read, all or nothing."""
    service = get_service(slug, viewer=viewer())
    readings = _readings(queries.get_upload_to_save(service, identifier, viewer=viewer()))
    there = queries.get_upload_to_save(
        service, identifier, viewer=viewer()
    )  # somebody else may have saved it meanwhile
    seen = _look(service, there, readings)
    if seen is None:
        return _choice_page(service, there, readings), 422
    if not seen.form.validate():
        return _look_page(seen)
    try:
        reading = rules.settled(seen.reading, seen.form.answers())
    except Invalid as error:
        return _look_page(seen, refusal=str(error))
    if reading.stops:
        return _look_page(seen), 422
    label = seen.form.label()
    changes.save_upload(
        seen.upload, seen.reading, reading, service, seen.framework, seen.period, plan_label=label, by=viewer()
    )
    db.session.commit()
    flash(f"Self-assessment {seen.period.label} saved from {seen.upload.name}.")
    return redirect(url_for("reports.overview", slug=slug, label=seen.period.label))


@blueprint.get("/<uuid:identifier>/original")
def original(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """The file as it was sent; that it was taken is kept in the record. No browser shows it here."""
    begin_writing()
    there = queries.get_upload(get_service(slug, viewer=viewer()), identifier, viewer=viewer())
    file, name = io.BytesIO(there.as_sent), there.name
    changes.take_original(there, by=viewer())
    db.session.commit()
    return send_file(file, mimetype="application/octet-stream", as_attachment=True, download_name=name, max_age=0)


def _readings(there: Upload) -> list[Reading]:
    """What was read, for each service that the document has the tables of."""
    document = _unlocked(partial(read_apart, there.content))
    return read_all_appendices(document, first_framework().wording)


def _look(service: Service, there: Upload, readings: list[Reading]) -> _Look | None:
    """What was read for the service that the address names; ``None`` where it names none of several."""
    number = 1 if len(readings) == 1 else request.args.get("service", 0, int)
    if not 1 <= number <= len(readings):
        return None
    reading = readings[number - 1]
    framework = first_framework()
    when = period(there.label, service.year_starts)
    reading.compare_with(when)
    taken = [plan.label for plan in plans_of(service, viewer=viewer())]
    likely = next_label(taken, service.year_starts, today=clock.today()) if when.label in taken else when.label
    settings = {"year_starts": service.year_starts, "taken": taken, "likely_plan": likely}
    form = look_form(reading, framework.wording, **settings)
    return _Look(service, framework, there, when, reading, len(readings), form)


def _unlocked(act: Callable[[], Got]) -> Got:
    """Do what can take seconds, in which others save: the transaction that may write ends first, and begins after."""
    if request.method == "POST":
        db.session.rollback()
    try:
        return act()
    finally:
        if request.method == "POST":
            begin_writing()


def _look_page(seen: _Look, *, refusal: str = "") -> str:
    """The page; what a person has to decide comes first, what was read plainly last."""
    reading = seen.reading
    rated = [(str(index), read) for index, read in enumerate(reading.ratings)]
    planned = [(str(index), read) for index, read in enumerate(reading.actions)]
    return render_template(
        "imports/look.html",
        service=seen.service,
        form=seen.form,
        upload=seen.upload,
        reading=reading,
        services=seen.services,
        refusal=refusal,
        titles=standards_of(seen.framework),
        stops=[remark for remark in reading.stops if not remark.settled_by_hand],
        notes=[remark for remark in reading.remarks if remark not in reading.stops],
        ratings=_least_sure_first(rated),
        actions=_least_sure_first(planned),
        unplaced=[(f"u{index}", there) for index, there in enumerate(reading.unplaced)],
    )


def _choice_page(service: Service, there: Upload, readings: list[Reading]) -> str:
    return render_template("imports/choose.html", service=service, upload=there, readings=readings)


def _least_sure_first(read: list[tuple[str, Read]]) -> list[tuple[str, Read]]:
    order = list(Sureness)
    return sorted(read, key=lambda item: -order.index(item[1].sure))
