"""Every reading of services."""

import sqlalchemy as sa

from tracker.accounts.models import Service
from tracker.db import db
from tracker.errors import NotFound


def services() -> list[Service]:
    """All services, by name."""
    return list(db.session.scalars(sa.select(Service).order_by(Service.name, Service.slug)))


def find_service(slug: str) -> Service | None:
    """The service with this slug, if there is one."""
    return db.session.scalar(sa.select(Service).where(Service.slug == slug))


def get_service(slug: str) -> Service:
    """The service with this slug. Raises ``NotFound``."""
    service = find_service(slug)
    if service is None:
        raise NotFound(f"There is no service “{slug}”.")
    return service
