"""A service's own abbreviations: saving, replacing, removing, and what the database refuses."""

import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.cast import make_person
from tracker.abbreviations.changes import remove_abbreviation, save_abbreviation
from tracker.abbreviations.models import Abbreviation
from tracker.abbreviations.queries import abbreviations_of, get_abbreviation, own_meanings
from tracker.abbreviations.rules import fingerprint_of
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, Role
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Forbidden, Invalid, NotFound, Stale


def save(service, short, meaning, **more):
    return save_abbreviation(service, short, meaning, by=OPERATOR, **more)


def recorded(verb):
    entries = db.session.query(AuditEntry).filter_by(verb=verb).order_by(AuditEntry.id)
    return [(entry.service_id, entry.details) for entry in entries]


def test_what_is_saved_is_in_the_list_and_in_the_record(service):
    save(service, "LOM", " Leaflet of\nthe month ")
    assert own_meanings(service, viewer=OPERATOR) == {"LOM": "Leaflet of the month"}
    said = {"short": "LOM", "before": None, "after": "Leaflet of the month"}
    assert recorded("save_abbreviation") == [(service.id, said)]


def test_the_same_letters_take_the_place_of_what_was_there(service):
    first = save(service, "LOM", "Leaflet of the month")
    second = save(service, "LOM", "Letter of the month")
    assert own_meanings(service, viewer=OPERATOR) == {"LOM": "Letter of the month"}
    assert first.id != second.id  # so that a page that shows the first cannot remove the second
    said = {"short": "LOM", "before": "Leaflet of the month", "after": "Letter of the month"}
    assert (service.id, said) in recorded("save_abbreviation")


def test_the_same_again_is_no_change(service):
    assert save(service, "LOM", "Leaflet") is save(service, "LOM", " Leaflet ", seen="of another day")
    assert len(recorded("save_abbreviation")) == 1


def test_small_letters_are_another_abbreviation_and_the_order_is_alphabetical(service):
    for short in ("Lom", "ZZ", "aa", "LOM"):
        save(service, short, f"What {short} is")
    assert [entry.short for entry in abbreviations_of(service, viewer=OPERATOR)] == ["aa", "LOM", "Lom", "ZZ"]


def test_a_meaning_that_somebody_else_gave_meanwhile_stays(service):
    seen = fingerprint_of(own_meanings(service, viewer=OPERATOR))
    save(service, "LOM", "Leaflet of the month")
    with pytest.raises(Stale, match="LOM is in it: “Leaflet of the month”"):
        save(service, "LOM", "Letter of the month", seen=seen)
    assert own_meanings(service, viewer=OPERATOR) == {"LOM": "Leaflet of the month"}
    save(service, "ROM", "Read-only memory", seen=seen)  # takes nobody's place
    save(service, "LOM", "Letter", seen=fingerprint_of(own_meanings(service, viewer=OPERATOR)))
    assert own_meanings(service, viewer=OPERATOR) == {"LOM": "Letter", "ROM": "Read-only memory"}


def test_what_is_removed_is_in_the_record_alone(service):
    remove_abbreviation(save(service, "LOM", "Leaflet"), by=OPERATOR)
    assert own_meanings(service, viewer=OPERATOR) == {}
    assert recorded("remove_abbreviation") == [(service.id, {"short": "LOM", "before": "Leaflet"})]


@pytest.mark.parametrize(("short", "meaning"), [("C", "Compliant"), ("LOM", ""), ("", "Leaflet")])
def test_what_is_none_is_refused(service, short, meaning):
    with pytest.raises(Invalid):
        save(service, short, meaning)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_only_the_manager_changes_the_list(service, role):
    somebody, there = make_person("Ann Bell", service, role), save(service, "LOM", "Leaflet")
    with pytest.raises(Forbidden):
        save_abbreviation(service, "ROM", "Read-only memory", by=somebody)
    with pytest.raises(Forbidden):
        remove_abbreviation(there, by=somebody)
    assert own_meanings(service, viewer=OPERATOR) == {"LOM": "Leaflet"}


@pytest.mark.parametrize(("role", "reads"), [(Role.GROUP, True), (Role.COMMISSIONER, False), (Role.NETWORK, False)])
def test_who_reads_the_appendices_reads_the_list(service, role, reads):
    somebody = make_person("Ann Bell", service, role)
    save(service, "LOM", "Leaflet")
    if reads:
        assert own_meanings(service, viewer=somebody) == {"LOM": "Leaflet"}
    else:
        with pytest.raises(Forbidden):
            own_meanings(service, viewer=somebody)


def test_another_services_is_not_found(service):
    other = add_service("Other SENDIASS", "other", by=OPERATOR)
    there = save(service, "LOM", "Leaflet")
    assert get_abbreviation(service, there.id, viewer=OPERATOR) is there
    for where, identifier in ((other, there.id), (service, uuid.uuid4())):
        with pytest.raises(NotFound):
            get_abbreviation(where, identifier, viewer=OPERATOR)
    assert own_meanings(other, viewer=OPERATOR) == {}
    save(other, "LOM", "Lunch on Monday")


@pytest.mark.parametrize(
    "wrong",
    [
        {"short": " \n"},
        {"meaning": "\t"},
        {"short": "a" * 61},
        {"meaning": "a" * 301},
        {"short": "LOM"},
        {"service_id": uuid.uuid4()},
    ],
    ids=["blank", "no meaning", "too long", "meaning too long", "twice", "of no service"],
)
def test_the_database_refuses_what_the_rules_would(service, wrong):
    save(service, "LOM", "Leaflet")
    values = {"service_id": service.id, "short": "ROM", "meaning": "Read-only memory"} | wrong
    db.session.add(Abbreviation(**values))
    with pytest.raises((IntegrityError, sa.exc.DataError)):
        db.session.flush()
