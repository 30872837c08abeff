"""Who is of the team, who may ask and remark, and when a draft is overdue."""

from datetime import date

import pytest

from tracker.accounts.rules import Role
from tracker.teamwork.rules import ASSIGN, FINISH, READ, REMARK, is_in_team, is_overdue

DAY = date(2027, 5, 12)


@pytest.mark.parametrize("role", Role)
def test_managers_and_the_team_are_of_the_team_while_their_account_is_open(role):
    assert is_in_team(True, {role}) is (role in {Role.MANAGER, Role.TEAM})
    assert is_in_team(False, {role}) is False


def test_who_has_no_role_is_not_of_the_team():
    assert is_in_team(True, set()) is False


def test_only_managers_ask_and_the_team_does_the_rest():
    assert ASSIGN.roles == {Role.MANAGER}
    assert {deed.roles for deed in (READ, FINISH, REMARK)} == {frozenset({Role.MANAGER, Role.TEAM})}


@pytest.mark.parametrize(
    ("due", "today", "overdue"),
    [
        (None, DAY, False),
        (DAY, DAY, False),
        (DAY, date(2027, 5, 11), False),
        (DAY, date(2027, 5, 13), True),
    ],
)
def test_a_draft_is_overdue_once_its_day_has_passed(due, today, overdue):
    assert is_overdue(due, today) is overdue
