"""Changes that touch more than one feature: a document that was read becomes an assessment and a plan."""

from dataclasses import replace

from tracker.accounts.models import Service
from tracker.accounts.rules import Deed, Doer, Period, insist
from tracker.assessments.changes import link_plan, save_rating, start_assessment
from tracker.assessments.models import Assessment
from tracker.assessments.queries import ratings_of
from tracker.assessments.rules import READ
from tracker.audit.changes import record
from tracker.errors import Invalid
from tracker.plans.changes import add_action, start_plan
from tracker.reports.reading import Reading
from tracker.richtext import to_text
from tracker.standards.models import Framework


def take_appendices(assessment: Assessment, form: str, *, by: Doer, deed: Deed = READ, **more: str) -> None:
    """Put down that ``by``, who may do ``deed``, takes a year's appendices, or all of the year, in this form."""
    insist(by, deed, assessment.service_id)
    record("download", assessment.id, by=by, service_id=assessment.service_id, form=form, **more)


def save_reading(
    reading: Reading, service: Service, framework: Framework, period: Period, *, plan_label: str, by: Doer
) -> Assessment:
    """Make the assessment, and the plan if the document has one, linked to each other.

    Raises ``Invalid`` where a remark is a stop, ``Conflict`` where the assessment or plan is there already.
    """
    if reading.stops:
        reasons = "\n".join(f"{remark.place}: {remark.message}" for remark in reading.stops)
        raise Invalid(f"Nothing was saved. Correct these places in the document and import it again:\n{reasons}")
    assessment = start_assessment(service, framework, period, by=by, as_at=reading.as_at)
    read = {rating.number: rating for rating in reading.ratings}
    for rating in ratings_of(assessment):
        if found := read.get(rating.standard.number):
            save_rating(rating, found.code, to_text(found.notes), by=by)
    if reading.actions:
        starts, ends = reading.plan_period or (period.starts, period.ends)
        plan = start_plan(service, replace(period, label=plan_label, starts=starts, ends=ends), by=by)
        for action in reading.actions:
            add_action(plan, action.text, framework, by=by)
        link_plan(assessment, plan, by=by)
    return assessment
