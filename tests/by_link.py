"""Links to the review pack, and browsers that have opened one, made for tests."""

from tests.cast import Browser
from tests.group import make_member
from tests.review import make_submitted
from tracker.accounts.models import Person
from tracker.accounts.rules import OPERATOR, Constituency
from tracker.assessments.models import Assessment
from tracker.by_link.changes import make_link

LINKS = "/services/lanternshire/assessments/2021-22/review/links"
PACK = "/by-link"


def make_visitor(assessment: Assessment, name: str = "Ann Bell") -> Person:
    """Somebody of the group who has no account; the assessment is submitted."""
    if assessment.is_edited:
        make_submitted(assessment)
    return make_member(assessment.service, name, Constituency.PARENT_CARERS).person


def open_link(client: Browser, assessment: Assessment, person: Person) -> str:
    """Make a link for ``person`` and open it in this browser; its token."""
    token = make_link(assessment, person, by=OPERATOR)
    assert client.post(f"/review/{token}").location == PACK
    return token
