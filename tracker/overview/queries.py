"""How the review of a year stands, beside its ratings, and what became of its plan since it was ratified."""

import uuid
from dataclasses import dataclass

from tracker.accounts.rules import Doer, may
from tracker.assessments.models import Assessment
from tracker.review import rules
from tracker.review.queries import Asked, queries_of, standing_of
from tracker.review.rules import Standing
from tracker.seals.queries import plan_changes_since, versions_of


@dataclass(frozen=True, slots=True)
class BesideYear:
    """How the ratings stand with the group, by their identifiers, what is open, and whether the reader is asked."""

    standing: dict[uuid.UUID, Standing]
    open_ones: list[Asked]
    is_open: bool
    may_answer: bool


def review_of(assessment: Assessment, *, viewer: Doer) -> BesideYear:
    """What of the review stands on the page of a year; how ratings stand only while the group is asked."""
    is_open = assessment.is_under_review
    asked = [
        one
        for one in queries_of(assessment, viewer=viewer)
        if one.query.is_open and one.query.assessment_version == assessment.version
    ]
    return BesideYear(
        standing_of(assessment, viewer=viewer) if is_open else {},
        asked,
        is_open,
        is_open and may(viewer, rules.ANSWER, assessment.service_id),
    )


def plan_since(assessment: Assessment, *, viewer: Doer) -> str:
    """What has changed in the plan's actions since the year was ratified, in a sentence; empty for nothing."""
    in_force = next(iter(versions_of(assessment, viewer=viewer)), None)
    if in_force is None or in_force.fault:
        return ""
    changes = plan_changes_since(in_force, viewer=viewer)
    return changes.in_words if changes else ""
