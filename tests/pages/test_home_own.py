"""The start page tells of one's own actions."""

import re
from datetime import date, timedelta

import pytest

from tests.cast import sign_in
from tests.counting import counted
from tests.owners import make_action, make_plan
from tracker import clock
from tracker.accounts.changes import add_service, give_role
from tracker.accounts.rules import OPERATOR, Role
from tracker.assessments.changes import link_plan
from tracker.owners.changes import match_names
from tracker.owners.queries import actions_of_person


def told(client):
    page = client.get("/")
    assert page.status_code == 200
    return re.findall(r'<li><a class="govuk-link" href="[^"]*">([^<]*)</a></li>', page.text.partition("<h1")[2])


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2023, 2, 10))
    return clock.today()


def test_an_action_of_ones_own_is_told_with_its_day_overdue_ones_first(client, team, service, framework, today):
    make_action(service, framework, "Theo Tait", due=date(2023, 3, 3))
    make_action(service, framework, "Theo Tait", "Print **leaflets**", due=date(2023, 2, 1))
    make_action(service, framework, "Theo Tait", "Much later", due=date(2023, 3, 13))
    make_action(service, framework, "Manager", "Somebody else's", due=date(2023, 2, 1))
    sign_in(client, team)
    assert told(client)[:2] == [
        "Your action “Print leaflets” was due on 1 February 2023",
        "Your action “Recruit two ambassadors” is due on Friday 3 March 2023",
    ]
    assert not any("Much later" in text or "our action “Somebody else" in text for text in told(client))


def test_what_is_ones_own_is_not_told_a_second_time_as_overdue(client, team, assessment, framework):
    make_action(assessment.service, framework, "Theo Tait", "Mine")
    make_action(assessment.service, framework, "Manager", "Theirs")
    link_plan(assessment, make_plan(assessment.service), by=OPERATOR)
    sign_in(client, team)
    mine, theirs = [text for text in told(client) if "was due" in text]
    assert mine == "Your action “Mine” was due on 1 May 2022"
    assert theirs.startswith("“Theirs” is overdue. It was due on 1 May 2022, ")


def test_of_many_the_first_are_told_and_that_there_are_more(client, team, service, framework):
    for number in range(8):
        make_action(service, framework, "Theo Tait", f"Task {number}", due=date(2022, 5, 1) + timedelta(days=number))
    sign_in(client, team)
    texts = [text for text in told(client) if "our action" in text]
    assert texts[0] == "Your action “Task 0” was due on 1 May 2022"
    assert texts[5:] == ["3 more of your actions are overdue or due soon"]


def test_a_commissioner_whose_name_was_matched_is_told(client, manager, commissioner, service, framework):
    make_action(service, framework, "Manager and LA Commissioner")
    match_names(service, {"LA Commissioner": commissioner}, by=manager)
    sign_in(client, commissioner)
    assert told(client)[0] == "Your action “Recruit two ambassadors” was due on 1 May 2022"


def test_it_takes_as_many_queries_in_many_services_as_in_one(client, team, service, framework):
    def added():
        with counted() as made:
            actions_of_person(team, viewer=team)
        return len(made)

    make_action(service, framework, "Theo Tait")
    before = added()
    for number in range(4):
        other = add_service(f"Service {number}", f"service-{number}", by=OPERATOR)
        give_role(team, other, Role.TEAM, by=OPERATOR)
        make_action(other, framework, "Theo Tait")
    assert added() == before
    sign_in(client, team)
    assert sum("Your action" in text for text in told(client)) == 5
