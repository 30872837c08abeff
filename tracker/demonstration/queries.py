"""Reading the demonstration."""

import uuid

import sqlalchemy as sa

from tracker.accounts.models import Person
from tracker.accounts.queries import find_service
from tracker.accounts.rules import OPERATOR
from tracker.assessments.queries import assessments_of
from tracker.db import db
from tracker.demonstration.rules import ADMINISTRATOR, DOMAIN, PEOPLE, SLUG, address_of
from tracker.errors import NotFound
from tracker.reports.queries import Year
from tracker.seals.queries import year_to_print


def is_there() -> bool:
    """Whether this installation holds the demonstration."""
    return find_service(SLUG) is not None


def latest_year() -> Year | None:
    """The demonstration's last assessment with its plan, as it is printed; ``None`` where there is none."""
    service = find_service(SLUG)
    assessments = assessments_of(service, viewer=OPERATOR) if service else []
    return year_to_print(assessments[-1], viewer=OPERATOR) if assessments else None


def people() -> list[Person]:
    """The demonstration's people, by name."""
    query = sa.select(Person).where(Person.email.endswith(f"@{DOMAIN}"), Person.active).order_by(Person.name)
    return list(db.session.scalars(query))


def newcomers() -> list[Person]:
    """Those of its own people who have no password yet, by name."""
    own = {address_of(name) for name in (*PEOPLE.values(), ADMINISTRATOR)}
    return [person for person in people() if person.password is None and person.email in own]


def get_person(identifier: uuid.UUID) -> Person:
    """One of the demonstration's people. Raises ``NotFound``."""
    person = next((person for person in people() if person.id == identifier), None)
    if person is None:
        raise NotFound("There is no such person in the demonstration.")
    return person
