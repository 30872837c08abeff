"""Somebody's own actions, in all services."""

import re
from datetime import timedelta

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.owners import make_action
from tracker import clock
from tracker.accounts.changes import add_service, give_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.owners.changes import match_names
from tracker.plans.rules import ActionState

PAGE = "/my-actions"


@pytest.fixture
def actions(service, framework):
    today = clock.today()
    return {
        name: make_action(service, framework, "Theo Tait and manager", name, standards=("1.2",), **said)
        for name, said in {
            "Later": {"due": today + timedelta(days=90)},
            "Soon": {"due": today + timedelta(days=3)},
            "Too late": {"due": today - timedelta(days=3)},
            "Done": {"due": today, "state": ActionState.COMPLETE},
        }.items()
    }


def test_all_of_ones_actions_stand_there_those_to_look_at_first_first(client, team, actions):
    sign_in(client, team)
    page = client.get(PAGE)
    assert page.status_code == 200
    groups = ["Overdue (1)", "Due within 30 days (1)", "Not started (1)", "Complete (1)"]
    assert [text.strip() for text in re.findall(r"<h2.*?</svg>([^<]*)</h2>", page.text, re.DOTALL)] == groups
    assert re.findall(r'<h3[^>]*><a[^>]*href="([^"]*)">', page.text) == [
        f"/services/lanternshire/plans/2021-22/actions/{actions[name].id}"
        for name in ("Too late", "Soon", "Later", "Done")
    ]
    assert page.text.count("#steps") == 3


def test_who_may_not_record_progress_is_offered_none(client, manager, commissioner, actions, service):
    match_names(service, {"manager": commissioner}, by=manager)
    sign_in(client, commissioner)
    page = client.get(PAGE).text
    assert "Too late" in page
    assert "Record progress" not in page


def test_nobody_sees_the_actions_of_others(client, group, other_manager, actions):
    for person in (group, other_manager):
        sign_in(client, person)
        page = client.get(PAGE).text
        assert "Too late" not in page
        assert "No action in a plan that is open has your name." in page


def test_a_manager_is_led_to_where_names_are_matched(client, manager):
    sign_in(client, manager)
    assert 'href="/services/lanternshire/owners"' in client.get(PAGE).text


def test_who_is_signed_out_is_asked_to_sign_in(client, actions):
    assert client.get(PAGE).location == "/sign-in?next=/my-actions"


def test_it_takes_nothing(client, team):
    sign_in(client, team)
    assert client.post(PAGE).status_code == 405


def test_many_services_and_actions_take_as_many_queries_as_few(client, team, framework, actions):
    sign_in(client, team)
    few = made_by(client, PAGE)
    for number in range(4):
        other = add_service(f"Service {number}", f"service-{number}", by=OPERATOR)
        give_role(team, other, Role.TEAM, by=OPERATOR)
        for _ in range(3):
            make_action(other, framework, "Theo Tait")
    sign_in(client, team)
    assert made_by(client, PAGE) == few
