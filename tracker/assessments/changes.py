"""Every change to assessments."""

from datetime import date

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, insist, may
from tracker.assessments import queries, rules
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.rules import Carry
from tracker.audit.changes import record
from tracker.db import db, take_turn
from tracker.errors import Conflict, Invalid, NotFound, Stale
from tracker.plans.models import Plan
from tracker.richtext import clean
from tracker.standards.models import Framework
from tracker.standards.queries import standards_of


def start_assessment(
    service: Service,
    framework: Framework,
    period: Period,
    *,
    by: Doer,
    as_at: date | None = None,
    carry: Carry = Carry.NOTHING,
) -> Assessment:
    """Start an assessment, of which every standard is unrated or has what ``carry`` says of the assessment before.

    It speaks as at the end of its period unless ``as_at`` is given. Raises ``Conflict`` where the service has assessed
    itself against this framework for this period or for a day of it, ``NotFound`` where there is nothing to carry
    forward.
    """
    insist(by, rules.START, service.id)
    _insist_free(service, framework, period)
    before = _to_carry_from(service, framework, period, by=by) if carry is not Carry.NOTHING else None
    assessment = Assessment(
        service_id=service.id,
        framework_id=framework.id,
        label=period.label,
        starts=period.starts,
        ends=period.ends,
        as_at=as_at or period.ends,
        service_name=service.name,
    )
    db.session.add(assessment)
    db.session.flush()
    _add_ratings(assessment, framework, before, carry)
    record(
        "start_assessment",
        assessment.id,
        by=by,
        service_id=service.id,
        label=period.label,
        framework=framework.slug,
        **({"carried": carry.value, "carried_from": before.label} if before else {}),
    )
    return assessment


def _insist_free(service: Service, framework: Framework, period: Period) -> None:
    """Raise ``Conflict`` where an assessment has this label or one of these days; whoever else starts one waits."""
    take_turn(f"assessments of {service.id}")
    if queries.find_assessment(service, framework, period.label):
        raise Conflict(f"{service.name} has an assessment {period.label} already, against {framework.slug}.")
    rules.insist_apart(period, queries.periods_against(service, framework))


def _to_carry_from(service: Service, framework: Framework, period: Period, *, by: Doer) -> Assessment:
    before = queries.assessment_before(service, framework, period.starts, viewer=by)
    if before is None:
        raise NotFound(f"There is no self-assessment before {period.label} to carry forward. Choose “Nothing”.")
    return before


def _add_ratings(assessment: Assessment, framework: Framework, before: Assessment | None, carry: Carry) -> None:
    """A rating for each standard; what it says from the year before is marked."""
    earlier = {rating.standard_id: rating for rating in queries.ratings_of(before)} if before else {}
    for standard in standards_of(framework).values():
        rating = Rating(assessment_id=assessment.id, framework_id=framework.id, standard_id=standard.id, notes="")
        if before and (last := earlier.get(standard.id)):
            rating.code, rating.notes = rules.carried(carry, last.code, last.notes)
            rating.carried_from = before.label if rating.code or rating.notes else None
        db.session.add(rating)
    db.session.flush()


def save_rating(rating: Rating, code: str | None, notes: str, *, by: Doer, version: int | None = None) -> None:
    """Set a rating's code (``None``: not rated) and notes, which confirms what was carried forward.

    Whoever may only draft leaves the code as it is; where one was carried, it stays to be confirmed. ``version`` is
    that of the rating that ``by`` had before them. Raises ``Stale`` where it is another by now, unless what is there is
    the same; ``Invalid`` for a code that the scale has not and for notes that are too long.
    """
    insist(by, rules.DRAFT, rating.assessment.service_id)
    code, notes = _code(rating, code), _notes(notes)
    if code != rating.code:
        insist(by, rules.RATE, rating.assessment.service_id)
    before, after = {"code": rating.code, "notes": rating.notes}, {"code": code, "notes": notes}
    if before == after:
        confirm_rating(rating, by=by, version=version)
        return
    _insist_current(rating, version)
    confirms = may(by, rules.confirming(code), rating.assessment.service_id)
    was_carried = {"carried_from": rating.carried_from} if rating.is_unconfirmed and confirms else {}
    rating.code, rating.notes, rating.carried_from = code, notes, None if confirms else rating.carried_from
    db.session.flush()
    record(
        "save_rating",
        rating.id,
        by=by,
        service_id=rating.assessment.service_id,
        standard=rating.standard.number,
        before=before,
        after=after,
        **was_carried,
    )


def confirm_rating(rating: Rating, *, by: Doer, version: int | None = None) -> None:
    """Say that what was carried forward is still right; said once more it is nothing. Raises ``Stale`` as above."""
    insist(by, rules.confirming(rating.code), rating.assessment.service_id)
    if not rating.is_unconfirmed:
        return
    _insist_current(rating, version)
    carried_from, rating.carried_from = rating.carried_from, None
    db.session.flush()
    record(
        "confirm_rating",
        rating.id,
        by=by,
        service_id=rating.assessment.service_id,
        standard=rating.standard.number,
        carried_from=carried_from,
    )


def _insist_current(rating: Rating, version: int | None) -> None:
    if version is not None and version != rating.version:
        raise Stale(f"Somebody else saved {rating.standard.number} while you did. Nothing of yours was saved yet.")


def _code(rating: Rating, code: str | None) -> str | None:
    codes = [entry.code for entry in rating.assessment.framework.ratings]
    if code is not None and code not in codes:
        raise Invalid(f"“{code}” is not a rating of this framework. It has: {', '.join(codes)}")
    return code


def _notes(text: str) -> str:
    notes = clean(text)
    if len(notes) > rules.NOTES_AT_MOST:
        raise Invalid(
            f"Notes have at most {rules.NOTES_AT_MOST:,} characters; these have {len(notes):,}. Nothing was cut: "
            "shorten them, then save again."
        )
    return notes


def link_plan(assessment: Assessment, plan: Plan, *, by: Doer, seen: str | None = None) -> None:
    """Say that ``plan`` answers ``assessment``. Raises ``Invalid`` for another service's plan.

    ``seen`` is the label of the plan that ``by`` saw linked, empty for none. Raises ``Stale`` where it is another now.
    """
    insist(by, rules.LINK_PLAN, assessment.service_id)
    if plan.service_id != assessment.service_id:
        raise Invalid("An assessment can only be linked to a plan of the same service.")
    if assessment.plan_id == plan.id:
        return
    linked = assessment.plan.label if assessment.plan else ""
    if seen not in {None, linked}:
        raise Stale(f"Somebody else chose the plan {linked} meanwhile. To have yours instead, save once more.")
    assessment.plan = plan
    db.session.flush()
    record("link_plan", assessment.id, by=by, service_id=assessment.service_id, plan=plan.label)
