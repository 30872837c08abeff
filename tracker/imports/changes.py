"""Every change to documents that wait."""

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, insist
from tracker.assessments.models import Assessment
from tracker.audit.changes import record
from tracker.db import db
from tracker.imports import rules
from tracker.imports.models import Upload
from tracker.reports.changes import save_reading
from tracker.reports.reading import Reading
from tracker.richtext import clean
from tracker.standards.models import Framework


def keep_upload(service: Service, name: str, content: bytes, period: Period, *, by: Doer) -> Upload:
    """Keep a document until somebody has looked at it; what nobody saved for a week is taken away."""
    insist(by, rules.IMPORT, service.id)
    now = clock.now()
    old = sa.and_(Upload.service_id == service.id, Upload.at < now - rules.KEPT_FOR)
    db.session.execute(sa.delete(Upload).where(old))
    shown = clean(name).strip()[-255:] or "document.docx"
    upload = Upload(service_id=service.id, at=now, name=shown, label=period.label, content=content)
    db.session.add(upload)
    db.session.flush()
    record("keep_upload", upload.id, by=by, service_id=service.id, label=period.label)
    return upload


def save_upload(
    upload: Upload,
    reading: Reading,
    service: Service,
    framework: Framework,
    period: Period,
    *,
    plan_label: str,
    by: Doer,
) -> Assessment:
    """Make the assessment, and the plan if there is one, of a document; then it need not be kept.

    Raises ``Invalid`` where a remark is a stop, ``Conflict`` where the period is there already.
    """
    insist(by, rules.IMPORT, service.id)
    assessment = save_reading(reading, service, framework, period, plan_label=plan_label, by=by)
    db.session.delete(upload)
    db.session.flush()
    record("save_upload", upload.id, by=by, service_id=service.id, label=period.label)
    return assessment
