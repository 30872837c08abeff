"""Why a standard that is not fully met has no action."""

import pytest

from tests.cast import sign_in
from tests.submitting import PAGE as SUBMIT
from tests.submitting import YEAR, complete, rate
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import save_rating, say_why_no_action
from tracker.db import db
from tracker.plans.changes import add_action
from tracker.plans.rules import ActionText

PAGE = f"{YEAR}/standards/1.2/no-action"
STANDARD = f"{YEAR}/standards/1.2"


@pytest.fixture
def plan(assessment):
    return complete(assessment)


@pytest.fixture
def rating(assessment, plan):
    return rate(assessment, "1.2", "P/C")


DAY = {"until-day": "1", "until-month": "3", "until-year": "2090"}


def typed(rating, reason="The council decides in June.", **day):
    return {"reason": reason, "version": str(rating.version)} | DAY | day


def saved(rating):
    db.session.expire_all()
    return rating.no_action_reason


def test_a_reason_is_saved_and_stands_on_the_standards_page(client, team, rating):
    sign_in(client, team)
    assert "Say why 1.2 has no action" in client.get(STANDARD).text
    page = client.get(PAGE).text
    assert "Why 1.2 has no action" in page
    assert "No open action of the plan names 1.2." in page
    answer = client.post(PAGE, data=typed(rating))
    assert (answer.status_code, answer.location) == (302, SUBMIT)
    assert "Reason for 1.2 saved" in client.get(SUBMIT).text
    assert saved(rating) == "The council decides in June."
    standard = client.get(STANDARD).text
    assert "The council decides in June." in standard
    assert "To be looked at again on 1 March 2090." in standard
    assert "Change the reason" in standard


def test_the_day_is_shown_again_and_can_be_changed(client, manager, rating):
    sign_in(client, manager)
    client.post(PAGE, data=typed(rating))
    page = client.get(PAGE).text
    assert [f'value="{part}"' in page for part in ("1", "3", "2090")] == [True] * 3
    db.session.expire_all()
    client.post(PAGE, data=typed(rating, **{"until-year": "2091"}))
    assert "Look at it again on 1 March 2091." in client.get(SUBMIT).text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ({"until-day": "", "until-month": "", "until-year": ""}, "Enter the day on which you will look at it again"),
        ({"until-day": "31", "until-month": "2"}, "Look at it again on must be a day that there is"),
        ({"until-year": "2001"}, "The day to look again must be after today"),
    ],
)
def test_a_gap_is_accepted_until_a_day_that_is_ahead(client, manager, rating, day, said):
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(rating, **day))
    assert (page.status_code, said in page.text) == (200, True)
    assert "The council decides in June." in page.text
    assert saved(rating) is None


def test_without_a_plan_the_page_says_that_there_is_none(client, manager, assessment):
    rate(assessment, "1.2", "P/C")
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "No delivery plan answers this self-assessment yet, so no action names 1.2." in page
    assert "Add an action" not in page


def test_a_stated_reason_closes_the_gap(client, manager, rating):
    sign_in(client, manager)
    assert "1.2 is partially compliant, but has no open action." in client.get(f"{YEAR}/gaps").text
    say_why_no_action(rating, "The council decides.", by=OPERATOR)
    assert "1.2 is partially compliant, but has no open action." not in client.get(f"{YEAR}/gaps").text


def test_an_emptied_reason_is_none(client, manager, rating):
    say_why_no_action(rating, "Later.", by=OPERATOR)
    sign_in(client, manager)
    client.post(PAGE, data=typed(rating, " \n "))
    assert "Reason for 1.2 taken back" in client.get(SUBMIT).text
    assert saved(rating) is None


def test_a_reason_that_is_too_long_comes_back_with_what_is_wrong(client, manager, rating):
    sign_in(client, manager)
    page = client.post(PAGE, data=typed(rating, "x" * 1001))
    assert (page.status_code, "at most 1,000 characters; this has 1,001" in page.text) == (200, True)
    assert "x" * 1001 in page.text
    assert saved(rating) is None


@pytest.mark.parametrize("version", [None, "", "0", "abc", "9" * 30])
def test_a_save_over_another_shows_both_and_saves_nothing_yet(client, manager, rating, version):
    say_why_no_action(rating, "Theirs.", by=OPERATOR)
    sign_in(client, manager)
    sent = {"reason": "Mine."} | DAY | ({} if version is None else {"version": version})
    page = client.post(PAGE, data=sent)
    assert page.status_code == 409
    assert all(text in page.text for text in ("Theirs.", "Mine.", "Save my version"))
    assert saved(rating) == "Theirs."
    client.post(PAGE, data=typed(rating, "Mine."))
    assert saved(rating) == "Mine."


def test_where_no_action_is_called_for_a_reason_is_refused(client, manager, rating):
    save_rating(rating, "C", "Done.", by=OPERATOR)
    sign_in(client, manager)
    assert "No reason is needed as things are" in client.get(PAGE).text
    page = client.post(PAGE, data=typed(rating))
    assert page.status_code == 409
    assert "The council decides in June." in page.text
    assert saved(rating) is None


def test_with_an_open_action_nobody_is_asked(client, manager, rating, plan, framework):
    add_action(plan, ActionText(objective="Leaflets", standards=("1.2",)), framework, by=OPERATOR)
    sign_in(client, manager)
    assert "Say why 1.2 has no action" not in client.get(STANDARD).text
    assert "No reason is needed as things are" in client.get(PAGE).text


def test_readers_see_the_reason_and_do_not_write_it(client, group, other_manager, rating):
    say_why_no_action(rating, "The council decides.", by=OPERATOR)
    sign_in(client, group)
    standard = client.get(STANDARD).text
    assert "The council decides." in standard
    assert "Change the reason" not in standard
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=typed(rating)).status_code == 403
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=typed(rating)).status_code == 404


def test_a_standard_that_there_is_not_is_not_found(client, manager, rating):
    sign_in(client, manager)
    assert client.get(PAGE.replace("1.2", "9.9")).status_code == 404


def test_it_is_read_and_sent_and_nothing_else(client, manager, rating):
    sign_in(client, manager)
    assert client.delete(PAGE).status_code == 405
