"""Adding a line to *You said, we did*: the feedback, the action, the words."""

import re
import uuid
from datetime import date

import pytest

from tests.cast import sign_in
from tests.evidence import make_note
from tests.owners import make_action
from tests.you_said import PAGE
from tracker.db import db
from tracker.evidence.changes import delete_evidence
from tracker.plans.changes import delete_action
from tracker.you_said.models import YouSaid

ADD = f"{PAGE}/add"


@pytest.fixture
def item(service, framework):
    make_note(service, framework, "A contract", standards=("1.1",))
    return make_note(service, framework, "Evening calls", standards=("4.2",))


@pytest.fixture
def action(service, framework):
    action = make_action(service, framework, "Tom", "Open later", steps=("Ask", "Change"), completion="Since May")
    action.steps[0].done_on, action.steps[0].done_by = date(2022, 5, 1), "operator"
    return action


def said():
    db.session.expire_all()
    return [(line.said, line.did, line.came_of_it, line.chosen) for line in db.session.query(YouSaid)]


def test_feedback_is_chosen_first_then_the_action_then_the_words_are_offered(client, manager, item, action):
    sign_in(client, manager)
    page = client.get(ADD).text
    assert "A contract" not in page
    address = re.search(rf'href="({ADD}/[^"]*)">Evening calls', page)[1]
    address = re.search(rf'href="({ADD}/[^"]*)">Open later', client.get(address).text)[1]
    page = client.get(address).text
    for name, words in {"said": "Evening calls", "did": "Open later\n\n- Ask", "came_of_it": "Since May"}.items():
        assert re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s*{words}</textarea>', page)
    sent = {"said": "Nobody answers after five.", "did": "We do.", "came_of_it": "", "chosen": "y"}
    answer = client.post(address, data=sent | {"new": str(uuid.uuid4())})
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert "Line added" in client.get(PAGE).text
    assert said() == [("Nobody answers after five.", "We do.", "", True)]
    [line] = db.session.query(YouSaid)
    assert (line.evidence.title, line.action.objective) == ("Evening calls", "Open later")


def test_all_evidence_can_be_chosen_from(client, manager, item):
    sign_in(client, manager)
    assert "A contract" in client.get(f"{ADD}?everything=y").text


def test_the_same_sent_twice_is_one_line(client, manager, item):
    sign_in(client, manager)
    sent = {"said": "Nobody answers.", "new": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"{ADD}/own/own", data=sent).status_code == 302
    assert said() == [("Nobody answers.", "", "", False)]


@pytest.mark.parametrize(
    ("sent", "message"),
    [({"said": " "}, "Enter what families said"), ({"said": "x", "did": "x" * 2_001}, "At most 2,000 characters")],
)
def test_what_cannot_be_saved_stays_typed_and_says_why(client, manager, sent, message):
    sign_in(client, manager)
    page = client.post(f"{ADD}/own/own", data=sent | {"came_of_it": "Much."})
    assert message in page.text
    assert "Much.</textarea>" in page.text
    assert said() == []


def test_what_is_not_there_cannot_be_chosen(client, manager, other_manager, framework, item, action):
    other = other_manager.memberships[0].service
    others = make_note(other, framework), make_action(other, framework, "Tom")
    delete_evidence(item, by=manager)
    delete_action(action, by=manager)
    sign_in(client, manager)
    for source in ("x", uuid.uuid4(), others[0].id, item.id):
        assert client.get(f"{ADD}/{source}").status_code == 404
    for answer in ("x", uuid.uuid4(), others[1].id, action.id):
        assert client.post(f"{ADD}/own/{answer}", data={"said": "x"}).status_code == 404
    assert said() == []


@pytest.mark.parametrize(("who", "code"), [("team", 403), ("commissioner", 403), ("other_manager", 404)])
def test_only_its_managers_add(request, client, who, code, item, action):
    sign_in(client, request.getfixturevalue(who))
    for address in (ADD, f"{ADD}/{item.id}", f"{ADD}/{item.id}/{action.id}"):
        assert client.get(address).status_code == code
    assert client.post(f"{ADD}/own/own", data={"said": "x"}).status_code == code


def test_without_feedback_or_plans_it_says_what_to_do(client, manager, service):
    sign_in(client, manager)
    assert "Note feedback as evidence" in client.get(ADD).text
    assert "No plan has an action yet." in client.get(f"{ADD}/own").text


def test_the_first_two_steps_take_nothing(client, manager, item):
    sign_in(client, manager)
    assert [client.post(address).status_code for address in (ADD, f"{ADD}/own")] == [405, 405]
