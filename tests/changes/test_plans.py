"""Starting plans; adding and changing actions, taking them out and putting them back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tracker.accounts.rules import OPERATOR, Period, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.plans.changes import add_action, delete_action, restore_action, save_action, start_plan, text_of
from tracker.plans.models import Action, Outcome, Plan, Step
from tracker.plans.queries import actions_of, deleted_actions_of, get_action, get_plan
from tracker.plans.rules import ActionState, ActionText

YEAR = period("2022-23", 9)
FULL = ActionText(
    area="Strategic functions",
    standards=("2.3", "1.6"),
    objective="Meet **every** forum",
    steps=("Ask", "Go\n\n- twice"),
    outcomes=("Three forums met",),
    who="Manager\nAdviser",
    timescale="Apr 2023",
    due=date(2023, 4, 30),
    completion="On-going",
    state=ActionState.ONGOING,
)


@pytest.fixture
def plan(service):
    return start_plan(service, YEAR, by=OPERATOR)


def test_an_action_keeps_all_that_it_says(plan, framework):
    add_action(plan, FULL, framework, by=OPERATOR)
    db.session.expire_all()
    (action,) = actions_of(plan)
    assert [standard.number for standard in action.standards] == ["1.6", "2.3"]
    assert [step.text for step in action.steps] == ["Ask", "Go\n\n- twice"]
    assert [outcome.text for outcome in action.outcomes] == ["Three forums met"]
    plain = ("area", "objective", "who", "timescale", "due", "completion", "state")
    assert {name: getattr(action, name) for name in plain} == {name: getattr(FULL, name) for name in plain}


def test_actions_come_in_the_order_in_which_they_were_added(plan, framework):
    for objective in ("one", "two", "three"):
        add_action(plan, ActionText(objective=objective), framework, by=OPERATOR)
    assert [(action.position, action.objective) for action in actions_of(plan)] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
    ]


def test_blank_steps_are_left_out(plan, framework):
    action = add_action(plan, ActionText(steps=("", " \n", "Go")), framework, by=OPERATOR)
    assert [(step.position, step.text) for step in action.steps] == [(1, "Go")]


def test_adding_an_action_is_recorded(plan, framework):
    action = add_action(plan, FULL, framework, by=OPERATOR)
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.verb, entry.subject_id, entry.service_id) == ("add_action", action.id, plan.service_id)


def test_an_action_cannot_name_a_standard_that_there_is_not(plan, framework):
    with pytest.raises(Invalid, match=r"has no standard 9\.9"):
        add_action(plan, ActionText(standards=("1.1", "9.9")), framework, by=OPERATOR)


def test_a_label_is_taken_once(plan, service):
    with pytest.raises(Conflict, match="has a plan 2022-23 already"):
        start_plan(service, YEAR, by=OPERATOR)


def test_an_unknown_plan_is_not_found_and_the_known_are_named(plan, service):
    with pytest.raises(NotFound, match=r"no plan 2019-20\. It has: 2022-23"):
        get_plan(service, "2019-20", viewer=OPERATOR)


def test_the_database_refuses_a_plan_that_ends_before_it_starts(plan):
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Plan).values(ends=plan.starts))


def test_the_database_refuses_an_unknown_state(plan, framework):
    add_action(plan, FULL, framework, by=OPERATOR)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.text("UPDATE actions SET state = 'asleep'"))


def test_the_database_refuses_two_actions_in_one_place(plan, framework):
    action = add_action(plan, FULL, framework, by=OPERATOR)
    add_action(plan, ActionText(objective="x"), framework, by=OPERATOR)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Action).where(Action.id == action.id).values(position=2))


@pytest.mark.parametrize("label", ["", " ", "foo", "2022", "2022-24", "two thousand and more"])
def test_a_plan_needs_a_label_of_the_services_year(service, label):
    with pytest.raises(Invalid):
        start_plan(service, Period(label, YEAR.starts, YEAR.ends), by=OPERATOR)


@pytest.mark.parametrize("label", ["", "   ", "2022-234", "x"])
def test_the_database_refuses_a_label_that_is_none(plan, label):
    with pytest.raises((IntegrityError, sa.exc.DataError)):
        db.session.execute(sa.update(Plan).values(label=label))


@pytest.fixture
def action(plan, framework):
    return add_action(plan, FULL, framework, by=OPERATOR)


def entries(action):
    query = sa.select(AuditEntry).where(AuditEntry.subject_id == action.id).order_by(AuditEntry.id)
    return list(db.session.scalars(query))


OTHER = ActionText(
    area="Information",
    standards=("1.1",),
    objective="Print leaflets",
    steps=("Go\n\n- twice", "Ask", "Rest"),
    outcomes=(),
    who="Adviser",
    timescale="TBC",
    due=None,
    completion="Completed",
    state=ActionState.COMPLETE,
)


@pytest.mark.parametrize("text", [OTHER, ActionText(), replace(FULL, steps=FULL.steps[::-1]), replace(FULL, steps=())])
def test_a_saved_action_says_all_of_the_new_text_and_nothing_of_the_old(action, framework, text):
    save_action(action, text, framework, version=action.version, by=OPERATOR)
    db.session.expire_all()
    assert text_of(action) == replace(text, standards=tuple(sorted(text.standards)))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Step)) == len(text.steps)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Outcome)) == len(text.outcomes)


def marked(action):
    """Each step with the day on which it was ticked, and each outcome with its figure."""
    db.session.expire_all()
    steps = {step.text: step.done_on and step.done_on.day for step in action.steps}
    return steps, {one.text: one.reached for one in action.outcomes}


@pytest.mark.parametrize(
    ("steps", "days"),
    [
        ("One|Two|Three", (1, 2, 3)),
        ("One|Two, again|Three", (1, 2, 3)),
        ("Three|One|Two", (3, 1, 2)),
        ("Three|Two|One", (3, 2, 1)),
        ("Two|Three", (2, 3)),
        ("One|Another|Two|Three", (1, None, 2, 3)),
        ("First|Second|Third", (None, None, None)),
        ("Four|Five", (None, None)),
        ("Three|New|One", (3, None, 1)),
        ("", ()),
    ],
)
def test_what_was_ticked_and_marked_stays_with_its_line(plan, framework, steps, days):
    text = ActionText(objective="x", steps=("One", "Two", "Three"), outcomes=("One", "Two", "Three"))
    action = add_action(plan, text, framework, by=OPERATOR)
    for place in range(3):
        action.steps[place].done_on, action.steps[place].done_by = date(2023, 1, place + 1), "somebody"
        action.outcomes[place].reached = Decimal(place + 1)
    db.session.flush()
    lines = tuple(filter(None, steps.split("|")))
    save_action(action, replace(text, steps=lines, outcomes=lines), framework, version=action.version, by=OPERATOR)
    wanted = dict(zip(lines, days, strict=True))
    assert marked(action) == (wanted, wanted)
    assert [step.position for step in action.steps] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize("change", [{"who": "Adviser"}, {"steps": ("Ask",)}, {"outcomes": ()}, {"standards": ()}])
def test_every_save_counts_even_of_a_list_alone(action, framework, change):
    before = action.version
    save_action(action, replace(FULL, **change), framework, version=before, by=OPERATOR)
    db.session.expire_all()
    assert action.version > before


def test_a_save_is_recorded_with_before_and_after(action, framework):
    save_action(action, OTHER, framework, version=action.version, by=OPERATOR)
    _, entry = entries(action)
    assert entry.verb == "save_action"
    assert (entry.details["before"]["due"], entry.details["after"]["due"]) == ("2023-04-30", None)
    assert entry.details["before"]["standards"] == ["1.6", "2.3"]
    assert entry.details["after"]["state"] == "complete"


@pytest.mark.parametrize("version", [-1, 1, 99])
def test_saving_the_same_is_no_change_whatever_was_seen(action, framework, version):
    there = action.version
    save_action(action, replace(FULL, objective="Meet **every** forum\r\n"), framework, version=version, by=OPERATOR)
    assert action.version == there
    assert len(entries(action)) == 1


def test_a_stale_save_is_refused_and_changes_nothing(action, framework):
    seen = action.version
    save_action(action, OTHER, framework, version=seen, by=OPERATOR)
    with pytest.raises(Stale):
        save_action(action, replace(FULL, who="Nobody"), framework, version=seen, by=OPERATOR)
    db.session.expire_all()
    assert text_of(action) == OTHER
    assert len(entries(action)) == 2


def test_a_saved_action_cannot_name_a_standard_that_there_is_not(action, framework):
    with pytest.raises(Invalid, match=r"has no standard 9\.9"):
        save_action(action, replace(FULL, standards=("9.9",)), framework, version=action.version, by=OPERATOR)


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "other_manager"])
def test_others_than_manager_and_team_do_not_save(request, action, framework, reader):
    person = request.getfixturevalue(reader)
    with pytest.raises(Forbidden):
        save_action(action, OTHER, framework, version=action.version, by=person)


def test_an_action_that_is_taken_out_is_kept_apart(plan, action):
    delete_action(action, by=OPERATOR)
    assert (actions_of(plan), deleted_actions_of(plan)) == ([], [action])
    with pytest.raises(NotFound, match="It may have been taken out"):
        get_action(plan, action.id)
    assert get_action(plan, action.id, deleted=True) is action


def test_an_action_that_is_put_back_says_what_it_said(plan, action):
    delete_action(action, by=OPERATOR)
    restore_action(action, by=OPERATOR)
    db.session.expire_all()
    assert (actions_of(plan), deleted_actions_of(plan)) == ([action], [])
    assert text_of(action) == replace(FULL, standards=("1.6", "2.3"))


def test_taking_out_and_putting_back_are_recorded_once_each(action):
    for change in (delete_action, delete_action, restore_action, restore_action):
        change(action, by=OPERATOR)
    assert [entry.verb for entry in entries(action)] == ["add_action", "delete_action", "restore_action"]


@pytest.mark.parametrize("change", [delete_action, restore_action])
def test_the_team_neither_takes_out_nor_puts_back(action, team, change):
    with pytest.raises(Forbidden):
        change(action, by=team)


def test_the_place_of_an_action_that_is_out_is_not_taken(plan, action, framework):
    delete_action(action, by=OPERATOR)
    assert add_action(plan, ActionText(objective="x"), framework, by=OPERATOR).position == 2


def test_another_plans_action_is_not_found(action, service):
    other = start_plan(service, period("2023-24", 9), by=OPERATOR)
    with pytest.raises(NotFound):
        get_action(other, action.id)
