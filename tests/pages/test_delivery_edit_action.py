"""Changing what an action says."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date

import pytest

from tests.cast import sign_in
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR, period
from tracker.db import begin_writing, db
from tracker.plans.changes import add_action, delete_action, save_action, start_plan, text_of
from tracker.plans.rules import ActionState, ActionText, OutcomeResult
from tracker.progress.changes import mark_outcome, tick_step
from tracker.progress.rules import Mark

FIFTEENTH = {"due-day": "15", "due-month": "4", "due-year": "2022"}
PLAN = "/services/lanternshire/plans/2021-22"
LEAFLETS = ActionText(
    area="Information",
    standards=("1.2",),
    objective="Print **leaflets**",
    steps=("Draft them", "Go\n\n- twice"),
    outcomes=("Families know of us",),
    who="Manager\nAdviser",
    timescale="Apr 2022",
    due=date(2022, 4, 30),
    completion="Half of them",
    state=ActionState.ONGOING,
)


@pytest.fixture
def action(service, framework):
    plan = start_plan(service, period("2021-22", 9), by=OPERATOR)
    return add_action(plan, LEAFLETS, framework, by=OPERATOR)


@pytest.fixture
def theirs(action, framework):
    """What a form opened before would send, when somebody else has saved meanwhile."""
    before = typed(action, objective="Mine.")
    save_action(action, replace(LEAFLETS, objective="Theirs."), framework, version=action.version, by=OPERATOR)
    return before


def address(action):
    return f"{PLAN}/actions/{action.id}/edit"


def after(action):
    return f"{PLAN}/actions/{action.id}"


def typed(action, **others):
    """What a browser sends when somebody opened the action's page and typed ``others``."""
    text = text_of(action)
    sent = {name: getattr(text, name) for name in ("area", "objective", "who", "timescale", "completion")}
    sent["standards"] = list(text.standards)
    sent |= {f"steps-{place}": step for place, step in enumerate(text.steps)}
    sent |= {f"outcomes-{place}": outcome for place, outcome in enumerate(text.outcomes)}
    if text.due_corrected:
        sent |= {f"due-{part}": str(getattr(text.due, part)) for part in ("day", "month", "year")}
    return sent | {"state": text.state.value, "version": str(action.version)} | others


def marks_on(page):
    """What a page says that was ticked and marked when it was made."""
    return {"marks": re.search(r'name="marks" value="([^"]*)"', page.text)[1]}


def saved(action):
    db.session.expire_all()
    return text_of(action)


def test_the_form_shows_all_that_the_action_says(client, manager, action):
    sign_in(client, manager)
    page = client.get(address(action))
    assert page.status_code == 200
    texts = ("Print **leaflets**", "Draft them", "- twice", "Families know of us", "Apr 2022", "30 April 2022")
    assert all(text in page.text for text in texts)
    assert re.search(r"<textarea[^>]*name=\"who\"[^>]*>\s*Manager\nAdviser</textarea>", page.text)
    assert page.text.count(" checked") == 2
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_manager_and_team_save_what_they_type(request, client, action, writer):
    sign_in(client, request.getfixturevalue(writer))
    sent = typed(action, objective="Another", state="complete", **{"steps-0": "", "steps-5": "Last"})
    answer = client.post(address(action), data=sent | {"standards": ["1.3", "1.1"]})
    assert (answer.status_code, answer.location) == (302, after(action))
    assert "Action saved." in client.get(answer.location).text
    text = saved(action)
    assert (text.objective, text.state, text.standards) == ("Another", ActionState.COMPLETE, ("1.1", "1.3"))
    assert (text.steps, text.who) == (("Go\n\n- twice", "Last"), "Manager\nAdviser")


def test_what_is_saved_unchanged_stays_as_it_was(client, manager, action):
    version = action.version
    sign_in(client, manager)
    assert client.post(address(action), data=typed(action)).status_code == 302
    assert saved(action) == LEAFLETS
    assert action.version == version


@pytest.mark.parametrize(
    ("others", "due"),
    [
        ({"timescale": "by end of Sept 2022"}, date(2022, 9, 30)),
        ({"timescale": "TBC"}, None),
        (FIFTEENTH, date(2022, 4, 15)),
        ({"timescale": "TBC"} | FIFTEENTH, date(2022, 4, 15)),
    ],
)
def test_the_due_date_follows_the_timescale_unless_another_is_typed(client, manager, action, others, due):
    sign_in(client, manager)
    client.post(address(action), data=typed(action, **others))
    assert saved(action).due == due


def test_a_timescale_without_a_day_is_said_to_have_none(client, manager, action, framework):
    save_action(action, replace(LEAFLETS, timescale="TBC", due=None), framework, version=action.version, by=OPERATOR)
    sign_in(client, manager)
    assert "No date understood" in client.get(address(action)).text


def test_another_row_saves_nothing(client, manager, action):
    sign_in(client, manager)
    page = client.post(address(action), data=typed(action, objective="Mine.", add_step="1", **{"steps-2": "Third"}))
    assert page.status_code == 200
    assert page.text.count('name="steps-') == 4
    assert "Mine." in page.text
    assert saved(action) == LEAFLETS


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"area": "", "objective": ""}, "Enter a task objective, or an area of work"),
        ({"steps-0": "long " * 4_001}, "At most 20,000 characters"),
        (FIFTEENTH | {"due-month": "13"}, "Due date must be a day that there is"),
    ],
)
def test_what_cannot_be_saved_stays_typed_and_says_why(client, manager, action, wrong, message):
    sign_in(client, manager)
    page = client.post(address(action), data=typed(action, completion="All of them.") | wrong).text
    assert "<title>Error: Change action 1" in page
    assert message in page
    assert "All of them." in page
    assert saved(action) == LEAFLETS


def test_a_stale_save_shows_both_texts_and_saves_nothing(client, manager, action, theirs):
    sign_in(client, manager)
    answer = client.post(address(action), data=theirs)
    assert answer.status_code == 409
    assert "Somebody else saved this action while you did" in answer.text
    assert all(text in answer.text for text in ("Theirs.", "Mine.", "Save my version", "Keep what is saved"))
    assert f'name="version" value="{action.version}"' in answer.text
    assert saved(action).objective == "Theirs."


def test_a_stale_save_shows_only_the_fields_that_differ(client, manager, action, theirs):
    sign_in(client, manager)
    sent = theirs | {"steps-1": "Go\r\n\r\n- twice", "who": "Manager\r\nAdviser"}
    panel = client.post(address(action), data=sent).text.partition('role="alert"')[2].partition("<form")[0]
    assert re.findall(r'summary-list__key">([^<]*)<', panel) == ["Task objective"]


def test_who_takes_out_what_somebody_marked_meanwhile_is_told_first(client, manager, action):
    sign_in(client, manager)
    before = typed(action) | marks_on(client.get(address(action)))
    del before["outcomes-0"]
    mark_outcome(action, action.outcomes[0], Mark(OutcomeResult.ACHIEVED, "All do."), by=OPERATOR)
    db.session.commit()
    page = client.post(address(action), data=before)
    assert page.status_code == 409
    assert "Ticked or marked meanwhile" in page.text
    assert "Families know of us" in page.text
    assert client.post(address(action), data=before | marks_on(page)).status_code == 302
    assert saved(action).outcomes == ()


def test_a_step_that_is_ticked_meanwhile_and_stays_holds_nobody_up(client, manager, action):
    sign_in(client, manager)
    before = typed(action, objective="Mine.") | marks_on(client.get(address(action)))
    tick_step(action, action.steps[0], by=OPERATOR)
    db.session.commit()
    assert client.post(address(action), data=before).status_code == 302


def test_after_a_stale_save_ones_own_version_can_be_saved(client, manager, action, theirs):
    sign_in(client, manager)
    client.post(address(action), data=theirs)
    assert client.post(address(action), data=theirs | {"version": str(action.version)}).status_code == 302
    assert saved(action).objective == "Mine."


@pytest.mark.parametrize("version", ["one", "", "-1", "9" * 5_000])
def test_a_save_that_does_not_say_what_it_saw_is_stale(client, manager, action, version):
    sign_in(client, manager)
    assert client.post(address(action), data=typed(action, objective="Mine.", version=version)).status_code == 409
    assert saved(action) == LEAFLETS


def test_a_save_waits_for_one_that_is_under_way_and_then_is_stale(client, manager, action, framework):
    before = typed(action, objective="Mine.")
    sign_in(client, manager)
    begin_writing()
    save_action(action, replace(LEAFLETS, objective="Theirs."), framework, version=action.version, by=OPERATOR)
    with ThreadPoolExecutor() as pool:
        sent = pool.submit(client.post, address(action), data=before)
        assert not wait([sent], timeout=0.5).done
        db.session.commit()
        answer = sent.result(timeout=60)
    assert answer.status_code == 409
    assert saved(action).objective == "Theirs."


def test_the_same_sent_twice_is_no_clash(client, manager, action):
    sign_in(client, manager)
    sent = typed(action, objective="Mine.")
    assert [client.post(address(action), data=sent).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_who_may_not_save_is_not_let_in(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(address(action)).status_code == 403
    assert client.post(address(action), data=typed(action, objective="Mine.")).status_code == 403
    assert saved(action) == LEAFLETS


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    start_plan(get_service("other", viewer=OPERATOR), period("2021-22", 9), by=OPERATOR)
    sign_in(client, other_manager)
    for place in (address(action), address(action).replace("lanternshire", "other")):
        assert client.get(place).status_code == 404
        assert client.post(place, data=typed(action, objective="Mine.")).status_code == 404
    assert saved(action) == LEAFLETS


def test_an_action_of_another_plan_is_not_found(client, manager, service, action):
    start_plan(service, period("2022-23", 9), by=OPERATOR)
    sign_in(client, manager)
    assert client.get(address(action).replace("2021-22", "2022-23")).status_code == 404


@pytest.mark.parametrize("identifier", ["one", uuid.UUID(int=1)])
def test_an_unknown_action_is_not_found(client, manager, action, identifier):
    sign_in(client, manager)
    assert client.get(f"{PLAN}/actions/{identifier}/edit").status_code == 404


def test_other_methods_are_refused(client, manager, action):
    sign_in(client, manager)
    assert client.put(address(action)).status_code == 405


def test_what_was_typed_stays_when_the_action_was_taken_out_meanwhile(client, team, action):
    sent = typed(action, objective="Mine, typed for an hour.")
    delete_action(action, by=OPERATOR)
    sign_in(client, team)
    answer = client.post(address(action), data=sent)
    assert answer.status_code == 409
    assert "Mine, typed for an hour." in answer.text
    assert "Somebody took this action out of the plan while you typed" in answer.text
    assert saved(action).objective != "Mine, typed for an hour."


def test_a_due_date_that_was_left_alone_follows_the_timescale_through_a_stale_save(client, manager, action, framework):
    first = ActionText(objective="Leaflets", timescale="Aug 2026", due=date(2026, 8, 31))
    save_action(action, first, framework, version=action.version, by=OPERATOR)
    mine = typed(action, timescale="Dec 2026")
    theirs = ActionText(objective="Leaflets", timescale="Sep 2026", due=date(2026, 9, 30))
    save_action(action, theirs, framework, version=action.version, by=OPERATOR)
    sign_in(client, manager)
    assert client.post(address(action), data=mine).status_code == 409
    assert client.post(address(action), data=mine | {"version": str(action.version)}).status_code == 302
    assert (saved(action).timescale, saved(action).due) == ("Dec 2026", date(2026, 12, 31))


def test_a_due_date_that_was_typed_is_corrected_by_hand_until_it_is_cleared(client, manager, action):
    sign_in(client, manager)
    client.post(address(action), data=typed(action) | FIFTEENTH)
    assert (saved(action).due, saved(action).due_corrected) == (date(2022, 4, 15), True)
    page = client.get(address(action)).text
    assert "“Apr 2022” stands for 30 April 2022: a month stands for its last day." in page
    assert "Corrected by hand. It stays until the timescale stands for another day." in page
    client.post(address(action), data=typed(action, who="Manager"))
    assert saved(action).due == date(2022, 4, 15)
    empty = {"due-day": "", "due-month": "", "due-year": ""}
    client.post(address(action), data=typed(action) | empty)
    assert (saved(action).due, saved(action).due_corrected) == (date(2022, 4, 30), False)


def test_another_timescale_stands_for_itself_whatever_was_corrected_before(client, manager, action):
    sign_in(client, manager)
    client.post(address(action), data=typed(action) | FIFTEENTH)
    client.post(address(action), data=typed(action, timescale="Sept 2022"))
    assert (saved(action).due, saved(action).due_corrected) == (date(2022, 9, 30), False)


def test_the_form_leads_to_what_seasons_and_terms_stand_for(client, manager, action):
    sign_in(client, manager)
    assert 'href="/services/lanternshire/terms"' in client.get(address(action)).text


def test_a_save_without_a_version_is_stale(client, manager, action):
    sent = typed(action, objective="Mine.")
    del sent["version"]
    sign_in(client, manager)
    assert client.post(address(action), data=sent).status_code == 409
