"""Cells of a plan's table saved, and its actions put in order."""

import pytest
import sqlalchemy as sa

from tracker.accounts.rules import OPERATOR, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.delivery.changes import cells_of, move_action, save_cells
from tracker.delivery.rules import seen_of
from tracker.errors import Conflict, Forbidden, Invalid, Stale
from tracker.plans.changes import add_action, delete_action, restore_action, start_plan, text_of
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionState, ActionText


@pytest.fixture
def plan(service, framework):
    return start_plan(service, period("2022-23", 9), by=OPERATOR)


@pytest.fixture
def actions(plan, framework):
    return [
        add_action(plan, ActionText(objective=name, standards=("1.1",), steps=("Go",)), framework, by=OPERATOR)
        for name in ("one", "two", "three", "four")
    ]


def order(plan):
    return [(action.position, action.objective) for action in actions_of(plan)]


def recorded(verb):
    return db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == verb)).all()


def saved(action, framework, by=OPERATOR, seen=None, **typed):
    cells = cells_of(action)
    return save_cells(action, cells | typed, framework, seen=seen or seen_of(cells), by=by)


def test_a_cell_is_saved_and_all_else_stays(actions, framework, team):
    saved(actions[0], framework, by=team, who="Adviser ", state="complete")
    text = text_of(actions[0])
    assert (text.who, text.state) == ("Adviser", ActionState.COMPLETE)
    assert (text.objective, text.standards, text.steps) == ("one", ("1.1",), ("Go",))
    assert [entry.by for entry in recorded("save_action")] == [team.identifier]


def test_the_due_day_follows_the_timescale_that_is_typed_and_no_other_cell(actions, framework):
    saved(actions[0], framework, timescale="Apr 2023")
    assert actions[0].due.isoformat() == "2023-04-30"
    saved(actions[0], framework, who="Adviser")
    assert actions[0].due.isoformat() == "2023-04-30"
    saved(actions[0], framework, timescale="When we can")
    assert actions[0].due is None


def test_the_same_again_is_no_change(actions, framework):
    saved(actions[0], framework, who="")
    assert recorded("save_action") == []


def test_two_who_type_into_different_cells_both_keep_what_they_typed(actions, framework):
    before = cells_of(actions[0])
    saved(actions[0], framework, area="Theirs")
    put = save_cells(actions[0], before | {"who": "Mine"}, framework, seen=seen_of(before), by=OPERATOR)
    assert (actions[0].area, actions[0].who, put.kept) == ("Theirs", "Mine", {"area"})


def test_over_the_same_cell_nothing_is_saved(actions, framework):
    before = cells_of(actions[0])
    saved(actions[0], framework, who="Theirs")
    with pytest.raises(Stale):
        save_cells(actions[0], before | {"who": "Mine", "area": "x"}, framework, seen=seen_of(before), by=OPERATOR)
    assert (actions[0].who, actions[0].area) == ("Theirs", "")


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network", "other_manager"])
def test_who_may_not_change_an_action_saves_no_cell_of_it(request, actions, framework, reader):
    with pytest.raises(Forbidden):
        saved(actions[0], framework, by=request.getfixturevalue(reader), who="Me")


@pytest.mark.parametrize(
    ("which", "place", "after"),
    [(3, 1, ["four", "one", "two", "three"]), (0, 3, ["two", "three", "one", "four"]), (1, 2, None), (2, 4, None)],
)
def test_an_action_moves_and_those_between_give_way(plan, actions, which, place, after):
    before = [name for _, name in order(plan)]
    versions = {action.id: action.version for action in actions}
    if after is None:
        after = [name for name in before if name != before[which]]
        after.insert(place - 1, before[which])
    move_action(actions[which], place, by=OPERATOR)
    assert order(plan) == list(enumerate(after, start=1))
    assert {action.id: action.version for action in actions} == versions


def test_a_move_is_recorded_and_no_move_is_not(actions):
    move_action(actions[0], 1, by=OPERATOR)
    assert recorded("move_action") == []
    move_action(actions[3], 2, by=OPERATOR)
    assert [(entry.subject_id, entry.details["after"]) for entry in recorded("move_action")] == [(actions[3].id, 2)]


def test_what_was_taken_out_keeps_its_place_between_its_neighbours(plan, actions):
    delete_action(actions[1], by=OPERATOR)
    move_action(actions[3], 1, by=OPERATOR)
    assert order(plan) == [(1, "four"), (2, "one"), (4, "three")]
    restore_action(actions[1], by=OPERATOR)
    assert order(plan) == [(1, "four"), (2, "one"), (3, "two"), (4, "three")]


def test_what_was_taken_out_moves_no_more(actions):
    delete_action(actions[1], by=OPERATOR)
    with pytest.raises(Conflict, match="Put it back before"):
        move_action(actions[1], 1, by=OPERATOR)


def test_other_plans_stay_as_they_are(service, plan, actions, framework):
    other = start_plan(service, period("2023-24", 9), by=OPERATOR)
    for name in ("a", "b"):
        add_action(other, ActionText(objective=name), framework, by=OPERATOR)
    move_action(actions[0], 4, by=OPERATOR)
    assert order(other) == [(1, "a"), (2, "b")]


def test_an_order_that_another_changed_is_not_changed_by_who_has_not_seen_it(plan, actions):
    move_action(actions[0], 2, by=OPERATOR)
    with pytest.raises(Stale, match="changed the order"):
        move_action(actions[0], 3, seen=1, by=OPERATOR)
    assert order(plan)[1] == (2, "one")


@pytest.mark.parametrize("place", [0, -1, 5, 10**6])
def test_a_place_that_the_plan_has_not_is_refused(plan, actions, place):
    with pytest.raises(Invalid, match="from 1 to 4"):
        move_action(actions[0], place, by=OPERATOR)


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner", "other_manager"])
def test_only_the_manager_changes_the_order(request, plan, actions, reader):
    with pytest.raises(Forbidden):
        move_action(actions[0], 2, by=request.getfixturevalue(reader))
    assert order(plan)[0] == (1, "one")
