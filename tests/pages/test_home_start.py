"""The start page: what this is, or what to do now."""

import re
from datetime import date

import pytest

from tests.cast import sign_in
from tests.evidence import make_note
from tracker.accounts.rules import OPERATOR, Period
from tracker.assessments.changes import choose_evidence, link_plan, save_rating
from tracker.assessments.queries import ratings_of
from tracker.plans.changes import add_action, override_rag, start_plan
from tracker.plans.rules import ActionText, Rag, rag_seen


def tasks(client):
    page = client.get("/")
    assert page.status_code == 200
    main = page.get_data(as_text=True).partition("<h1")[2]
    return {text: address for address, text in re.findall(r'<a class="govuk-link" href="([^"]*)">([^<]*)</a>', main)}


def overdue(client):
    """The actions that are told of as overdue, with where they lead."""
    told = {text.partition(" is overdue. ")[0]: text for text in tasks(client) if " is overdue. " in text}
    return {action: tasks(client)[text] for action, text in told.items()}


@pytest.fixture
def plan(service, framework, assessment):
    plan = start_plan(service, Period("2021-22", date(2021, 9, 1), date(2022, 8, 31)), by=OPERATOR)
    link_plan(assessment, plan, by=OPERATOR)
    return plan


def test_signed_out_it_says_what_this_is_and_where_to_sign_in(client):
    html = client.get("/").get_data(as_text=True)
    assert "Rate your service against each standard" in html
    assert 'href="/sign-in"' in html


def test_a_new_service_starts_with_a_self_assessment(client, service, manager):
    sign_in(client, manager)
    assert tasks(client)["Begin with an empty self-assessment"] == "/services/lanternshire/assessments/start"
    assert tasks(client)["Begin with last year&#39;s Word file"] == "/services/lanternshire/import"


def test_what_is_not_rated_leads_to_the_first_of_them(client, assessment, manager):
    save_rating(ratings_of(assessment)[0], "C", "Signed.", by=OPERATOR)
    sign_in(client, manager)
    address = "/services/lanternshire/assessments/2021-22/standards/1.2"
    assert tasks(client)["19 standards not rated in 2021-22"] == address


def test_when_all_are_rated_what_is_left_to_look_at_comes_next(client, assessment, plan, manager):
    for rating in ratings_of(assessment):
        save_rating(rating, "C", "Good." if rating.standard.number != "4.3" else "", by=OPERATOR)
    sign_in(client, manager)
    text = "21 things worth a look before 2021-22 is submitted"
    assert tasks(client)[text] == "/services/lanternshire/assessments/2021-22/submit"


def test_what_stands_in_the_way_of_submitting_is_told_apart_from_what_is_worth_a_look(
    client, assessment, plan, manager
):
    for rating in ratings_of(assessment):
        save_rating(rating, "P/C" if rating.standard.number == "1.2" else "C", "Good.", by=OPERATOR)
    sign_in(client, manager)
    assert "1 thing to do before 2021-22 can be submitted, and 19 worth a look" in tasks(client)


def test_when_nothing_is_left_to_look_at_the_gaps_come_next(client, assessment, plan, framework, manager):
    item = make_note(assessment.service, framework)
    add_action(plan, ActionText(objective="Leaflets", who="Tom", standards=("1.2",)), framework, by=OPERATOR)
    for rating in ratings_of(assessment):
        save_rating(rating, "C", "Good.", by=OPERATOR)
        choose_evidence(rating, add=[item], by=OPERATOR)
    sign_in(client, manager)
    address = "/services/lanternshire/assessments/2021-22/gaps"
    assert tasks(client)["1 gap to look at in 2021-22"] == address


def test_an_overdue_action_is_named_to_the_team_too(client, plan, framework, team):
    text = ActionText(objective="Print leaflets", who="Tom", due=date(2022, 5, 1))
    action = add_action(plan, text, framework, by=OPERATOR)
    address = f"/services/lanternshire/plans/2021-22/actions/{action.id}"
    sign_in(client, team)
    assert overdue(client) == {"“Print leaflets”": address}
    override_rag(action, Rag.ON_TRACK, "They are at the printer’s.", seen=rag_seen(None, None), by=OPERATOR)
    assert overdue(client) == {}


def test_nothing_to_do_says_so_and_when_the_next_thing_comes(client, plan, framework, team):
    add_action(plan, ActionText(objective="Later", who="Tom", due=date(2199, 5, 1)), framework, by=OPERATOR)
    sign_in(client, team)
    assert "Nothing to do now. The next action is due on 1 May 2199." in client.get("/").get_data(as_text=True)


def test_a_commissioner_is_led_to_the_plan_alone(client, plan, commissioner):
    sign_in(client, commissioner)
    read = "Read the Operational Delivery Plan 2021-22 (0 actions)"
    assert tasks(client)[read] == "/services/lanternshire/plans/2021-22"
    assert not any("assessments" in address for address in tasks(client).values())


def test_several_plans_without_a_link_do_not_close_the_pages(client, assessment, service, manager):
    for year in (2021, 2022):
        days = date(year, 9, 1), date(year + 1, 8, 31)
        start_plan(service, Period(f"{year}-{(year + 1) % 100}", *days), by=OPERATOR)
    sign_in(client, manager)
    assert "Start a delivery plan, or choose the one that answers this year" in tasks(client)
    assert client.get("/services/lanternshire/assessments/2021-22").status_code == 200
    assert client.get("/services/lanternshire/assessments/2021-22/gaps").status_code == 200


def test_without_a_role_it_says_whom_to_ask(client, administrator):
    sign_in(client, administrator)
    assert "You have no role in a service yet." in client.get("/").get_data(as_text=True)
