"""The first page of the review pack, the one at its end, and where home and the overview of the year lead there."""

import re
from datetime import date

import pytest

from tests.cast import make_person, sign_in
from tests.review import PACK, YEAR, ask, ask_and_answer, change_after_sending_back, make_submitted, say_agree
from tracker.accounts.rules import OPERATOR, Period, Role
from tracker.assessments.changes import move, start_assessment
from tracker.assessments.queries import ratings_of
from tracker.review.changes import answer, respond
from tracker.review.rules import Response


@pytest.fixture
def year(assessment):
    return make_submitted(assessment)


def tasks(client):
    main = client.get("/").text.partition("<h1")[2]
    return {text: address for address, text in re.findall(r'<a class="govuk-link" href="([^"]*)">([^<]*)</a>', main)}


def agree_to_all(year, member, but=()):
    for rating in ratings_of(year):
        if rating.standard.number not in but:
            respond(rating, Response.AGREE, member=member, by=member)


@pytest.mark.parametrize("who", ["group", "chair"])
def test_it_says_what_a_member_is_asked_to_do_how_long_it_takes_and_who_sees_it(request, client, year, who):
    sign_in(client, request.getfixturevalue(who))
    page = client.get(PACK).text
    assert '<h1 class="govuk-heading-l">Review pack <span class="tracker-held">2021-22</span></h1>' in page
    assert "As a member of the Advisory Group you are asked to read each rating" in page
    assert "It takes about 40 minutes" in page
    assert "by nobody else" in page
    assert re.search(rf'href="{PACK}/1.1">Begin</a>', page)
    assert "You have looked at 0 of 20." in page


def test_it_goes_on_where_a_member_stopped(client, year, group):
    say_agree(year, group, "1.1")
    ask(year, group, number="1.2")
    sign_in(client, group)
    page = client.get(PACK).text
    assert "You have looked at 2 of 20." in page
    assert re.search(rf'href="{PACK}/1.3">Go on with 1.3</a>', page)
    assert re.search(r"1\.1 [^<]*</a>: you agreed", page)
    assert re.search(r"1\.2 [^<]*</a>: you asked a question", page)
    assert re.search(r"1\.3 [^<]*</a>: not looked at yet", page)
    assert "Open questions (1)" in page


def test_what_was_changed_since_is_to_be_looked_at_again(client, year, group):
    agree_to_all(year, group)
    change_after_sending_back(year)
    sign_in(client, group)
    page = client.get(PACK).text
    assert "You have looked at 19 of 20." in page
    assert "Go on with 4.1" in page
    assert re.search(r"4\.1 [^<]*</a>: please look again", page)
    assert "It was changed after you looked. Please look again." in client.get(f"{PACK}/finish").text


@pytest.mark.parametrize("who", ["manager", "team"])
def test_the_service_reads_it_and_is_not_asked(request, client, year, who):
    sign_in(client, request.getfixturevalue(who))
    page = client.get(PACK).text
    assert "This is what members of the Advisory Group see." in page
    assert "You have looked at" not in page
    assert f'href="{PACK}/1.1">Read it from 1.1 on</a>' in page
    assert "You agreed" not in client.get(f"{PACK}/finish").text


@pytest.mark.parametrize("page", ["", "/finish"])
@pytest.mark.parametrize(
    ("who", "status"), [("commissioner", 403), ("network", 403), ("other_manager", 404), ("administrator", 404)]
)
def test_nobody_else_reads_it(request, client, year, who, status, page):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(f"{PACK}{page}").status_code == status
    assert client.post(f"{PACK}{page}").status_code == 405


def test_before_it_is_submitted_it_says_so(client, assessment, group):
    sign_in(client, group)
    page = client.get(PACK).text
    assert "The service is still working on this self-assessment." in page
    assert "you are asked" not in page
    assert "Begin</a>" not in page


def test_once_it_is_decided_it_says_so_and_nothing_is_asked_any_more(client, year, group, chair):
    move(year, "ratify", by=chair)
    sign_in(client, group)
    page = client.get(PACK).text
    assert "The Advisory Group has decided about this self-assessment." in page
    assert "you are asked" not in page
    assert "What happens next" not in client.get(f"{PACK}/finish").text


def test_the_last_page_says_what_one_said_and_what_happens_next(client, year, group, manager):
    agree_to_all(year, group, but=["4.1"])
    sign_in(client, group)
    page = client.get(f"{PACK}/finish").text
    assert "You have looked at 19 of 20." in page
    assert f'href="{PACK}/4.1">Go on with 4.1</a>' in page
    ask_and_answer(year, group, manager)
    page = client.get(f"{PACK}/finish").text
    assert "Thank you. You have looked at all 20." in page
    assert "It is answered." in page
    assert "Then the Advisory Group meets" in page


def test_home_tells_a_member_what_is_left_and_what_was_answered(client, year, group, manager):
    sign_in(client, group)
    assert tasks(client)["20 ratings to look at before the meeting"] == PACK
    query = ask_and_answer(year, group, manager)
    there = tasks(client)
    assert there["19 ratings to look at before the meeting"] == PACK
    assert there["Your question on 4.1 was answered"] == f"{PACK}/queries#question-{query.id}"
    agree_to_all(year, group)
    assert not [text for text in tasks(client) if "look at" in text or "question" in text]


def test_home_tells_a_manager_which_queries_wait(client, year, group, chair, manager, team):
    query = ask(year, group)
    sign_in(client, manager)
    assert tasks(client)["A question on 4.1 waits for your answer"] == f"{PACK}/queries/{query.id}/answer"
    ask(year, chair)
    assert tasks(client)["2 questions on 4.1 wait for your answer"] == f"{PACK}/queries"
    for asked in (query, ask(year, chair)):
        answer(asked, "Yes.", by=manager)
    assert not [text for text in tasks(client) if "question" in text]
    sign_in(client, team)
    assert not [text for text in tasks(client) if "question" in text]


def test_home_names_the_year_where_two_are_with_the_group(client, year, service, framework, group):
    days = date(2022, 9, 1), date(2023, 8, 31)
    move(start_assessment(service, framework, Period("2022-23", *days), by=OPERATOR), "submit", by=OPERATOR)
    sign_in(client, group)
    there = tasks(client)
    assert there["20 ratings of 2021-22 to look at before the meeting"] == PACK
    assert there["20 ratings of 2022-23 to look at before the meeting"] == PACK.replace("2021-22", "2022-23")


def test_the_overview_has_what_is_open_and_leads_to_the_pack(client, year, service, group, manager):
    say_agree(year, make_person("Gita Rao", service, Role.GROUP))
    query = ask(year, group)
    sign_in(client, group)
    page = client.get(YEAR).text
    assert f'href="{PACK}">Open the review pack</a>' in page
    assert "1 agrees, 1 open question." in page
    assert query.text in page
    assert f'href="{PACK}/queries">All questions and answers</a>' in page
    sign_in(client, manager)
    page = client.get(YEAR).text
    assert "See where the review stands" in page
    assert f'href="{PACK}/queries/{query.id}/answer"' in page


def test_the_overview_of_a_draft_says_nothing_of_a_review(client, assessment, group):
    sign_in(client, group)
    assert "eview pack" not in client.get(YEAR).text
