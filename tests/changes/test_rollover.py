"""Starting the next plan with what the one before left unfinished."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.queries import get_assessment
from tracker.audit.queries import last_entry
from tracker.db import begin_writing, db
from tracker.errors import Conflict, Forbidden, Invalid, Stale
from tracker.phrases import understand
from tracker.plans.changes import add_action, delete_action, override_rag, save_action, start_plan, text_of
from tracker.plans.models import Action, Plan
from tracker.plans.queries import actions_of, calendar_of, kept_from, plans_of
from tracker.plans.rules import ActionState, ActionText, OutcomeResult, Rag, rag_seen
from tracker.rollover.changes import roll_over
from tracker.rollover.queries import goes_on_in, open_among, unfinished_of

NEXT = period("2023-24", 9)
LEAFLETS = ActionText(
    area="Information",
    standards=("1.2", "3.2"),
    objective="Print **leaflets**",
    steps=("Draft them", "Have them printed"),
    outcomes=("Three more schools",),
    who="Manager; whole team",
    timescale="Apr 2023",
    due=date(2023, 4, 30),
    completion="Drafted.",
    state=ActionState.ONGOING,
)


@pytest.fixture
def plan(service, framework):
    there = start_plan(service, period("2022-23", 9), by=OPERATOR)
    for text in (
        LEAFLETS,
        ActionText(objective="Done", state=ActionState.COMPLETE),
        ActionText(objective="Gone"),
        ActionText(objective="Posters"),
    ):
        action = add_action(there, text, framework, by=OPERATOR)
        if text.objective == "Gone":
            delete_action(action, by=OPERATOR)
    db.session.commit()
    begin_writing()
    return there


def carried(plan):
    return [action.id for action in unfinished_of(plan)]


def said(plan):
    db.session.expire_all()
    return [(action.position, action.objective) for action in actions_of(plan)]


def test_it_takes_over_the_unfinished_in_their_order_and_closes_the_plan_before(plan):
    following = roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR)
    assert said(following) == [(1, "Print **leaflets**"), (2, "Posters")]
    assert said(plan) == [(1, "Print **leaflets**"), (2, "Done"), (4, "Posters")]
    assert (plan.is_closed, plan.followed_by) == (True, following)
    assert not following.is_closed
    entry = last_entry(following.id)
    assert (entry.verb, entry.details) == ("roll_over", {"label": "2023-24", "plan": "2022-23", "carried": 2})


def test_a_day_counted_from_the_plan_before_stays_whatever_is_changed_later(plan, framework):
    action = add_action(plan, ActionText(objective="Survey", timescale="within 12 months"), framework, by=OPERATOR)
    assert action.due == plan.ends
    following = roll_over(plan, NEXT, carry=[action.id], by=OPERATOR)
    (there,) = actions_of(following)
    asked = replace(text_of(there), objective="A survey", due=there.due if there.due_corrected else None)
    save_action(there, asked, framework, version=there.version, by=OPERATOR)
    assert (there.due, there.due_corrected) == (plan.ends, True)


def test_a_day_that_is_counted_says_from_which_plan_however_often_it_is_carried(plan, framework):
    action = add_action(plan, ActionText(objective="Survey", timescale="within 12 months"), framework, by=OPERATOR)
    due = action.due
    for label, said in [("2022-23", ""), ("2023-24", "2022-23"), ("2024-25", "2022-23"), ("2025-26", "2022-23")]:
        if label != "2022-23":
            plan = roll_over(plan, period(label, 9), carry=[action.id], by=OPERATOR)
            (action,) = actions_of(plan)
        understood = understand(action.timescale, calendar_of(plan))
        assert (action.due, action.due_corrected, kept_from(action, understood)) == (due, bool(said), said)


def test_a_day_that_somebody_corrected_is_counted_from_no_plan(plan, framework):
    text = ActionText(objective="Survey", timescale="within 12 months", due=date(2023, 1, 9))
    action = add_action(plan, text, framework, by=OPERATOR)
    (copy,) = actions_of(following := roll_over(plan, NEXT, carry=[action.id], by=OPERATOR))
    assert (copy.due, copy.due_corrected) == (date(2023, 1, 9), True)
    assert kept_from(copy, understand(copy.timescale, calendar_of(following))) == ""


def test_the_end_of_the_plan_is_the_next_ones_and_a_named_day_stays(plan, framework):
    for timescale in ("by end of plan", "Apr 2022"):
        add_action(plan, ActionText(objective="x", timescale=timescale), framework, by=OPERATOR)
    following = roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR)
    by_end, named = actions_of(following)[-2:]
    assert (by_end.due, by_end.due_corrected) == (following.ends, False)
    assert (named.due, named.due_corrected) == (date(2022, 4, 30), False)
    assert [action.due for action in actions_of(plan)[-2:]] == [plan.ends, date(2022, 4, 30)]


def test_what_is_not_ticked_stays(plan):
    following = roll_over(plan, NEXT, carry=carried(plan)[1:], by=OPERATOR)
    assert said(following) == [(1, "Posters")]


def test_a_plan_of_which_nothing_is_carried_is_followed_all_the_same(plan):
    following = roll_over(plan, NEXT, carry=[], by=OPERATOR)
    assert (said(following), plan.followed_by) == ([], following)


def test_a_carried_action_says_all_that_it_said_and_what_it_goes_on_with(plan):
    action = actions_of(plan)[0]
    action.steps[0].done_on, action.steps[0].done_by = date(2023, 1, 9), "operator"
    outcome = action.outcomes[0]
    outcome.result, outcome.sentence = OutcomeResult.PARTLY, "Two came."
    outcome.target, outcome.reached = Decimal("3"), Decimal("2")
    action.due_corrected = True
    db.session.flush()
    (copy, _) = actions_of(roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR))
    db.session.expire_all()
    assert text_of(copy) == replace(LEAFLETS, due_corrected=True)
    assert [(step.done_on, step.done_by) for step in copy.steps] == [(date(2023, 1, 9), "operator"), (None, None)]
    (kept,) = copy.outcomes
    assert (kept.result, kept.sentence, kept.target, kept.reached) == (OutcomeResult.PARTLY, "Two came.", 3, 2)
    assert copy.carried_from.plan == plan
    assert goes_on_in([copy.carried_from]) == {copy.carried_from.id: copy}


def test_what_a_manager_said_of_how_it_stands_stays_in_its_plan(plan):
    action = actions_of(plan)[0]
    override_rag(action, Rag.ON_TRACK, "The printer promised.", seen=rag_seen(None, None), by=OPERATOR)
    (copy, _) = actions_of(roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR))
    assert copy.standing(date(2023, 9, 1)).rag is Rag.OVERDUE
    assert not copy.standing(date(2023, 9, 1)).is_override
    db.session.expire_all()
    before = actions_of(plan)[0]
    assert (before.rag, before.rag_reason) == (Rag.ON_TRACK, "The printer promised.")


def test_a_timescale_that_counts_from_the_old_plan_keeps_its_day(service, plan, framework):
    action = add_action(plan, replace(LEAFLETS, timescale="within 6 months", due=None), framework, by=OPERATOR)
    assert (action.due, action.due_corrected) == (date(2023, 2, 28), False)
    copy = actions_of(roll_over(plan, NEXT, carry=[action.id], by=OPERATOR))[0]
    assert (copy.due, copy.due_corrected) == (date(2023, 2, 28), True)


def test_the_old_plan_stays_as_it_was_whatever_becomes_of_the_new_one(plan, framework):
    following = roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR)
    (copy, _) = actions_of(following)
    save_action(copy, replace(LEAFLETS, steps=("Otherwise",)), framework, version=copy.version, by=OPERATOR)
    assert text_of(actions_of(plan)[0]) == LEAFLETS
    with pytest.raises(Conflict, match="2023-24 took over what it left unfinished"):
        add_action(plan, LEAFLETS, framework, by=OPERATOR)


def test_an_action_is_carried_once_more_into_the_plan_after(plan):
    following = roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR)
    last = roll_over(following, period("2024-25", 9), carry=carried(following), by=OPERATOR)
    assert [action.carried_from.carried_from.plan.label for action in actions_of(last)] == ["2022-23"] * 2


@pytest.mark.parametrize("which", ["Done", "Gone"])
def test_only_what_is_unfinished_is_carried(plan, which):
    other = db.session.scalars(sa.select(Action).where(Action.objective == which)).one()
    with pytest.raises(Invalid, match="Only unfinished actions"):
        roll_over(plan, NEXT, carry=[other.id], by=OPERATOR)


def test_whoever_chose_from_another_list_is_told(plan, framework):
    seen = carried(plan)
    add_action(plan, ActionText(objective="New"), framework, by=OPERATOR)
    with pytest.raises(Stale, match="look at the list again"):
        roll_over(plan, NEXT, carry=seen, seen=seen, by=OPERATOR)
    assert not plan.is_closed


def test_a_label_that_is_taken_is_refused(plan, service):
    start_plan(service, NEXT, by=OPERATOR)
    with pytest.raises(Conflict, match="has a plan 2023-24 already"):
        roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR)


def test_a_closed_plan_is_not_rolled_over_again_and_only_by_a_manager(plan, team):
    with pytest.raises(Forbidden):
        roll_over(plan, NEXT, carry=[], by=team)
    roll_over(plan, NEXT, carry=[], by=OPERATOR)
    with pytest.raises(Conflict, match="The plan 2022-23 is closed"):
        roll_over(plan, period("2024-25", 9), carry=[], by=OPERATOR)


def test_a_year_that_the_only_plan_answered_stays_answered_by_it(plan, assessment, service):
    roll_over(plan, NEXT, carry=[], by=OPERATOR)
    assert get_assessment(service, "2021-22", viewer=OPERATOR).plan == plan


def still_open(plan):
    there = actions_of(plan)
    found = open_among(there)
    return [action.objective for action in there if action.id in found]


def test_what_was_carried_is_open_as_long_as_it_is_where_it_goes_on_and_what_was_left_is_not(plan, framework):
    assert still_open(plan) == ["Print **leaflets**", "Posters"]
    following = roll_over(plan, NEXT, carry=carried(plan)[:1], by=OPERATOR)
    assert still_open(plan) == still_open(following) == ["Print **leaflets**"]
    last = roll_over(following, period("2024-25", 9), carry=carried(following), by=OPERATOR)
    assert still_open(plan) == still_open(following) == ["Print **leaflets**"]
    (there,) = actions_of(last)
    done = replace(text_of(there), state=ActionState.COMPLETE)
    save_action(there, done, framework, version=there.version, by=OPERATOR)
    assert still_open(plan) == still_open(following) == still_open(last) == []


def test_of_two_who_start_the_next_plan_at_once_the_second_is_told(app, plan):
    identifier, first = plan.id, carried(plan)

    def as_somebody_else():
        with app.app_context():
            begin_writing()
            there = db.session.get_one(Plan, identifier)
            with pytest.raises(Conflict, match="The plan 2022-23 is closed: 2023-24 took over"):
                roll_over(there, period("2024-25", 9), carry=first, by=OPERATOR)

    roll_over(plan, NEXT, carry=first, by=OPERATOR)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(as_somebody_else)
        assert not wait([second], timeout=0.5).done
        db.session.commit()
        second.result(timeout=30)
    assert [one.label for one in plans_of(plan.service, viewer=OPERATOR)] == ["2022-23", "2023-24"]


def test_who_saves_an_action_while_its_plan_is_closed_is_told(app, plan, framework):
    identifier = carried(plan)[0]
    framework_id = framework.id

    def as_somebody_else():
        with app.app_context():
            begin_writing()
            there = db.session.get_one(Action, identifier)
            against = db.session.get_one(type(framework), framework_id)
            with pytest.raises(Conflict, match="The plan 2022-23 is closed"):
                save_action(there, replace(LEAFLETS, who="Nobody"), against, version=there.version, by=OPERATOR)

    roll_over(plan, NEXT, carry=carried(plan), by=OPERATOR)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(as_somebody_else)
        assert not wait([second], timeout=0.5).done
        db.session.commit()
        second.result(timeout=30)
    assert text_of(actions_of(plan)[0]) == LEAFLETS
