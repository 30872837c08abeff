"""The library: what is in it, adding to it, an item with its files, and putting one back."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from wtforms import Field

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service, name_of
from tracker.accounts.rules import insist, may
from tracker.db import begin_writing, db, outside_transaction
from tracker.downloads import handed_back
from tracker.errors import Invalid, Stale
from tracker.evidence import changes, queries, rules
from tracker.evidence.changes import Sent, text_of
from tracker.evidence.forms import (
    FORMS,
    EvidenceForm,
    FilesForm,
    NewDocumentForm,
    NewVersionForm,
    WantedForm,
    sent_files,
)
from tracker.evidence.models import Evidence
from tracker.evidence.rules import HEIGHT, WIDTH, EvidenceKind, differences, is_due, line_of
from tracker.figures import has_few, printed, printed_amount
from tracker.files import KINDS, MIB, TAKEN, FileKind, check_file, clean_name
from tracker.paging import pages_shown
from tracker.standards.queries import first_framework

blueprint = Blueprint("evidence", __name__, url_prefix="/services/<slug>/evidence")
ITEM = "/<uuid:identifier>"


@blueprint.app_template_filter("printed")
def _printed(item: Evidence) -> str:
    return printed(item.figure).replace(" %", "\N{NO-BREAK SPACE}%") if item.figure else ""


@blueprint.app_template_filter("printed_amount")
def _printed_amount(item: Evidence) -> str:
    return printed_amount(item.figure.value, item.figure) if item.figure else ""


@blueprint.app_template_filter("is_due")
def _is_due(item: Evidence) -> bool:
    return is_due(item.look_again, today=clock.today())


@blueprint.app_template_filter("file_kind")
def _file_kind(kind: FileKind) -> str:
    return KINDS[kind]


@blueprint.app_template_filter("in_bytes")
def _in_bytes(size: int) -> str:
    return f"{size / MIB:.1f} MiB" if size >= MIB else f"{max(1, round(size / 1024)):,} KiB"


@blueprint.get("")
def library(slug: str) -> ResponseReturnValue:
    """The service's evidence, of which the address says what is looked for."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.READ, service.id)
    form = WantedForm(first_framework(), request.args)
    may_delete = may(viewer(), rules.DELETE, service.id)
    page = queries.library_page(service, form.wanted(), request.args.get("page", 1, int), viewer=viewer())
    return render_template(
        "evidence/library.html",
        service=service,
        form=form,
        wanted=form.wanted(),
        page=page,
        shown=pages_shown(page.number, page.pages),
        asked={name: text for name, text in request.args.items() if name in form},
        counts=queries.counts_of(service, viewer=viewer()),
        deleted=queries.deleted_evidence_of(service, viewer=viewer()) if may_delete else [],
        kinds=EvidenceKind,
        may_add=may(viewer(), rules.ADD, service.id),
    )


@blueprint.route("/add/<any(document, link, figure, note):kind>", methods=["GET", "POST"])
def add(slug: str, kind: str) -> ResponseReturnValue:
    """Add an item of this kind, for the standards in the address if there are some."""

    def go_to(item: Evidence) -> tuple[str, str]:
        return f"“{item.title}” added.", url_for("evidence.item", slug=slug, identifier=item.id)

    return add_item(slug, EvidenceKind(kind), request.args.getlist("standard"), go_to)


def add_item(
    slug: str,
    kind: EvidenceKind,
    standards: Sequence[str],
    then: Callable[[Evidence], tuple[str, str]],
    **shown: object,
) -> ResponseReturnValue:
    """The page that adds an item, with ``standards`` ticked and what else it shows; sent, it adds it.

    ``then`` is done with the item in the same transaction, and tells what to say and where to go.
    """
    service = _service_to_change(slug)
    made = NewDocumentForm if kind is EvidenceKind.DOCUMENT else FORMS[kind]
    form = made(first_framework(), data={"standards": list(standards)})
    if form.validate_on_submit():
        files = _checked(form.files, form.files.data)
        service = _service_to_change(slug)
        if files is not None:
            item = changes.add_evidence(
                service, kind, form.text(), first_framework(), files=files, by=viewer(), identifier=form.identifier()
            )
            said, address = then(item)
            db.session.commit()
            flash(said)
            return redirect(address)
    elif form.files.data and not form.files.errors:
        form.files.errors = ["Choose your files again: nothing was saved yet, and they are not kept meanwhile"]
    return render_template("evidence/add.html", service=service, form=form, kind=kind, taken=_taken(), **shown)


@blueprint.route(ITEM, methods=["GET", "POST"])
def item(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """An item with its files; who may change it saves what it says."""
    saving = request.method == "POST"
    service = _service_to_change(slug) if saving else get_service(slug, viewer=viewer())
    there = queries.get_evidence(service, identifier, viewer=viewer(), to_change=saving, deleted=saving)
    form = _form_of(there)
    if there.deleted_at is not None:  # taken out while somebody typed: what they typed stays in sight
        return _item_page(there, form=form), 409
    if not form.validate_on_submit():
        return _item_page(there, form=form)
    try:
        changes.save_evidence(there, form.text(), first_framework(), version=form.version.seen(), by=viewer())
    except Stale:
        form.version.data = str(there.version)
        return _item_page(there, form=form, differs=differences(form.text(), text_of(there))), 409
    db.session.commit()
    flash("Evidence saved.")
    return redirect(url_for("evidence.item", slug=slug, identifier=identifier))


@blueprint.post(f"{ITEM}/files")
def add_files(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Put files beside those that an item has."""
    _service_to_change(slug)
    form = FilesForm()
    files = _checked(form.files, form.files.data) if form.validate() else None
    there = queries.get_evidence(_service_to_change(slug), identifier, viewer=viewer(), to_change=True)
    if files is None:
        return _item_page(there, files=form)
    for file in files:
        changes.add_file(there, file, by=viewer())
    db.session.commit()
    flash(f"{', '.join(file.name for file in files)} added.")
    return redirect(url_for("evidence.item", slug=slug, identifier=identifier))


@blueprint.post(f"{ITEM}/files/<int(max=9999):position>")
def add_version(slug: str, identifier: uuid.UUID, position: int) -> ResponseReturnValue:
    """Put a newer version before a file, which stays."""
    _service_to_change(slug)
    form = NewVersionForm()
    files = _checked(form.file, [form.file.data]) if form.validate() else None
    there = queries.get_evidence(_service_to_change(slug), identifier, viewer=viewer(), to_change=True)
    if files is None:
        return _item_page(there, newer=(position, form))
    file = changes.add_version(there, position, files[0], by=viewer())
    db.session.commit()
    flash(f"{file.name} is the newest version. The one before it is kept.")
    return redirect(url_for("evidence.item", slug=slug, identifier=identifier))


@blueprint.get(f"{ITEM}/files/<uuid:file_identifier>")
def file(slug: str, identifier: uuid.UUID, file_identifier: uuid.UUID) -> ResponseReturnValue:
    """A file as it was sent; that it was taken is kept in the record. No browser shows it here."""
    begin_writing()
    there = queries.get_evidence(get_service(slug, viewer=viewer()), identifier, viewer=viewer())
    taken = queries.get_file(there, file_identifier)
    content, name = taken.blob.content, taken.name
    changes.take_file(taken, by=viewer())
    db.session.commit()
    return handed_back(content, name)


@blueprint.post(f"{ITEM}/files/<int(max=9999):position>/delete")
def delete_file(slug: str, identifier: uuid.UUID, position: int) -> ResponseReturnValue:
    """Take one file out of an item; the item's page offers to put it back."""
    there = queries.get_evidence(_service_to_change(slug), identifier, viewer=viewer(), to_change=True)
    file = changes.delete_file(there, position, by=viewer())
    db.session.commit()
    flash(f"{file.name} was taken out. You can put it back below.")
    return redirect(url_for("evidence.item", slug=slug, identifier=identifier))


@blueprint.post(f"{ITEM}/files/<int(max=9999):position>/restore")
def restore_file(slug: str, identifier: uuid.UUID, position: int) -> ResponseReturnValue:
    """Put one file back."""
    there = queries.get_evidence(_service_to_change(slug), identifier, viewer=viewer(), to_change=True)
    file = changes.restore_file(there, position, by=viewer())
    db.session.commit()
    flash(f"{file.name} is back.")
    return redirect(url_for("evidence.item", slug=slug, identifier=identifier))


@blueprint.post(f"{ITEM}/fewer-than-5")
def as_few(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Have a figure printed as fewer than 5 from now on."""
    there = queries.get_evidence(_service_to_change(slug), identifier, viewer=viewer(), to_change=True)
    changes.print_as_few(there, by=viewer())
    db.session.commit()
    flash("It is printed as “fewer than 5” from now on.")
    return redirect(url_for("evidence.item", slug=slug, identifier=identifier))


@blueprint.post(f"{ITEM}/restore")
def restore(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Put an item back into the library."""
    service = _service_to_change(slug)
    there = queries.get_evidence(service, identifier, viewer=viewer(), to_change=True, deleted=True)
    changes.restore_evidence(there, by=viewer())
    db.session.commit()
    flash(f"“{there.title}” is back in the library.")
    return redirect(url_for("evidence.item", slug=slug, identifier=identifier))


def _service_to_change(slug: str) -> Service:
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.SAVE, service.id)
    return service


def _limit() -> int:
    return int(current_app.config["TRACKER"].file_limit)


def _taken() -> str:
    together = current_app.config["TRACKER"].request_limit // MIB
    return f"{TAKEN}. Up to {_limit()} MiB each, and {together} MiB sent at once."


def _checked(field: Field, uploads: Iterable[FileStorage] | None) -> list[Sent] | None:
    """The files that were sent, or ``None`` where one may not be kept: then ``field`` says which and why."""
    files = [(clean_name(name), content) for name, content in sent_files(uploads)]
    kept, refused = outside_transaction(partial(_check_each, files, _limit() * MIB))
    if refused:
        again = [] if len(files) == 1 else ["None of your files was kept: choose them again without what is said here."]
        field.errors = [" ".join([*refused, *again])]
    return None if refused else kept


def _check_each(files: list[tuple[str, bytes]], most: int) -> tuple[list[Sent], list[str]]:
    kept, refused = [], []
    for name, content in files:
        try:
            kept.append(Sent(name, content, check_file(name, content, most=most)))
        except Invalid as error:
            refused.append(f"{name}: {error}")
    return kept, refused


def _form_of(there: Evidence, **settings: Any) -> EvidenceForm:
    form = FORMS[there.kind](first_framework(), text_of(there), data={"version": str(there.version)}, **settings)
    del form.files
    return form


def _item_page(
    there: Evidence,
    *,
    form: EvidenceForm | None = None,
    files: FilesForm | None = None,
    newer: tuple[int, NewVersionForm] | None = None,
    differs: Sequence[tuple[str, str]] = (),
) -> str:
    """The page; ``differs`` is what somebody else saved meanwhile, and of the forms one was sent."""
    sent = form or files or (newer[1] if newer else None)
    series = queries.series_of(there) if there.figure else []
    points = line_of([entry.figure for entry in series if entry.figure])
    return render_template(
        "evidence/item.html",
        item=there,
        service=there.service,
        form=sent,
        edit=form or _form_of(there, formdata=None),
        files=files or FilesForm(formdata=None),
        newer=newer,
        versions=queries.versions_of(there),
        deleted_files=queries.deleted_files_of(there),
        differs=differs,
        added_by=name_of(there.added_by),
        series=series,
        points=points,
        size=(WIDTH, HEIGHT),
        few=there.figure is not None and has_few(there.figure),
        taken=_taken(),
        may_save=may(viewer(), rules.SAVE, there.service_id),
    )
