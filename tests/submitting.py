"""Years to submit: everything as it should be, and then one thing that is not."""

from datetime import date

from tests.evidence import make_note
from tracker.accounts.rules import OPERATOR, Period
from tracker.assessments.changes import choose_evidence, link_plan, save_rating
from tracker.assessments.queries import get_rating, ratings_of
from tracker.plans.changes import start_plan
from tracker.reports.queries import year_shown
from tracker.submission.queries import completeness_of

YEAR = "/services/lanternshire/assessments/2021-22"
PAGE = f"{YEAR}/submit"


def complete(assessment):
    """Rate everything compliant, with notes and evidence, and start a plan for it, which is returned."""
    item = make_note(assessment.service, assessment.framework, "Minutes of every meeting")
    for rating in ratings_of(assessment):
        save_rating(rating, "C", "Done.", by=OPERATOR)
        choose_evidence(rating, add=[item], by=OPERATOR)
    days = date(2021, 9, 1), date(2022, 8, 31)
    plan = start_plan(assessment.service, Period("2021-22", *days), by=OPERATOR)
    link_plan(assessment, plan, by=OPERATOR)
    return plan


def rate(assessment, number, code, notes="Done."):
    """Rate one standard, and return its rating."""
    rating = get_rating(assessment, number)
    save_rating(rating, code, notes, by=OPERATOR)
    return rating


def look(assessment, viewer=OPERATOR):
    """What there is now."""
    return completeness_of(year_shown(assessment, viewer=viewer), viewer=viewer)


def found(assessment, viewer=OPERATOR):
    """The same in short: what is lacking, and beside which standards."""
    return [(one.lack.value, *one.standards) for one in look(assessment, viewer).found]
