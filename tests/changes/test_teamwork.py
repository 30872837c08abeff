"""Who is asked to draft what, and the team's remarks: before, after, and the record."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.cast import make_person
from tracker import clock
from tracker.accounts.changes import edit_person, give_role, take_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.queries import get_rating
from tracker.audit.models import AuditEntry
from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.teamwork import queries
from tracker.teamwork.changes import (
    add_remark,
    assign,
    close_remark,
    delete_remark,
    reopen_remark,
    restore_remark,
    say_done,
    see_done,
    withdraw,
)
from tracker.teamwork.models import Assignment, Remark
from tracker.teamwork.rules import Ending

DAY = date(2027, 5, 12)


@pytest.fixture
def rating(assessment):
    return get_rating(assessment, "4.1")


@pytest.fixture
def assignment(rating, manager, team):
    return assign(rating, team, due=DAY, words="Look at the levels", by=manager)


@pytest.fixture
def remark(rating, team):
    return add_remark(rating, "Is **Level 3** still missing?", by=team)


def count(verb):
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.verb == verb))


def asked_of(assessment, viewer):
    return {
        assignment.person.name for assignment in queries.open_assignments_by_rating(assessment, viewer=viewer).values()
    }


def test_a_manager_asks_somebody_and_the_record_says_so_without_the_words(assessment, assignment, manager, team):
    found = queries.open_assignments_by_rating(assessment, viewer=team)
    assert found == {assignment.rating_id: assignment}
    assert (assignment.person, assignment.due, assignment.words) == (team, DAY, "Look at the levels")
    entry = last_entry(assignment.id)
    assert (entry.verb, entry.by, entry.service_id) == ("assign", manager.identifier, assessment.service_id)
    assert entry.details == {
        "standard": "4.1",
        "person": team.identifier,
        "due": "2027-05-12",
        "replaces": None,
    }


def test_the_team_asks_nobody(rating, team, manager):
    with pytest.raises(Forbidden):
        assign(rating, manager, by=team)


@pytest.mark.parametrize("who", ["group", "chair", "commissioner", "network", "other_manager", "administrator"])
def test_only_the_team_can_be_asked(request, rating, manager, who):
    person = request.getfixturevalue(who)
    with pytest.raises(Invalid, match=f"{person.name} is not in the team"):
        assign(rating, person, by=manager)


def test_a_closed_account_cannot_be_asked(rating, manager, team):
    edit_person(team, team.name, team.email, is_admin=False, active=False, by=OPERATOR)
    with pytest.raises(Invalid):
        assign(rating, team, by=manager)


def test_words_of_500_characters_are_taken_and_one_more_is_not(rating, manager, team):
    assert len(assign(rating, team, words="x" * 500, by=manager).words) == 500
    with pytest.raises(Invalid, match="At most 500 characters; this has 501"):
        assign(rating, team, words="x" * 501, by=manager)


def test_asking_somebody_else_replaces_who_was_asked(assessment, rating, assignment, manager, service):
    other = make_person("Tess Wood", service, Role.TEAM)
    second = assign(rating, other, by=manager, seen=assignment.sign)
    assert asked_of(assessment, manager) == {"Tess Wood"}
    assert (assignment.ending, assignment.ended_by) == (Ending.REPLACED, manager.identifier)
    assert last_entry(second.id).details["replaces"] == str(assignment.id)


def test_the_same_asked_twice_is_asked_once(rating, assignment, manager, team):
    assert assign(rating, team, due=DAY, words=" Look at the levels ", by=manager, seen="") is assignment
    assert count("assign") == 1


def test_the_database_has_one_open_assignment_for_a_rating(rating, assignment, manager, team):
    db.session.add(Assignment(rating=rating, person=team, words="", asked_by="x", asked_at=clock.now()))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_asking_from_an_old_page_is_stale_and_changes_nothing(assessment, rating, assignment, manager, service):
    other = make_person("Tess Wood", service, Role.TEAM)
    with pytest.raises(Stale, match=r"Theo Tait is asked to draft 4\.1 by 12 May 2027"):
        assign(rating, other, by=manager, seen="")
    seen = assignment.sign
    say_done(assignment, by=assignment.person)
    with pytest.raises(Stale, match=r"Theo Tait says that 4\.1 is drafted"):
        assign(rating, other, by=manager, seen=seen)
    see_done(assignment, by=manager)
    with pytest.raises(Stale, match=r"nobody is asked to draft 4\.1 any more"):
        assign(rating, other, by=manager, seen=seen)
    assert asked_of(assessment, manager) == set()


def test_who_was_asked_says_that_it_is_done_and_a_manager_sees_it(rating, assignment, manager, team):
    say_done(assignment, by=team)
    assert (assignment.ending, assignment.ended_by, assignment.seen_at) == (Ending.DONE, team.identifier, None)
    assert queries.waiting_assignment(rating) is assignment
    say_done(assignment, by=team)
    see_done(assignment, by=manager)
    see_done(assignment, by=manager)
    assert queries.waiting_assignment(rating) is None
    assert (count("say_done"), count("see_done")) == (1, 1)


def test_what_a_manager_says_is_done_the_managers_have_seen(rating, assignment, manager):
    say_done(assignment, by=manager)
    assert (assignment.ending, assignment.seen_by) == (Ending.DONE, manager.identifier)


def test_nobody_else_of_the_team_says_that_it_is_done(assignment, service):
    with pytest.raises(Forbidden, match="Only Theo Tait"):
        say_done(assignment, by=make_person("Tess Wood", service, Role.TEAM))
    assert assignment.is_open


def test_a_manager_withdraws_and_the_team_cannot(assessment, assignment, manager, team):
    with pytest.raises(Forbidden):
        withdraw(assignment, by=team)
    withdraw(assignment, by=manager)
    withdraw(assignment, by=manager)
    assert asked_of(assessment, manager) == set()
    assert (assignment.ending, count("withdraw")) == (Ending.WITHDRAWN, 1)


def test_what_was_withdrawn_cannot_be_done_nor_seen(assignment, manager, team):
    withdraw(assignment, by=manager)
    with pytest.raises(Conflict):
        say_done(assignment, by=team)
    with pytest.raises(Conflict):
        see_done(assignment, by=manager)


def test_what_is_done_cannot_be_withdrawn(assignment, manager, team):
    say_done(assignment, by=team)
    with pytest.raises(Conflict):
        withdraw(assignment, by=manager)
    with pytest.raises(Forbidden):
        see_done(assignment, by=team)


def test_asking_again_after_a_draft_has_seen_it(rating, assignment, manager, team):
    say_done(assignment, by=team)
    second = assign(rating, team, words="Once more, please", by=manager, seen=assignment.sign)
    assert assignment.seen_by == manager.identifier
    assert queries.waiting_assignment(rating) is second


@pytest.mark.parametrize(
    "leaves",
    [
        lambda team, service: take_role(team, service, by=OPERATOR),
        lambda team, service: give_role(team, service, Role.GROUP, by=OPERATOR),
        lambda team, _service: edit_person(team, team.name, team.email, is_admin=False, active=False, by=OPERATOR),
    ],
)
def test_who_left_is_named_as_gone_and_another_can_be_asked(
    assessment, rating, assignment, manager, team, service, leaves
):
    leaves(team, service)
    assert assignment.who == "Theo Tait (no longer in the team)"
    assert asked_of(assessment, manager) == {"Theo Tait"}
    assert [person.name for person in queries.colleagues(service, viewer=manager)] == ["Maya Noor"]
    assign(rating, manager, by=manager, seen=assignment.sign)
    assert asked_of(assessment, manager) == {"Maya Noor"}


def test_colleagues_are_the_team_by_name(service, manager, team, group, commissioner, other_manager):
    assert [person.name for person in queries.colleagues(service, viewer=manager)] == ["Maya Noor", "Theo Tait"]
    with pytest.raises(Forbidden):
        queries.colleagues(service, viewer=team)


def test_a_remark_is_open_and_the_record_has_not_its_words(assessment, rating, remark, team):
    assert queries.open_remarks_by_rating(assessment, viewer=team) == {rating.id: [remark]}
    entry = last_entry(remark.id)
    assert (entry.verb, entry.by, entry.details) == ("add_remark", team.identifier, {"standard": "4.1"})


def test_open_remarks_are_in_the_order_of_writing(assessment, rating, remark, manager, wait):
    wait(timedelta(minutes=5))
    second = add_remark(rating, "Yes.", by=manager)
    assert queries.open_remarks_by_rating(assessment, viewer=manager)[rating.id] == [remark, second]


def test_a_remark_is_closed_and_opened_again(assessment, rating, remark, manager, team):
    close_remark(remark, by=manager)
    close_remark(remark, by=team)
    assert remark.closed_by == manager.identifier
    assert queries.open_remarks_by_rating(assessment, viewer=manager) == {}
    reopen_remark(remark, by=team)
    reopen_remark(remark, by=team)
    assert queries.open_remarks_by_rating(assessment, viewer=manager) == {rating.id: [remark]}
    assert (count("close_remark"), count("reopen_remark")) == (1, 1)


def test_its_author_takes_a_remark_out_and_puts_it_back(assessment, rating, remark, team):
    delete_remark(remark, by=team)
    delete_remark(remark, by=team)
    assert queries.open_remarks_by_rating(assessment, viewer=team) == {}
    for verb in (close_remark, reopen_remark):
        with pytest.raises(Conflict, match="taken it out"):
            verb(remark, by=team)
    restore_remark(remark, by=team)
    restore_remark(remark, by=team)
    assert queries.open_remarks_by_rating(assessment, viewer=team) == {rating.id: [remark]}
    assert (count("delete_remark"), count("restore_remark")) == (1, 1)


def test_nobody_takes_out_what_another_wrote(remark, manager):
    for verb in (delete_remark, restore_remark):
        with pytest.raises(Forbidden, match="Only the person who wrote"):
            verb(remark, by=manager)


@pytest.mark.parametrize("who", ["group", "chair", "commissioner", "network"])
def test_nobody_outside_the_team_writes_reads_or_learns_that_there_is_any(
    request, assessment, rating, remark, assignment, who
):
    person = request.getfixturevalue(who)
    for verb in (close_remark, reopen_remark, delete_remark, restore_remark):
        with pytest.raises(Forbidden):
            verb(remark, by=person)
    with pytest.raises(Forbidden):
        add_remark(rating, "Hello", by=person)
    with pytest.raises(Forbidden):
        queries.get_remark(rating, remark.id, viewer=person)
    assert queries.open_remarks_by_rating(assessment, viewer=person) == {}
    assert queries.open_assignments_by_rating(assessment, viewer=person) == {}
    assert queries.on_standard(rating, viewer=person) is None
    assert not queries.waiting_in([assessment.service], viewer=person)


def test_a_remark_of_5000_characters_is_taken_and_one_more_or_none_is_not(rating, team):
    assert len(add_remark(rating, "x" * 5_000, by=team).text) == 5_000
    with pytest.raises(Invalid, match="at most 5,000 characters; this has 5,001"):
        add_remark(rating, "x" * 5_001, by=team)
    with pytest.raises(Invalid, match="Write what the others should know"):
        add_remark(rating, " \n ", by=team)


def test_the_same_remark_sent_twice_is_one_and_other_words_are_another(rating, remark, team, manager):
    assert add_remark(rating, remark.text, by=team, identifier=remark.id) is remark
    assert add_remark(rating, "Something else", by=team, identifier=remark.id) is not remark
    assert add_remark(rating, remark.text, by=manager, identifier=remark.id) is not remark


def test_a_remark_or_an_assignment_of_another_rating_is_not_found(assessment, remark, assignment, team):
    other = get_rating(assessment, "4.2")
    with pytest.raises(NotFound):
        queries.get_remark(other, remark.id, viewer=team)
    with pytest.raises(NotFound):
        queries.get_assignment(other, assignment.id)


def test_the_database_refuses_a_blank_remark(rating):
    db.session.add(Remark(rating=rating, text=" ", by="x", at=clock.now()))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
