"""Every change to services."""

from tracker.accounts import queries, rules
from tracker.accounts.models import Service
from tracker.audit.changes import record
from tracker.audit.rules import Doer
from tracker.db import db
from tracker.errors import Conflict, Invalid
from tracker.richtext import clean


def add_service(
    name: str,
    slug: str,
    *,
    by: Doer,
    year_starts: int = rules.SEPTEMBER,
    advisory_body: str = "Advisory Group",
) -> Service:
    """Add a service. Raises ``Invalid``, or ``Conflict`` where the slug is taken."""
    name, advisory_body = _line(name), _line(advisory_body)
    if not 0 < len(name) <= 200:
        raise Invalid("A service needs a name of at most 200 characters.")
    if not 0 < len(advisory_body) <= 200:
        raise Invalid("The advisory body needs a name of at most 200 characters.")
    if queries.find_service(rules.slug(slug)):
        raise Conflict(f"There is a service “{slug}” already. Choose another slug.")
    service = Service(name=name, slug=slug, year_starts=year_starts, advisory_body=advisory_body)
    db.session.add(service)
    db.session.flush()
    record("add_service", service.id, by=by, service_id=service.id, name=name, slug=slug, year_starts=year_starts)
    return service


def _line(text: str) -> str:
    return " ".join(clean(text).split())
