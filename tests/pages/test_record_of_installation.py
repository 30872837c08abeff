"""The installation's record: who came in, whose rights changed, and nothing of what services assess."""

import csv
import io

import pytest

from tests.cast import PASSWORD, make_person, sign_in
from tracker.accounts.changes import edit_person, give_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.changes import save_rating
from tracker.assessments.queries import get_rating
from tracker.audit.queries import last_entry
from tracker.audit.rules import INSTALLATION

RECORD = "/admin/record"
EXPORT = f"{RECORD}.csv"
FROM = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def here(client, administrator):
    sign_in(client, administrator)
    return client


def try_to_enter(client, email, password="not the one at all"):  # noqa: S107  # a wrong one
    return client.post("/sign-in", data={"email": email, "password": password}, environ_base=FROM)


def test_it_says_who_signed_in_who_failed_to_and_from_where(app, here, account):
    visitor = app.test_client()
    try_to_enter(visitor, account.email)
    try_to_enter(visitor, "stranger@example.org")
    try_to_enter(visitor, account.email, PASSWORD)
    page = here.get(RECORD).text
    for text in ("Failed to sign in as Maya Noor", "Failed to sign in as somebody", "Signed in", "192.0.2.7"):
        assert text in page
    assert "Nobody signed in" in page
    assert account.email not in page.partition("<tbody")[2]


def test_a_failed_try_is_kept_by_the_hash_of_its_account(client, account):
    try_to_enter(client, f" {account.email.upper()} ")
    entry = last_entry(account.id, "fail_to_sign_in")
    assert (entry.by, entry.address, entry.service_id) == ("nobody", "192.0.2.7", None)
    assert len(entry.details["account"]) == 64
    try_to_enter(client, "a\x00b@example.org")
    try_to_enter(client, "a\x00b")
    assert last_entry(INSTALLATION, "fail_to_sign_in").by == "nobody"


def test_links_that_are_asked_for_are_in_it(client, account):
    client.post("/password/reset", data={"email": account.email}, environ_base=FROM)
    assert last_entry(account.id).verb == "ask_for_password"


def test_changes_of_people_and_rights_are_in_it_with_before_and_after(here, service, manager):
    edit_person(manager, "Maya N. Noor", manager.email, is_admin=True, active=True, by=OPERATOR)
    give_role(manager, service, Role.CHAIR, by=OPERATOR)
    page = here.get(RECORD).text
    assert "Name: from “Maya Noor” to “Maya N. Noor”" in page
    assert "Administrator: from “no” to “yes”" in page
    assert "Gave Maya N. Noor the role Chair of the advisory group, Lanternshire SENDIASS" in page


def test_what_services_assess_is_not_in_it(here, assessment, manager):
    save_rating(get_rating(assessment, "1.1"), "C", "Only for us.", by=manager)
    for asked in ("", "?verb=save_rating", f"?person={manager.id}", "?standard=1.1"):
        assert "Only for us" not in here.get(RECORD + asked).text
        assert "Only for us" not in here.get(EXPORT + asked).text


def test_the_export_is_recorded(here, manager, administrator):
    answer = here.get(f"{EXPORT}?person={manager.id}")
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert {line[0] for line in lines[1:]} == {"Installation", "Lanternshire SENDIASS"}
    entry = last_entry(INSTALLATION, "take_record")
    assert entry.by == administrator.identifier


@pytest.mark.parametrize("address", [RECORD, EXPORT])
def test_only_administrators_read_it(app, client, manager, address):
    sign_in(client, manager)
    assert client.get(address).status_code == 403
    assert last_entry(INSTALLATION, "take_record") is None


def test_the_navigation_leads_an_administrator_to_it(here, client):
    assert f'href="{RECORD}"' in here.get("/").text


def test_nothing_can_be_sent_to_it(here):
    assert [here.post(address).status_code for address in (RECORD, EXPORT)] == [405, 405]


def test_somebody_who_never_signed_in_can_be_looked_for(app, here):
    person = make_person("Ann Bell")
    try_to_enter(app.test_client(), person.email)
    page = here.get(f"{RECORD}?person={person.id}").text
    assert "2 entries found" in page
    assert "Failed to sign in as Ann Bell" in page
