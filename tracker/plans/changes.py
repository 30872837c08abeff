"""Every change to plans."""

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, Period, first_year, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Conflict, Invalid
from tracker.plans import queries, rules
from tracker.plans.models import Action, Outcome, Plan, Step
from tracker.plans.rules import TITLE, ActionText
from tracker.richtext import clean
from tracker.standards.models import Framework
from tracker.standards.queries import standards_of


def start_plan(service: Service, period: Period, *, by: Doer, title: str = TITLE) -> Plan:
    """Start a plan with no actions yet. Raises ``Invalid`` for its label, ``Conflict`` where it is taken."""
    insist(by, rules.START, service.id)
    first_year(period.label, service.year_starts)
    if queries.find_plan(service, period.label):
        raise Conflict(f"{service.name} has a plan {period.label} already. Give this one another label.")
    plan = Plan(service_id=service.id, label=period.label, title=title, starts=period.starts, ends=period.ends)
    db.session.add(plan)
    db.session.flush()
    record("start_plan", plan.id, by=by, service_id=service.id, label=period.label)
    return plan


def add_action(plan: Plan, text: ActionText, framework: Framework, *, by: Doer) -> Action:
    """Add an action at the end of ``plan``. Raises ``Invalid`` for a standard that ``framework`` has not."""
    insist(by, rules.ADD_ACTION, plan.service_id)
    standards = standards_of(framework, text.standards)
    if unknown := [number for number in text.standards if number not in standards]:
        raise Invalid(f"{framework.title} has no standard {', '.join(unknown)}.")
    action = Action(
        plan_id=plan.id,
        position=queries.next_position(plan),
        area=clean(text.area),
        objective=clean(text.objective),
        who=clean(text.who),
        timescale=clean(text.timescale),
        due=text.due,
        completion=clean(text.completion),
        state=text.state,
        standards=list(standards.values()),
        steps=[Step(text=step) for step in map(clean, text.steps) if step],
        outcomes=[Outcome(text=outcome) for outcome in map(clean, text.outcomes) if outcome],
    )
    db.session.add(action)
    db.session.flush()
    record(
        "add_action",
        action.id,
        by=by,
        service_id=plan.service_id,
        plan=plan.label,
        position=action.position,
        standards=list(standards),
        state=text.state.value,
    )
    return action
