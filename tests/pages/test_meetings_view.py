"""The meeting view: one standard after the other, what was queried first."""

import re

import pytest
from markupsafe import escape

from tests.cast import sign_in
from tests.counting import made_by
from tests.meetings import ADD, KEY, VIEW, members, page_of, quorate, submitted
from tests.review import ASKED, ask, ask_and_answer, say_agree
from tests.submitting import rate
from tracker.assessments.changes import move
from tracker.assessments.queries import get_rating
from tracker.meetings.changes import decide
from tracker.meetings.rules import Decision
from tracker.review.changes import close


@pytest.fixture
def year(assessment, manager):
    return submitted(assessment, manager)


@pytest.fixture
def asked(year, manager, chair, group):
    """An open query on 4.1, answered; a closed one on 2.1; and 1.1 agreed."""
    nadia, _ = members(year.service)
    close(ask(year, group, "Is she full time?", "2.1"), by=chair)
    ask_and_answer(year, nadia, manager, "Everybody.")
    say_agree(year, nadia, "1.1")


def order(page):
    return re.findall(r'meeting/([0-9.]+)"[^>]*>\1</a>', page)


def heading(page):
    return re.search(r"<h1[^>]*>([^<]+)</h1>", page)[1].split()[0]


def test_what_was_queried_comes_first_with_its_answer_and_its_counts(client, chair, year, asked):
    sign_in(client, chair)
    page = client.get(VIEW).text
    assert heading(page) == "4.1"
    assert order(page)[:4] == ["4.1", "2.1", "1.1", "1.2"]
    assert escape(ASKED) in page
    assert "Everybody." in page
    counts = [re.sub("<[^>]+>", "", entry) for entry in re.findall("<li>(<strong>.*?)</li>", page)]
    assert counts == ["0 agreed", "1 asked", "1 open question"]
    assert f'rel="next" href="{VIEW}/2.1"' in page
    assert 'rel="prev"' not in page
    assert "<strong>1</strong> agreed" in client.get(f"{VIEW}/1.1").text


def test_a_standard_has_its_wording_its_rating_and_its_notes(client, chair, assessment):
    rate(assessment, "1.2", "P/C", "Known to *most*.")
    sign_in(client, chair)
    page = client.get(f"{VIEW}/1.2").text
    assert get_rating(assessment, "1.2").standard.text.split(".")[0][:40] in page
    assert "Known to <em>most</em>." in page
    assert "Partially Compliant</strong>" in page


def test_the_last_leads_the_chair_to_the_decision_and_nobody_else(client, year, chair, group, app):
    sign_in(client, chair)
    last = f"{VIEW}/4.3"
    assert f'href="{ADD}?about=2021-22">Record the decision' in client.get(last).text
    meeting = quorate(year, chair)
    assert f'href="{page_of(meeting, "decide")}">Record the decision' in client.get(last).text
    member = app.test_client()
    sign_in(member, group)
    assert "Record the decision" not in member.get(last).text


def test_what_was_said_at_the_last_decision_stands_beside_it(client, year, manager, chair):
    meeting = quorate(year, chair)
    decide(meeting, Decision.SENT_BACK, reason="x", points={"4.3": "Say *how* often."}, by=chair, key=KEY)
    move(year, "submit", by=manager)
    sign_in(client, chair)
    assert "Say <em>how</em> often." in client.get(f"{VIEW}/4.3").text


@pytest.mark.parametrize("who", ["manager", "team", "group"])
def test_other_readers_may_look(request, client, assessment, who):
    sign_in(client, request.getfixturevalue(who))
    page = client.get(VIEW)
    assert (page.status_code, heading(page.text)) == (200, "1.1")
    assert "1 of 20. Draft" in page.text


@pytest.mark.parametrize(("who", "code"), [("commissioner", 403), ("network", 403), ("other_manager", 404)])
def test_nobody_else_looks(request, client, assessment, who, code):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(VIEW).status_code == code


def test_a_standard_that_there_is_not_is_not_found(client, assessment, chair):
    sign_in(client, chair)
    assert client.get(f"{VIEW}/9.9").status_code == 404


def test_much_that_was_said_takes_as_many_queries_as_little(client, year, chair, group, manager):
    ask_and_answer(year, group, manager)
    sign_in(client, chair)
    few = made_by(client, VIEW)
    ask(year, group, "And when?")
    for number in ("1.1", "2.3"):
        ask(year, chair, number=number)
        say_agree(year, group, number)
    assert made_by(client, VIEW) == few
