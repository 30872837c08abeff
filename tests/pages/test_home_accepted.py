"""An accepted gap, from the day on which somebody was to look at it again, on the start page."""

import re
from datetime import timedelta

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.reminders import in_days
from tests.submitting import YEAR, complete, rate
from tracker import clock
from tracker.accounts.changes import add_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import confirm_rating, move, save_rating, say_why_no_action, start_assessment
from tracker.assessments.queries import get_rating, lapsed_in
from tracker.assessments.rules import Carry
from tracker.db import db
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionState, ActionText


@pytest.fixture
def plan(assessment, wait):
    """3.2 is accepted for five days, and the year submitted."""
    there = complete(assessment)
    say_why_no_action(rate(assessment, "3.2", "P/C"), "The council decides.", until=in_days(5), by=OPERATOR)
    move(assessment, "submit", by=OPERATOR)
    wait(timedelta(days=4))
    return there


@pytest.fixture
def day(plan, wait):
    """That day has come."""
    wait(timedelta(days=1))
    db.session.commit()


def told(client):
    """The tasks about standards to look at again, with where they lead."""
    found = re.findall(r'href="([^"]*)">([^<]* was accepted without an action until [^<]*)<', client.get("/").text)
    return {text: address for address, text in found}


def is_told(service):
    return [one.rating.standard.number for one in lapsed_in([service], viewer=OPERATOR)[service.id]] == ["3.2"]


def test_once_the_year_is_submitted_a_manager_is_told_from_the_day_on(client, manager, plan, wait):
    sign_in(client, manager)
    assert told(client) == {}
    wait(timedelta(days=1))
    sign_in(client, manager)
    text = f"3.2 was accepted without an action until {clock.in_words(clock.today())}: look at it again"
    assert told(client) == {text: f"{YEAR}/standards/3.2#actions"}
    page = client.get(f"{YEAR}/standards/3.2").text
    assert 'id="actions"' in page
    assert f'href="{YEAR}/standards/3.2/plan"' in page


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner"])
def test_who_can_neither_plan_nor_accept_anew_is_not_told(request, client, day, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert told(client) == {}


@pytest.mark.parametrize(("state", "is_settled"), [(ActionState.NOT_STARTED, True), (ActionState.COMPLETE, False)])
def test_an_open_action_of_an_open_plan_settles_it(service, framework, day, state, is_settled):
    other = start_plan(service, period("2022-23", 9), by=OPERATOR)
    action = add_action(other, ActionText(objective="Print", standards=("3.2",), state=state), framework, by=OPERATOR)
    assert is_told(service) is not is_settled
    action.plan.closed_at = clock.now()
    assert is_told(service)


def test_in_a_year_that_is_worked_on_accepting_it_anew_settles_it(assessment, service, day):
    move(assessment, "withdraw", by=OPERATOR)
    assert is_told(service)
    say_why_no_action(get_rating(assessment, "3.2"), "Still.", until=in_days(30), by=OPERATOR)
    assert not is_told(service)


def test_the_newest_year_is_where_one_looks_until_the_standard_is_rated_there(client, manager, service, framework, day):
    following = start_assessment(service, framework, period("2022-23", 9), carry=Carry.RATINGS, by=OPERATOR)
    sign_in(client, manager)
    assert list(told(client).values()) == ["/services/lanternshire/assessments/2022-23/standards/3.2#actions"]
    confirm_rating(get_rating(following, "3.2"), by=OPERATOR)
    assert told(client) == {}


def test_what_calls_for_no_action_any_more_is_none(assessment, service, day):
    move(assessment, "withdraw", by=OPERATOR)
    save_rating(get_rating(assessment, "3.2"), "C", "Done.", by=OPERATOR)
    assert not is_told(service)


def test_a_closed_year_with_a_closed_plan_leads_to_the_plan_that_followed(client, manager, service, plan, day):
    plan.followed_by, plan.closed_at = start_plan(service, period("2022-23", 9), by=OPERATOR), clock.now()
    sign_in(client, manager)
    assert f'href="{YEAR}/standards/3.2/plan"' in client.get(f"{YEAR}/standards/3.2").text
    assert 'href="/services/lanternshire/plans/2022-23/actions/add"' in client.get(f"{YEAR}/standards/3.2/plan").text


def test_many_take_as_many_queries_as_one(client, manager, assessment, service, day):
    sign_in(client, manager)
    few = made_by(client, "/")
    for number in ("1.2", "1.3", "2.1"):
        rating = get_rating(assessment, number)
        rating.code, rating.no_action_reason, rating.no_action_until = "P/C", "Later.", clock.today()
    assert made_by(client, "/") == few
    assert len(told(client)) == 4


def test_another_service_is_told_nothing(assessment, day):
    other = add_service("Another", "another", by=OPERATOR)
    assert lapsed_in([other], viewer=OPERATOR) == {other.id: []}
