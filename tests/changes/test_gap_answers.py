"""After an action is complete: asking for another look at ratings, and having looked."""

from dataclasses import replace

import pytest

from tests.submitting import complete
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import move, start_assessment
from tracker.assessments.queries import get_rating
from tracker.audit.queries import last_entry
from tracker.errors import Conflict, Forbidden, Invalid
from tracker.gap_answers.changes import answer_look_again, looked_by_saving, say_looked
from tracker.gap_answers.queries import looks_of, looks_waiting, standards_to_ask_about
from tracker.plans.changes import add_action, delete_action, save_action
from tracker.plans.rules import ActionState, ActionText
from tracker.progress.changes import complete_action, reopen_action
from tracker.reports.gaps import GapKind
from tracker.reports.queries import gaps_of, year_shown

DONE = ActionText(objective="Print leaflets", standards=("1.2", "1.3"), state=ActionState.COMPLETE)


@pytest.fixture
def action(assessment, framework):
    return add_action(complete(assessment), DONE, framework, by=OPERATOR)


def waiting(assessment):
    """The numbers of the standards that the gap list says are to be looked at again."""
    found = gaps_of(year_shown(assessment, viewer=OPERATOR))
    return [gap.standard for gap in found if gap.kind is GapKind.LOOK_AGAIN]


def ask(action, *, again=True, by=OPERATOR, place=0):
    answer_look_again(action, action.standards[place], again=again, by=by)


def numbers(standards):
    return [standard.number for standard in standards]


def test_a_complete_action_asks_about_each_standard_until_somebody_answered(action, team, group):
    assert numbers(standards_to_ask_about(action, viewer=team)) == ["1.2", "1.3"]
    assert standards_to_ask_about(action, viewer=group) == []
    ask(action, by=team)
    assert numbers(standards_to_ask_about(action, viewer=team)) == ["1.3"]
    ask(action, by=team, place=1, again=False)
    assert standards_to_ask_about(action, viewer=team) == []


def test_an_open_action_asks_nothing(action, framework, team):
    save_action(action, replace(DONE, state=ActionState.ONGOING), framework, version=action.version, by=OPERATOR)
    assert standards_to_ask_about(action, viewer=team) == []
    with pytest.raises(Conflict, match="not complete any more"):
        ask(action)


def test_what_is_wanted_waits_in_the_year_worked_on_until_somebody_has_looked(assessment, action, manager, team):
    ask(action, by=team)
    ask(action, again=False, place=1)
    assert waiting(assessment) == ["1.2"]
    rating = get_rating(assessment, "1.2")
    say_looked(rating, by=manager)
    assert waiting(assessment) == []
    assert (last_entry(rating.id).verb, last_entry(rating.id).by) == ("say_looked", manager.identifier)
    assert [look.is_wanted for look in looks_of(action)] == [True, False]


def test_where_no_year_is_worked_on_it_waits_for_the_next(assessment, action, service, framework):
    ask(action)
    move(assessment, "submit", by=OPERATOR)
    assert looks_waiting(assessment) == {}
    following = start_assessment(service, framework, period("2022-23", 9), by=OPERATOR)
    assert waiting(following) == ["1.2"]


def test_saving_the_rating_is_looking_for_whoever_may_rate(assessment, action, manager, team):
    ask(action)
    looked_by_saving(get_rating(assessment, "1.2"), by=team)
    assert waiting(assessment) == ["1.2"]
    looked_by_saving(get_rating(assessment, "1.2"), by=manager)
    assert waiting(assessment) == []


def test_what_is_taken_out_does_not_wait(assessment, action):
    ask(action)
    delete_action(action, by=OPERATOR)
    assert waiting(assessment) == []


def by_saving(action, framework):
    for state in (ActionState.ONGOING, ActionState.COMPLETE):
        save_action(action, replace(DONE, state=state), framework, version=action.version, by=OPERATOR)


def by_pressing(action, _):
    reopen_action(action, by=OPERATOR)
    complete_action(action, by=OPERATOR)


@pytest.mark.parametrize("reopen_and_complete", [by_saving, by_pressing])
def test_reopening_withdraws_the_answers_and_once_complete_again_it_asks_again(
    assessment, action, framework, team, reopen_and_complete
):
    ask(action)
    ask(action, again=False, place=1)
    reopen_and_complete(action, framework)
    assert (waiting(assessment), looks_of(action)) == ([], [])
    assert numbers(standards_to_ask_about(action, viewer=team)) == ["1.2", "1.3"]
    ask(action, again=False)
    ask(action, place=1)
    assert [look.is_wanted for look in looks_of(action)] == [False, True]
    assert waiting(assessment) == ["1.3"]
    ask(action, place=1)


def test_another_change_of_a_complete_action_withdraws_nothing(assessment, action, framework):
    ask(action)
    save_action(action, replace(DONE, who="Tom"), framework, version=action.version, by=OPERATOR)
    assert waiting(assessment) == ["1.2"]


def test_the_same_answer_twice_is_one_and_the_opposite_is_told(action):
    ask(action)
    entry = last_entry(action.id)
    ask(action)
    assert last_entry(action.id) == entry
    with pytest.raises(Conflict, match=r"Somebody has answered this for 1\.2 meanwhile"):
        ask(action, again=False)


def test_who_may_say_what(assessment, action, manager, team, group):
    with pytest.raises(Forbidden):
        ask(action, by=group)
    with pytest.raises(Forbidden):
        say_looked(get_rating(assessment, "1.2"), by=team)
    with pytest.raises(Invalid, match=r"does not serve 4\.3"):
        answer_look_again(action, get_rating(assessment, "4.3").standard, again=True, by=manager)
    assert looks_of(action) == []
