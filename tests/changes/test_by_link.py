"""Making, opening and revoking links to the review pack: before, after, and the record."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.by_link import make_visitor
from tests.cast import make_person
from tests.group import LAST_DAY
from tracker import clock
from tracker.accounts.changes import edit_person, take_role
from tracker.accounts.rules import OPERATOR, Role, fresh_token, hashed
from tracker.assessments.changes import move
from tracker.audit.models import AuditDetails, AuditEntry
from tracker.audit.queries import last_entry
from tracker.by_link import queries
from tracker.by_link.changes import make_link, open_link, revoke_link
from tracker.by_link.models import ReviewLink
from tracker.by_link.rules import LASTS
from tracker.db import Base, db, in_utc
from tracker.errors import Conflict, Forbidden, NotFound
from tracker.group.changes import edit_member
from tracker.group.queries import get_membership
from tracker.group.rules import Seat


@pytest.fixture
def ann(assessment):
    return make_visitor(assessment)


def test_a_link_is_kept_as_a_hash_and_ends_after_six_weeks(assessment, ann, manager):
    token = make_link(assessment, ann, by=manager)
    link = queries.find_link(token)
    assert (link.person, link.assessment, link.made_by) == (ann, assessment, manager.identifier)
    assert link.token_sha256 == hashed(token)
    assert in_utc(link.expires_at) - in_utc(link.made_at) == LASTS
    assert (link.opened_at, link.revoked_at) == (None, None)
    assert queries.why_closed(link) == ""
    entry = last_entry(ann.id)
    assert (entry.verb, entry.by, entry.details) == ("make_link", manager.identifier, {"label": "2021-22"})


def test_the_token_is_nowhere_in_the_database(assessment, ann, chair):
    token = make_link(assessment, ann, by=chair)
    open_link(queries.find_link(token))
    rows = [row for table in Base.metadata.sorted_tables for row in db.session.execute(table.select())]
    assert any(hashed(token) in str(row) for row in rows)
    assert not any(token in str(row) for row in rows)
    assert not any(token in str(details) for details in db.session.scalars(sa.select(AuditDetails.details)))


def test_a_new_link_ends_the_former_one_of_the_same_person_alone(assessment, ann, manager):
    other = make_link(assessment, make_visitor(assessment, "Ben Cole"), by=manager)
    former, newer = (make_link(assessment, ann, by=manager) for _ in range(2))
    assert "there is a newer one" in queries.why_closed(queries.find_link(former))
    assert [queries.why_closed(queries.find_link(token)) for token in (newer, other)] == ["", ""]


def test_opening_it_is_noted_once_and_recorded_each_time(assessment, ann, manager, wait):
    link = queries.find_link(make_link(assessment, ann, by=manager))
    open_link(link)
    first = link.opened_at
    wait(timedelta(days=1))
    open_link(link)
    assert link.opened_at == first
    there = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "open_link")).all()
    assert [(entry.by, entry.subject_id, entry.service_id) for entry in there] == [
        (ann.identifier, ann.id, assessment.service_id)
    ] * 2


def test_revoked_it_opens_nothing(assessment, ann, manager):
    link = queries.find_link(make_link(assessment, ann, by=manager))
    revoke_link(assessment, ann, by=manager)
    assert link.revoked_by == manager.identifier
    assert last_entry(ann.id).verb == "revoke_link"
    with pytest.raises(Conflict, match="taken back"):
        open_link(link)
    assert link.opened_at is None


def test_revoked_once_more_it_is_nothing(assessment, ann, manager):
    make_link(assessment, ann, by=manager)
    for _ in range(2):
        revoke_link(assessment, ann, by=manager)
    count = sa.select(sa.func.count()).where(AuditEntry.verb == "revoke_link")
    assert db.session.scalar(count) == 1


@pytest.mark.parametrize(
    "end",
    [
        lambda person, service: take_role(person, service, by=OPERATOR),
        lambda person, service: edit_member(
            get_membership(service, person.id, viewer=OPERATOR), Seat(ends=LAST_DAY), by=OPERATOR
        ),
        lambda person, _: edit_person(person, person.name, person.email, is_admin=False, active=False, by=OPERATOR),
    ],
    ids=["taken-off", "term-ended", "account-closed"],
)
def test_it_ends_with_the_membership(assessment, ann, manager, end):
    link = queries.find_link(make_link(assessment, ann, by=manager))
    end(ann, assessment.service)
    with pytest.raises(Conflict, match="not on the group now"):
        open_link(link)


def test_it_ends_by_itself(assessment, ann, manager, wait):
    link = queries.find_link(make_link(assessment, ann, by=manager))
    wait(LASTS - timedelta(seconds=1))
    open_link(link)
    wait(timedelta(seconds=1))
    with pytest.raises(Conflict, match="worked until"):
        open_link(link)


def test_it_opens_only_while_the_year_is_submitted(assessment, ann, manager):
    link = queries.find_link(make_link(assessment, ann, by=manager))
    move(assessment, "withdraw", by=OPERATOR)
    with pytest.raises(Conflict, match="not open at the moment"):
        open_link(link)
    with pytest.raises(Conflict, match="is not with the advisory group"):
        make_link(assessment, ann, by=manager)


@pytest.mark.parametrize("role", [None, Role.TEAM, Role.COMMISSIONER])
def test_only_who_is_on_the_group_gets_one(assessment, ann, manager, role):
    with pytest.raises(NotFound, match="Nobody like that is on the Advisory Group now"):
        make_link(assessment, make_person("Ben Cole", assessment.service if role else None, role), by=manager)


def test_a_closed_account_gets_none(assessment, ann, manager):
    edit_person(ann, ann.name, ann.email, is_admin=False, active=False, by=OPERATOR)
    with pytest.raises(Conflict, match="closed the account of Ann Bell"):
        make_link(assessment, ann, by=manager)


@pytest.mark.parametrize("who", ["team", "group", "commissioner", "network", "other_manager", "administrator"])
def test_only_a_manager_and_the_chair_make_and_revoke(request, assessment, ann, who):
    person = request.getfixturevalue(who)
    token = make_link(assessment, ann, by=OPERATOR)
    with pytest.raises(Forbidden):
        make_link(assessment, ann, by=person)
    with pytest.raises(Forbidden):
        revoke_link(assessment, ann, by=person)
    with pytest.raises(Forbidden):
        queries.invited_to(assessment, viewer=person)
    assert queries.why_closed(queries.find_link(token)) == ""


def test_each_member_is_shown_with_the_newest_link(assessment, ann, manager, group):
    for _ in range(2):
        token = make_link(assessment, ann, by=manager)
    found = queries.invited_to(assessment, viewer=manager)
    assert [(one.member.person, one.link, one.works) for one in found] == [
        (ann, queries.find_link(token), True),
        (group, None, False),
    ]


def test_an_unknown_token_is_of_no_link(assessment, ann, manager):
    make_link(assessment, ann, by=manager)
    assert queries.find_link(fresh_token()) is None
    assert queries.find_link("") is None


@pytest.mark.parametrize("wrong", [{"token_sha256": fresh_token() * 2}, {"revoked_by": "x"}])
def test_the_database_refuses_what_the_rules_would(assessment, ann, wrong):
    good = {"assessment": assessment, "person": ann, "token_sha256": hashed("x"), "made_by": "x"}
    good |= {"made_at": clock.now(), "expires_at": clock.now()}
    db.session.add(ReviewLink(**good | wrong))
    with pytest.raises((IntegrityError, sa.exc.DataError)):
        db.session.flush()
