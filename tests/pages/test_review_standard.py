"""One standard of the review pack: all that a member is shown of it, agreeing, and asking."""

import re

import pytest

from tests.cast import sign_in
from tests.counting import counted
from tests.evidence import TEXT, make_figure
from tests.review import ASKED, PACK, ask, ask_and_answer, change_after_sending_back, make_submitted, say_agree
from tests.submitting import complete, rate
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import choose_evidence, move, save_rating, start_assessment
from tracker.assessments.queries import get_rating, plan_of, ratings_of
from tracker.db import db
from tracker.plans.changes import add_action
from tracker.plans.rules import ActionText
from tracker.review.queries import find_response, queries_of
from tracker.review.rules import Response
from tracker.teamwork.changes import add_remark

PAGE = f"{PACK}/4.1"
QUESTION = f"{PAGE}/question"
BUTTONS = ("Agree</button>", "I have a question</a>")


@pytest.fixture
def year(assessment):
    return make_submitted(assessment)


def version(assessment, number="4.1"):
    db.session.expire_all()
    return str(get_rating(assessment, number).version)


def said(assessment, member, number="4.1"):
    db.session.expire_all()
    response = find_response(get_rating(assessment, number), member)
    return response and response.response


def asked(assessment):
    db.session.expire_all()
    return [entry.query.text for entry in queries_of(assessment, viewer=OPERATOR)]


@pytest.mark.parametrize("who", ["group", "chair"])
def test_a_member_agrees_and_goes_on_with_the_next_that_they_have_not_looked_at(request, client, year, who):
    member = request.getfixturevalue(who)
    say_agree(year, member, "4.2")
    sign_in(client, member)
    page = client.get(PAGE).text
    assert all(button in page for button in BUTTONS)
    assert "You have looked at 1 of 20." in page
    answer = client.post(f"{PAGE}/agree", data={"version": version(year)})
    assert (answer.status_code, answer.location) == (302, f"{PACK}/4.3")
    assert said(year, member) is Response.AGREE
    page = client.get(f"{PACK}/4.3").text
    assert "You agreed to 4.1." in page
    assert "You have looked at 2 of 20." in page


def test_after_the_last_standard_comes_the_first_that_was_passed_over_and_in_the_end_what_one_said(client, year, group):
    numbers = [rating.standard.number for rating in ratings_of(year)]
    for number in numbers[1:-1]:
        say_agree(year, group, number)
    sign_in(client, group)
    answer = client.post(f"{PACK}/{numbers[-1]}/agree", data={"version": version(year, numbers[-1])})
    assert answer.location == f"{PACK}/{numbers[0]}"
    answer = client.post(f"{PACK}/{numbers[0]}/agree", data={"version": version(year, numbers[0])})
    assert answer.location == f"{PACK}/finish"


def test_a_member_asks_and_finds_the_question_with_its_answer(client, year, group, manager):
    sign_in(client, group)
    assert "Send my question" in client.get(QUESTION).text
    answer = client.post(QUESTION, data={"text": "Is it **true**?", "version": version(year)})
    assert (answer.status_code, answer.location) == (302, f"{PACK}/4.2")
    assert "Your question about 4.1 is sent." in client.get(f"{PACK}/4.2").text
    page = client.get(PAGE).text
    assert "Is it <strong>true</strong>?" in page
    assert "Waits for an answer" in page
    assert "You asked a question on" in page


def test_sent_twice_it_is_there_once(client, year, group):
    sign_in(client, group)
    sent = {"text": ASKED, "version": version(year)}
    assert [client.post(QUESTION, data=sent).status_code for _ in range(2)] == [302, 302]
    assert asked(year) == [ASKED]


def test_agreeing_after_asking_closes_the_question_and_the_page_says_so(client, year, group, manager):
    ask_and_answer(year, group, manager)
    sign_in(client, group)
    assert "Press Agree once you are content: that closes it." in client.get(PAGE).text
    client.post(f"{PAGE}/agree", data={"version": version(year)})
    assert "You agreed to 4.1. Your question is closed." in client.get(PAGE).text


@pytest.mark.parametrize(
    ("text", "message"),
    [(" \n ", "Write your question."), ("long " * 1_001, "At most 5,000 characters; this has 5,004")],
)
def test_what_cannot_be_sent_stays_in_the_field_with_the_reason(client, year, group, text, message):
    sign_in(client, group)
    page = client.post(QUESTION, data={"text": text, "version": version(year)}).text
    assert "<title>Error: Your question about 4.1" in page
    assert page.count(message) == 2
    assert text.strip() in page
    assert asked(year) == []


def test_a_rating_that_was_changed_meanwhile_is_shown_before_anything_is_saved(client, year, group):
    seen = version(year)
    change_after_sending_back(year, notes="Nearly everybody is trained.")
    sign_in(client, group)
    answer = client.post(f"{PAGE}/agree", data={"version": seen})
    assert answer.status_code == 409
    assert "4.1 was changed while you read it. Look at it again." in answer.text
    assert "Nearly everybody is trained." in answer.text
    answer = client.post(QUESTION, data={"text": "My own words", "version": seen})
    assert answer.status_code == 409
    assert "My own words" in answer.text
    assert f'name="version" value="{version(year)}"' in answer.text
    assert (said(year, group), asked(year)) == (None, [])


def test_without_a_version_nothing_is_taken_for_agreed(client, year, group):
    sign_in(client, group)
    assert client.post(f"{PAGE}/agree").status_code == 409
    assert said(year, group) is None


def test_who_agreed_before_it_was_changed_is_told_and_asked_again(client, year, group):
    say_agree(year, group)
    change_after_sending_back(year)
    sign_in(client, group)
    assert "You agreed before this was changed. Please look again." in client.get(PAGE).text
    assert "You have looked at 0 of 20." in client.get(PAGE).text


def test_all_that_there_is_about_the_standard_is_on_the_page(client, service, framework, assessment, group, chair):
    before = start_assessment(service, framework, period("2020-21", 9), by=OPERATOR)
    save_rating(get_rating(before, "4.1"), "P/C", "Two advisers were not trained.", by=OPERATOR)
    complete(assessment)
    rate(assessment, "4.1", "P/C", "**Most** of the IASS is trained.")
    item = make_figure(service, framework, files=[TEXT])
    choose_evidence(get_rating(assessment, "4.1"), add=[item], by=OPERATOR)
    text = {"objective": "Train the rest", "who": "Team lead", "timescale": "By May", "completion": "One is done"}
    add_action(plan_of(assessment, viewer=OPERATOR), ActionText(**text, standards=("4.1",)), framework, by=OPERATOR)
    move(assessment, "submit", by=OPERATOR)
    ask(assessment, chair)
    sign_in(client, group)
    page = client.get(PAGE).text
    for words in (
        "4. Professional development and training for staff",
        "Partially Compliant",
        "The service meets part of the standard; the rest is still to be done.",
        "<strong>Most</strong> of the IASS is trained.",
        item.title,
        f'href="/services/lanternshire/evidence/{item.id}"',
        "The year before (2020-21)",
        "Two advisers were not trained.",
        "Train the rest",
        "Team lead",
        "By May",
        "One is done",
        ASKED,
        "Colin Shaw, ",
        "<strong>IASS</strong>: Information, advice and support service",
        "Previous: 3.6",
        "Next: 4.2",
    ):
        assert words in page, words


def test_the_teams_remarks_are_not_in_it(client, year, group, team):
    add_remark(get_rating(year, "4.1"), "Only-the-team-reads-this", by=team)
    sign_in(client, group)
    for address in (PACK, PAGE, QUESTION, f"{PACK}/print", f"{PACK}/queries", f"{PACK}/finish"):
        page = client.get(address)
        assert (page.status_code, "Only-the-team" in page.text) == (200, False), address


@pytest.mark.parametrize("who", ["manager", "team"])
def test_the_service_sees_what_members_see_without_their_buttons(request, client, year, who):
    sign_in(client, request.getfixturevalue(who))
    page = client.get(PAGE).text
    assert "This is what members of the Advisory Group see." in page
    assert not any(button in page for button in BUTTONS)
    assert client.post(f"{PAGE}/agree", data={"version": version(year)}).status_code == 403
    assert client.get(QUESTION).status_code == 403
    assert client.post(QUESTION, data={"text": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("commissioner", 403), ("network", 403), ("other_manager", 404), ("administrator", 404)]
)
def test_nobody_else_reads_or_answers(request, client, year, who, status):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == client.get(QUESTION).status_code == status
    assert client.post(f"{PAGE}/agree").status_code == client.post(QUESTION).status_code == status


@pytest.mark.parametrize("verb", [None, "send_back", "ratify"])
def test_what_is_not_submitted_is_to_read_and_not_to_answer(client, assessment, group, chair, verb):
    if verb:
        make_submitted(assessment)
        move(assessment, verb, by=chair)
    sign_in(client, group)
    page = client.get(PAGE).text
    assert ("decided about this" if verb == "ratify" else "still working on this self-assessment") in page
    assert not any(button in page for button in BUTTONS)
    for address in (f"{PAGE}/agree", QUESTION):
        answer = client.post(address, data={"text": "Typed for an hour", "version": version(assessment)})
        assert (answer.status_code, "not with the advisory group at the moment" in answer.text) == (409, True)
    assert "Typed for an hour" in answer.text


def test_a_standard_that_there_is_not_is_not_found_and_no_address_agrees_by_reading(client, year, group):
    sign_in(client, group)
    for address in ("9.9", "9.9/question"):
        assert client.get(f"{PACK}/{address}").status_code == 404
    assert client.post(f"{PACK}/9.9/agree", data={"version": "1"}).status_code == 404
    assert client.get(f"{PAGE}/agree").status_code == 405
    assert client.post(PAGE).status_code == 405


def test_what_people_type_is_shown_as_they_typed_it(client, year, group):
    ask(year, group, "<script>alert(1)</script>")
    sign_in(client, group)
    for address in (PAGE, f"{PACK}/queries", f"{PACK}/finish", f"{PACK}/print"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_the_page_takes_as_many_queries_with_much_on_it_as_with_little(client, year, group, chair, manager):
    sign_in(client, group)

    def made():
        with counted() as found:
            client.get(PAGE)
        return len(found)

    ask_and_answer(year, group, manager)
    few = made()
    for text in ("And when?", "And who?"):
        ask(year, chair, text)
    assert made() == few


def test_the_page_of_the_standard_in_the_year_has_the_questions_and_leads_to_the_pack(client, year, group, manager):
    query = ask_and_answer(year, group, manager)
    here = PACK.replace("/review", "/standards/4.1")
    sign_in(client, manager)
    page = client.get(here).text
    assert re.search(rf"{ASKED[:-1]}\?.*Fifty\.", page, re.DOTALL)
    assert f'href="{PACK}/queries/{query.id}/answer"' in page
    assert f'href="{PAGE}"' in page
    sign_in(client, group)
    page = client.get(here).text
    assert ASKED in page
    assert f"{query.id}/answer" not in page
