"""Every change to documents that were sent."""

import json

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, insist
from tracker.assessments.models import Assessment
from tracker.audit.changes import record
from tracker.db import db
from tracker.imports import rules
from tracker.imports.models import Upload
from tracker.imports.rules import Sent
from tracker.reports.changes import save_reading
from tracker.reports.reading import Reading
from tracker.richtext import clean
from tracker.standards.models import Framework


def keep_upload(service: Service, sent: Sent, period: Period, *, by: Doer) -> Upload:
    """Keep a document until somebody has looked at it; what nobody saved for a week is taken away."""
    insist(by, rules.IMPORT, service.id)
    now = clock.now()
    old = sa.and_(Upload.service_id == service.id, Upload.saved_at.is_(None), Upload.at < now - rules.KEPT_FOR)
    db.session.execute(sa.delete(Upload).where(old))
    upload = Upload(
        service_id=service.id,
        at=now,
        name=" ".join(clean(sent.name).split())[-255:].strip() or "document.docx",
        label=period.label,
        content=sent.docx,
        original=sent.original,
    )
    db.session.add(upload)
    db.session.flush()
    record("keep_upload", upload.id, by=by, service_id=service.id, label=period.label)
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


def take_original(upload: Upload, *, by: Doer) -> None:
    """Put down that ``by`` takes the file as it was sent."""
    insist(by, rules.IMPORT, upload.service_id)
    record("take_original", upload.id, by=by, service_id=upload.service_id)
