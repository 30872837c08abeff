"""Every reading of documents that were sent."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.imports import rules
from tracker.imports.models import Upload


def get_upload(service: Service, identifier: uuid.UUID, *, viewer: Doer) -> Upload:
    """The service's document with this identifier. Raises ``NotFound``, ``Forbidden``."""
    return _upload(service, identifier, viewer, to_save=False)


def get_upload_to_save(service: Service, identifier: uuid.UUID, *, viewer: Doer) -> Upload:
    """As ``get_upload``, one that nobody has saved; whoever else would save it waits. Raises also ``Conflict``."""
    upload = _upload(service, identifier, viewer, to_save=True)
    if upload.saved_at is not None:
        raise Conflict(f"{upload.name} was saved already, as the self-assessment {upload.label}. Nothing was changed.")
    return upload


def _upload(service: Service, identifier: uuid.UUID, viewer: Doer, *, to_save: bool) -> Upload:
    insist(viewer, rules.IMPORT, service.id)
    query = sa.select(Upload).where(Upload.id == identifier, Upload.service_id == service.id)
    if to_save:
        query = query.with_for_update(of=Upload).execution_options(populate_existing=True)
    upload = db.session.scalar(query)
    if upload is None:
        raise NotFound(
            "That document is not here any more: nobody saved it for a week, or somebody removed it. Send it again."
        )
    return upload


def waiting_uploads(service: Service, *, viewer: Doer, to_save: bool = False) -> list[Upload]:
    """The service's documents that nobody has saved yet, in the order in which they were sent. Raises ``Forbidden``.

    With ``to_save``, whoever else would save them waits.
    """
    insist(viewer, rules.IMPORT, service.id)
    query = (
        sa.select(Upload)
        .where(Upload.service_id == service.id, Upload.saved_at.is_(None))
        .order_by(Upload.at, Upload.id)
    )
    if to_save:
        query = query.with_for_update(of=Upload).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def saved_uploads(service: Service, *, viewer: Doer) -> list[Upload]:
    """The service's documents that became assessments, the last one first. Raises ``Forbidden``."""
    insist(viewer, rules.IMPORT, service.id)
    query = (
        sa.select(Upload)
        .where(Upload.service_id == service.id, Upload.saved_at.is_not(None))
        .options(joinedload(Upload.assessment))
        .order_by(Upload.saved_at.desc(), Upload.id)
    )
    return list(db.session.scalars(query))
