"""Who is on the advisory group and what makes its quorum: before, after, and the record."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.cast import make_person
from tests.group import LAST_DAY, make_member
from tracker import clock
from tracker.accounts.changes import add_person, add_service, give_role, take_role
from tracker.accounts.models import Membership, Person
from tracker.accounts.rules import OPERATOR, Constituency, Role
from tracker.audit.models import AuditEntry
from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.group import queries
from tracker.group.changes import add_member, edit_member, end_membership, set_quorum
from tracker.group.models import QuorumRule
from tracker.group.rules import Quorum, Seat

PARENT = Seat(Role.GROUP, Constituency.PARENT_CARERS, date(2024, 9, 1), date(2200, 8, 31))
OUTSIDERS = ["team", "group", "chair", "commissioner", "network", "other_manager", "administrator"]


def entries(person):
    """What was done about somebody, oldest first."""
    query = sa.select(AuditEntry).where(AuditEntry.subject_id == person.id).order_by(AuditEntry.at, AuditEntry.number)
    return list(db.session.scalars(query))


def names(service, viewer, on=None):
    return [entry.person.name for entry in queries.members_of(service, viewer=viewer, on=on or clock.today())]


def test_a_manager_adds_somebody_new_who_cannot_sign_in(service, manager):
    membership = add_member(service, "Ann  Bell", "Ann.Bell@Example.org", PARENT, by=manager)
    person = membership.person
    assert (person.name, person.email, person.password, person.is_admin) == (
        "Ann Bell",
        "ann.bell@example.org",
        None,
        False,
    )
    assert queries.seat_of(membership) == PARENT
    assert person.roles_in(service.id) == {Role.GROUP}
    assert names(service, manager) == ["Ann Bell"]


def test_the_record_says_who_added_whom_for_whom_and_until_when(service, manager):
    person = add_member(service, "Ann Bell", "ann@example.org", PARENT, by=manager).person
    there = entries(person)
    assert [entry.verb for entry in there] == ["add_person", "give_role", "set_term"]
    assert {entry.by for entry in there} == {manager.identifier}
    assert [entry.service_id for entry in there] == [None, service.id, service.id]
    assert there[2].details["after"] == {
        "speaks_for": "Parent carers",
        "term_starts": "1 September 2024",
        "term_ends": "31 August 2200",
    }


def test_somebody_known_stays_under_the_own_name_and_with_all_they_have(service, manager, other_manager):
    before = (other_manager.name, other_manager.email, other_manager.password)
    add_member(service, "Another Name", "OLGA.PIKE@example.org", Seat(Role.CHAIR), by=manager)
    assert (other_manager.name, other_manager.email, other_manager.password) == before
    assert other_manager.roles_in(service.id) == {Role.CHAIR}
    assert len(other_manager.memberships) == 2
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 2


@pytest.mark.parametrize("who", ["manager", "team", "group", "chair", "commissioner"])
def test_somebody_with_a_role_in_the_service_is_refused_and_keeps_it(request, service, manager, who):
    person = request.getfixturevalue(who)
    before = person.roles_in(service.id)
    with pytest.raises(Conflict, match=f"That is {person.name}"):
        add_member(service, "X", person.email, PARENT, by=manager)
    assert person.roles_in(service.id) == before


@pytest.mark.parametrize(
    ("name", "address", "seat"),
    [
        ("", "ann@example.org", PARENT),
        ("Ann", "ann", PARENT),
        ("Ann", "ann@example.org", Seat(Role.MANAGER)),
        ("Ann", "ann@example.org", Seat(starts=date(2026, 1, 2), ends=date(2026, 1, 1))),
    ],
)
def test_what_cannot_be_is_refused(service, manager, name, address, seat):
    with pytest.raises(Invalid):
        add_member(service, name, address, seat, by=manager)
    assert names(service, manager) == []


@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_the_services_manager_says_who_is_on_it(request, service, who):
    membership = make_member(service, "Ann Bell")
    person = request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        add_member(service, "Ben Cole", "ben@example.org", PARENT, by=person)
    with pytest.raises(Forbidden):
        edit_member(membership, PARENT, by=person)
    with pytest.raises(Forbidden):
        end_membership(membership, by=person)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.GROUP, Role.CHAIR}))
def test_a_manager_gives_and_takes_no_other_role(service, manager, role):
    with pytest.raises(Forbidden):
        give_role(make_person("Ann Bell"), service, role, by=manager)
    with pytest.raises(Forbidden):
        take_role(make_person("Ben Cole", service, role), service, by=manager)
    with pytest.raises(Forbidden):
        give_role(make_person("Cas Dunn", service, role), service, Role.GROUP, by=manager)


def test_a_manager_gives_and_takes_nothing_elsewhere(manager):
    other = add_service("Other SENDIASS", "other", by=OPERATOR)
    with pytest.raises(Forbidden):
        give_role(make_person("Ann Bell"), other, Role.GROUP, by=manager)
    with pytest.raises(Forbidden):
        take_role(make_person("Ben Cole", other, Role.GROUP), other, by=manager)
    with pytest.raises(Forbidden):
        add_person("Cas Dunn", "cas@example.org", by=manager, to_group_of=other)


def test_a_manager_makes_no_administrator(service, manager):
    with pytest.raises(Forbidden):
        add_person("Ann Bell", "ann@example.org", by=manager, is_admin=True, to_group_of=service)
    with pytest.raises(Forbidden):
        add_person("Ann Bell", "ann@example.org", by=manager)


def test_a_term_and_a_constituency_are_changed_and_sessions_go_on(service, manager):
    membership = make_member(service, "Ann Bell")
    session = membership.person.fs_uniquifier
    edit_member(membership, PARENT, by=manager)
    assert queries.seat_of(membership) == PARENT
    assert membership.person.fs_uniquifier == session
    entry = last_entry(membership.person_id)
    assert (entry.verb, entry.by) == ("set_term", manager.identifier)
    assert entry.details["before"] == {"speaks_for": None, "term_starts": None, "term_ends": None}


def test_a_member_becomes_the_chair_with_the_same_term_and_has_to_sign_in_again(service, manager):
    membership = make_member(service, "Ann Bell", Constituency.HEALTH, ends=date(2200, 1, 1))
    session, seat = membership.person.fs_uniquifier, Seat(Role.CHAIR, Constituency.HEALTH, None, date(2200, 1, 1))
    edit_member(membership, seat, by=manager)
    assert queries.seat_of(membership) == seat
    assert membership.person.fs_uniquifier != session
    assert last_entry(membership.person_id).verb == "give_role"


def test_what_is_saved_as_it_was_leaves_no_entry(service, manager):
    membership = make_member(service, "Ann Bell", Constituency.HEALTH)
    before = len(entries(membership.person))
    edit_member(membership, queries.seat_of(membership), seen="stale", by=manager)
    assert len(entries(membership.person)) == before


def test_a_stale_place_is_refused_and_says_what_is_there(service, manager):
    membership = make_member(service, "Ann Bell")
    seen = queries.seat_of(membership).fingerprint
    edit_member(membership, Seat(Role.GROUP, Constituency.HEALTH), seen=seen, by=manager)
    with pytest.raises(Stale, match="Advisory group member, speaks for health, no term set"):
        edit_member(membership, PARENT, seen=seen, by=manager)
    assert membership.constituency is Constituency.HEALTH


def test_who_is_taken_off_has_no_role_and_no_session(service, manager):
    membership = make_member(service, "Ann Bell")
    person, session = membership.person, membership.person.fs_uniquifier
    end_membership(membership, by=manager)
    assert person.roles_in(service.id) == frozenset()
    assert person.fs_uniquifier != session
    assert (last_entry(person.id).verb, last_entry(person.id).by) == ("take_role", manager.identifier)
    with pytest.raises(NotFound, match="Nobody like that is on the Advisory Group"):
        queries.get_membership(service, person.id, viewer=manager)


def test_a_term_that_ended_or_has_not_begun_is_no_role(service, manager):
    make_member(service, "Ann Bell", ends=LAST_DAY)
    make_member(service, "Ben Cole", starts=date(2200, 1, 1))
    make_member(service, "Cas Dunn")
    assert names(service, manager) == ["Cas Dunn"]
    assert names(service, manager, LAST_DAY) == ["Ann Bell", "Cas Dunn"]
    everybody = queries.memberships_of(service, viewer=manager)
    assert [(one.person.name, bool(one.person.roles_in(service.id))) for one in everybody] == [
        ("Ann Bell", False),
        ("Ben Cole", False),
        ("Cas Dunn", True),
    ]


@pytest.mark.parametrize("role", [Role.GROUP, Role.TEAM])
def test_an_administrators_role_begins_anew_where_a_term_has_ended(service, administrator, role):
    membership = make_member(service, "Ann Bell", Constituency.HEALTH, ends=LAST_DAY)
    give_role(membership.person, service, role, by=administrator)
    assert membership.person.roles_in(service.id) == {role}
    assert (membership.constituency, membership.ends) == (None, None)
    assert last_entry(membership.person_id).verb == "give_role"


def test_an_administrators_role_outside_the_group_speaks_for_nobody(service, administrator):
    membership = make_member(service, "Ann Bell", Constituency.HEALTH, ends=date(2200, 1, 1))
    give_role(membership.person, service, Role.CHAIR, by=administrator)
    assert (membership.constituency, membership.ends) == (Constituency.HEALTH, date(2200, 1, 1))
    give_role(membership.person, service, Role.COMMISSIONER, by=administrator)
    assert (membership.constituency, membership.ends) == (None, None)


@pytest.mark.parametrize("who", ["commissioner", "network", "administrator", "other_manager"])
def test_who_may_not_read_the_group_does_not(request, service, who):
    with pytest.raises(Forbidden):
        queries.memberships_of(service, viewer=request.getfixturevalue(who))


def test_members_of_another_service_are_not_among_them(service, manager):
    other = add_service("Other SENDIASS", "other", by=OPERATOR)
    elsewhere = make_member(other, "Ann Bell")
    assert names(service, manager) == []
    with pytest.raises(NotFound):
        queries.get_membership(service, elsewhere.person_id, viewer=manager)


def test_the_database_refuses_a_term_that_ends_before_it_starts(service):
    membership = make_member(service, "Ann Bell")
    membership.starts, membership.ends = date(2026, 1, 2), date(2026, 1, 1)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_usual_quorum_holds_until_another_is_said(service, manager):
    assert queries.quorum_of(service) == Quorum(3, ())
    quorum = Quorum(4, (Constituency.PARENT_CARERS, Constituency.HEALTH))
    set_quorum(service, quorum, by=manager)
    assert queries.quorum_of(service) == quorum
    entry = last_entry(service.id)
    assert (entry.verb, entry.details["before"]) == ("set_quorum", "3 members")
    assert entry.details["after"] == "4 members, with somebody for parent carers and for health"


def test_the_usual_quorum_can_be_said_to_be_the_own(service, chair):
    set_quorum(service, Quorum(), by=chair)
    set_quorum(service, Quorum(), by=chair)
    assert queries.find_quorum_rule(service) is not None
    count = sa.select(sa.func.count()).where(AuditEntry.verb == "set_quorum")
    assert db.session.scalar(count) == 1


@pytest.mark.parametrize("who", ["team", "group", "commissioner", "network", "other_manager", "administrator"])
def test_others_do_not_say_what_makes_a_quorum(request, service, who):
    with pytest.raises(Forbidden):
        set_quorum(service, Quorum(1), by=request.getfixturevalue(who))


def test_a_stale_quorum_is_refused_and_an_impossible_one(service, manager, chair):
    seen = queries.quorum_of(service).fingerprint
    set_quorum(service, Quorum(5), seen=seen, by=manager)
    with pytest.raises(Stale, match="It now says: 5 members"):
        set_quorum(service, Quorum(2), seen=seen, by=chair)
    with pytest.raises(Invalid):
        set_quorum(service, Quorum(0), by=chair)
    assert queries.quorum_of(service) == Quorum(5)


def test_the_database_refuses_a_quorum_of_nobody(service):
    db.session.add(QuorumRule(service_id=service.id, members=0, constituencies=[]))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_standard_that_names_the_group_is_found_in_its_framework(app):
    assert queries.standard_on_group() is None


def test_its_wording_is_the_frameworks(framework):
    standard = queries.standard_on_group()
    assert standard.number == "1.7"
    assert "steering group or advisory body" in standard.text


def test_a_place_is_one_a_service(service, manager):
    membership = make_member(service, "Ann Bell")
    there = db.session.scalar(sa.select(sa.func.count()).select_from(Membership))
    edit_member(membership, PARENT, by=manager)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Membership)) == there
