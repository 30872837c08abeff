"""Years that the advisory group is asked about, and what it says, made for tests."""

from tests.submitting import complete, rate
from tracker.accounts.models import Person
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import move
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating
from tracker.review.changes import answer, respond
from tracker.review.models import Query, RatingResponse
from tracker.review.queries import open_queries_by
from tracker.review.rules import Response

YEAR = "/services/lanternshire/assessments/2021-22"
PACK = f"{YEAR}/review"
ASKED = "How many families were asked?"


def make_submitted(assessment: Assessment) -> Assessment:
    """Everything rated and submitted."""
    complete(assessment)
    move(assessment, "submit", by=OPERATOR)
    return assessment


def say_agree(assessment: Assessment, member: Person, number: str = "4.1") -> RatingResponse:
    """``member`` agrees."""
    return respond(get_rating(assessment, number), Response.AGREE, member=member, by=member)


def ask(assessment: Assessment, member: Person, text: str = ASKED, number: str = "4.1") -> Query:
    """``member`` asks something, which is returned."""
    rating = get_rating(assessment, number)
    respond(rating, Response.QUERY, text, member=member, by=member)
    return next(query for query in open_queries_by(member, rating) if query.text == text)


def ask_and_answer(assessment: Assessment, member: Person, manager: Person, text: str = "Fifty.") -> Query:
    """``member`` asks, and ``manager`` answers."""
    query = ask(assessment, member)
    answer(query, text, by=manager)
    return query


def change_after_sending_back(assessment: Assessment, number: str = "4.1", notes: str = "Done better.") -> None:
    """The year is sent back, one rating is changed, and it is submitted again."""
    move(assessment, "send_back", by=OPERATOR)
    rate(assessment, number, "C", notes)
    move(assessment, "submit", by=OPERATOR)
