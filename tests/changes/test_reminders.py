"""What there is to say to somebody, and that a letter is sent once a week: before, after, and the record."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.counting import counted
from tests.reminders import in_days, make_action, make_plan, match
from tests.submitting import rate
from tests.teamwork import make_assignment
from tracker import clock
from tracker.accounts.changes import edit_person, give_role, take_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.changes import say_why_no_action
from tracker.audit.models import AuditEntry
from tracker.audit.queries import last_entry
from tracker.db import begin_writing, db
from tracker.owners.changes import match_names
from tracker.plans.changes import delete_action, save_action, text_of
from tracker.plans.rules import ActionState, Rag
from tracker.reminders import changes, queries
from tracker.reminders.models import Digest
from tracker.reminders.rules import LEASE, monday


@pytest.fixture
def week():
    return monday(clock.today())


def what(lines):
    return [line.what for line in lines]


def test_own_actions_are_those_with_ones_name_or_a_matched_one(service, framework, team):
    make_action(service, framework, "Leaflets", "theo tait and Service Manager", in_days(-3))
    make_action(service, framework, "Website", "CYP Adviser", in_days(10))
    make_action(service, framework, "Survey", "Somebody else", in_days(-3))
    match(service, "CYP Adviser", team)
    contents = queries.contents_for(team)
    assert (what(contents.overdue), what(contents.due_soon)) == (["“Leaflets”"], ["“Website”"])
    [line] = contents.overdue
    assert line.how.startswith("Lanternshire SENDIASS, 2022-23. New for you. It was due on ")
    assert (line.endpoint, line.values["slug"], line.values["label"]) == ("delivery.action", "lanternshire", "2022-23")


def test_what_is_complete_taken_out_closed_or_said_to_be_on_track_is_not_pressing(service, framework, team):
    done = make_action(service, framework, "Done", "Theo Tait", in_days(-3), state=ActionState.COMPLETE)
    out = make_action(service, framework, "Out", "Theo Tait", in_days(-3))
    delete_action(out, by=OPERATOR)
    fine = make_action(service, framework, "Fine", "Theo Tait", in_days(-3))
    fine.rag, fine.rag_reason = Rag.ON_TRACK, "The printer has it"
    db.session.flush()
    contents = queries.contents_for(team)
    assert (contents.overdue, contents.due_soon, what(contents.new)) == ((), (), ["“Fine”"])
    done.plan.closed_at = clock.now()
    db.session.flush()
    assert not queries.contents_for(team).is_worth_a_letter


def test_an_action_is_new_when_it_became_ones_own_since_the_last_letter(service, framework, team, week, wait):
    older = make_action(service, framework, "Older", "Theo Tait", in_days(200))
    taken = make_action(service, framework, "Taken over", "Ann Bell", in_days(200))
    wait(timedelta(days=8))
    assert queries.contents_for(team).new == ()
    for action, who in ((older, "Theo Tait, Ann Bell"), (taken, "Theo Tait")):
        save_action(action, replace(text_of(action), who=who), framework, version=action.version, by=OPERATOR)
    assert what(queries.contents_for(team).new) == ["“Taken over”"]
    changes.note_sent(changes.claim_digest(team, week), by=OPERATOR)
    wait(timedelta(days=1))
    assert queries.contents_for(team).new == ()
    assert queries.contents_for(team).others == 2


def test_an_action_is_new_when_its_name_was_said_to_be_ones_own(service, framework, manager, team, week, wait):
    make_action(service, framework, "Adviser’s", "Adviser", in_days(200))
    make_action(service, framework, "Both", "Theo Tait, Adviser", in_days(200))
    wait(timedelta(days=8))
    match_names(service, {"Adviser": team}, by=manager)
    db.session.flush()
    assert what(queries.contents_for(team).new) == ["“Adviser’s”"]
    changes.note_sent(changes.claim_digest(team, week), by=OPERATOR)
    wait(timedelta(days=1))
    assert queries.contents_for(team).new == ()


def test_a_manager_is_told_how_the_plans_stand_and_others_are_not(service, framework, manager, team):
    make_action(service, framework, "Leaflets", "Somebody", in_days(-3))
    make_action(service, framework, "Website", "Somebody", in_days(200), state=ActionState.ONGOING)
    [line] = queries.contents_for(manager).plans
    assert (line.what, line.how) == (
        "Operational Delivery Plan 2022-23",
        "Lanternshire SENDIASS: 1 overdue, 1 on track.",
    )
    assert queries.contents_for(manager).is_worth_a_letter
    assert not queries.contents_for(team).is_worth_a_letter


def test_who_is_asked_to_draft_is_told_with_the_day(assessment, team, manager):
    make_assignment(assessment, team, manager)
    [line] = queries.contents_for(team).drafts
    assert (line.what, line.how) == (
        "Standard 4.1",
        "Lanternshire SENDIASS, self-assessment 2021-22, by 12 May 2027.",
    )
    assert queries.contents_for(manager).drafts == ()


def test_a_manager_is_told_of_an_accepted_gap_from_its_day_on_and_others_are_not(assessment, manager, team, wait):
    say_why_no_action(rate(assessment, "3.2", "P/C"), "The council decides.", until=in_days(5), by=OPERATOR)
    wait(timedelta(days=4))
    assert queries.contents_for(manager).again == ()
    wait(timedelta(days=1))
    [line] = queries.contents_for(manager).again
    day = clock.in_words(clock.today())
    assert (line.what, line.how) == (
        "Standard 3.2",
        f"Lanternshire SENDIASS. It was accepted without an action until {day}.",
    )
    assert queries.contents_for(manager).subject == "Minimum Standards, your week: 1 to look at again"
    assert queries.contents_for(team).again == ()


def test_nobody_is_told_of_another_service(service, framework, other_manager, network, commissioner):
    make_action(service, framework, "Leaflets", "Olga Pike, Nils Berg", in_days(-3))
    for person in (other_manager, network, commissioner):
        assert not queries.contents_for(person).is_worth_a_letter
    make_action(service, framework, "Contract", "LA Commissioner", in_days(-3))
    match(service, "LA Commissioner", commissioner)
    assert what(queries.contents_for(commissioner).overdue) == ["“Contract”"]


@pytest.mark.parametrize(
    "end",
    [
        lambda person, _: edit_person(person, person.name, person.email, is_admin=False, active=False, by=OPERATOR),
        lambda person, service: take_role(person, service, by=OPERATOR),
        lambda person, _: changes.stop_digests(person, by=person),
        lambda person, _: setattr(person, "password", None),
        lambda person, _: setattr(person.memberships[0], "ends", in_days(-1)),
    ],
    ids=["closed", "without-a-role", "wants-none", "without-a-password", "term-over"],
)
def test_letters_go_to_who_can_sign_in_has_a_role_and_wants_them(account, service, end):
    assert queries.gets_digests(account)
    end(account, service)
    db.session.flush()
    assert not queries.gets_digests(account)


def test_stopping_and_resuming_are_recorded_once(team):
    for _ in range(2):
        changes.stop_digests(team, by=team)
    assert not queries.wants_digests(team)
    assert (last_entry(team.id).verb, last_entry(team.id).by) == ("stop_digests", team.identifier)
    for _ in range(2):
        changes.resume_digests(team, by=team)
    assert queries.wants_digests(team)
    verbs = db.session.scalars(sa.select(AuditEntry.verb).where(AuditEntry.subject_id == team.id)).all()
    assert verbs[-2:] == ["stop_digests", "resume_digests"]


def test_a_letter_that_was_sent_is_not_claimed_again_that_week(team, week):
    digest = changes.claim_digest(team, week)
    assert digest.sent_at is None
    changes.note_sent(digest, by=OPERATOR)
    assert changes.claim_digest(team, week) is None
    assert changes.claim_digest(team, week + timedelta(days=7)) is not None
    entry = last_entry(team.id, "send_digest")
    assert (entry.by, entry.details) == ("operator", {"week": week.isoformat()})


def test_what_failed_can_be_claimed_at_once_and_keeps_why(team, week):
    changes.note_fault(changes.claim_digest(team, week), "The mail server: away")
    again = changes.claim_digest(team, week)
    assert again.fault == "The mail server: away"
    changes.note_sent(again, by=OPERATOR)
    assert again.fault is None
    assert last_entry(team.id, "send_digest") is not None


def test_what_somebody_else_began_is_left_to_them_for_a_while(team, week, wait):
    first = changes.claim_digest(team, week).id
    wait(LEASE - timedelta(seconds=1))
    assert changes.claim_digest(team, week) is None
    wait(timedelta(seconds=2))
    assert changes.claim_digest(team, week).id == first


def test_of_several_who_claim_a_letter_at_once_one_has_it(app, team, week):
    identifier = team.id
    db.session.commit()
    together = threading.Barrier(4)

    def claim(_number):
        with app.app_context():
            together.wait()
            begin_writing()
            mine = changes.claim_digest(queries.find_person(identifier), week) is not None
            db.session.commit()
            return mine

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(claim, range(4))) == [False, False, False, True]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Digest)) == 1


def test_what_there_is_to_say_takes_as_many_queries_for_many_actions_as_for_few(service, framework, manager):
    def queries_now():
        with counted() as made:
            assert queries.contents_for(manager).is_worth_a_letter
        return len(made)

    make_plan(service)
    make_action(service, framework, "First", "Maya Noor", in_days(3))
    few = queries_now()
    for number in range(30):
        make_action(service, framework, f"No. {number}", "Maya Noor", in_days(3))
    assert queries_now() == few


def test_a_person_of_several_services_gets_one_letter_of_all(service, framework, other_manager):
    other = other_manager.memberships[0].service
    give_role(other_manager, service, Role.TEAM, by=OPERATOR)
    make_action(other, framework, "Theirs", "Olga Pike", in_days(3))
    make_action(service, framework, "Ours", "Olga Pike", in_days(2))
    assert what(queries.contents_for(other_manager).due_soon) == ["“Ours”", "“Theirs”"]
