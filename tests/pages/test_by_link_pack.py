"""The review pack behind a link: one person, one year, and nothing else of the site."""

import re

import pytest
import sqlalchemy as sa

from tests.by_link import LINKS, PACK, make_visitor, open_link
from tests.cast import sign_in
from tests.evidence import TEXT, make_figure
from tests.review import ask
from tracker.accounts.changes import add_service, take_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.accounts.rules import period as make_period
from tracker.assessments.changes import move, start_assessment
from tracker.audit.models import AuditEntry
from tracker.by_link.changes import revoke_link
from tracker.db import db
from tracker.review.models import Query, RatingResponse
from tracker.sign_in.rules import SESSION_LASTS

YEAR = "/services/lanternshire/assessments/2021-22"
AGAIN = "Open the link from your invitation again to go on."
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def ann(assessment):
    return make_visitor(assessment)


@pytest.fixture
def opened(client, assessment, ann):
    return open_link(client, assessment, ann)


def version(client, address):
    return {"version": re.search(r'name="version" value="(\d+)"', client.get(address).text)[1]}


@pytest.mark.usefixtures("opened")
def test_each_page_of_it_is_there(client):
    for address in ("", "/1.1", "/4.3", "/1.1/question", "/finish", "/queries", "/print", "/pack.docx"):
        page = client.get(f"{PACK}{address}")
        assert page.status_code == 200
        assert page.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}


@pytest.mark.usefixtures("opened")
def test_all_links_of_its_pages_stay_within_it_or_are_open_to_anyone(client, assessment, manager, ann):
    ask(assessment, ann)
    for address in ("", "/1.1", "/1.1/question", "/4.1", "/finish", "/queries", "/print"):
        page = client.get(f"{PACK}{address}").text
        ways = set(re.findall(r'(?:href|action)="([^"#]+)', page))
        assert {way for way in ways if not way.startswith((PACK, "/static/"))} <= {"/", "/standards", "/verify"}
        assert "/services/" not in page


@pytest.mark.usefixtures("opened")
def test_what_is_answered_is_recorded_as_by_link(client, ann):
    answer = client.post(f"{PACK}/1.1/agree", data=version(client, f"{PACK}/1.1"))
    assert (answer.status_code, answer.location) == (302, f"{PACK}/1.2")
    sent = version(client, f"{PACK}/1.2/question") | {"text": "How many?"}
    assert client.post(f"{PACK}/1.2/question", data=sent).location == f"{PACK}/1.3"
    said = db.session.scalars(sa.select(RatingResponse)).all()
    assert [(one.person_id, one.by_link) for one in said] == [(ann.id, True)] * 2
    query = db.session.scalars(sa.select(Query)).one()
    assert (query.person_id, query.by_link, query.text) == (ann.id, True, "How many?")
    there = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb.in_(["agree", "ask_query"]))).all()
    assert [(entry.by, entry.details["by_link"]) for entry in there] == [(ann.identifier, True)] * 2


@pytest.mark.usefixtures("opened")
def test_a_question_of_ones_own_is_closed_and_opened_again(client, assessment, ann):
    query = ask(assessment, ann)
    client.post(f"{PACK}/queries/{query.id}/close")
    assert not query.is_open
    client.post(f"{PACK}/queries/{query.id}/reopen")
    assert query.is_open


@pytest.mark.usefixtures("opened")
def test_a_question_of_another_member_is_not_closed(client, assessment, group):
    query = ask(assessment, group)
    assert client.post(f"{PACK}/queries/{query.id}/close").status_code == 403
    assert query.is_open


def test_by_link_even_the_chair_is_a_member(client, assessment, ann, group):
    query = ask(assessment, group)
    ann.memberships[0].role = Role.CHAIR
    open_link(client, assessment, ann)
    assert client.get(PACK).status_code == 200
    assert client.post(f"{PACK}/queries/{query.id}/close").status_code == 403
    assert "by a link" not in client.get(PACK).text


@pytest.mark.usefixtures("opened")
def test_nothing_of_another_year_or_service_is_there(client, service, framework):
    other = add_service("Other SENDIASS", "other", by=OPERATOR)
    elsewhere = start_assessment(other, framework, make_period("2021-22", 9), by=OPERATOR)
    newer = start_assessment(service, framework, make_period("2022-23", 9), by=OPERATOR)
    for year in (elsewhere, newer):
        page = client.get(f"/services/{year.service.slug}/assessments/{year.label}/review")
        assert page.location.startswith("/sign-in")
        assert client.get(f"{PACK}/{year.label}").status_code == 404
    assert client.get(f"{PACK}/9.9").status_code == 404


def test_a_question_of_another_year_is_not_found(client, assessment, ann, service, framework):
    newer = start_assessment(service, framework, make_period("2022-23", 9), by=OPERATOR)
    move(newer, "submit", by=OPERATOR)
    query = ask(newer, ann)
    open_link(client, assessment, ann)
    assert client.post(f"{PACK}/queries/{query.id}/close").status_code == 404
    assert query.is_open


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    "address",
    [
        "/services/lanternshire",
        YEAR,
        f"{YEAR}/review",
        f"{YEAR}/table",
        LINKS,
        "/services/lanternshire/group",
        "/services/lanternshire/evidence",
        "/services/lanternshire/record",
        "/admin/people",
        "/password/change",
    ],
)
def test_every_other_page_takes_the_browser_for_signed_out(client, address):
    page = client.get(address)
    assert (page.status_code, page.location) == (302, f"/sign-in?next={address}")
    assert client.post(f"{YEAR}/review/1.1/agree").status_code == 401


@pytest.mark.usefixtures("opened")
def test_the_start_page_is_that_of_somebody_signed_out(client):
    page = client.get("/").text
    assert "Sign in" in page
    assert "Ann Bell" not in page


def test_without_a_link_there_is_nothing(client, ann):
    for address in ("", "/1.1", "/finish", "/queries", "/print", "/pack.docx"):
        page = client.get(f"{PACK}{address}")
        assert page.status_code == 409
        assert AGAIN in page.text
    assert client.post(f"{PACK}/1.1/agree").status_code == 409


def test_being_signed_in_is_no_link(client, group, ann):
    sign_in(client, group)
    assert client.get(PACK).status_code == 409


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("end", "said"),
    [
        (lambda assessment, ann: revoke_link(assessment, ann, by=OPERATOR), "taken back"),
        (lambda assessment, ann: take_role(ann, assessment.service, by=OPERATOR), "not on the group now"),
        (lambda assessment, _: move(assessment, "withdraw", by=OPERATOR), "not open at the moment"),
    ],
    ids=["revoked", "taken-off", "withdrawn"],
)
def test_ended_in_the_middle_of_an_answer_nothing_typed_is_lost(client, assessment, ann, end, said):
    sent = version(client, f"{PACK}/1.2/question") | {"text": "My long\n\nquestion"}
    end(assessment, ann)
    page = client.post(f"{PACK}/1.2/question", data=sent, headers=SAME_ORIGIN)
    assert page.status_code == 409
    assert said in page.text
    assert "What you typed" in page.text
    assert "My long\n\nquestion" in page.text.replace("\r", "")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Query)) == 0
    assert client.get(PACK).status_code == 409


@pytest.mark.usefixtures("opened")
def test_the_session_ends_by_itself_and_the_link_begins_another(client, wait, opened):
    sent = version(client, f"{PACK}/1.2/question") | {"text": "My question"}
    wait(SESSION_LASTS)
    page = client.post(f"{PACK}/1.2/question", data=sent, headers=SAME_ORIGIN)
    assert page.status_code == 409
    assert AGAIN in page.text
    assert "My question" in page.text
    client.post(f"/review/{opened}")
    assert client.get(PACK).status_code == 200


def test_a_page_that_another_left_open_says_nothing_in_the_name_of_who_came_after(client, assessment, ann, opened):
    page, asking = client.get(f"{PACK}/1.1").text, client.get(f"{PACK}/1.1/question").text
    seen = version(client, f"{PACK}/1.1")
    (agree,) = re.findall(r'action="([^"]+/agree[^"]*)"', page)
    (question,) = re.findall(r'action="([^"]+/question[^"]*)"', asking)
    open_link(client, assessment, make_visitor(assessment, "Bob Cole"))
    for address, typed in ((agree, ""), (question, "Who was asked?")):
        said = client.post(address, data=seen | {"text": typed}, headers=SAME_ORIGIN)
        assert said.status_code == 409
        assert "Another link was opened in this browser" in said.text
        assert typed in said.text
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(RatingResponse))
    assert client.post(f"/review/{opened}").location == PACK
    assert client.post(agree, data=seen).status_code == 302
    assert db.session.scalars(sa.select(RatingResponse.person_id)).all() == [ann.id]


@pytest.mark.usefixtures("opened")
def test_close_the_review_ends_it_in_this_browser(client, opened):
    assert client.get(f"{PACK}/finish").text.count("Close the review</button>") == 2
    answer = client.post(f"{PACK}/leave")
    assert (answer.status_code, answer.location) == (302, f"{PACK}/left")
    page = client.get(f"{PACK}/left").text
    assert "The review is closed</h1>" in page
    assert "open the link from your invitation again" in page
    assert client.get(PACK).status_code == 409
    client.post(f"/review/{opened}")
    assert client.get(PACK).status_code == 200


@pytest.mark.usefixtures("opened")
def test_its_forms_need_their_token_as_every_other(client, with_csrf):
    page = client.post(f"{PACK}/1.2/question", data={"text": "My question"}, headers=SAME_ORIGIN)
    assert page.status_code == 400
    assert "My question" in page.text
    assert client.post(f"{PACK}/leave").status_code == 400
    assert client.get(PACK).status_code == 200


@pytest.mark.usefixtures("opened")
def test_no_file_of_evidence_opens_by_it(client, assessment):
    item = make_figure(assessment.service, assessment.framework, files=[TEXT])
    here = f"/services/lanternshire/evidence/{item.id}/files/{item.files[0].id}"
    assert client.get(here).location.startswith("/sign-in")


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, method):
    for address in (PACK, f"{PACK}/1.1", f"{PACK}/leave", f"{PACK}/left"):
        assert getattr(client, method)(address).status_code == 405
