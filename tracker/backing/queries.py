"""What of the library to choose from for a rating."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from tracker.accounts.rules import Doer
from tracker.assessments.models import Rating
from tracker.evidence.models import Evidence
from tracker.evidence.queries import evidence_of, get_items
from tracker.evidence.rules import Wanted

OTHERS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Shelf:
    """Items to choose from: what is ticked, what names the standard, and others, of which ``more`` are not shown."""

    ticked: list[Evidence]
    named: list[Evidence]
    others: list[Evidence]
    more: int

    def __bool__(self) -> bool:
        return bool(self.ticked or self.named or self.others)


def shelf_of(rating: Rating, ticked: Collection[uuid.UUID], wanted: Wanted, *, viewer: Doer) -> Shelf:
    """What is ticked, whatever is wanted, and of the library what is. Raises ``NotFound`` for what is not there."""
    service = rating.assessment.service
    named: list[Evidence] = []
    others: list[Evidence] = []
    for item in evidence_of(service, wanted, viewer=viewer):
        numbers = [standard.number for standard in item.standards]
        if item.id not in ticked:
            (named if rating.standard.number in numbers else others).append(item)
    chosen = get_items(service, ticked, viewer=viewer)
    return Shelf(chosen, named, others[:OTHERS_AT_ONCE], len(others[OTHERS_AT_ONCE:]))
