"""What a team agrees among itself, made for tests."""

from datetime import date

from tracker.accounts.models import Person
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating
from tracker.teamwork.changes import add_remark, assign
from tracker.teamwork.models import Assignment, Remark

DAY = date(2027, 5, 12)
SECRET = "Only-the-team-reads-this"  # noqa: S105  # what must not be found elsewhere


def make_assignment(
    assessment: Assessment, person: Person, by: Person, number: str = "4.1", **asked: object
) -> Assignment:
    """``person`` is asked by ``by`` to draft a standard by 12 May 2027."""
    return assign(get_rating(assessment, number), person, by=by, **{"due": DAY, "words": "Look at the levels"} | asked)


def make_remark(assessment: Assessment, by: Person, text: str = SECRET, number: str = "4.1") -> Remark:
    """A remark by ``by``."""
    return add_remark(get_rating(assessment, number), text, by=by)
