"""What was ratified of a year: where it stands, its versions, and what became of the plan since."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.counting import made_by
from tests.seals import PAGE, YEAR, corrected, ratify, sealed, submitted
from tests.tampering import tamper
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import move
from tracker.assessments.queries import plan_of
from tracker.db import db
from tracker.plans.changes import add_action, delete_action, save_action, text_of
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionText
from tracker.seals.models import Seal
from tracker.seals.rules import short


def test_a_year_that_is_not_ratified_says_so(client, assessment, manager):
    sign_in(client, manager)
    page = client.get(PAGE)
    assert "Nothing of this year is ratified yet. It is draft." in page.text
    assert "Begin a correction" not in page.text


def test_who_ratified_it_and_when_stands_there_with_the_seal(client, assessment, group):
    digest = sealed(assessment).digest
    sign_in(client, group)
    page = client.get(PAGE)
    assert "Ratified by the Advisory Group on 12 October 2022." in page.text
    assert short(digest) in page.text
    assert "the decision was recorded by Somebody" in page.text
    assert "Ratified, in force" in page.text


def test_a_correction_leaves_the_former_in_force_and_then_supersedes_it(client, assessment, manager):
    sealed(assessment, ("1.2", "More leaflets."))
    corrected(assessment)
    sign_in(client, manager)
    page = client.get(PAGE)
    assert "Version 1 stays in force until the Advisory Group has ratified the new one." in page.text
    assert "Ratified with exceptions, in force" in page.text
    move(assessment, "submit", by=OPERATOR)
    ratify(assessment)
    page = client.get(PAGE)
    assert (page.text.count("Superseded"), page.text.count("Ratified, in force")) == (1, 1)
    assert "A figure was wrong." in page.text
    assert f"{PAGE}/1/compare/2" in page.text


def test_what_became_of_the_plan_is_told_field_by_field(client, assessment, commissioner):
    action = submitted(assessment)
    plan = plan_of(assessment, viewer=OPERATOR)
    gone = add_action(plan, ActionText(objective="A leaflet"), assessment.framework, by=OPERATOR)
    ratify(assessment)
    sign_in(client, commissioner)
    assert "Every action says what it said" in client.get(PAGE).text
    gone, action = (next(one for one in actions_of(plan) if one.id == each.id) for each in (gone, action))
    delete_action(gone, by=OPERATOR)
    add_action(plan, ActionText(objective="A film"), assessment.framework, by=OPERATOR)
    said = replace(text_of(action), who="Everybody")
    save_action(action, said, assessment.framework, version=action.version, by=OPERATOR)
    page = " ".join(client.get(PAGE).text.split())
    for words in ("Added (1)", "A film", "Taken out (1)", "A leaflet", "Changed (1)", "Outreach worker", "Everybody"):
        assert words in page


def test_a_commissioner_is_told_of_no_draft(client, assessment, commissioner):
    sign_in(client, commissioner)
    assert client.get(PAGE).status_code == 404
    sealed(assessment)
    corrected(assessment, "A secret reason.")
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "A secret reason." not in page.text
    assert "being worked on" not in page.text
    assert "recorded by" not in page.text
    assert "/assessments/2021-22&#34;" not in page.text


def test_a_commissioner_finds_it_from_the_services_page(client, assessment, commissioner):
    sign_in(client, commissioner)
    assert "Ratified self-assessments" not in client.get("/services/lanternshire").text
    sealed(assessment)
    assert f'href="{PAGE}"' in client.get("/services/lanternshire").text
    assert "Read what was ratified of 2021-22" in client.get("/").text


def test_a_seal_that_does_not_fit_is_named_and_nothing_of_it_is_shown(client, assessment, manager):
    made = sealed(assessment)
    tamper(sa.update(Seal.__table__).values(snapshot=made.snapshot.replace("Steering", "Other") + " "))
    sign_in(client, manager)
    page = client.get(PAGE)
    assert "does not fit: what it holds is not what was sealed" in page.text
    assert "The seal of the version that was ratified last does not fit" in page.text
    assert "Ratified, in force" not in page.text
    assert client.get(f"{PAGE}/1").status_code != 200


@pytest.mark.parametrize(("name", "status"), [("other_manager", 404), ("network", 403)])
def test_it_is_closed_to_others(client, assessment, request, name, status):
    sealed(assessment)
    sign_in(client, request.getfixturevalue(name))
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE).status_code == 405


def test_the_overview_and_the_services_page_say_that_a_year_is_ratified(client, assessment, team):
    sealed(assessment)
    sign_in(client, team)
    for address in ("/services/lanternshire", "/services/lanternshire/assessments/2021-22"):
        page = client.get(address)
        assert "Ratified" in page.text
        assert f'href="{PAGE}"' in page.text


def test_the_overview_says_what_became_of_the_plan_since(client, assessment, team):
    sealed(assessment)
    sign_in(client, team)
    assert "since it was ratified" not in client.get(YEAR).text
    plan = plan_of(assessment, viewer=OPERATOR)
    [action] = actions_of(plan)
    save_action(
        action, replace(text_of(action), who="Somebody else"), assessment.framework, version=action.version, by=OPERATOR
    )
    add_action(plan, ActionText(objective="New"), assessment.framework, by=OPERATOR)
    add_action(plan, ActionText(objective="Newer"), assessment.framework, by=OPERATOR)
    db.session.commit()
    page = client.get(YEAR)
    assert "Of the plan’s actions 2 were added, 1 has changed since it was ratified." in page.text
    assert f'href="{PAGE}#plan"' in page.text
    assert 'id="plan"' in client.get(PAGE).text


def test_the_overview_of_a_correction_says_that_the_former_is_in_force(client, assessment, team):
    sealed(assessment)
    corrected(assessment)
    sign_in(client, team)
    page = client.get("/services/lanternshire/assessments/2021-22")
    assert "Version 1, which your Advisory Group ratified, stays in force" in page.text
    assert "A figure was wrong." in page.text


def test_many_versions_take_as_many_queries_as_one(client, assessment, manager):
    sealed(assessment)
    sign_in(client, manager)
    few = made_by(client, PAGE)
    for _ in range(2):
        corrected(assessment)
        move(assessment, "submit", by=OPERATOR)
        ratify(assessment)
    assert made_by(client, PAGE) == few
