"""What no browser sends, and a database that does not answer, still get a page that says what is wrong."""

import pytest
from sqlalchemy.exc import OperationalError

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, Period
from tracker.plans.changes import add_action, start_plan
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText
from tracker.sign_in import queries

LONG = "a" * 5000


@pytest.fixture
def action(service, framework, assessment):
    plan = start_plan(service, Period("2021-22", assessment.starts, assessment.ends), by=OPERATOR)
    return add_action(plan, ActionText(objective="Leaflets", steps=("Write",)), framework, by=OPERATOR)


def address(action):
    return f"/services/lanternshire/plans/2021-22/actions/{action.id}/edit"


@pytest.mark.parametrize(
    "name", ["steps-²", "steps-٣", "steps--1", "steps-x", "outcomes-", f"steps-{'9' * 5000}", "stepsmore"]
)
def test_a_row_that_is_none_is_left_out(client, action, manager, name):
    plan, here = action.plan, address(action)
    sign_in(client, manager)
    sent = {
        "objective": "Leaflets",
        "state": "ongoing",
        "version": str(action.version),
        "steps-0": "Write",
        name: "odd",
    }
    assert client.post(here, data=sent).status_code == 302
    assert [[step.text for step in there.steps] for there in actions_of(plan)] == [["Write"]]


def test_what_another_site_made_somebody_send_is_not_printed(client, service):
    sent = {"Call 0900 1": "Your account is locked."}
    page = client.post("/services/lanternshire/plans/start", data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert "account is locked" not in page.text
    page = client.post("/services/lanternshire/plans/start", data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert "account is locked" in page.text


def test_more_steps_than_there_can_be_are_refused_and_stay_typed(client, action, manager):
    here = address(action)
    sign_in(client, manager)
    sent = {"objective": "Leaflets", "state": "ongoing", "version": str(action.version)}
    page = client.post(here, data=sent | {f"steps-{row}": f"Step no. {row}" for row in range(101)})
    html = page.get_data(as_text=True)
    assert "Steps: at most 100." in html
    assert "Step no. 100" in html


def test_a_password_too_long_to_hash_is_a_wrong_one(client, service):
    page = client.post("/sign-in", data={"email": "somebody@example.org", "password": LONG})
    assert page.status_code == 200
    assert "The e-mail address or the password is not right" in page.get_data(as_text=True)


def test_a_new_password_has_an_upper_end(client, account):
    sign_in(client, account)
    sent = {"password": "three odd lanterns", "new_password": LONG, "new_password_confirm": LONG}
    page = client.post("/password/change", data=sent)
    assert "The password may have at most 1,000 characters" in page.get_data(as_text=True)


def test_when_the_database_does_not_answer_a_page_says_so(client, manager, monkeypatch):
    sign_in(client, manager)

    def fail(*_arguments):
        raise OperationalError("SELECT", {}, Exception("out of reach"))

    monkeypatch.setattr(queries, "person_signed_in", fail)
    page = client.get("/")
    assert page.status_code == 503
    assert "The database does not answer, or has no room. Nothing was saved." in page.get_data(as_text=True)


def test_a_fault_that_nobody_foresaw_shows_no_traceback(app, client, manager, monkeypatch):
    sign_in(client, manager)
    monkeypatch.setattr(queries, "person_signed_in", lambda *_arguments: 1 / 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    page = client.get("/")
    app.config["PROPAGATE_EXCEPTIONS"] = None
    assert page.status_code == 500
    assert "Sorry, there is a problem with the service" in page.get_data(as_text=True)
    assert "ZeroDivisionError" not in page.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/services/%00", "/services/lanternshire/assessments/2021-22/standards/%00"])
def test_a_sign_that_no_address_has_is_not_found(client, assessment, manager, path):
    sign_in(client, manager)
    assert client.get(path).status_code == 404


def test_a_form_that_was_not_taken_is_shown_to_copy_but_for_its_secrets(client, service):
    sent = {"notes": "An hour of typing", "password": "three odd lanterns", "csrf_token": "tttt"}
    page = client.post("/services/lanternshire/assessments/2021-22/standards/1.1", data=sent)
    html = page.get_data(as_text=True)
    assert page.status_code == 401
    assert "An hour of typing" in html
    assert "three odd lanterns" not in html
    assert "tttt" not in html
