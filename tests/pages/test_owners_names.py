"""Whose the names in a service's plans are."""

import re

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.owners import make_action
from tracker.accounts.changes import take_role
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.owners.changes import match_names
from tracker.owners.models import OwnerMatch
from tracker.owners.queries import actions_of_person

PAGE = "/services/lanternshire/owners"


@pytest.fixture
def actions(service, framework):
    return [
        make_action(service, framework, "Manager and LA Commissioner"),
        make_action(service, framework, "MANAGER; Admin & Enquiry Officer"),
        make_action(service, framework, "Theo Tait"),
    ]


def fields(page):
    """The names on the page, each with what its field is called and what is chosen."""
    found = re.findall(r'<label class="govuk-label" for="(whose-[0-9a-f]+)">\s*(.*?)\s*</label>', page.text)
    return {name.replace("&amp;", "&"): field for field, name in found}


def sent(page, **whose):
    """What the page's form sends with these people chosen."""
    names, seen = fields(page), re.search(r'name="seen" value="([^"]*)"', page.text)[1]
    data = {field: re.search(rf'name="{field}".*?</select>', page.text, re.DOTALL)[0] for field in names.values()}
    chosen = {field: (re.findall(r'<option value="([^"]*)" selected', html) or [""])[0] for field, html in data.items()}
    return chosen | {names[name]: str(person.id) if person else "" for name, person in whose.items()} | {"seen": seen}


def test_each_name_stands_there_once_with_how_many_actions_it_has(client, manager, team, actions):
    sign_in(client, manager)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert [*fields(page)] == ["Admin & Enquiry Officer", "LA Commissioner", "Manager", "Theo Tait"]
    assert re.findall(r"In \d+ actions?", page.text) == ["In 1 action", "In 1 action", "In 2 actions", "In 1 action"]
    assert "Theo Tait, whose account has this name" in page.text


def test_a_manager_says_whose_names_are_all_at_once(client, manager, commissioner, team, actions):
    sign_in(client, manager)
    page = client.get(PAGE)
    data = sent(page, **{"Manager": manager, "LA Commissioner": commissioner})
    answer = client.post(PAGE, data=data)
    assert (answer.status_code, answer.location) == (302, PAGE)
    page = client.get(PAGE)
    assert "Saved whose 2 names are." in page.text
    assert page.text.count(" selected") == 4
    assert len(actions_of_person(manager, viewer=manager)) == 2
    assert client.post(PAGE, data=sent(page, Manager=None)).status_code == 302
    assert "Saved whose “Manager” is." in client.get(PAGE).text
    assert db.session.query(OwnerMatch).count() == 1


def test_what_is_saved_unchanged_changes_nothing_and_says_so(client, manager, actions):
    sign_in(client, manager)
    client.post(PAGE, data=sent(client.get(PAGE)))
    assert "nothing was changed" in client.get(PAGE).text


def test_the_team_reads_and_cannot_save(client, manager, team, actions, service):
    match_names(service, {"Manager": manager}, by=manager)
    sign_in(client, team)
    page = client.get(PAGE).text
    assert "Maya Noor" in page
    assert "<select" not in page
    assert client.post(PAGE, data={"seen": ""}).status_code == 403


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_others_cannot_look(request, client, reader, actions):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


def test_to_a_stranger_it_is_not_there(client, other_manager, actions):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404


def test_no_other_method_is_taken(client, manager, actions):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405


def test_what_somebody_else_said_meanwhile_is_not_overwritten(client, manager, team, commissioner, service, actions):
    sign_in(client, manager)
    data = sent(client.get(PAGE), Manager=manager)
    match_names(service, {"LA Commissioner": commissioner}, by=manager)
    answer = client.post(PAGE, data=data)
    assert answer.status_code == 409
    assert "nothing of yours was saved yet" in answer.text
    assert f'value="{manager.id}" selected' in answer.text
    assert db.session.query(OwnerMatch).count() == 1


def test_somebody_who_lost_their_role_meanwhile_is_not_chosen(client, manager, commissioner, service, actions):
    sign_in(client, manager)
    data = sent(client.get(PAGE), **{"LA Commissioner": commissioner})
    take_role(commissioner, service, by=OPERATOR)
    answer = client.post(PAGE, data=data)
    assert "Choose one from the list" not in answer.text
    assert "Choose who it is from the list" in answer.text
    assert db.session.query(OwnerMatch).count() == 0


def test_people_of_another_service_cannot_be_sent(client, manager, other_manager, actions):
    sign_in(client, manager)
    answer = client.post(PAGE, data=sent(client.get(PAGE), Manager=other_manager))
    assert "Choose who it is from the list" in answer.text
    assert db.session.query(OwnerMatch).count() == 0


def test_a_plan_without_names_says_how_they_come(client, manager):
    sign_in(client, manager)
    assert "No name stands in a plan that is open yet." in client.get(PAGE).text


def test_many_names_take_as_many_queries_as_few(client, manager, service, framework, actions):
    sign_in(client, manager)
    few = made_by(client, PAGE)
    for number in range(30):
        make_action(service, framework, f"Officer {number}; Volunteer {number}")
    assert made_by(client, PAGE) == few
