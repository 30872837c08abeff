"""Plans with actions of somebody's, made for tests."""

from datetime import date

from tracker.accounts.models import Service
from tracker.accounts.rules import OPERATOR, period
from tracker.plans.changes import add_action, start_plan
from tracker.plans.models import Action, Plan
from tracker.plans.queries import find_plan
from tracker.plans.rules import ActionText
from tracker.standards.models import Framework

LABEL = "2021-22"


def make_plan(service: Service, label: str = LABEL) -> Plan:
    """The service's plan with this label, started if it is not there."""
    return find_plan(service, label) or start_plan(service, period(label, service.year_starts), by=OPERATOR)


def make_action(
    service: Service,
    framework: Framework,
    who: str,
    objective: str = "Recruit two ambassadors",
    *,
    label: str = LABEL,
    **said: object,
) -> Action:
    """An action that ``who`` is to do, in the service's plan with this label."""
    text = ActionText(**{"who": who, "objective": objective, "due": date(2022, 5, 1)} | said)
    return add_action(make_plan(service, label), text, framework, by=OPERATOR)
