"""One action: what it says, how it stands and how far it has come, and its standards with their ratings."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tracker import clock
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import save_rating
from tracker.assessments.queries import get_rating
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionState, ActionText, OutcomeResult
from tracker.progress.changes import add_note, complete_action, mark_outcome, tick_step, use_completion
from tracker.progress.rules import Mark

PLAN = "/services/lanternshire/plans/2021-22"
LEAFLETS = ActionText(
    area="Information",
    standards=("1.2",),
    objective="Print **leaflets**",
    steps=("Draft *them*", "Hand them out"),
    outcomes=("An additional 3 Parent Champions", "Families know of us"),
    who="Manager\nAdviser",
    timescale="Apr 2022",
    due=date(2022, 4, 30),
)


@pytest.fixture
def action(service, framework):
    plan = start_plan(service, period("2021-22", 9), by=OPERATOR)
    return add_action(plan, LEAFLETS, framework, by=OPERATOR)


@pytest.fixture
def begun(action, team):
    """The same with a step ticked, an outcome marked, and a note."""
    tick_step(action, action.steps[0], day=date(2022, 3, 1), by=team)
    mark_outcome(
        action, action.outcomes[0], Mark(OutcomeResult.PARTLY, "Two *so far*.", Decimal(3), Decimal(2)), by=team
    )
    add_note(action, "The printer is **slow**.", day=date(2022, 3, 4), by=team)
    return action


def address(action):
    return f"{PLAN}/actions/{action.id}"


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair", "commissioner"])
def test_who_reads_the_plan_reads_the_action(request, client, begun, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(address(begun))
    assert page.status_code == 200
    texts = ("<strong>leaflets</strong>", "<em>them</em>", "30 April 2022", "<em>so far</em>", "<strong>slow</strong>")
    assert all(text in page.text for text in texts)
    assert page.text.count("<h1") == 1
    told = words(page.text)
    assert "Steps 1 of 2 done" in told
    assert "Done on 1 March 2022, ticked by" in told
    assert "Partly achieved 2 of 3" in told
    assert "4 March 2022" in told
    assert "30 April 2022: a month stands for its last day." in told
    assert ("Not yet said" in told) is (reader in {"group", "chair", "commissioner"})
    assert ("Say what came of it" in told) is (reader in {"manager", "team"})


def test_how_it_stands_is_said_in_words(client, commissioner, action):
    sign_in(client, commissioner)
    told = words(client.get(address(action)).text)
    assert "Overdue" in told
    assert "It was due on 30 April 2022" in told


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner"])
def test_who_may_not_record_sees_nothing_to_press(request, client, begun, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(address(begun)).text.partition("<main")[2]
    assert "<form" not in page
    assert "<button" not in page
    assert "/edit" not in page


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_manager_and_team_are_offered_all_that_they_may_do(request, client, begun, writer):
    sign_in(client, request.getfixturevalue(writer))
    page = client.get(address(begun)).text
    for place in ("untick", "tick", "mark", "notes/add", "completion", "complete", "edit", "delete", "history"):
        assert f"/{place}" in page
    assert f'action="{address(begun)}/delete"' in page or writer == "team"


def test_only_the_manager_is_offered_to_take_it_out(client, manager, team, action):
    sign_in(client, manager)
    assert f'action="{address(action)}/delete"' in client.get(address(action)).text
    sign_in(client, team)
    assert f'action="{address(action)}/delete"' not in client.get(address(action)).text


@pytest.mark.parametrize("reader", ["group", "commissioner"])
def test_the_history_is_linked_for_those_who_may_read_it(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert (f"{address(action)}/history" in client.get(address(action)).text) is (reader == "group")


def test_a_closed_plan_is_read_only(client, manager, begun):
    begun.plan.closed_at = clock.now()
    sign_in(client, manager)
    page = client.get(address(begun))
    assert page.status_code == 200
    assert "<form" not in page.text.partition("<main")[2]


def test_completing_is_offered_once_all_steps_are_done(client, manager, begun):
    sign_in(client, manager)
    assert "All steps are done." not in client.get(address(begun)).text
    tick_step(begun, begun.steps[1], by=manager)
    assert "All steps are done. Complete the action?" in client.get(address(begun)).text
    assert begun.state is ActionState.ONGOING
    complete_action(begun, by=manager)
    page = client.get(address(begun)).text
    assert "All steps are done." not in page
    assert f"{address(begun)}/reopen" in page


def test_what_is_ticked_is_offered_beside_what_is_there(client, manager, begun):
    offered = "Draft them 1.3.22. On-going: Hand them out; An additional 3 Parent Champions"
    sign_in(client, manager)
    page = client.get(address(begun)).text
    assert offered in page
    assert "Nothing is written yet." in page
    use_completion(begun, "Half of them.", by=manager)
    page = client.get(address(begun)).text
    assert "Half of them." in page
    assert offered in page
    assert "Use this text instead" in page


def test_what_is_offered_is_offered_no_more_once_it_is_there(client, manager, begun):
    sign_in(client, manager)
    offered = re.search(r'name="text" value="([^"]*)"', client.get(address(begun)).text)[1]
    use_completion(begun, offered, by=manager)
    assert "it could say" not in client.get(address(begun)).text


def test_an_action_that_says_almost_nothing_has_a_page(client, manager, action, framework):
    bare = add_action(action.plan, ActionText(area="Outreach"), framework, by=OPERATOR)
    sign_in(client, manager)
    page = words(client.get(address(bare)).text)
    assert page.count("None yet.") == 3
    assert "Outreach" in page


def test_its_standards_have_their_ratings_for_those_who_may_read_them(client, team, commissioner, assessment, action):
    save_rating(get_rating(assessment, "1.2"), "P/C", "Notes.", by=OPERATOR)
    sign_in(client, team)
    page = client.get(address(action)).text
    assert "/assessments/2021-22/standards/1.2" in page
    assert "Partially Compliant" in page
    sign_in(client, commissioner)
    page = client.get(address(action)).text
    assert "/assessments/" not in page
    assert "Partially Compliant" not in page


def test_however_much_was_done_it_takes_as_many_queries(client, manager, team, begun, framework):
    many = ActionText(objective="x", steps=("Step",) * 20, outcomes=("Outcome",) * 20)
    other = add_action(begun.plan, many, framework, by=OPERATOR)
    for place in range(20):
        tick_step(other, other.steps[place], by=(manager, team)[place % 2])
        add_note(other, f"Note {place}", by=(manager, team)[place % 2])
    sign_in(client, manager)
    assert made_by(client, address(begun)) == made_by(client, address(other))


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    start_plan(get_service("other", viewer=OPERATOR), period("2021-22", 9), by=OPERATOR)
    sign_in(client, other_manager)
    for place in (address(action), address(action).replace("lanternshire", "other")):
        assert client.get(place).status_code == 404


def test_an_action_of_another_plan_is_not_found(client, manager, service, action):
    start_plan(service, period("2022-23", 9), by=OPERATOR)
    sign_in(client, manager)
    assert client.get(address(action).replace("2021-22", "2022-23")).status_code == 404


@pytest.mark.parametrize("identifier", ["one", uuid.UUID(int=1)])
def test_an_unknown_action_is_not_found(client, manager, action, identifier):
    sign_in(client, manager)
    assert client.get(f"{PLAN}/actions/{identifier}").status_code == 404


def test_the_network_lead_does_not_read_it(client, network, action):
    sign_in(client, network)
    assert client.get(address(action)).status_code == 403


def test_other_methods_are_refused(client, manager, action):
    sign_in(client, manager)
    assert client.post(address(action)).status_code == 405
