"""Reading the demonstration."""

from tracker.accounts.queries import get_service
from tracker.assessments.queries import assessments_of
from tracker.demonstration.rules import SLUG
from tracker.errors import NotFound
from tracker.reports.queries import Year, year_of


def latest_year() -> Year:
    """The demonstration's last assessment with its plan. Raises ``NotFound`` where it has not been made."""
    assessments = assessments_of(get_service(SLUG))
    if not assessments:
        raise NotFound("The demonstration has no assessment.")
    return year_of(assessments[-1])
