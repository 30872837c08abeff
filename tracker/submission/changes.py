"""Every change to what may be published. The record says which place and which kind, and holds no words."""

from tracker import clock
from tracker.accounts.rules import Doer, insist
from tracker.assessments.changes import hold, move
from tracker.assessments.models import Assessment
from tracker.assessments.rules import MOVES, insist_leads_from
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Invalid
from tracker.reports.queries import year_shown
from tracker.review.queries import has_responses
from tracker.review.rules import insist_unanswered
from tracker.submission import queries, rules
from tracker.submission.models import KeptWording
from tracker.submission.rules import Found, PlaceKind


def submit(assessment: Assessment, *, by: Doer) -> None:
    """Hand a year over to the advisory group: its ratings, notes and evidence are closed from then on.

    Raises ``Conflict`` where something stands in the way, which says what it is, or where it is submitted already.
    """
    insist(by, MOVES["submit"].deed, assessment.service_id)
    hold(assessment)
    insist_leads_from("submit", assessment.status, assessment.label)
    rules.insist_complete(queries.completeness_of(year_shown(assessment, viewer=by), viewer=by).found)
    move(assessment, "submit", by=by)


def withdraw(assessment: Assessment, *, by: Doer) -> None:
    """Take a submitted year back to work on it.

    Raises ``Conflict`` where it is not submitted any more, or where somebody of the group has responded to it.
    """
    insist(by, MOVES["withdraw"].deed, assessment.service_id)
    hold(assessment)
    insist_leads_from("withdraw", assessment.status, assessment.label)
    insist_unanswered(has_responses(assessment), assessment.label)
    move(assessment, "withdraw", by=by)


def keep_wording(assessment: Assessment, found: Found, *, by: Doer) -> None:
    """Say that words which may name somebody may be published; said once more it is nothing.

    Raises ``Invalid`` for what is not about publishing.
    """
    insist(by, rules.KEEP, assessment.service_id)
    if found.lack not in rules.TO_DECIDE:
        raise Invalid("Only what may tell who somebody is can be let through.")
    if queries.find_kept(found):
        return
    kind, words = found.decided
    place = found.place
    kept = KeptWording(
        rating_id=place.identifier if place.kind is PlaceKind.RATING else None,
        action_id=place.identifier if place.kind is PlaceKind.ACTION else None,
        evidence_id=place.identifier if place.kind is PlaceKind.EVIDENCE else None,
        kind=kind,
        words=words,
        by=by.identifier,
        at=clock.now(),
    )
    db.session.add(kept)
    db.session.flush()
    _record("keep_wording", assessment, found, by=by)


def ask_again(assessment: Assessment, found: Found, *, by: Doer) -> None:
    """Take back that words may be published; where that was not said it is nothing."""
    insist(by, rules.KEEP, assessment.service_id)
    kept = queries.find_kept(found)
    if kept is None:
        return
    db.session.delete(kept)
    db.session.flush()
    _record("ask_again", assessment, found, by=by)


def _record(verb: str, assessment: Assessment, found: Found, *, by: Doer) -> None:
    place = found.place
    record(
        verb, place.identifier, by=by, service_id=assessment.service_id, place=place.kind.value, kind=found.decided[0]
    )
