"""What is recorded of the record itself."""

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist, insist_administrator
from tracker.audit.changes import record
from tracker.audit.rules import INSTALLATION
from tracker.record import rules


def take_record(service: Service | None, *, by: Doer) -> None:
    """Put down that ``by`` exports the service's record, or the installation's. Raises ``Forbidden``."""
    if service is None:
        insist_administrator(by)
        record("take_record", INSTALLATION, by=by)
    else:
        insist(by, rules.READ, service.id)
        record("take_record", service.id, by=by, service_id=service.id)
