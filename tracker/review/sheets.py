"""The pack, a sheet a standard: all that a member is shown of it, and what they said to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.accounts.rules import Doer
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import previous_assessment, ratings_by_assessment
from tracker.errors import NotFound
from tracker.evidence.models import Evidence
from tracker.plans.models import Action
from tracker.reports.queries import year_shown
from tracker.review import rules
from tracker.review.models import RatingResponse
from tracker.review.queries import Asked, queries_by_rating, responses_of
from tracker.review.rules import Progress


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the pack says of one standard, and what the member said to it.

    ``last_year`` is the rating of the year before, ``None`` where there was none.
    """

    rating: Rating
    evidence: Sequence[Evidence]
    actions: Sequence[Action]
    last_year: Rating | None
    asked: Sequence[Asked]
    response: RatingResponse | None

    @property
    def number(self) -> str:
        """The standard's number."""
        return self.rating.standard.number

    @property
    def is_looked_at(self) -> bool:
        """Whether the member has said something to the rating as it is now."""
        return self.response is not None and self.response.rating_version == self.rating.version

    @property
    def was_changed(self) -> bool:
        """Whether the rating was changed after the member said something to it."""
        return self.response is not None and not self.is_looked_at


def sheets_of(assessment: Assessment, member: Person, *, viewer: Doer) -> list[Sheet]:
    """The pack, standard by standard. Raises ``Forbidden``."""
    year = year_shown(assessment, viewer=viewer)
    before = previous_assessment(assessment, viewer=viewer)
    ratings = ratings_by_assessment([before])[before.id] if before else []
    earlier = {rating.standard_id: rating for rating in ratings}
    asked = queries_by_rating(assessment, viewer=viewer)
    responses = responses_of(assessment, member)
    return [
        Sheet(
            rating,
            year.evidence.get(rating.id, ()),
            [action for action in year.actions if rating.standard in action.standards],
            earlier.get(rating.standard_id),
            asked.get(rating.id, []),
            responses.get(rating.id),
        )
        for rating in year.ratings
    ]


def get_sheet(sheets: Sequence[Sheet], number: str) -> Sheet:
    """The sheet of the standard with this number. Raises ``NotFound``."""
    found = next((sheet for sheet in sheets if sheet.number == number), None)
    if found is None:
        raise NotFound(f"There is no standard “{number}” here.")
    return found


def progress_of(sheets: Sequence[Sheet]) -> Progress:
    """How far the member is whose sheets these are."""
    return rules.progress([sheet.number for sheet in sheets], [one.number for one in sheets if one.is_looked_at])
