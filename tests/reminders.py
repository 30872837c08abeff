"""Plans with actions of somebody's, made for tests of weekly letters and calendars."""

from datetime import date, timedelta

from tracker import clock
from tracker.accounts.models import Person, Service
from tracker.accounts.rules import OPERATOR, period
from tracker.db import db
from tracker.owners.models import OwnerMatch
from tracker.owners.rules import owner_key
from tracker.plans.changes import add_action, start_plan
from tracker.plans.models import Action, Plan
from tracker.plans.queries import find_plan
from tracker.plans.rules import ActionText
from tracker.standards.models import Framework


def in_days(days: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=days)


def make_plan(service: Service, label: str = "2022-23") -> Plan:
    """The service's plan of this year."""
    return find_plan(service, label) or start_plan(service, period(label, service.year_starts), by=OPERATOR)


def make_action(
    service: Service, framework: Framework, objective: str, who: str, due: date | None = None, **said: object
) -> Action:
    """An action of the plan of 2022-23."""
    text = ActionText(objective=objective, who=who, due=due, **said)
    return add_action(make_plan(service), text, framework, by=OPERATOR)


def match(service: Service, name: str, person: Person) -> None:
    """Let ``name`` in the plans of the service be the person's."""
    db.session.add(OwnerMatch(service_id=service.id, key=owner_key(name), person_id=person.id))
    db.session.flush()
