"""Every reading of assessments."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, insist
from tracker.assessments import rules
from tracker.assessments.models import Assessment, Rating, RatingEvidence
from tracker.audit.models import AuditEntry
from tracker.audit.queries import entries_about
from tracker.db import db, in_utc
from tracker.errors import NotFound
from tracker.evidence.models import Evidence
from tracker.plans.models import Action, Plan, action_standards
from tracker.plans.queries import actions_of, plans_of
from tracker.plans.rules import ActionState
from tracker.standards.models import Framework, FrameworkRating, Section, Standard
from tracker.standards.rules import CallsFor


def assessments_of(service: Service, *, viewer: Doer, to_change: bool = False) -> list[Assessment]:
    """The service's assessments, oldest first. Raises ``Forbidden``.

    With ``to_change``, whoever else wants to change them waits until this transaction has ended.
    """
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(Assessment)
        .join(Assessment.framework)
        .where(Assessment.service_id == service.id)
        .order_by(Assessment.starts, Assessment.label, Framework.identifier, Framework.version)
    )
    if to_change:
        query = query.with_for_update(of=Assessment).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def assessment_before(service: Service, framework: Framework, starts: date, *, viewer: Doer) -> Assessment | None:
    """The service's latest assessment against this framework of a period that starts before that day."""
    insist(viewer, rules.READ, service.id)
    query = (
        sa.select(Assessment)
        .where(Assessment.service_id == service.id, Assessment.framework_id == framework.id, Assessment.starts < starts)
        .order_by(Assessment.starts.desc(), Assessment.label.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def previous_assessment(assessment: Assessment, *, viewer: Doer) -> Assessment | None:
    """The one before it, against the same framework."""
    return assessment_before(assessment.service, assessment.framework, assessment.starts, viewer=viewer)


def find_assessment(service: Service, framework: Framework, label: str) -> Assessment | None:
    """The service's assessment against this framework with this label, if there is one."""
    query = sa.select(Assessment).where(
        Assessment.service_id == service.id,
        Assessment.framework_id == framework.id,
        Assessment.label == label,
    )
    return db.session.scalar(query)


def periods_against(service: Service, framework: Framework) -> list[Period]:
    """The periods for which the service has assessed itself against this framework, oldest first."""
    query = (
        sa.select(Assessment)
        .where(Assessment.service_id == service.id, Assessment.framework_id == framework.id)
        .order_by(Assessment.starts, Assessment.label)
    )
    return [assessment.period for assessment in db.session.scalars(query)]


def get_assessment(
    service: Service, label: str, framework_slug: str | None = None, *, viewer: Doer, to_change: bool = False
) -> Assessment:
    """The service's assessment with this label; the framework need be named only where two share it.

    Raises ``NotFound``, ``Forbidden``.
    """
    there = assessments_of(service, viewer=viewer, to_change=to_change)
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


def ratings_by_assessment(assessments: Sequence[Assessment]) -> dict[uuid.UUID, list[Rating]]:
    """The ratings of each of them, by its identifier, in the order of the standards; in as many queries as for one."""
    query = (
        sa.select(Rating)
        .join(Rating.standard)
        .where(Rating.assessment_id.in_([assessment.id for assessment in assessments]))
        .options(joinedload(Rating.standard).joinedload(Standard.section), joinedload(Rating.entry))
        .order_by(Standard.position)
    )
    found: dict[uuid.UUID, list[Rating]] = {assessment.id: [] for assessment in assessments}
    for rating in db.session.scalars(query):
        found[rating.assessment_id].append(rating)
    return found


def get_rating(assessment: Assessment, number: str, *, to_change: bool = False) -> Rating:
    """The rating of the standard with this number. Raises ``NotFound``.

    With ``to_change``, whoever else wants to change it waits until this transaction has ended.
    """
    query = (
        sa.select(Rating).join(Rating.standard).where(Rating.assessment_id == assessment.id, Standard.number == number)
    )
    rating = db.session.scalar(query.with_for_update(of=Rating) if to_change else query)
    if rating is None:
        raise NotFound(f"{assessment.framework.title} has no standard “{number}”.")
    return rating


def history_of(rating: Rating) -> list[rules.RatingSave]:
    """What was made of the rating, sitting by sitting, newest first."""
    return list(reversed(rules.sittings([_save(entry) for entry in _saves_of(rating)])))


def get_save(rating: Rating, number: int) -> rules.RatingSave:
    """The save of the rating with this number. Raises ``NotFound``."""
    for entry in _saves_of(rating):
        if entry.id == number:
            return _save(entry)
    raise NotFound(f"{rating.standard.number} has no such text in its history.")


def _saves_of(rating: Rating) -> list[AuditEntry]:
    """The entries of its saves, oldest first; those whose texts were erased are no history any more."""
    return [entry for entry in entries_about(rating.id, "save_rating") if entry.details]


def _save(entry: AuditEntry) -> rules.RatingSave:
    before, after = entry.details["before"], entry.details["after"]
    return rules.RatingSave(
        entry.id, in_utc(entry.at), entry.by, before["code"], after["code"], before["notes"], after["notes"]
    )


def unconfirmed_of(assessment: Assessment) -> list[Rating]:
    """Its ratings that nobody has looked at since they were carried forward, in the order of the standards."""
    query = (
        sa.select(Rating)
        .join(Rating.standard)
        .where(Rating.assessment_id == assessment.id, Rating.carried_from.is_not(None))
        .options(joinedload(Rating.standard))
        .order_by(Standard.position)
    )
    return list(db.session.scalars(query))


def by_section(ratings: list[Rating]) -> list[tuple[Section, list[Rating]]]:
    """The ratings under their sections, both in order."""
    grouped = groupby(ratings, key=lambda rating: rating.standard.section)
    return [(section, list(of_section)) for section, of_section in grouped]


def plan_of(assessment: Assessment, *, viewer: Doer) -> Plan | None:
    """The plan that answers the assessment: the linked one, or the only one that the service has."""
    if assessment.plan is not None:
        return assessment.plan
    there = plans_of(assessment.service, viewer=viewer)
    return there[0] if len(there) == 1 else None


def actions_for(plan: Plan, number: str) -> list[Action]:
    """The plan's actions that name the standard with this number, in their order."""
    return [action for action in actions_of(plan) if number in [standard.number for standard in action.standards]]


@dataclass(frozen=True, slots=True)
class LastYear:
    """A standard's rating in the assessment before, and the actions of that year's plan that name it.

    ``plan`` is ``None`` where no plan is known to answer that year.
    """

    rating: Rating
    plan: Plan | None
    actions: list[Action]


def last_year_of(rating: Rating, *, viewer: Doer) -> LastYear | None:
    """What stands beside a rating; ``None`` where its assessment is the first."""
    before = previous_assessment(rating.assessment, viewer=viewer)
    if before is None:
        return None
    number = rating.standard.number
    plan = before.plan or _plan_of_that_year_alone(before, rating.assessment, viewer=viewer)
    return LastYear(get_rating(before, number), plan, actions_for(plan, number) if plan else [])


def _plan_of_that_year_alone(before: Assessment, this: Assessment, *, viewer: Doer) -> Plan | None:
    """The only plan there is, unless it is this year's: that was not there to be carried out last year."""
    plan = plan_of(before, viewer=viewer)
    return None if plan is plan_of(this, viewer=viewer) else plan


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A gap that was accepted ``until`` a day that has come; ``newest`` is the year in which one looks again."""

    rating: Rating
    until: date
    newest: Assessment


def lapsed_in(services: Iterable[Service], *, viewer: Doer) -> dict[uuid.UUID, list[Lapsed]]:
    """The gaps of each service that were accepted until today or before, by its identifier, the first day first.

    A later year in which the standard is rated, and not only carried, tells of it instead; and one that an open action
    names is none. Of many services in as many queries as of one. Raises ``Forbidden``.
    """
    found: dict[uuid.UUID, list[Lapsed]] = {service.id: [] for service in services}
    for service_id in found:
        insist(viewer, rules.READ, service_id)
    query = (
        sa.select(Rating)
        .join(Rating.assessment)
        .join(Rating.standard)
        .join(Rating.entry)
        .where(Assessment.service_id.in_(found), Rating.no_action_until <= clock.today())
        .where(FrameworkRating.calls_for == CallsFor.ACTION, ~_rated_later(), ~_is_planned())
        .options(contains_eager(Rating.assessment), contains_eager(Rating.standard))
        .order_by(Rating.no_action_until, Standard.position, Rating.id)
    )
    if ratings := list(db.session.scalars(query)):
        years = sa.select(Assessment).where(Assessment.service_id.in_(found)).options(joinedload(Assessment.service))
        there = db.session.scalars(years.order_by(Assessment.starts, Assessment.label))
        newest = {(one.service_id, one.framework_id): one for one in there}
        for rating in ratings:
            service_id = rating.assessment.service_id
            if until := rating.no_action_until:
                found[service_id].append(Lapsed(rating, until, newest[service_id, rating.framework_id]))
    return found


def _rated_later() -> sa.Exists:
    """That a later year of the service has a rating of the standard that somebody gave or confirmed."""
    rating, year = aliased(Rating), aliased(Assessment)
    return sa.exists().where(
        rating.standard_id == Rating.standard_id,
        rating.code.is_not(None),
        rating.carried_from.is_(None),
        rating.assessment_id == year.id,
        year.service_id == Assessment.service_id,
        year.starts > Assessment.starts,
    )


def _is_planned() -> sa.Exists:
    """That an open action of an open plan of the service names the standard."""
    return sa.exists().where(
        action_standards.c.standard_id == Rating.standard_id,
        action_standards.c.action_id == Action.id,
        Action.deleted_at.is_(None),
        Action.state != ActionState.COMPLETE,
        Action.plan_id == Plan.id,
        Plan.closed_at.is_(None),
        Plan.service_id == Assessment.service_id,
    )


def evidence_of(rating: Rating, *, taken_out: bool = False) -> list[Evidence]:
    """What backs the rating, newest first; with ``taken_out`` also what is not in the library any more."""
    query = _backing(taken_out=taken_out).where(RatingEvidence.rating_id == rating.id)
    return [row.Evidence for row in db.session.execute(query)]


def evidence_by_rating(assessment: Assessment) -> dict[uuid.UUID, list[Evidence]]:
    """What is in the library and backs each of its ratings, by the rating's identifier, newest first.

    One without evidence has an empty list.
    """
    ratings = db.session.scalars(sa.select(Rating.id).where(Rating.assessment_id == assessment.id))
    found: dict[uuid.UUID, list[Evidence]] = {identifier: [] for identifier in ratings}
    query = _backing(taken_out=False).where(RatingEvidence.assessment_id == assessment.id)
    for row in db.session.execute(query):
        found[row.rating_id].append(row.Evidence)
    return found


def _backing(*, taken_out: bool) -> sa.Select[uuid.UUID, Evidence]:
    query = (
        sa.select(RatingEvidence.rating_id, Evidence)
        .join(Evidence, Evidence.id == RatingEvidence.evidence_id)
        .order_by(Evidence.speaks_of.desc(), sa.func.lower(Evidence.title), Evidence.id)
    )
    return query if taken_out else query.where(Evidence.deleted_at.is_(None))


def offered_evidence(rating: Rating, *, viewer: Doer) -> list[Evidence]:
    """What backed the standard's rating in the assessment before, is in the library and does not back this one."""
    before = previous_assessment(rating.assessment, viewer=viewer)
    if before is None:
        return []
    linked = {item.id for item in evidence_of(rating)}
    return [item for item in evidence_of(get_rating(before, rating.standard.number)) if item.id not in linked]


def ratings_backed_by(item: Evidence, *, viewer: Doer) -> list[Rating]:
    """The ratings that use the item, the latest assessment first, then in the order of the standards."""
    insist(viewer, rules.READ, item.service_id)
    query = (
        sa.select(Rating)
        .join(RatingEvidence, RatingEvidence.rating_id == Rating.id)
        .join(Rating.standard)
        .join(Rating.assessment)
        .where(RatingEvidence.evidence_id == item.id)
        .options(joinedload(Rating.standard), joinedload(Rating.assessment))
        .order_by(Assessment.starts.desc(), Assessment.label, Assessment.id, Standard.position)
    )
    return list(db.session.scalars(query))
