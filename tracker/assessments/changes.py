"""Every change to assessments."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Deed, Doer, Period, insist, may
from tracker.assessments import queries, rules
from tracker.assessments.models import Assessment, Rating, RatingEvidence
from tracker.assessments.rules import Carry, Status
from tracker.audit.changes import record
from tracker.db import db, take_turn
from tracker.errors import Conflict, Invalid, NotFound, Stale
from tracker.evidence.changes import delete_evidence
from tracker.evidence.models import Evidence
from tracker.plans.models import Plan
from tracker.richtext import clean
from tracker.standards.models import Framework
from tracker.standards.queries import standards_of
from tracker.standards.rules import CallsFor


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


def move(assessment: Assessment, verb: str, *, by: Doer) -> None:
    """Take a step of ``rules.MOVES``. Raises ``Conflict`` where it does not lead from where the assessment is.

    What else must hold for a step is asked by whoever takes it, after ``hold``.
    """
    step = rules.MOVES[verb]
    insist(by, step.deed, assessment.service_id)
    hold(assessment)
    rules.insist_leads_from(verb, assessment.status, assessment.label)
    rules.insist_not_own(verb, assessment.submitted_by, by.identifier)
    before, assessment.status = assessment.status, step.to
    if step.to is Status.SUBMITTED:
        assessment.submitted_by, assessment.submitted_at = by.identifier, clock.now()
    if step.to is Status.DRAFT:
        assessment.submitted_by = assessment.submitted_at = None
    db.session.flush()
    said = rules.RECORDED_AS.get(verb, verb)
    record(said, assessment.id, by=by, service_id=assessment.service_id, before=before.value, after=step.to.value)


def correct(assessment: Assessment, reason: str, *, by: Doer) -> None:
    """Begin the next version of a ratified year, to be submitted and ratified again.

    The version that was ratified stays in force, as it was sealed, until the next one is. Raises ``Invalid`` without a
    reason.
    """
    insist(by, rules.MOVES["correct"].deed, assessment.service_id)
    hold(assessment)
    rules.insist_leads_from("correct", assessment.status, assessment.label)
    said = _reason(reason)
    if said is None:
        raise Invalid("Say why it is corrected: the reason is printed with the next version.")
    assessment.version, assessment.correction_reason = assessment.version + 1, said
    db.session.flush()  # what is held is read anew
    move(assessment, "correct", by=by)


def hold(assessment: Assessment) -> None:
    """Wait for whoever changes the assessment or its ratings; until this transaction ends its status stays."""
    take_turn(f"assessment {assessment.id}")
    db.session.refresh(assessment, ["status", "submitted_by", "submitted_at", "version", "correction_reason"])


def _insist_may_edit(by: Doer, deed: Deed, assessment: Assessment) -> None:
    insist(by, deed, assessment.service_id)
    hold(assessment)
    rules.insist_edited(assessment.status, assessment.label)


def save_rating(rating: Rating, code: str | None, notes: str, *, by: Doer, version: int | None = None) -> None:
    """Set a rating's code (``None``: not rated) and notes, which confirms what was carried forward.

    Whoever may only draft leaves the code as it is; where one was carried, it stays to be confirmed. ``version`` is
    that of the rating that ``by`` had before them. Raises ``Stale`` where it is another by now, unless what is there is
    the same; ``Invalid`` for a code that the scale has not and for notes that are too long.
    """
    _insist_may_edit(by, rules.DRAFT, rating.assessment)
    code, notes = _code(rating, code), _notes(notes)
    if code != rating.code:
        insist(by, rules.RATE, rating.assessment.service_id)
    before, after = {"code": rating.code, "notes": rating.notes}, {"code": code, "notes": notes}
    confirms = may(by, rules.confirming(code), rating.assessment.service_id)
    if before == after:
        if confirms:
            confirm_rating(rating, by=by, version=version)
        return
    _insist_current(rating, version)
    was_carried = {"carried_from": rating.carried_from} if rating.is_unconfirmed and confirms else {}
    rating.code, rating.notes, rating.carried_from = code, notes, None if confirms else rating.carried_from
    db.session.flush()
    _record(
        "save_rating",
        rating,
        by=by,
        before=before,
        after=after,
        version=rating.version,
        **was_carried,
    )


def _record(verb: str, rating: Rating, *, by: Doer, **details: object) -> None:
    number, service_id = rating.standard.number, rating.assessment.service_id
    record(verb, rating.id, by=by, service_id=service_id, standard=number, **details)


def confirm_rating(rating: Rating, *, by: Doer, version: int | None = None) -> None:
    """Say that what was carried forward is still right; said once more it is nothing. Raises ``Stale`` as above."""
    _insist_may_edit(by, rules.confirming(rating.code), rating.assessment)
    if not rating.is_unconfirmed:
        return
    _insist_current(rating, version)
    carried_from, rating.carried_from = rating.carried_from, None
    db.session.flush()
    _record(
        "confirm_rating",
        rating,
        by=by,
        carried_from=carried_from,
    )


def say_why_no_action(
    rating: Rating, reason: str, *, by: Doer, until: date | None = None, version: int | None = None
) -> None:
    """Accept that the plan has no action for a rating that calls for one, and say why; nothing said is no reason.

    From the day ``until`` on it is a gap again. Raises ``Stale`` as above, ``Conflict`` where no reason is asked for,
    ``Invalid`` for one that is too long, and for a day that is not ahead.
    """
    _insist_may_edit(by, rules.DRAFT, rating.assessment)
    after, before = _reason(reason), rating.no_action_reason
    until, until_before = until if after else None, rating.no_action_until
    if (after, until) == (before, until_before):
        return
    _insist_current(rating, version)
    if after and (rating.entry is None or rating.entry.calls_for is not CallsFor.ACTION):
        raise Conflict(f"{rating.standard.number} is not rated so that an action is called for, and needs no reason.")
    rules.insist_ahead(until, today=clock.today())
    rating.no_action_reason, rating.no_action_until = after, until
    db.session.flush()
    days = {"until_before": _iso(until_before), "until": _iso(until)}
    _record("say_why_no_action", rating, by=by, before=before, after=after, **days)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _reason(text: str) -> str | None:
    reason = clean(text).strip()
    if len(reason) > rules.REASON_AT_MOST:
        raise Invalid(
            f"A reason has at most {rules.REASON_AT_MOST:,} characters; this has {len(reason):,}. Nothing was cut: "
            "shorten it, then save again."
        )
    return reason or None


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


def choose_evidence(
    rating: Rating, *, add: Iterable[Evidence] = (), remove: Collection[uuid.UUID] = (), by: Doer
) -> None:
    """Let items back a rating, and others no more; what two people add and remove at once comes together.

    What backs it already, or does not, is left as it is. Raises ``Invalid`` for another service's item, ``Conflict``
    for one that was taken out of the library.
    """
    _insist_may_edit(by, rules.CHOOSE_EVIDENCE, rating.assessment)
    before = queries.evidence_of(rating, taken_out=True)
    there = {item.id for item in before}
    new = {item.id: item for item in add if item.id not in there | set(remove)}
    for item in new.values():
        _insist_can_back(rating, item)
    gone = (RatingEvidence.rating_id == rating.id, RatingEvidence.evidence_id.in_(there & set(remove)))
    db.session.execute(sa.delete(RatingEvidence).where(*gone))
    db.session.add_all(_backing(rating, item) for item in new.values())
    db.session.flush()
    after = queries.evidence_of(rating, taken_out=True)
    if before != after:
        _record(
            "choose_evidence",
            rating,
            by=by,
            before=[{"id": str(item.id), "title": item.title} for item in before],
            after=[{"id": str(item.id), "title": item.title} for item in after],
        )


def _insist_can_back(rating: Rating, item: Evidence) -> None:
    if item.service_id != rating.assessment.service_id:
        raise Invalid("A rating can only be backed by evidence of the same service.")
    if item.deleted_at is not None:
        raise Conflict(f"“{item.title}” was taken out of the library meanwhile. Put it back there, or leave it out.")


def _backing(rating: Rating, item: Evidence) -> RatingEvidence:
    return RatingEvidence(
        rating_id=rating.id,
        evidence_id=item.id,
        assessment_id=rating.assessment_id,
        service_id=rating.assessment.service_id,
    )


def take_out_evidence(item: Evidence, *, by: Doer, seen: Collection[uuid.UUID]) -> None:
    """Take an item out of the library; the ratings that it backs say so, until it is put back.

    ``seen`` are the ratings that ``by`` was told of. Raises ``Stale`` where it backs others too, ``Conflict`` where a
    ratified self-assessment rests on it.
    """
    backed = queries.ratings_backed_by(item, viewer=by)
    if agreed := [rating for rating in backed if rating.assessment.is_agreed]:
        named = f"{agreed[0].standard.number} in {agreed[0].assessment.label}"
        raise Conflict(f"“{item.title}” backs {named}, which is ratified. What was agreed to stays in the library.")
    if item.deleted_at is None and not {rating.id for rating in backed} <= set(seen):
        raise Stale(f"“{item.title}” backs ratings that you were not told of. It was not taken out.")
    delete_evidence(item, by=by)


def link_plan(assessment: Assessment, plan: Plan, *, by: Doer, seen: str | None = None) -> None:
    """Say that ``plan`` answers ``assessment``. Raises ``Invalid`` for another service's plan.

    ``seen`` is the label of the plan that ``by`` saw linked, empty for none. Raises ``Stale`` where it is another now.
    """
    _insist_may_edit(by, rules.LINK_PLAN, assessment)
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
