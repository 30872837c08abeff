"""Taking a note out, and putting it back."""

from datetime import date

import pytest

from tests.cast import make_person, sign_in
from tests.progress import address, by_another_service, leaflets
from tracker import clock
from tracker.accounts.rules import Role
from tracker.db import db
from tracker.progress.changes import add_note, delete_note

VERBS = ["delete", "restore"]


@pytest.fixture
def action(service, framework):
    return leaflets(service, framework)


@pytest.fixture
def note(action, team):
    return add_note(action, "The printer is slow.", day=date(2022, 3, 4), by=team)


def place(note, verb="delete"):
    return address(note.action, "notes", note.id, verb)


def is_there(note):
    db.session.expire_all()
    return note.deleted_at is None


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_who_wrote_it_and_managers_take_a_note_out_and_put_it_back(request, client, note, writer):
    sign_in(client, request.getfixturevalue(writer))
    answer = client.post(place(note))
    assert (answer.status_code, answer.location) == (302, f"{address(note.action)}#notes")
    page = client.get(answer.location).text
    assert "The note for 4 March 2022 was taken out. You can put it back below." in page
    assert f'action="{place(note, "restore")}"' in page
    assert not is_there(note)
    page = client.get(client.post(place(note, "restore")).location).text
    assert "The note for 4 March 2022 is back." in page
    assert is_there(note)


@pytest.mark.parametrize("verb", VERBS)
def test_another_of_the_team_does_not(client, service, note, verb):
    sign_in(client, make_person("Ida Lowe", service, Role.TEAM))
    assert place(note) not in client.get(address(note.action)).text
    assert client.post(place(note, verb)).status_code == 403
    assert is_there(note)


def test_what_was_taken_out_is_shown_to_nobody_else(client, note, team, commissioner):
    delete_note(note, by=team)
    sign_in(client, commissioner)
    assert "The printer is slow." not in client.get(address(note.action)).text


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_who_records_no_progress_does_not(request, client, note, verb, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(place(note, verb)).status_code == 403
    assert is_there(note)


@pytest.mark.parametrize("verb", VERBS)
def test_the_manager_of_another_service_does_not_find_it(client, other_manager, note, verb):
    sign_in(client, other_manager)
    for there in (place(note, verb), by_another_service(place(note, verb))):
        assert client.post(there).status_code == 404
    assert is_there(note)


@pytest.mark.parametrize("verb", VERBS)
def test_a_closed_plan_keeps_its_notes(client, manager, note, verb):
    note.action.plan.closed_at = clock.now()
    sign_in(client, manager)
    assert client.post(place(note, verb)).status_code == 409
    assert is_there(note)


def test_a_step_is_no_note(client, manager, action):
    sign_in(client, manager)
    assert client.post(address(action, "notes", action.steps[0].id, "delete")).status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_it_is_not_read(client, manager, note, verb):
    sign_in(client, manager)
    assert client.get(place(note, verb)).status_code == 405
