"""Sealing what was ratified, and beginning the correction of it."""

import uuid
from collections.abc import Collection

from tracker import clock
from tracker.abbreviations.queries import own_meanings
from tracker.accounts.queries import name_of
from tracker.accounts.rules import Doer, insist
from tracker.assessments import changes as assessing
from tracker.assessments.changes import correct, hold
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating
from tracker.assessments.rules import MOVES
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Conflict
from tracker.evidence.models import Evidence
from tracker.evidence.rules import DELETE
from tracker.reports.queries import year_shown
from tracker.review.changes import open_exception
from tracker.seals import queries, rules
from tracker.seals.models import Seal
from tracker.seals.rules import MeetingHeld
from tracker.seals.snapshots import current_files, meeting_in, snapshot_of
from tracker.signing import SigningKey, canonical, digest


def seal(assessment: Assessment, held: MeetingHeld, *, by: Doer, key: SigningKey) -> Seal:
    """Seal the version of a year that was ratified in the same transaction: it is kept as it stands now.

    Raises ``Conflict`` where it is not ratified, ``Invalid`` where the exceptions are not those of the decision.
    """
    insist(by, MOVES["ratify"].deed, assessment.service_id)
    hold(assessment)
    year, at = year_shown(assessment, viewer=by), clock.now()
    rules.insist_matches(assessment.status, held.exceptions, [rating.standard.number for rating in year.ratings])
    snapshot = canonical(
        snapshot_of(
            year,
            held,
            submitted_by=name_of(assessment.submitted_by or ""),
            ratified_by=name_of(by.identifier),
            at=at,
            abbreviations=own_meanings(assessment.service, viewer=by),
        )
    )
    found = digest(snapshot)
    items = {item.id: item for backing in year.evidence.values() for item in backing}
    files = {file.sha256: file.blob for item in items.values() for file in current_files(item)}
    sealed = Seal(
        assessment_id=assessment.id,
        version=assessment.version,
        snapshot=snapshot.decode(),
        digest=found,
        signature=key.sign(bytes.fromhex(found)),
        public_key=key.public,
        by=by.identifier,
        at=at,
        evidence=list(items.values()),
        files=list(files.values()),
    )
    db.session.add(sealed)
    db.session.flush()
    record("seal", assessment.id, by=by, service_id=assessment.service_id, version=sealed.version, digest=sealed.digest)
    return sealed


def begin_correction(assessment: Assessment, reason: str, *, by: Doer) -> None:
    """Begin the next version of a ratified year; what the group excepted from the last one is open in it as queries.

    Raises ``Conflict`` where the year is not ratified, ``Invalid`` without a reason or where the seal does not fit.
    """
    correct(assessment, reason, by=by)
    last = queries.get_seal(assessment, assessment.version - 1, viewer=by)
    for number, text in meeting_in(queries.read(last)).exceptions:
        open_exception(get_rating(assessment, number), text, asked_by=uuid.UUID(last.by), by=by)


def take_out_evidence(item: Evidence, *, by: Doer, seen: Collection[uuid.UUID]) -> None:
    """As ``assessments.changes.take_out_evidence``; what a seal names stays, also where a correction needs it not."""
    insist(by, DELETE, item.service_id)
    if label := queries.sealed_with(item):
        raise Conflict(f"“{item.title}” backs {label} as it was ratified. What was agreed to stays in the library.")
    assessing.take_out_evidence(item, by=by, seen=seen)
