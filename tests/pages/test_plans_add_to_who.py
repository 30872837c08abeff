"""Somebody of the team is added to who does an action, by a tick, in its form."""

import re

import pytest

from tests.cast import make_person, sign_in
from tests.owners import make_action, make_plan
from tracker.accounts.rules import Role
from tracker.db import db
from tracker.plans.models import Action

PLAN = "/services/lanternshire/plans/2021-22"


def offered(page):
    return re.findall(r'name="add_to_who"[^>]*value="([^"]*)"', page.text)


@pytest.fixture
def plan(service, framework):
    return make_plan(service)


def test_those_of_the_team_are_offered_when_an_action_is_added(client, plan, manager, team, group):
    sign_in(client, manager)
    assert offered(client.get(f"{PLAN}/actions/add")) == ["Maya Noor", "Theo Tait"]
    sent = {"objective": "Leaflets", "who": "LA Commissioner", "state": "ongoing", "add_to_who": ["Theo Tait"]}
    assert client.post(f"{PLAN}/actions/add", data=sent).status_code == 302
    assert [action.who for action in db.session.query(Action)] == ["LA Commissioner, Theo Tait"]


def test_who_is_named_already_is_neither_offered_nor_added_again(client, service, framework, manager, team):
    action = make_action(service, framework, "theo tait; Advisers and volunteers")
    sign_in(client, manager)
    address = f"{PLAN}/actions/{action.id}/edit"
    assert offered(client.get(address)) == ["Maya Noor"]
    sent = {"objective": "Recruit two ambassadors", "who": action.who, "state": "ongoing", "version": action.version}
    assert client.post(address, data=sent | {"add_to_who": ["Theo Tait", "Maya Noor"]}).status_code == 302
    db.session.expire_all()
    assert action.who == "theo tait; Advisers and volunteers; Maya Noor"


def test_only_names_of_the_team_are_added(client, plan, manager, group):
    sign_in(client, manager)
    sent = {"objective": "Leaflets", "who": "", "state": "ongoing", "add_to_who": ["Gwen Rees", "Anybody"]}
    client.post(f"{PLAN}/actions/add", data=sent)
    assert [action.who for action in db.session.query(Action)] == [""]


def test_what_would_be_too_long_with_them_is_refused_and_stays_chosen(client, plan, service, manager):
    make_person("Theo Tait", service, Role.TEAM)
    sign_in(client, manager)
    sent = {"objective": "Leaflets", "who": "x" * 495, "state": "ongoing", "add_to_who": ["Theo Tait"]}
    page = client.post(f"{PLAN}/actions/add", data=sent)
    assert "Who has at most 500 characters with those you add" in page.text
    assert re.search(r'value="Theo Tait"[^>]* checked', page.text)
    assert db.session.query(Action).count() == 0
