"""Three steps: choose files, look at what was read, saved; and the files themselves, to take back."""

import uuid
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, period
from tracker.assessments.queries import assessments_of, periods_against
from tracker.assessments.rules import next_label
from tracker.db import begin_writing, db, outside_transaction
from tracker.downloads import handed_back
from tracker.errors import Conflict, Invalid, NotReady
from tracker.imports import changes, queries, rules
from tracker.imports.forms import Known, LookForm, UploadForm, WaitingForm, look_form, waiting_form
from tracker.imports.models import Upload
from tracker.imports.rules import Sent
from tracker.office import word_content
from tracker.plans.queries import plans_of
from tracker.reports.found import Found
from tracker.reports.reading import Reading, read_all_appendices
from tracker.reports.remarks import Sureness
from tracker.standards.models import Framework
from tracker.standards.queries import first_framework, standards_of
from tracker.standards.rules import FrameworkWording
from tracker.word.apart import read_apart

Read = TypeVar("Read", bound=Found)

blueprint = Blueprint("imports", __name__, url_prefix="/services/<slug>/import")

TOO_LATE = "The files before it took too long, so it was not read. Send it again."
MEANWHILE = "Somebody saved some of these files meanwhile, or removed them. Nothing of yours was saved: look again."
NONE_READY = "None of these files can be saved yet. What is to be done is said beside each."


@dataclass(frozen=True)
class _Look:
    """A document, and what was read in it; ``services`` is how many it has the tables of."""

    service: Service
    framework: Framework
    upload: Upload
    reading: Reading
    services: int
    form: LookForm


@blueprint.route("", methods=["GET", "POST"])
def upload(slug: str) -> ResponseReturnValue:
    """Choose Word files; below, those that wait, and those that became assessments."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.IMPORT, service.id)
    form = UploadForm()
    if not form.validate_on_submit():
        return _upload_page(service, form)
    files = [(file.read(), file.filename or "") for file in form.documents.data]
    wording = first_framework().wording
    read, refused = outside_transaction(partial(_read_each, files, wording))
    kept = [_keep(service, sent, readings, wording) for sent, readings in read]
    db.session.commit()
    if refused:
        form.documents.errors = [" ".join(refused)]
        return _upload_page(service, form)
    if len(kept) == 1:
        return redirect(url_for("imports.look", slug=slug, identifier=kept[0].id))
    return redirect(url_for("imports.upload", slug=slug))


def _read_each(
    files: list[tuple[bytes, str]], wording: FrameworkWording
) -> tuple[list[tuple[Sent, list[Reading]]], list[str]]:
    """What was read in each file, and for each that could not be read, why."""
    read, refused = [], []
    late = monotonic() + rules.READING_AT_MOST.total_seconds()
    for content, name in files:
        try:
            read.append(_read(content, name, wording, late))
        except (Invalid, NotReady) as error:
            refused.append(f"{name}: {error}" if len(files) > 1 else str(error))
    return read, refused


def _read(content: bytes, name: str, wording: FrameworkWording, late: float) -> tuple[Sent, list[Reading]]:
    """What was read in a file. Raises ``Invalid``, ``NotReady``; also where it is ``late`` already."""
    if monotonic() > late:
        raise NotReady(TOO_LATE)
    docx = word_content(content, name)
    readings = _readings(docx, wording)
    return Sent(name, docx, original=None if docx == content else content), readings


def _keep(service: Service, sent: Sent, readings: list[Reading], wording: FrameworkWording) -> Upload:
    label, period_from = rules.likely_period(sent.name, readings[0], service.year_starts)
    form = look_form(readings[0], wording, _known(service), formdata=None)
    form.validate()
    summary = rules.summary_of(readings, form.misfits(), period_from)
    return changes.keep_upload(service, sent, label, summary=summary, by=viewer())


def _known(service: Service) -> Known:
    return Known(
        service.year_starts,
        [assessment.label for assessment in assessments_of(service, viewer=viewer())],
        [plan.label for plan in plans_of(service, viewer=viewer())],
        periods_against(service, first_framework()),
    )


def _upload_page(service: Service, form: UploadForm | WaitingForm) -> str:
    """The page; ``form`` is the one that was sent, with what is wrong with it."""
    waiting = queries.waiting_uploads(service, viewer=viewer())
    return render_template(
        "imports/upload.html",
        service=service,
        sent=form,
        form=form if isinstance(form, UploadForm) else UploadForm(formdata=None),
        periods=form if isinstance(form, WaitingForm) else waiting_form(waiting, service.year_starts, formdata=None),
        waiting=_hindrances(service, waiting, {there.id: there.label or "" for there in waiting}),
        saved=queries.saved_uploads(service, viewer=viewer()),
    )


def _hindrances(service: Service, waiting: list[Upload], labels: dict[uuid.UUID, str]) -> list[tuple[Upload, str]]:
    """The documents that wait, each with why it cannot be saved as it was read; those that can be come last."""
    known = _known(service)
    periods = [labels.get(there.id, there.label or "") for there in waiting]
    found = []
    for there, label in zip(waiting, periods, strict=True):
        when = period(label, service.year_starts) if label else None
        to_do = rules.hindrance(
            there.summed,
            when,
            assessed=known.assessed,
            planned=known.planned,
            others=periods.count(label) - 1,
            periods=known.periods,
        )
        found.append((there, to_do))
    return sorted(found, key=lambda item: not item[1])


@blueprint.post("/periods")
def set_periods(slug: str) -> ResponseReturnValue:
    """Say of which period each document is that waits."""
    service = get_service(slug, viewer=viewer())
    form = _waiting_form(service)
    if not form.validate():
        return _upload_page(service, form)
    _set_periods(service, form.labels())
    db.session.commit()
    flash("Periods kept.")
    return redirect(url_for("imports.upload", slug=slug))


@blueprint.post("/all")
def save_all(slug: str) -> ResponseReturnValue:
    """Make the assessments and plans of all documents that can be saved as they were read, all or nothing."""
    service = get_service(slug, viewer=viewer())
    form = _waiting_form(service)
    if not form.validate():
        return _upload_page(service, form)
    labels = form.labels()
    contents = {there.id: there.content for there in _ready(service, labels)}
    read = outside_transaction(partial(_read_again, contents, first_framework().wording))
    ready = _ready(service, labels)
    if set(read) != {there.id for there in ready}:
        raise Conflict(MEANWHILE)
    _set_periods(service, labels)
    for there in ready:
        _save_as_read(service, there, read[there.id])
    db.session.commit()
    flash(f"Saved: {', '.join(sorted(labels[there.id] for there in ready))}." if ready else NONE_READY)
    return redirect(url_for("imports.upload", slug=slug))


def _waiting_form(service: Service) -> WaitingForm:
    """The form that was sent. Raises ``Conflict`` where a document of it does not wait any more."""
    form = waiting_form(queries.waiting_uploads(service, viewer=viewer()), service.year_starts)
    if any(name.startswith("label_") and name not in form for name in request.form):
        raise Conflict(MEANWHILE)
    return form


def _ready(service: Service, labels: dict[uuid.UUID, str]) -> list[Upload]:
    """The documents that can be saved for the periods in ``labels``; whoever else would save them waits."""
    waiting = queries.waiting_uploads(service, viewer=viewer(), to_save=True)
    found = _hindrances(service, waiting, labels)
    return [there for there, hindrance in found if not hindrance and there.id in labels]


def _set_periods(service: Service, labels: dict[uuid.UUID, str]) -> None:
    for there in queries.waiting_uploads(service, viewer=viewer(), to_save=True):
        if there.id in labels:
            changes.set_period(there, labels[there.id], service, by=viewer())


def _read_again(contents: dict[uuid.UUID, bytes], wording: FrameworkWording) -> dict[uuid.UUID, list[Reading]]:
    """What was read in each document. Raises ``Invalid`` where that takes too long for all of them."""
    late = monotonic() + rules.READING_AT_MOST.total_seconds()
    read = {}
    for identifier, content in contents.items():
        if monotonic() > late:
            raise Invalid("To read all of these files takes too long. Save them one by one.")
        read[identifier] = _readings(content, wording)
    return read


def _save_as_read(service: Service, there: Upload, readings: list[Reading]) -> None:
    """Save a document that nobody corrected. Raises ``Conflict``, which names it, where that is not possible."""
    framework, reading = first_framework(), readings[0]
    when = period(there.label or "", service.year_starts)
    reading.compare_with(when)
    form = look_form(reading, framework.wording, _known(service), formdata=None, data={"label": when.label})
    if len(readings) > 1 or reading.stops or reading.unplaced or not form.validate():
        said = (form.label, form.starts, form.ends, form.plan)
        reasons = [*(text for field in said for text in field.errors), "It has to be looked at first."]
        raise Conflict(f"{there.name}: {reasons[0]} Nothing was saved.")
    try:
        changes.save_upload(there, reading, reading, service, framework, when, plan_label=when.label, by=viewer())
    except (Conflict, Invalid) as error:
        raise Conflict(f"{there.name}: {error} Nothing was saved.") from error


@blueprint.get("/<uuid:identifier>")
def look(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """What was read, and what could not be placed; of a file that is saved, that it is."""
    service = get_service(slug, viewer=viewer())
    there = queries.get_upload(service, identifier, viewer=viewer())
    if there.saved_at is not None:
        return render_template("imports/saved.html", service=service, upload=there)
    readings = _readings(there.content, first_framework().wording)
    seen = _look(service, there, readings)
    return _look_page(seen) if seen else _choice_page(service, there, readings)


@blueprint.post("/<uuid:identifier>")
def save(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Make the assessment and the plan of what was read, all or nothing."""
    service = get_service(slug, viewer=viewer())
    content = queries.get_upload_to_save(service, identifier, viewer=viewer()).content
    readings = outside_transaction(partial(_readings, content, first_framework().wording))
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
    when, label = seen.form.period(), seen.form.plan_label()
    changes.save_upload(there, seen.reading, reading, service, seen.framework, when, plan_label=label, by=viewer())
    db.session.commit()
    flash(f"Self-assessment {when.label} saved from {there.name}.")
    return redirect(url_for("overview.year", slug=slug, label=when.label))


@blueprint.post("/<uuid:identifier>/remove")
def remove(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Remove a file that nobody has saved."""
    service = get_service(slug, viewer=viewer())
    there = queries.get_upload_to_save(service, identifier, viewer=viewer())
    name = there.name
    changes.remove_upload(there, by=viewer())
    db.session.commit()
    flash(f"{name} was removed.")
    return redirect(url_for("imports.upload", slug=slug))


@blueprint.get("/<uuid:identifier>/original")
def original(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """The file as it was sent; that it was taken is kept in the record. No browser shows it here."""
    begin_writing()
    there = queries.get_upload(get_service(slug, viewer=viewer()), identifier, viewer=viewer())
    content, name = there.as_sent, there.name
    changes.take_original(there, by=viewer())
    db.session.commit()
    return handed_back(content, name)


def _readings(docx: bytes, wording: FrameworkWording) -> list[Reading]:
    """What was read, for each service that the document has the tables of. Raises ``Invalid``, ``NotReady``."""
    readings = read_all_appendices(read_apart(docx), wording)
    rules.insist_on_size(readings)
    return readings


def _look(service: Service, there: Upload, readings: list[Reading]) -> _Look | None:
    """What was read for the service that the address names; ``None`` where it names none of several."""
    number = 1 if len(readings) == 1 else request.args.get("service", 0, int)
    if not 1 <= number <= len(readings):
        return None
    reading, framework, known = readings[number - 1], first_framework(), _known(service)
    label = there.label or ""
    plan = next_label(known.planned, service.year_starts, today=clock.today()) if label in known.planned else ""
    form = look_form(reading, framework.wording, known, data={"label": label, "plan": plan})
    told = there.summed.period_from if there.summed else ""
    form.label.description = told if label else "The document does not say it."
    if when := form.period_typed():
        reading.compare_with(when)
    return _Look(service, framework, there, reading, len(readings), form)


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
