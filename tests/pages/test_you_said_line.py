"""One line of *You said, we did*: changed, moved, removed."""

import re
import uuid

import pytest

from tests.cast import sign_in
from tests.you_said import PAGE, make_line
from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.you_said.changes import remove_line, save_line
from tracker.you_said.models import YouSaid
from tracker.you_said.queries import lines_of
from tracker.you_said.rules import LineText


@pytest.fixture
def line(service):
    return make_line(service, "Open later.", did="We do.")


def typed(line, **others):
    """What a browser sends when somebody opened the line's page and typed ``others``."""
    return {"said": line.said, "did": line.did, "came_of_it": "", "chosen": "y", "version": line.version} | others


def order(service, manager):
    db.session.expire_all()
    return [line.said for line in lines_of(service, viewer=manager)]


def test_a_line_is_changed_and_hidden(client, manager, line):
    sign_in(client, manager)
    address = f"{PAGE}/{line.id}"
    page = client.get(address)
    assert (page.status_code, page.text.count(" checked")) == (200, 1)
    sent = typed(line, said="Open earlier.")
    sent.pop("chosen")
    answer = client.post(address, data=sent)
    assert (answer.status_code, answer.location) == (302, PAGE)
    db.session.expire_all()
    assert (line.said, line.chosen) == ("Open earlier.", False)


def test_a_stale_save_shows_both_and_saves_nothing(client, manager, line):
    sent = typed(line, said="Mine.")
    save_line(line, LineText("Theirs.", "We do.", chosen=True), version=line.version, by=manager)
    sign_in(client, manager)
    answer = client.post(f"{PAGE}/{line.id}", data=sent)
    assert answer.status_code == 409
    assert all(text in answer.text for text in ("Theirs.", "Mine.", "Save my version", "Keep what is saved"))
    assert line.said == "Theirs."
    assert client.post(f"{PAGE}/{line.id}", data=sent | {"version": line.version}).status_code == 302
    db.session.expire_all()
    assert line.said == "Mine."


def test_a_line_without_what_was_said_is_refused(client, manager, line):
    sign_in(client, manager)
    assert "Enter what families said" in client.post(f"{PAGE}/{line.id}", data=typed(line, said="")).text
    assert line.said == "Open later."


def test_a_line_moves_up_and_down(client, manager, service, line):
    make_line(service, "Answer sooner.")
    sign_in(client, manager)
    for direction, said in (("down", "moved down"), ("down", "where it was"), ("up", "moved up")):
        answer = client.post(f"{PAGE}/{line.id}/move", data={"direction": direction})
        assert (answer.status_code, answer.location) == (302, f"{PAGE}#line-{line.id}")
        assert said in client.get(PAGE).text
    assert order(service, manager) == ["Open later.", "Answer sooner."]
    assert client.post(f"{PAGE}/{line.id}/move", data={"direction": "sideways"}).status_code == 422


def test_a_line_is_removed_once_one_was_asked(client, manager, service, line):
    sign_in(client, manager)
    page = client.get(f"{PAGE}/{line.id}/remove").text
    assert "It cannot be put back." in page
    assert order(service, manager) == ["Open later."]
    sent = {"version": str(line.version)}
    save_line(line, LineText("Longer, by a colleague."), version=line.version, by=OPERATOR)
    for stale in (sent, {}):
        answer = client.post(f"{PAGE}/{line.id}/remove", data=stale)
        assert answer.status_code == 409
        assert "Somebody else changed this line meanwhile" in answer.text
        assert "Longer, by a colleague." in answer.text
    (version,) = re.findall(r'name="version" value="(\d+)"', answer.text)
    assert client.post(f"{PAGE}/{line.id}/remove", data={"version": version}).location == PAGE
    assert "Line removed" in client.get(PAGE).text
    assert db.session.query(YouSaid).count() == 0


def test_what_was_removed_meanwhile_is_not_found(client, manager, line):
    identifier, sent = line.id, typed(line)
    remove_line(line, version=line.version, by=manager)
    sign_in(client, manager)
    answer = client.post(f"{PAGE}/{identifier}", data=sent)
    assert answer.status_code == 404
    assert "Open later." in answer.text
    assert client.get(f"{PAGE}/{uuid.uuid4()}/remove").status_code == 404


def test_a_line_of_another_service_is_not_found(client, manager, other_manager, line):
    theirs = make_line(other_manager.memberships[0].service, "Theirs.")
    sign_in(client, manager)
    for address in (f"{PAGE}/{theirs.id}", f"{PAGE}/{theirs.id}/remove"):
        assert client.get(address).status_code == 404
        assert client.post(address, data=typed(theirs, said="Mine.")).status_code == 404
    assert client.post(f"{PAGE}/{theirs.id}/move", data={"direction": "up"}).status_code == 404


@pytest.mark.parametrize(("who", "code"), [("team", 403), ("chair", 403), ("other_manager", 404)])
def test_only_its_managers_change_it(request, client, who, code, line):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(f"{PAGE}/{line.id}").status_code == code
    for address in (f"{PAGE}/{line.id}", f"{PAGE}/{line.id}/move", f"{PAGE}/{line.id}/remove"):
        assert client.post(address, data=typed(line, direction="up")).status_code == code


def test_to_move_is_not_to_read(client, manager, line):
    sign_in(client, manager)
    assert client.get(f"{PAGE}/{line.id}/move").status_code == 405
