"""How often a name stands in plans, how somebody is told of an action of theirs, and who may say whose a name is."""

from datetime import date
from uuid import UUID

import pytest

from tracker.accounts.rules import Role
from tracker.owners.rules import MATCH, READ, NameUse, due_in_words, sign_of, uses
from tracker.phrases import Calendar
from tracker.plans.rules import ActionState, Rag, standing

TODAY = date(2023, 2, 10)
ONE, OTHER = UUID(int=1), UUID(int=2)


def told(due, *, rag=None, reason=None):
    stands = standing(ActionState.ONGOING, due, "soon", rag, reason, today=TODAY, calendar=Calendar(9))
    return due_in_words("Recruit two ambassadors", stands, due, TODAY)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2023, 3, 3), "is due on Friday 3 March 2023"),
        (TODAY, "is due today"),
        (date(2023, 2, 9), "was due on 9 February 2023"),
    ],
)
def test_somebody_is_told_when_their_action_is_due(due, words):
    assert told(due) == f"Your action “Recruit two ambassadors” {words}"


def test_what_a_manager_says_against_the_date_is_what_somebody_is_told():
    said = told(date(2023, 12, 1), rag=Rag.OVERDUE, reason="The funder asks for it now.")
    assert said == "Your action “Recruit two ambassadors” is overdue"


def test_names_are_counted_once_an_action_however_they_are_written():
    whos = ["Manager, manager and LA Commissioner", "L.A. Commissioner", "", "Whole team"]
    assert uses(whos) == [
        NameUse("lacommissioner", "LA Commissioner", 2),
        NameUse("manager", "Manager", 1),
        NameUse("wholeteam", "Whole team", 1),
    ]


def test_the_sign_of_what_is_matched_does_not_depend_on_its_order():
    assert sign_of([("a", ONE), ("b", OTHER)]) == sign_of([("b", OTHER), ("a", ONE)])
    assert sign_of([("a", ONE)]) != sign_of([("a", OTHER)])


def test_only_managers_say_whose_a_name_is_and_the_team_looks_on():
    assert MATCH.roles == {Role.MANAGER}
    assert READ.roles == {Role.MANAGER, Role.TEAM}
