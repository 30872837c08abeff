"""What is put down of a plan that is taken."""

from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.plans.models import Plan
from tracker.plans.rules import READ


def take_plan(plan: Plan, form: str, variant: str, *, by: Doer) -> None:
    """Put down that ``by`` takes the plan in this form, as it is for these readers."""
    insist(by, READ, plan.service_id)
    record("take_plan", plan.id, by=by, service_id=plan.service_id, label=plan.label, form=form, variant=variant)
