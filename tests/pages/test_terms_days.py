"""What seasons and terms stand for in a service: who sees it, who changes it, and what moves with it."""

import re

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tracker.accounts.rules import OPERATOR, period
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.plans.changes import add_action, start_plan
from tracker.plans.models import Plan, TermDay
from tracker.plans.queries import term_days_of
from tracker.plans.rules import ActionText
from tracker.seasons import TERMS, LastDay

PAGE = "/services/lanternshire/terms"


@pytest.fixture
def plan(service, framework):
    there = start_plan(service, period("2021-22", 9), by=OPERATOR)
    for timescale in ("Summer 2022", "Summer term 2022", "TBC"):
        add_action(there, ActionText(objective=timescale, timescale=timescale), framework, by=OPERATOR)
    return there


def seen_on(client):
    return re.search(r'name="seen" value="([^"]*)"', client.get(PAGE).text)[1]


def sent(client, **days):
    """What a browser sends when somebody opened the page and typed these days, such as ``summer="31 7"``."""
    parts = {key: days.get(key, "").split() or ("", "") for key in TERMS}
    return {"seen": seen_on(client)} | {
        f"{key}-{name}": part for key, pair in parts.items() for name, part in zip(("day", "month"), pair, strict=True)
    }


def test_the_page_tells_what_each_stands_for_and_how_timescales_are_understood(client, manager, service):
    sign_in(client, manager)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert all(f"{term.name}</th>" in page.text and term.default in page.text for term in TERMS.values())
    assert "No date understood: “TBC” says that a day is still to be agreed." in page.text


def test_the_team_reads_it_and_does_not_change_it(client, team, service):
    db.session.add(TermDay(service_id=service.id, term="summer", month=7, day=31))
    db.session.commit()
    sign_in(client, team)
    page = client.get(PAGE).text
    assert "31 July" in page
    assert 'name="summer-day"' not in page
    assert client.post(PAGE, data=sent(client, summer="30 6")).status_code == 403
    assert term_days_of(service) == {"summer": LastDay(7, 31)}


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_others_do_not_see_it(request, client, service, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, service):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE).status_code == 404


def test_only_days_that_differ_are_kept(client, manager, service):
    sign_in(client, manager)
    answer = client.post(PAGE, data=sent(client, summer="31 8", summer_term="18 7", winter="31 12", easter="1 4"))
    assert (answer.status_code, answer.location) == (302, PAGE)
    kept = {"summer_term": LastDay(7, 18), "winter": LastDay(12, 31), "easter": LastDay(4, 1)}
    assert term_days_of(service) == kept
    page = client.get(PAGE).text
    assert re.search(r'name="winter-month" value="12"', page)
    client.post(PAGE, data=sent(client, winter="31 1"))
    assert term_days_of(service) == {"winter": LastDay(1, 31, next_year=True)}


def test_saving_says_how_many_actions_are_due_on_another_day(client, manager, plan):
    sign_in(client, manager)
    client.post(PAGE, data=sent(client, summer="31 7", summer_term="18 7"))
    assert "Days saved. 2 actions are due on another day now." in client.get(PAGE).text
    client.post(PAGE, data=sent(client, summer="30 7", summer_term="18 7"))
    assert "Days saved. 1 action is due on another day now." in client.get(PAGE).text
    client.post(PAGE, data=sent(client, summer="30 7", summer_term="18 7"))
    assert "Days saved. No action is due on another day than before." in client.get(PAGE).text
    verbs = list(db.session.scalars(sa.select(AuditEntry.verb).where(AuditEntry.verb == "save_terms")))
    assert len(verbs) == 2


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 2", "Summer: enter a day that there is"),
        ("1 13", "Summer: enter a day that there is"),
        ("0 1", "Summer: enter a day that there is"),
        ("x 1", "Summer: enter a day and a month, such as 31 8, or neither"),
        ("² 1", "Summer: enter a day and a month"),
        ("100 1", "Summer: enter a day and a month"),
    ],
)
def test_what_is_no_day_stays_typed_and_says_why(client, manager, service, typed, message):
    sign_in(client, manager)
    page = client.post(PAGE, data=sent(client, summer=typed, spring="1 5")).text
    assert "<title>Error: What seasons and terms stand for" in page
    assert message in page
    assert re.search(rf'name="summer-day" value="{typed.split()[0]}"', page)
    assert re.search(r'name="spring-day" value="1"', page)
    assert term_days_of(service) == {}


def test_half_a_day_is_none(client, manager, service):
    sign_in(client, manager)
    page = client.post(PAGE, data={"seen": seen_on(client), "summer-day": "31"}).text
    assert "enter a day and a month" in page
    assert term_days_of(service) == {}


def test_the_last_day_of_february_may_be_typed(client, manager, service):
    sign_in(client, manager)
    client.post(PAGE, data=sent(client, spring_half="29 2"))
    assert term_days_of(service)["spring_half"].in_words == "the last day of February"


def test_a_stale_save_keeps_what_was_typed_and_what_is_saved(client, manager, service):
    sign_in(client, manager)
    before = sent(client, summer="31 7")
    client.post(PAGE, data=sent(client, summer="30 6"))
    page = client.post(PAGE, data=before)
    assert page.status_code == 409
    assert "Somebody else changed these days while you did" in page.text
    assert "In this service now: 30 June" in page.text
    assert re.search(r'name="summer-month" value="7"', page.text)
    assert term_days_of(service) == {"summer": LastDay(6, 30)}
    again = before | {"seen": re.search(r'name="seen" value="([^"]*)"', page.text)[1]}
    assert client.post(PAGE, data=again).status_code == 302
    assert term_days_of(service) == {"summer": LastDay(7, 31)}


def test_other_methods_are_refused(client, manager, service):
    sign_in(client, manager)
    assert client.put(PAGE).status_code == 405


def test_the_services_page_leads_there_for_those_who_may(client, manager, commissioner, plan):
    db.session.commit()
    for person, leads in ((manager, True), (commissioner, False)):
        sign_in(client, person)
        assert (PAGE in client.get("/services/lanternshire").text) is leads
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Plan)) == 1
