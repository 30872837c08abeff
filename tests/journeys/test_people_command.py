"""``tracker people``: add, list."""

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask.cli import ScriptInfo

import tracker.cli
from tests.cast import PASSWORD
from tracker.accounts.models import Person
from tracker.accounts.rules import Role
from tracker.db import db

ANN = ("people", "add", "Ann@Example.org", "--name", "Ann Bell")


@pytest.fixture
def lanternshire(service):
    db.session.commit()
    return service.id


def people():
    return db.session.scalars(sa.select(Person)).all()


def test_a_person_is_added_and_a_link_is_printed_that_works(run, client, lanternshire):
    result = run(*ANN, "--service", "lanternshire", "--role", "chair")
    assert result.exit_code == 0, result.stderr
    assert "Added Ann Bell (ann@example.org)." in result.stderr
    [person] = people()
    assert person.roles_in(lanternshire) == {Role.CHAIR}
    assert (person.is_admin, person.password) == (False, None)
    assert result.stdout.startswith("/invitations/")
    assert "Hello Ann Bell" in client.get(result.stdout.strip()).get_data(as_text=True)


def test_an_administrator_needs_no_service(run):
    assert run(*ANN, "--admin").exit_code == 0
    assert [person.is_admin for person in people()] == [True]


def typed(app, text, *more):
    """Type the command with this on its standard input, in a process of its own."""
    db.session.remove()
    command = [*ANN, "--password-stdin", *more]
    result = CliRunner().invoke(tracker.cli.tracker, command, obj=ScriptInfo(create_app=lambda: app), input=text)
    db.session.remove()
    return result


@pytest.mark.parametrize("ending", ["\n", "\r\n", "", "\nand more\n"])
def test_a_password_from_standard_input_lets_in(app, client, ending):
    result = typed(app, PASSWORD + ending, "--admin")
    assert (result.exit_code, result.stdout) == (0, "")
    data = {"email": "ann@example.org", "password": PASSWORD}
    assert client.post("/sign-in", data=data).status_code == 302


@pytest.mark.parametrize("text", ["", "\n", "short\n"])
def test_a_password_that_is_too_short_is_refused(app, text):
    result = typed(app, text)
    assert result.exit_code == 1
    assert "at least 10 characters" in str(result.exception) + result.stderr
    assert people() == []


@pytest.mark.parametrize(
    ("more", "status", "message"),
    [
        (["--service", "lanternshire", "--role", "king"], 2, "'king' is not one of"),
        (["--service", "lanternshire"], 2, "--service and --role go together"),
        (["--role", "chair"], 2, "--service and --role go together"),
        (["--service", "nowhere", "--role", "chair"], 1, "There is no service “nowhere”"),
    ],
)
def test_a_role_or_service_that_there_is_not_is_refused(run, lanternshire, more, status, message):
    result = run(*ANN, *more)
    assert result.exit_code == status
    assert message in str(result.exception) + result.stderr
    assert people() == []


@pytest.mark.parametrize("address", ["ann@example.org", "ANN@example.org"])
def test_an_address_that_is_there_already_is_refused(run, address):
    assert run(*ANN).exit_code == 0
    result = run("people", "add", address, "--name", "Another")
    assert result.exit_code == 1
    assert "There is a person with the address ann@example.org already" in str(result.exception) + result.stderr
    assert [person.name for person in people()] == ["Ann Bell"]


@pytest.mark.parametrize("address", ["ann", "ann@", "@example.org", "", "a b@example.org"])
def test_what_is_no_address_is_refused(run, address):
    result = run("people", "add", address, "--name", "Ann Bell")
    assert result.exit_code == 1
    assert "is not an e-mail address" in str(result.exception) + result.stderr


def test_they_are_listed_with_their_roles(run, run_json, manager, administrator, account):
    db.session.commit()
    assert run_json("people", "list")["people"] == [
        {
            "email": "ada.finch@example.org",
            "name": "Ada Finch",
            "admin": True,
            "active": True,
            "has_password": False,
            "roles": {},
        },
        {
            "email": "maya.noor@example.org",
            "name": "Maya Noor",
            "admin": False,
            "active": True,
            "has_password": True,
            "roles": {"lanternshire": "manager"},
        },
    ]
    lines = run("people", "list").stdout.splitlines()
    assert lines == [
        "ada.finch@example.org  Ada Finch (administrator)",
        "maya.noor@example.org  Maya Noor (Service manager, lanternshire)",
    ]
