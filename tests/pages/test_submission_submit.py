"""What must be done before a year is submitted, on one page; and the pages that lead to it."""

import re

import pytest

from tests.cast import sign_in
from tests.counting import counted
from tests.evidence import make_figure
from tests.submitting import PAGE, YEAR, complete, look, rate
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import choose_evidence
from tracker.assessments.queries import evidence_of, get_rating, ratings_of
from tracker.plans.changes import add_action
from tracker.plans.rules import ActionText
from tracker.progress.changes import mark_outcome
from tracker.progress.rules import Mark
from tracker.submission.changes import keep_wording
from tracker.teamwork.changes import add_remark

KIT = 'A mother wrote: "My son Kit is back."'


@pytest.fixture
def plan(assessment):
    return complete(assessment)


def words(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def test_all_is_there_says_so_warmly_and_what_comes_next(client, manager, plan):
    sign_in(client, manager)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Well done: all of it is there" in page.text
    assert "Next, your Advisory Group looks at the self-assessment." in words(page)
    assert "Must be done" not in page.text
    assert "Worth a look" not in page.text


def test_what_must_be_done_leads_to_where_it_is_mended(client, manager, assessment, plan):
    rate(assessment, "1.2", None)
    rate(assessment, "3.1", "P/C")
    sign_in(client, manager)
    page = client.get(PAGE)
    assert "Must be done (2)" in page.text
    assert "Not rated yet (1)" in page.text
    assert f'href="{YEAR}/standards/1.2"' in page.text
    assert "3.1 is partially compliant. Add an action, or say why there is none." in page.text
    assert f'href="{YEAR}/standards/3.1/no-action"' in page.text
    assert f'href="{YEAR}/standards/3.1/plan"' in page.text
    assert "Well done" not in page.text


def test_what_is_worth_a_look_stops_nobody(client, manager, assessment, plan, framework):
    rate(assessment, "1.2", "C", "")
    rate(assessment, "1.3", "C", KIT)
    action = add_action(plan, ActionText(objective="Ring my son Leo", standards=("2.1",)), framework, by=OPERATOR)
    item = make_figure(assessment.service, framework, "2", unit="complaints")
    choose_evidence(get_rating(assessment, "4.2"), add=[item], by=OPERATOR)
    add_remark(get_rating(assessment, "4.3"), "Look.", by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE)
    said = words(page)
    assert "All that must be done is done." in said
    assert "Worth a look (5)" in said
    assert "1.3: A name of a child or a parent in the notes: “Kit”" in said
    assert "2.1: A name of a child or a parent in the task objective: “Leo”" in said
    assert f"/plans/2021-22/actions/{action.id}" in page.text
    assert f"/evidence/{item.id}/fewer-than-5" in page.text
    assert "Open remarks of the team (1)" in said
    assert page.text.count("Keep it: this may be published") == 3


def test_what_was_let_through_is_shown_with_who_decided(client, manager, assessment, plan):
    rate(assessment, "1.3", "C", KIT)
    keep_wording(assessment, look(assessment).found[0], by=manager)
    sign_in(client, manager)
    said = words(client.get(PAGE))
    assert "Kept: this may be published (1)" in said
    assert "Maya Noor decided so on" in said
    assert "Ask again" in said
    assert "Well done" in said


def test_the_team_sees_it_and_decides_nothing(client, team, assessment, plan):
    rate(assessment, "1.3", "C", KIT)
    sign_in(client, team)
    page = client.get(PAGE)
    assert "“Kit”" in page.text
    assert "Keep it" not in page.text


def test_looking_keeps_nothing_and_takes_as_many_queries_however_much_there_is(client, manager, assessment, plan):
    sign_in(client, manager)
    client.get(PAGE)
    with counted() as few:
        client.get(PAGE)
    for number in ("1.2", "1.3", "2.1"):
        rate(assessment, number, "C", KIT)
    with counted() as many:
        client.get(PAGE)
    assert len(many) <= len(few) + 1  # what was let through, once there is something to let through


def test_a_stranger_finds_nothing_and_the_group_may_not_see_it(client, other_manager, group, plan):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    sign_in(client, group)
    assert client.get(PAGE).status_code == 403
    assert client.get(PAGE.replace("2021", "2011")).status_code == 404


def test_of_an_action_all_that_people_write_is_looked_through_but_who_does_it(client, manager, plan, framework):
    text = ActionText(area="For my son Leo", objective="x", timescale="once my son Kit is back", who="my son Adam")
    add_action(plan, text, framework, by=OPERATOR)
    sign_in(client, manager)
    said = words(client.get(PAGE))
    assert "in the area of work: “Leo”" in said
    assert "in the timescale: “Kit”" in said
    assert "Adam" not in said


def test_what_came_of_outcomes_is_looked_through_since_it_is_sealed(client, manager, plan, framework):
    action = add_action(plan, ActionText(objective="x", outcomes=("Families heard",)), framework, by=OPERATOR)
    mark_outcome(action, action.outcomes[0], Mark(sentence="My son Leo came."), by=OPERATOR)
    sign_in(client, manager)
    assert "in what came of outcome 1: “Leo”" in words(client.get(PAGE))


def test_the_gaps_are_counted_as_their_page_lists_them(client, manager, assessment, plan):
    for rating in ratings_of(assessment):
        choose_evidence(rating, remove={item.id for item in evidence_of(rating)}, by=OPERATOR)
    sign_in(client, manager)
    assert "look at the gaps (1)" in words(client.get(PAGE))


def test_other_methods_are_refused(client, manager, plan):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405


def test_the_overview_the_gaps_and_home_lead_to_it(client, manager, assessment, plan):
    rate(assessment, "1.2", "C", "")
    sign_in(client, manager)
    for page in (YEAR, f"{YEAR}/gaps", "/"):
        assert f'href="{PAGE}"' in client.get(page).text
    assert "1 thing worth a look before 2021-22 is submitted" in client.get("/").text
    assert "Check before you submit" in client.get(YEAR).text


def test_before_all_is_rated_the_overview_leads_on_with_rating(client, manager, assessment, plan):
    rate(assessment, "1.2", None)
    sign_in(client, manager)
    page = client.get(YEAR).text
    assert "Go on with 1.2" in page
    assert "Check before you submit" not in page


def test_who_may_not_see_it_is_not_led_to_it(client, chair, plan):
    sign_in(client, chair)
    for page in (YEAR, f"{YEAR}/gaps", "/"):
        assert PAGE not in client.get(page).text


@pytest.mark.parametrize("page", ["export", "insert"])
def test_before_it_is_published_the_doubtful_is_pointed_out_and_nothing_stops(client, manager, assessment, plan, page):
    sign_in(client, manager)
    assert "Before you publish this" not in client.get(f"{YEAR}/{page}").text
    rate(assessment, "1.3", "C", KIT)
    rate(assessment, "2.1", "C", f"{KIT} DOB 3.4.2012")
    said = client.get(f"{YEAR}/{page}")
    assert "Words that may tell who somebody is: 3, at 1.3, 2.1" in words(said)
    assert f'href="{PAGE}"' in said.text
    assert client.get(f"{YEAR}/appendices?as=html&which=both").status_code == 200
    for one in look(assessment).found:
        keep_wording(assessment, one, by=manager)
    assert "Before you publish this" not in client.get(f"{YEAR}/{page}").text


@pytest.mark.parametrize("page", ["export", "insert"])
def test_the_group_is_told_that_there_is_something_and_not_where(client, group, assessment, plan, page):
    rate(assessment, "1.3", "C", KIT)
    sign_in(client, group)
    said = client.get(f"{YEAR}/{page}")
    assert "Words that may tell who somebody is: 1 The service manager decides" in words(said)
    assert PAGE not in said.text
