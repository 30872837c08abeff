"""The links to a review: who has one, making them, taking them back."""

import re
import uuid

import pytest

from tests.by_link import LINKS, make_visitor
from tests.cast import sign_in
from tests.counting import counted
from tests.group import make_member
from tests.review import make_submitted
from tracker.accounts.changes import set_password
from tracker.accounts.queries import find_person
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import move
from tracker.by_link.changes import make_link
from tracker.by_link.queries import find_link, links_of_person, why_closed

TOKEN = re.compile(r"http://localhost/review/([A-Za-z0-9_-]{43})")


@pytest.fixture
def ann(assessment):
    return make_visitor(assessment)


def make(person):
    return f"{LINKS}/{person.id}/make"


def revoke(person):
    return f"{LINKS}/{person.id}/revoke"


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_many_members_take_as_many_queries_as_one(client, assessment, ann, manager):
    def made():
        with counted() as found:
            client.get(LINKS)
        return len(found)

    make_link(assessment, ann, by=manager)
    sign_in(client, manager)
    few = made()
    for name in ("Gwen Rees", "Hugh Marsh", "Nadia Karim"):
        make_link(assessment, make_member(assessment.service, name).person, by=manager)
    assert made() == few


@pytest.mark.parametrize("who", ["manager", "chair"])
def test_a_link_is_made_shown_once_and_put_into_an_invitation(request, client, ann, who):
    person = request.getfixturevalue(who)
    sign_in(client, person)
    assert "Ann Bell No link Make a link for Ann Bell" in text_of(client.get(LINKS))
    page = client.post(make(ann))
    assert "A link for Ann Bell</h1>" in page.text
    tokens = TOKEN.findall(page.text)
    assert len(tokens) == 2
    assert len(set(tokens)) == 1
    assert find_link(tokens[0]).person is ann
    invitation = page.text[page.text.index("Dear Ann Bell,") :]
    assert "until" in invitation
    assert invitation[: invitation.index("</div>")].strip().endswith(person.name)
    assert page.headers["Cache-Control"] == "no-store"
    again = client.get(LINKS)
    assert tokens[0] not in again.text
    assert re.search(r"Made on \d+ \w+ \d{4}, works until \d+ \w+ \d{4} Not opened yet", text_of(again))


def test_it_says_when_it_was_opened_and_when_it_was_taken_back(app, client, ann, manager):
    sign_in(client, manager)
    token = TOKEN.search(client.post(make(ann)).text)[1]
    app.test_client().post(f"/review/{token}")
    assert re.search(r"Opened on \d+ \w+ \d{4} at \d\d:\d\d", text_of(client.get(LINKS)))
    answer = client.post(revoke(ann))
    assert (answer.status_code, answer.location) == (302, LINKS)
    page = client.get(LINKS)
    assert "The link of Ann Bell opens nothing any more." in page.text
    assert "Taken back on" in text_of(page)
    assert "Take it back" not in page.text
    assert app.test_client().get(f"/review/{token}").status_code == 409


def test_a_new_link_ends_the_former(app, client, ann, manager):
    sign_in(client, manager)
    former, newer = (TOKEN.search(client.post(make(ann)).text)[1] for _ in range(2))
    assert "there is a newer one" in app.test_client().get(f"/review/{former}").text
    assert app.test_client().get(f"/review/{newer}").status_code == 200


def test_who_has_an_account_is_told_apart(client, ann, account):
    sign_in(client, account)
    assert "Has an account" not in client.get(LINKS).text
    set_password(ann, account.password)
    assert "Ann Bell Has an account" in text_of(client.get(LINKS))


def test_a_link_made_here_signs_nobody_in_and_touches_no_account(client, ann, manager):
    before = (ann.password, ann.fs_uniquifier)
    sign_in(client, manager)
    client.post(make(ann))
    there = find_person(ann.email)
    assert (there.password, there.fs_uniquifier) == before


def test_without_members_the_page_leads_to_the_group(client, assessment, manager):
    make_submitted(assessment)
    sign_in(client, manager)
    assert 'href="/services/lanternshire/group">Look at who is on it' in client.get(LINKS).text


def test_before_it_is_submitted_the_page_says_so_and_none_is_made(client, assessment, ann, manager):
    make_link(assessment, ann, by=OPERATOR)
    move(assessment, "withdraw", by=OPERATOR)
    sign_in(client, manager)
    page = client.get(LINKS)
    assert "You can make links once it is submitted." in page.text
    assert "does not work now" in page.text
    assert "<button" not in page.text[page.text.index("<main") :]
    refused = client.post(make(ann))
    assert refused.status_code == 409
    assert "Make links once it is submitted." in refused.text


def test_the_manager_finds_it_where_the_year_was_submitted_and_the_chair_in_the_pack(
    client, assessment, manager, chair
):
    make_submitted(assessment)
    sign_in(client, manager)
    assert f'href="{LINKS}"' in client.get("/services/lanternshire/assessments/2021-22/submit").text
    sign_in(client, chair)
    assert f'href="{LINKS}"' in client.get("/services/lanternshire/assessments/2021-22/review").text


def test_a_member_of_the_group_finds_no_way_to_it(client, assessment, group):
    make_submitted(assessment)
    sign_in(client, group)
    assert LINKS not in client.get("/services/lanternshire/assessments/2021-22/review").text


def test_the_record_tells_the_manager(app, client, ann, manager):
    sign_in(client, manager)
    token = TOKEN.search(client.post(make(ann)).text)[1]
    app.test_client().post(f"/review/{token}")
    client.post(revoke(ann))
    page = client.get("/services/lanternshire/record").text
    assert "Made a link for Ann Bell to the review 2021-22" in page
    assert "Opened the review 2021-22 by a link" in page
    assert "Took back the link of Ann Bell to the review 2021-22" in page
    assert token not in page


@pytest.mark.parametrize("address", [make, revoke])
def test_for_who_is_not_on_the_group_there_is_none(client, ann, manager, team, address):
    sign_in(client, manager)
    assert client.post(address(team)).status_code == 404
    assert client.post(f"{LINKS}/{uuid.uuid4()}/make").status_code == 404


@pytest.mark.parametrize("who", ["team", "group", "commissioner", "network"])
def test_another_role_neither_sees_nor_makes_links(request, client, assessment, ann, who):
    token = make_link(assessment, ann, by=OPERATOR)
    sign_in(client, request.getfixturevalue(who))
    assert client.get(LINKS).status_code == 403
    assert client.post(make(ann)).status_code == 403
    assert client.post(revoke(ann)).status_code == 403
    assert why_closed(find_link(token)) == ""


@pytest.mark.parametrize("who", ["other_manager", "administrator"])
def test_to_a_stranger_it_is_not_there(request, client, assessment, ann, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(LINKS).status_code == 404
    assert client.post(make(ann)).status_code == 404
    assert client.post(revoke(ann)).status_code == 404
    assert links_of_person(assessment, ann) == []


def test_who_is_signed_out_makes_none(client, ann):
    assert client.get(LINKS).location.startswith("/sign-in")
    assert client.post(make(ann)).status_code == 401


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, ann, manager, method):
    sign_in(client, manager)
    for address in (make(ann), revoke(ann)):
        assert getattr(client, method)(address).status_code == 405
