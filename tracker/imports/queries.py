"""Every reading of documents that wait."""

import uuid

import sqlalchemy as sa

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.db import db
from tracker.errors import NotFound
from tracker.imports import rules
from tracker.imports.models import Upload


def get_upload(service: Service, identifier: uuid.UUID, *, viewer: Doer) -> Upload:
    """The service's document with this identifier. Raises ``NotFound``, ``Forbidden``."""
    insist(viewer, rules.IMPORT, service.id)
    upload = db.session.scalar(sa.select(Upload).where(Upload.id == identifier, Upload.service_id == service.id))
    if upload is None:
        raise NotFound("That document is not here any more: it was saved already, or is too old. Send it again.")
    return upload
