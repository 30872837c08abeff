"""Every reading of seals. One that does not fit is never shown as good: reading it raises ``Invalid``."""

import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tracker.accounts.rules import Doer, insist
from tracker.assessments.models import Assessment
from tracker.assessments.rules import Status
from tracker.db import db
from tracker.errors import Invalid, NotFound
from tracker.reports.queries import Year
from tracker.seals import rules, snapshots
from tracker.seals.models import Seal


def read(seal: Seal) -> dict[str, Any]:
    """What is sealed. Raises ``Invalid`` where it does not fit its digest and its signature."""
    if fault := rules.fault(seal.snapshot, seal.digest, seal.signature, seal.public_key):
        raise Invalid(
            f"The seal {rules.short(seal.digest)} does not fit: {fault}. Nothing is shown of it. Tell whoever runs "
            "this installation: the database was changed from outside, and a backup has it as it was."
        )
    snapshot: dict[str, Any] = json.loads(seal.snapshot)
    snapshots.insist_readable(snapshot)
    return snapshot


def sealed_year(seal: Seal) -> Year:
    """The year as it was sealed, with what is printed of who ratified it. Nothing in it is of the session."""
    snapshot = read(seal)
    with db.session.no_autoflush:
        year = snapshots.year_in(snapshot, seal.assessment)
    return replace(year, notice=f"{ratified(snapshot)} Seal {rules.short(seal.digest)}.")


def ratified(snapshot: dict[str, Any]) -> str:
    """Who ratified, and when, in a sentence with the service's own name for its group."""
    held = snapshots.meeting_in(snapshot)
    return rules.ratified(Status(snapshot["status"]), snapshot["service"]["advisory_body"], held.held_on)


def seals_of(assessment: Assessment, *, viewer: Doer) -> list[Seal]:
    """The seals of all its versions, the first first. Raises ``Forbidden``."""
    insist(viewer, rules.READ, assessment.service_id)
    query = sa.select(Seal).where(Seal.assessment_id == assessment.id).order_by(Seal.version)
    return list(db.session.scalars(query))


def latest_seal(assessment: Assessment, *, viewer: Doer) -> Seal | None:
    """The seal of the version in force, if there is one."""
    return next(reversed(seals_of(assessment, viewer=viewer)), None)


def get_seal(assessment: Assessment, version: int, *, viewer: Doer) -> Seal:
    """The seal of this version. Raises ``NotFound``, ``Forbidden``."""
    found = next((seal for seal in seals_of(assessment, viewer=viewer) if seal.version == version), None)
    if found is None:
        raise NotFound(f"No version {version} of the self-assessment {assessment.label} was ratified.")
    return found


def public_keys() -> list[str]:
    """The public halves of all keys by which something is sealed."""
    return list(db.session.scalars(sa.select(Seal.public_key).distinct().order_by(Seal.public_key)))
