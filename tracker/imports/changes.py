"""Every change to documents that were sent."""

import json
from dataclasses import asdict

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, first_year, insist
from tracker.assessments.models import Assessment
from tracker.audit.changes import record
from tracker.db import db
from tracker.imports import rules
from tracker.imports.models import Upload
from tracker.imports.rules import Sent, Summary
from tracker.reports.changes import save_reading
from tracker.reports.reading import Reading
from tracker.richtext import clean
from tracker.standards.models import Framework


def keep_upload(service: Service, sent: Sent, label: str = "", *, by: Doer, summary: Summary | None = None) -> Upload:
    """Keep a document until somebody has looked at it; what nobody saved for a week is removed.

    ``label`` is the period that it seems to be of, empty where that is not known.
    """
    insist(by, rules.IMPORT, service.id)
    now = clock.now()
    old = sa.and_(Upload.service_id == service.id, Upload.saved_at.is_(None), Upload.at < now - rules.KEPT_FOR)
    for gone in db.session.scalars(sa.delete(Upload).where(old).returning(Upload.id)).all():
        record("let_upload_go", gone, by=by, service_id=service.id)
    upload = Upload(
        service_id=service.id,
        at=now,
        name=" ".join(clean(sent.name).split())[-255:].strip() or "document.docx",
        label=label or None,
        summary=asdict(summary) if summary else None,
        content=sent.docx,
        original=sent.original,
    )
    db.session.add(upload)
    db.session.flush()
    record("keep_upload", upload.id, by=by, service_id=service.id, label=label)
    return upload


def save_upload(
    upload: Upload,
    read: Reading,
    reading: Reading,
    service: Service,
    framework: Framework,
    period: Period,
    *,
    plan_label: str,
    by: Doer,
) -> Assessment:
    """Make the assessment, and the plan if there is one, of ``reading``: what was ``read``, as a person corrected it.

    The document is kept from now on, with both. Raises ``Invalid`` where a remark is a stop, ``Conflict`` where the
    period is there already.
    """
    insist(by, rules.IMPORT, service.id)
    assessment = save_reading(reading, service, framework, period, plan_label=plan_label, by=by)
    upload.assessment, upload.saved_at, upload.label = assessment, clock.now(), period.label
    upload.reading = json.dumps({"title": read.title, "read": read.as_json(), "saved": reading.as_json()})
    db.session.flush()
    record("save_upload", upload.id, by=by, service_id=service.id, label=period.label)
    return assessment


def set_period(upload: Upload, label: str, service: Service, *, by: Doer) -> None:
    """Say of which period a document is; empty takes that back. Raises ``Invalid`` for what is no period."""
    insist(by, rules.IMPORT, upload.service_id)
    if label:
        first_year(label, service.year_starts)
    if label != (upload.label or ""):
        upload.label = label or None
        upload.summary = upload.summary and upload.summary | {"period_from": ""}
        db.session.flush()
        record("set_period", upload.id, by=by, service_id=upload.service_id, label=label)


def remove_upload(upload: Upload, *, by: Doer) -> None:
    """Remove a document that nobody has saved."""
    insist(by, rules.IMPORT, upload.service_id)
    db.session.delete(upload)
    db.session.flush()
    record("remove_upload", upload.id, by=by, service_id=upload.service_id)


def take_original(upload: Upload, *, by: Doer) -> None:
    """Put down that ``by`` takes the file as it was sent."""
    insist(by, rules.IMPORT, upload.service_id)
    record("take_original", upload.id, by=by, service_id=upload.service_id)
