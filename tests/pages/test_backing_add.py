"""Adding evidence for a standard on the spot: into the library and onto the rating at once."""

import io

import pytest

from tests.cast import sign_in
from tests.evidence import PDF
from tracker.accounts.rules import OPERATOR
from tracker.assessments.queries import evidence_of, get_rating
from tracker.db import db
from tracker.evidence.queries import evidence_of as library_of

RATE = "/services/lanternshire/assessments/2021-22/standards/1.2"
PAGE = f"{RATE}/evidence/add"
SPOKE = {"speaks_of-day": "31", "speaks_of-month": "8", "speaks_of-year": "2022"}
NOTE = {"title": "Open evening", "standards": ["1.2", "1.6"]} | SPOKE


@pytest.fixture
def rating(assessment):
    return get_rating(assessment, "1.2")


def titles(rating):
    db.session.expire_all()
    return [item.title for item in evidence_of(rating)]


@pytest.mark.parametrize("kind", ["document", "link", "figure", "note"])
def test_the_librarys_own_form_comes_with_the_standard_ticked(client, team, rating, kind):
    sign_in(client, team)
    page = client.get(f"{PAGE}/{kind}")
    assert page.status_code == 200
    assert f"Add a {kind} for 1.2" in page.text
    assert page.text.count(" checked") == 1
    assert f'href="{RATE}"' in page.text


def test_what_is_added_is_in_the_library_and_backs_the_rating(client, team, service, rating):
    sign_in(client, team)
    answer = client.post(f"{PAGE}/note", data=NOTE)
    assert (answer.status_code, answer.location) == (302, f"{RATE}#evidence")
    page = client.get(RATE).text
    assert "“Open evening” added for 1.2." in page
    assert titles(rating) == ["Open evening"]
    (item,) = library_of(service, viewer=OPERATOR)
    assert [standard.number for standard in item.standards] == ["1.2", "1.6"]
    assert item.added_by == team.identifier


def test_a_document_comes_with_its_file(client, manager, rating):
    sign_in(client, manager)
    client.post(f"{PAGE}/document", data=NOTE | {"files": [(io.BytesIO(PDF), "minutes.pdf")]})
    (item,) = evidence_of(rating)
    assert [file.name for file in item.files] == ["minutes.pdf"]


def test_a_form_that_is_sent_twice_adds_one(client, manager, rating):
    sign_in(client, manager)
    for _ in range(2):
        client.post(f"{PAGE}/note", data=NOTE | {"new": "7c1f3d3c-4cf4-4c0c-9f4b-2f6f2f1f6c11"})
    assert titles(rating) == ["Open evening"]


@pytest.mark.parametrize(
    ("kind", "wrong", "message"),
    [
        ("note", {"title": ""}, "Enter a title"),
        ("document", {}, "Choose a file"),
    ],
)
def test_what_cannot_be_kept_stays_typed_and_nothing_is_saved(client, manager, service, rating, kind, wrong, message):
    sign_in(client, manager)
    page = client.post(f"{PAGE}/{kind}", data=NOTE | {"description": "A hundred came."} | wrong)
    assert message in page.text
    assert "A hundred came." in page.text
    assert f"Add a {kind} for 1.2" in page.text
    assert library_of(service, viewer=OPERATOR) == []


def test_a_file_that_may_not_be_kept_is_named_and_nothing_is_saved(client, manager, service, rating):
    sign_in(client, manager)
    page = client.post(f"{PAGE}/document", data=NOTE | {"files": [(io.BytesIO(b"MZ\x90\x00"), "a.exe")]})
    assert "a.exe" in page.text
    assert "Open evening" in page.text
    assert library_of(service, viewer=OPERATOR) == []


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner"])
def test_who_does_not_keep_evidence_may_not(request, client, service, rating, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(f"{PAGE}/note").status_code == 403
    assert client.post(f"{PAGE}/note", data=NOTE).status_code == 403
    assert library_of(service, viewer=OPERATOR) == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, rating):
    sign_in(client, other_manager)
    assert client.get(f"{PAGE}/note").status_code == 404
    assert client.post(f"{PAGE}/note", data=NOTE).status_code == 404


@pytest.mark.parametrize("path", [f"{PAGE}/film", f"{PAGE}/note".replace("1.2", "9.9")])
def test_an_unknown_kind_or_number_is_not_found(client, manager, assessment, path):
    sign_in(client, manager)
    assert client.get(path).status_code == 404
    assert client.post(path, data=NOTE).status_code == 404


def test_other_methods_are_refused(client, manager, rating):
    sign_in(client, manager)
    assert client.put(f"{PAGE}/note").status_code == 405
