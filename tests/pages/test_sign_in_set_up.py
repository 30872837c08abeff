"""The first visit: whoever has the code from the console sets the installation up, once."""

import threading

import pytest
import sqlalchemy as sa

from tests.cast import PASSWORD, make_person
from tracker.accounts.models import Person, Service
from tracker.accounts.rules import Role
from tracker.db import db

CODE = "0a1b2c3d"
FORM = {
    "code": CODE,
    "name": "Ada Finch",
    "email": "Ada@Example.org",
    "password": PASSWORD,
    "again": PASSWORD,
    "service": "Lanternshire SENDIASS",
    "slug": "lanternshire",
    "year_starts": "4",
}


@pytest.fixture(autouse=True)
def code(app, monkeypatch):
    monkeypatch.setitem(app.config, "SET_UP_CODE", CODE)


def counts():
    return tuple(db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Person, Service))


def test_the_start_page_leads_there(client):
    assert client.get("/").location == "/set-up"
    assert client.get("/set-up").status_code == 200


def test_the_code_makes_administrator_and_service_and_signs_in(client):
    answer = client.post("/set-up", data=FORM | {"code": f" {CODE} "})
    assert (answer.status_code, answer.location) == (302, "/")
    person, service = db.session.scalars(sa.select(Person)).one(), db.session.scalars(sa.select(Service)).one()
    assert (person.name, person.email, person.is_admin) == ("Ada Finch", "ada@example.org", True)
    assert (service.name, service.slug, service.year_starts) == ("Lanternshire SENDIASS", "lanternshire", 4)
    assert person.roles_in(service.id) == {Role.MANAGER}
    assert person.password.startswith("$argon2")
    assert client.get("/services/lanternshire").status_code == 200
    assert client.get("/admin/people").status_code == 200


def test_the_new_administrator_can_sign_in_again(app, client):
    client.post("/set-up", data=FORM)
    data = {"email": "ada@example.org", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=data).status_code == 302


def test_a_second_time_there_is_no_such_page(app, client):
    client.post("/set-up", data=FORM)
    other = app.test_client()
    assert other.get("/set-up").status_code == 404
    assert other.post("/set-up", data=FORM | {"email": "eve@example.org", "slug": "eve"}).status_code == 404
    assert counts() == (1, 1)
    assert other.get("/").status_code == 200


def test_where_somebody_has_an_account_there_is_no_such_page(client):
    make_person("Ann Bell")
    assert client.get("/set-up").status_code == 404
    assert client.post("/set-up", data=FORM).status_code == 404


@pytest.mark.parametrize("code", ["", None])
def test_without_a_code_on_the_console_there_is_no_such_page(app, client, monkeypatch, code):
    monkeypatch.setitem(app.config, "SET_UP_CODE", code)
    assert client.get("/set-up").status_code == 404
    assert client.post("/set-up", data=FORM | {"code": ""}).status_code == 404
    assert counts() == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"code": "ffffffff"}, "That is not the code"),
        ({"code": "ﬀ"}, "That is not the code"),
        ({"code": ""}, "Enter the code"),
        ({"name": ""}, "Enter your name"),
        ({"name": "   "}, "name"),
        ({"email": "ada"}, "is not an e-mail address"),
        ({"password": "short", "again": "short"}, "at least 10 characters"),
        ({"again": "another"}, "The two passwords are not the same"),
        ({"slug": "Lantern Shire"}, "cannot stand in an address"),
        ({"service": ""}, "Enter the name of your service"),
        ({"year_starts": "13"}, "Choose one from the list"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(client, wrong, message):
    page = client.post("/set-up", data=FORM | wrong)
    assert page.status_code == 200
    html = page.get_data(as_text=True)
    assert "There is a problem" in html
    assert message in html
    if "service" not in wrong:
        assert "Lanternshire SENDIASS" in html
    assert PASSWORD not in html
    assert counts() == (0, 0)


def test_of_two_at_once_one_succeeds(app, client):
    statuses, both = [], threading.Barrier(2)

    def visit(number):
        browser = app.test_client()
        both.wait()
        data = FORM | {"email": f"person{number}@example.org", "slug": f"service{number}"}
        statuses.append(browser.post("/set-up", data=data).status_code)

    threads = [threading.Thread(target=visit, args=[number]) for number in range(2)]
    db.session.commit()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) in ([302, 404], [302, 409])
    assert counts() == (1, 1)


def test_the_form_needs_its_token(client, with_csrf):
    assert client.post("/set-up", data=FORM).status_code == 400
    assert counts() == (0, 0)
