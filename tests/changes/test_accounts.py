"""Adding services."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tracker.accounts.changes import add_service
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service, services
from tracker.accounts.rules import OPERATOR
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, Invalid, NotFound


def test_an_added_service_is_found_by_its_slug(app):
    add_service("North  Lantern\n SENDIASS", "north-lantern", year_starts=4, by=OPERATOR)
    service = get_service("north-lantern", viewer=OPERATOR)
    assert (service.name, service.year_starts, service.advisory_body) == (
        "North Lantern SENDIASS",
        4,
        "Advisory Group",
    )


def test_adding_a_service_is_recorded(service):
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert (entry.verb, entry.subject_id, entry.by) == ("add_service", service.id, OPERATOR.identifier)


def test_a_slug_is_taken_once(service):
    with pytest.raises(Conflict, match="There is a service “lanternshire” already"):
        add_service("Another", "lanternshire", by=OPERATOR)


@pytest.mark.parametrize("slug", ["", "North", "a b", "a--b", "-a", "a/b", "ä", "a" * 61])
def test_a_slug_must_be_able_to_stand_in_an_address(app, slug):
    with pytest.raises(Invalid, match="cannot stand in an address"):
        add_service("Lantern", slug, by=OPERATOR)


@pytest.mark.parametrize("name", ["", "   ", "\0", "x" * 201])
def test_a_service_needs_a_name(app, name):
    with pytest.raises(Invalid, match="needs a name"):
        add_service(name, "lantern", by=OPERATOR)


@pytest.mark.parametrize("body", ["", "  ", "x" * 201])
def test_a_service_needs_a_name_for_its_advisory_body(app, body):
    with pytest.raises(Invalid, match="advisory body"):
        add_service("Lantern", "lantern", advisory_body=body, by=OPERATOR)


def test_services_come_by_name(app):
    for name, slug in (("Beacon", "b"), ("Anchor", "c"), ("Beacon", "a")):
        add_service(name, slug, by=OPERATOR)
    assert [service.slug for service in services(viewer=OPERATOR)] == ["c", "a", "b"]


def test_an_unknown_service_is_not_found(app):
    with pytest.raises(NotFound, match="no service “nowhere”"):
        get_service("nowhere", viewer=OPERATOR)


@pytest.mark.parametrize(
    "wrong",
    [
        {"year_starts": 0},
        {"year_starts": 13},
        {"name": " \n\t"},
        {"slug": "Upper"},
        {"slug": "a/b"},
        {"name": "x" * 201},
    ],
)
def test_the_database_refuses_what_the_rules_would(app, wrong):
    good = {"name": "Lantern", "slug": "lantern", "year_starts": 9, "advisory_body": "Group"}
    db.session.add(Service(**good | wrong))
    with pytest.raises((IntegrityError, sa.exc.DataError)):
        db.session.flush()
