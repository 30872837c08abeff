"""Every reading of assessments."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.assessments import rules
from tracker.assessments.models import Assessment, Rating
from tracker.db import db
from tracker.errors import NotFound
from tracker.standards.models import Framework, Standard


def assessments_of(service: Service, *, viewer: Doer) -> list[Assessment]:
    """The service's assessments, oldest first. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(Assessment)
        .join(Assessment.framework)
        .where(Assessment.service_id == service.id)
        .order_by(Assessment.starts, Assessment.label, Framework.identifier, Framework.version)
    )
    return list(db.session.scalars(query))


def find_assessment(service: Service, framework: Framework, label: str) -> Assessment | None:
    """The service's assessment against this framework with this label, if there is one."""
    query = sa.select(Assessment).where(
        Assessment.service_id == service.id,
        Assessment.framework_id == framework.id,
        Assessment.label == label,
    )
    return db.session.scalar(query)


def get_assessment(service: Service, label: str, framework_slug: str | None = None, *, viewer: Doer) -> Assessment:
    """The service's assessment with this label; the framework need be named only where two share it.

    Raises ``NotFound``, ``Forbidden``.
    """
    there = assessments_of(service, viewer=viewer)
    of_label = [assessment for assessment in there if assessment.label == label]
    chosen = [assessment for assessment in of_label if framework_slug in (None, assessment.framework.slug)]
    if len(chosen) == 1:
        return chosen[0]
    if len(chosen) > 1:
        slugs = ", ".join(assessment.framework.slug for assessment in chosen)
        raise NotFound(f"{service.name} has several assessments {label}. Say against which framework: {slugs}")
    against = f" against {framework_slug}" if framework_slug else ""
    known = ", ".join(f"{assessment.label} ({assessment.framework.slug})" for assessment in there) or "none"
    raise NotFound(f"{service.name} has no assessment {label}{against}. It has: {known}")


def ratings_of(assessment: Assessment) -> list[Rating]:
    """The assessment's ratings in the order of the standards."""
    query = (
        sa.select(Rating)
        .join(Rating.standard)
        .where(Rating.assessment_id == assessment.id)
        .options(joinedload(Rating.standard).joinedload(Standard.section), joinedload(Rating.entry))
        .order_by(Standard.position)
    )
    return list(db.session.scalars(query))
