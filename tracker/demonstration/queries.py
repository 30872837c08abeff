"""Reading the demonstration."""

from tracker.accounts.queries import find_service
from tracker.assessments.queries import assessments_of
from tracker.demonstration.rules import SLUG
from tracker.reports.queries import Year, year_of


def latest_year() -> Year | None:
    """The demonstration's last assessment with its plan; ``None`` where there is no demonstration."""
    service = find_service(SLUG)
    assessments = assessments_of(service) if service else []
    return year_of(assessments[-1]) if assessments else None
