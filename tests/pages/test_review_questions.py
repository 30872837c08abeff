"""All questions of a year with their answers: who reads, answers and closes them."""

import uuid
from datetime import timedelta

import pytest

from tests.cast import make_person, sign_in
from tests.counting import made_by
from tests.review import ASKED, PACK, YEAR, ask, ask_and_answer, make_submitted
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.changes import correct, move
from tracker.assessments.queries import get_rating
from tracker.db import db
from tracker.review.changes import answer, close, open_exception, respond
from tracker.review.queries import queries_of
from tracker.review.rules import Response

PAGE = f"{PACK}/queries"
CLOSE, REOPEN = "This is answered: close it", "Open it again"


@pytest.fixture
def year(assessment):
    return make_submitted(assessment)


def address(query, verb):
    return f"{PAGE}/{query.id}/{verb}"


def only(assessment):
    db.session.expire_all()
    (asked,) = queries_of(assessment, viewer=OPERATOR)
    return asked


@pytest.mark.parametrize("who", ["manager", "team", "group", "chair"])
def test_all_who_read_the_year_read_them_open_ones_first(request, client, year, service, manager, who):
    member = make_person("Gita Rao", service, Role.GROUP)
    closed, opened = ask(year, member, "The first", number="1.1"), ask(year, member, "The second", number="4.3")
    close(closed, by=member)
    sign_in(client, request.getfixturevalue(who))
    page = client.get(PAGE).text
    assert page.index("The second") < page.index("The first")
    assert "Gita Rao, " in page
    assert "Closed by Gita Rao, " in page
    assert f'id="question-{opened.id}"' in page


def test_without_any_it_says_how_to_ask(client, year, group, manager):
    sign_in(client, group)
    assert "Nobody has asked anything yet. To ask, open a standard" in client.get(PAGE).text
    sign_in(client, manager)
    assert "To ask, open" not in client.get(PAGE).text


def test_a_manager_answers_and_whoever_asked_sees_that_at_a_glance(client, year, group, manager):
    query = ask(year, group)
    sign_in(client, manager)
    assert f'href="{address(query, "answer")}">Answer<' in client.get(PAGE).text
    assert ASKED in client.get(address(query, "answer")).text
    sent = client.post(address(query, "answer"), data={"text": "It is *fifty*.", "version": "0"})
    assert (sent.status_code, sent.location) == (302, f"{PAGE}#question-{query.id}")
    page = client.get(PAGE).text
    assert "Your answer about 4.1 is sent." in page
    sign_in(client, group)
    page = client.get(PAGE).text
    assert "It is <em>fifty</em>." in page
    assert "Answered</strong>" in page
    assert "Answer</strong> by Maya Noor" in page
    assert CLOSE in page


def test_what_came_by_a_link_says_so(client, year, group, manager):
    rating = get_rating(year, "4.1")
    respond(rating, Response.QUERY, ASKED, member=group, by=group, by_link=True)
    sign_in(client, manager)
    assert "Gwen Rees (by a link), " in client.get(PAGE).text


def test_an_answer_sent_twice_is_one(client, year, group, manager):
    query = ask(year, group)
    sign_in(client, manager)
    for _ in range(2):
        assert client.post(address(query, "answer"), data={"text": "Fifty.", "version": "0"}).status_code == 302
    assert len(only(year).answers) == 1


@pytest.mark.parametrize(
    ("text", "message"), [("", "Write your answer."), ("long " * 1_001, "At most 5,000 characters; this has 5,004")]
)
def test_an_answer_that_cannot_be_sent_stays_in_the_field_with_the_reason(client, year, group, manager, text, message):
    query = ask(year, group)
    sign_in(client, manager)
    page = client.post(address(query, "answer"), data={"text": text}).text
    assert "<title>Error: Answer a question about 4.1" in page
    assert page.count(message) == 2
    assert text.strip() in page
    assert list(only(year).answers) == []


def test_of_two_who_answer_at_once_the_second_sees_the_first_and_sends_theirs_as_well(
    client, year, group, manager, service
):
    query = ask(year, group)
    answer(query, "Fifty.", by=make_person("Mo Lund", service, Role.MANAGER))
    sign_in(client, manager)
    page = client.post(address(query, "answer"), data={"text": "About fifty.", "version": "0"})
    assert page.status_code == 409
    for words in ("Somebody else answered meanwhile", "Mo Lund", "Fifty.", "About fifty.", 'name="version" value="1"'):
        assert words in page.text
    assert len(only(year).answers) == 1
    assert client.post(address(query, "answer"), data={"text": "About fifty.", "version": "1"}).status_code == 302
    assert len(only(year).answers) == 2


def test_an_answer_to_what_was_closed_meanwhile_is_kept(client, year, group, manager):
    query = ask(year, group)
    close(query, by=group)
    sign_in(client, manager)
    assert client.post(address(query, "answer"), data={"text": "Fifty.", "version": "0"}).status_code == 302
    assert [one.answer.text for one in only(year).answers] == ["Fifty."]


@pytest.mark.parametrize("who", ["group", "chair"])
def test_its_author_and_the_chair_close_it_and_open_it_again(request, client, year, group, manager, who, wait):
    query = ask_and_answer(year, group, manager)
    wait(timedelta(minutes=1))
    sign_in(client, request.getfixturevalue(who))
    assert client.post(address(query, "close")).location == f"{PAGE}#question-{query.id}"
    page = client.get(PAGE).text
    assert "The question about 4.1 is closed." in page
    assert REOPEN in page
    client.post(address(query, "reopen"))
    page = client.get(PAGE).text
    assert "The question about 4.1 is open again." in page
    assert "Waits for an answer" in page
    assert only(year).waits


def test_another_member_reads_it_without_buttons_and_cannot_close_it(client, year, service, group, manager):
    query = ask_and_answer(year, group, manager)
    sign_in(client, make_person("Gita Rao", service, Role.GROUP))
    page = client.get(PAGE).text
    assert ASKED in page
    assert CLOSE not in page
    for verb in ("close", "reopen"):
        page = client.post(address(query, verb))
        assert (page.status_code, "Only the person who asked" in page.text) == (403, True)
    assert only(year).query.is_open


@pytest.mark.parametrize(
    ("who", "status"),
    [("team", 403), ("commissioner", 403), ("network", 403), ("other_manager", 404), ("administrator", 404)],
)
def test_nobody_else_answers_or_closes(request, client, year, group, who, status):
    query = ask(year, group)
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == (200 if who == "team" else status)
    assert client.get(address(query, "answer")).status_code == status
    for verb in ("answer", "close", "reopen"):
        assert client.post(address(query, verb), data={"text": "x"}).status_code == status


@pytest.mark.parametrize("verb", ["send_back", "ratify"])
def test_once_it_is_not_with_the_group_all_is_kept_and_nothing_is_added(client, year, group, chair, manager, verb):
    query = ask_and_answer(year, group, manager)
    move(year, verb, by=chair)
    sign_in(client, manager)
    assert "Questions are answered while the self-assessment is submitted." in client.get(address(query, "answer")).text
    page = client.post(address(query, "answer"), data={"text": "Typed for an hour"})
    assert (page.status_code, "Typed for an hour" in page.text) == (409, True)
    sign_in(client, group)
    page = client.get(PAGE).text
    assert "Fifty." in page
    assert CLOSE not in page
    assert client.post(address(query, "close")).status_code == 409


def test_what_was_asked_of_an_earlier_version_is_to_read_and_an_exception_is_open_in_the_next(
    client, year, group, chair, manager
):
    query = ask(year, group, "Of the first version")
    move(year, "ratify_with_exceptions", by=chair)
    correct(year, "The group excepted 4.1.", by=manager)
    open_exception(get_rating(year, "4.1"), "Helpline hours", asked_by=chair.id, by=manager)
    move(year, "submit", by=manager)
    sign_in(client, group)
    page = client.get(PAGE).text
    assert "Open (1)" in page
    assert page.index("Helpline hours") < page.index("Asked of an earlier version (1)") < page.index("Of the first")
    assert client.post(address(query, "close")).status_code == 404


@pytest.mark.parametrize("verb", ["answer", "close", "reopen"])
def test_it_is_found_in_its_own_year_only_and_changed_by_no_reading(client, year, group, manager, verb):
    query = ask(year, group)
    sign_in(client, manager if verb == "answer" else group)
    assert client.post(f"{PAGE}/{uuid.uuid4()}/{verb}", data={"text": "x"}).status_code == 404
    assert client.put(address(query, verb)).status_code == 405
    if verb != "answer":
        assert client.get(address(query, verb)).status_code == 405


@pytest.mark.parametrize("page", [PACK, PAGE, f"{PACK}/finish", f"{PACK}/print", YEAR])
def test_many_questions_and_answers_take_as_many_queries_as_one(client, year, group, chair, manager, page):
    ask_and_answer(year, group, manager)
    sign_in(client, group)
    few = made_by(client, page)
    for number in ("1.1", "2.3", "4.1"):
        answer(ask(year, chair, number=number), "Yes.", by=manager)
        ask(year, group, "And when?", number=number)
    assert made_by(client, page) == few
