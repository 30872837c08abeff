"""Ticking steps, marking outcomes, noting what was done, completing, and taking what is offered."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.plans.changes import add_action, save_action, start_plan, text_of
from tracker.plans.rules import ActionState, ActionText, OutcomeResult
from tracker.progress.changes import (
    add_note,
    complete_action,
    delete_note,
    mark_outcome,
    reopen_action,
    restore_note,
    sign_of,
    tick_step,
    untick_step,
    use_completion,
)
from tracker.progress.queries import get_note, get_outcome, get_step, mark_of, progress_of
from tracker.progress.rules import Mark

MAY = date(2023, 5, 12)
TEXT = ActionText(objective="Meet every forum", steps=("Ask **first**", "Go"), outcomes=("Three forums met",))
TWO_OF_THREE = Mark(OutcomeResult.PARTLY, "Two so far.", Decimal(3), Decimal("2.0"))


@pytest.fixture
def action(service, framework):
    return add_action(start_plan(service, period("2022-23", 9), by=OPERATOR), TEXT, framework, by=OPERATOR)


@pytest.fixture
def step(action):
    return action.steps[0]


@pytest.fixture
def outcome(action):
    return action.outcomes[0]


def entries(action):
    """What was recorded after the action was added."""
    query = sa.select(AuditEntry).where(AuditEntry.subject_id == action.id, AuditEntry.verb != "add_action")
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def saved(thing):
    db.session.flush()
    db.session.refresh(thing)
    return thing


@pytest.mark.parametrize("who", ["manager", "team"])
def test_a_step_is_ticked_today_by_who_ticks_it(request, action, step, who):
    person = request.getfixturevalue(who)
    tick_step(action, step, by=person)
    assert (saved(step).done_on, step.done_by) == (clock.today(), person.identifier)


def test_a_step_can_have_been_done_on_a_day_before(action, step, team):
    tick_step(action, step, day=MAY, by=team)
    assert saved(step).done_on == MAY


def test_a_step_cannot_have_been_done_tomorrow(action, step, team):
    with pytest.raises(Invalid, match="today or earlier"):
        tick_step(action, step, day=clock.today() + timedelta(days=1), by=team)


def test_the_first_tick_sets_an_action_going_and_the_last_does_not_complete_it(action, team):
    tick_step(action, action.steps[0], by=team)
    assert saved(action).state is ActionState.ONGOING
    tick_step(action, action.steps[1], by=team)
    assert saved(action).state is ActionState.ONGOING
    first, second = entries(action)
    assert (first.details["before"]["state"], first.details["after"]["state"]) == ("not started", "ongoing")
    assert (second.details["before"]["state"], second.details["after"]["state"]) == ("ongoing", "ongoing")


def test_a_tick_in_a_complete_action_leaves_it_complete(action, step, team):
    complete_action(action, by=team)
    tick_step(action, step, by=team)
    assert saved(action).state is ActionState.COMPLETE


def test_a_step_that_is_ticked_twice_keeps_the_first_tick(action, step, team, manager):
    tick_step(action, step, day=MAY, by=team, seen=sign_of(step))
    tick_step(action, step, by=manager, seen="what was seen before")
    tick_step(action, step, day=MAY, by=manager, seen="what was seen before")
    assert (saved(step).done_on, step.done_by) == (MAY, team.identifier)
    assert [entry.verb for entry in entries(action)] == ["tick_step"]


def test_the_day_of_a_tick_can_be_corrected(action, step, team, manager):
    tick_step(action, step, by=team)
    tick_step(action, step, day=MAY, by=manager, seen=sign_of(step))
    assert (saved(step).done_on, step.done_by) == (MAY, manager.identifier)


def test_a_step_that_somebody_reworded_meanwhile_is_not_ticked(action, step, team, framework):
    seen = sign_of(step)
    text = ActionText(objective="x", steps=("Ask everybody first", "Go"))
    save_action(action, text, framework, version=action.version, by=OPERATOR)
    with pytest.raises(Stale):
        tick_step(action, step, by=team, seen=seen)
    assert saved(step).done_on is None


def test_a_step_is_unticked_once(action, step, team):
    tick_step(action, step, day=MAY, by=team)
    untick_step(action, step, by=team)
    untick_step(action, step, by=team, seen="anything")
    assert (saved(step).done_on, step.done_by) == (None, None)
    assert [entry.verb for entry in entries(action)] == ["tick_step", "untick_step"]
    assert entries(action)[1].details == {
        "step": "Ask first",
        "before": {"done_on": "2023-05-12"},
        "after": {"done_on": None},
    }


def test_a_tick_that_somebody_corrected_meanwhile_is_not_taken_back(action, step, team):
    tick_step(action, step, by=team)
    seen = sign_of(step)
    tick_step(action, step, day=MAY, by=team)
    with pytest.raises(Stale):
        untick_step(action, step, by=team, seen=seen)
    assert saved(step).done_on == MAY


def test_an_outcome_is_marked_with_its_figures_to_the_digit(action, outcome, team):
    mark_outcome(action, outcome, TWO_OF_THREE, by=team)
    assert mark_of(saved(outcome)) == TWO_OF_THREE
    assert mark_of(outcome).in_figures == "2.0 of 3"
    [entry] = entries(action)
    assert entry.details["outcome"] == "Three forums met"
    assert entry.details["before"] == {"result": "Not yet said", "sentence": "", "target": None, "reached": None}
    assert entry.details["after"] == {
        "result": "Partly achieved",
        "sentence": "Two so far.",
        "target": "3",
        "reached": "2.0",
    }


def test_a_mark_is_taken_back_and_the_same_is_no_change(action, outcome, team):
    mark_outcome(action, outcome, TWO_OF_THREE, by=team)
    mark_outcome(action, outcome, TWO_OF_THREE, by=team, seen="anything")
    mark_outcome(action, outcome, Mark(), by=team)
    assert mark_of(saved(outcome)) == Mark()
    assert [entry.verb for entry in entries(action)] == ["mark_outcome", "mark_outcome"]


def test_an_outcome_that_somebody_marked_meanwhile_is_not_marked_over(action, outcome, team):
    seen = sign_of(outcome)
    mark_outcome(action, outcome, TWO_OF_THREE, by=team)
    with pytest.raises(Stale):
        mark_outcome(action, outcome, Mark(OutcomeResult.NOT), by=team, seen=seen)
    assert mark_of(saved(outcome)) == TWO_OF_THREE


def test_a_sentence_is_no_essay(action, outcome, team):
    with pytest.raises(Invalid, match="At most 500 characters; this has 501"):
        mark_outcome(action, outcome, Mark(sentence="x" * 501), by=team)


def test_an_action_is_completed_and_opened_again_once_each(action, team):
    for change in (reopen_action, complete_action, complete_action, reopen_action, reopen_action):
        change(action, by=team)
    assert saved(action).state is ActionState.ONGOING
    assert [entry.verb for entry in entries(action)] == ["complete_action", "reopen_action"]


def test_what_is_offered_becomes_actual_completion(action, step, team):
    tick_step(action, step, day=MAY, by=team)
    offered = progress_of(action, viewer=team).offered
    assert offered == "Ask first 12.5.23. On-going: Go; Three forums met"
    before = action.version
    use_completion(action, offered, by=team)
    use_completion(action, offered, by=team, seen="anything")
    assert (saved(action).completion, action.version) == (offered, before + 1)
    assert progress_of(action, viewer=team).offered == ""
    assert entries(action)[1].details == {"before": {"completion": ""}, "after": {"completion": offered}}
    assert len(entries(action)) == 2


def test_what_was_typed_meanwhile_is_not_written_over(action, team):
    action.completion = "Mine."
    with pytest.raises(Stale):
        use_completion(action, "Offered.", by=team, seen="the sign of nothing")
    assert saved(action).completion == "Mine."


@pytest.mark.parametrize("text", ["", " \n", "x" * 20_001])
def test_nothing_and_too_much_are_no_completion(action, team, text):
    with pytest.raises(Invalid):
        use_completion(action, text, by=team)


def test_nothing_is_offered_that_could_not_be_saved(service, framework, team):
    plan = start_plan(service, period("2023-24", 9), by=OPERATOR)
    text = ActionText(objective="x", steps=("words " * 3_000, "Go", "words " * 3_000))
    action = add_action(plan, text, framework, by=OPERATOR)
    tick_step(action, action.steps[1], by=team)
    assert progress_of(action, viewer=team).offered == ""


def test_notes_come_newest_first_by_their_days(action, team, manager):
    add_note(action, "In May", day=MAY, by=team)
    add_note(action, "Now", by=manager)
    add_note(action, "Before", day=MAY - timedelta(days=1), by=team)
    progress = progress_of(action, viewer=team)
    assert [(one.note.text, one.by, one.is_theirs) for one in progress.notes] == [
        ("Now", manager.name, False),
        ("In May", team.name, True),
        ("Before", team.name, True),
    ]


def test_a_note_sent_twice_is_there_once_and_other_words_are_another(action, team):
    identifier = uuid.uuid4()
    for text in ("Half of them", " Half of them\n", "All of them"):
        add_note(action, text, by=team, identifier=identifier)
    assert sorted(one.note.text for one in progress_of(action, viewer=team).notes) == ["All of them", "Half of them"]


@pytest.mark.parametrize(("text", "day"), [("", MAY), (" \n", MAY), ("x" * 5_001, MAY), ("x", date(2999, 1, 1))])
def test_what_is_no_note_is_refused(action, team, text, day):
    with pytest.raises(Invalid):
        add_note(action, text, day=day, by=team)


@pytest.mark.parametrize("who", ["team", "manager"])
def test_a_note_is_taken_out_and_put_back_by_who_wrote_it_and_by_managers(request, action, team, who):
    person = request.getfixturevalue(who)
    note = add_note(action, "Half of them", day=MAY, by=team)
    delete_note(note, by=person)
    delete_note(note, by=person)
    progress = progress_of(action, viewer=person)
    assert (progress.notes, [one.note for one in progress.taken_out]) == ([], [note])
    restore_note(note, by=person)
    restore_note(note, by=person)
    assert [one.note for one in progress_of(action, viewer=person).notes] == [note]
    assert [entry.verb for entry in entries(action)] == ["add_note", "delete_note", "restore_note"]
    assert all("Half" not in str(entry.details) for entry in entries(action))


def test_another_of_the_team_does_not_take_a_note_out(action, team, manager):
    note = add_note(action, "Half of them", by=manager)
    for change in (delete_note, restore_note):
        with pytest.raises(Forbidden):
            change(note, by=team)
    assert saved(note).deleted_at is None


def test_what_was_taken_out_is_shown_to_those_alone_who_can_put_it_back(action, manager, team, group):
    delete_note(add_note(action, "Half of them", by=manager), by=manager)
    assert [progress_of(action, viewer=who).taken_out for who in (team, group)] == [[], []]


CHANGES = {
    "tick": lambda action, by: tick_step(action, action.steps[0], by=by),
    "untick": lambda action, by: untick_step(action, action.steps[0], by=by),
    "mark": lambda action, by: mark_outcome(action, action.outcomes[0], TWO_OF_THREE, by=by),
    "note": lambda action, by: add_note(action, "x", by=by),
    "complete": lambda action, by: complete_action(action, by=by),
    "reopen": lambda action, by: reopen_action(action, by=by),
    "use": lambda action, by: use_completion(action, "x", by=by),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_others_than_manager_and_team_record_nothing(request, action, change):
    before = text_of(action)
    for name in ("group", "chair", "commissioner", "network", "other_manager"):
        with pytest.raises(Forbidden):
            change(action, request.getfixturevalue(name))
    assert (text_of(action), entries(action)) == (before, [])


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_in_a_closed_plan_nothing_is_recorded(action, manager, change):
    action.plan.closed_at = clock.now()
    db.session.flush()
    with pytest.raises(Conflict, match="closed"):
        change(action, manager)
    assert entries(action) == []


def test_what_another_action_has_is_not_found(action, framework, team):
    other = add_action(action.plan, TEXT, framework, by=OPERATOR)
    note = add_note(other, "x", by=team)
    for get, thing in ((get_step, other.steps[0]), (get_outcome, other.outcomes[0]), (get_note, note)):
        assert get(other, thing.id) is thing
        with pytest.raises(NotFound):
            get(action, thing.id)
