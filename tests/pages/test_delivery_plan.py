"""A delivery plan as people see it: its table, its lists, its timeline; and which of its actions are shown."""

import re
from datetime import date

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tracker import clock
from tracker.accounts.rules import OPERATOR, period
from tracker.owners.changes import match_names
from tracker.plans.changes import add_action, delete_action, start_plan
from tracker.plans.rules import ActionState, ActionText, Rag

PAGE = "/services/lanternshire/plans/2021-22"
LEAFLETS = ActionText(
    area="Information",
    standards=("1.2",),
    objective="Print **leaflets**",
    steps=("Draft them", "Have them printed"),
    timescale="Apr 2022",
    state=ActionState.ONGOING,
)


@pytest.fixture
def plan(service, framework):
    return start_plan(service, period("2021-22", 9), by=OPERATOR)


@pytest.fixture
def action(plan, framework):
    return add_action(plan, LEAFLETS, framework, by=OPERATOR)


@pytest.mark.parametrize("reader", ["manager", "team", "group", "chair", "commissioner"])
def test_everybody_of_the_service_reads_the_plan(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert all(text in page.text for text in ("<strong>leaflets</strong>", "Have them printed", "Information (1.2)"))
    assert all(text in page.text for text in ("Apr 2022", "due 30 April 2022", "Ongoing"))
    assert f'href="{PAGE}/actions/{action.id}"' in page.text
    assert page.text.count("<h1") == 1


def test_a_plan_without_actions_says_what_belongs_there(client, manager, plan):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "No actions yet." in page
    assert "<table" not in page


def test_only_the_manager_is_offered_to_add_an_action(client, manager, team, plan):
    sign_in(client, manager)
    assert f'href="{PAGE}/actions/add"' in client.get(PAGE).text
    sign_in(client, team)
    assert f'href="{PAGE}/actions/add"' not in client.get(PAGE).text


def test_only_the_manager_sees_what_was_taken_out(client, manager, team, action):
    delete_action(action, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert f'action="{PAGE}/actions/{action.id}/restore"' in page
    assert "<table" not in page
    sign_in(client, team)
    assert "leaflets" not in client.get(PAGE).text


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, plan):
    sign_in(client, other_manager)
    assert client.get(PAGE).status_code == 404


def test_the_network_lead_does_not_read_it(client, network, plan):
    sign_in(client, network)
    assert client.get(PAGE).status_code == 403


def test_an_unknown_plan_is_not_found(client, manager, plan):
    sign_in(client, manager)
    assert client.get(PAGE.replace("2021-22", "2019-20")).status_code == 404


def test_it_is_to_read_only(client, manager, plan):
    sign_in(client, manager)
    assert client.post(PAGE).status_code == 405


ALL = ["Print leaflets", "Train volunteers", "Hear from families", "New website"]
VIEWS = ["table", "person", "standard", "date", "timeline"]


@pytest.fixture
def actions(plan, framework, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2022, 3, 20))
    texts = [
        ("Print leaflets", "Manager, Adviser", "Feb 2022", ("1.2", "3.2"), ActionState.ONGOING),
        ("Train volunteers", "Adviser", "Apr 2022", ("3.6",), ActionState.ONGOING),
        ("Hear from families", "", "TBC", (), ActionState.NOT_STARTED),
        ("New website", "Manager", "Jan 2022", ("3.2",), ActionState.COMPLETE),
    ]
    return [
        add_action(
            plan,
            ActionText(
                objective=name,
                who=who,
                timescale=scale,
                standards=numbers,
                state=state,
                steps=("Ring the library",) if "volunteers" in name else (),
                outcomes=("Confident volunteers",) if "volunteers" in name else (),
            ),
            framework,
            by=OPERATOR,
        )
        for name, who, scale, numbers, state in texts
    ]


def shown(page):
    """The actions on the page, by their names, in the order in which they stand there."""
    return re.findall(rf"(?:<p>|\d\. <a[^>]*>)({'|'.join(ALL)})", page)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("reader", ["manager", "commissioner", "group"])
def test_each_view_has_every_action_and_leads_to_the_others(request, client, actions, reader, view):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE, query_string={"view": view}).text
    assert set(shown(page)) == set(ALL)
    assert re.findall(r'tracker-views__link" href="([^"]+)"', page) == [
        PAGE,
        *(f"{PAGE}?view={other}" for other in VIEWS[1:]),
    ]
    (current,) = re.findall(r'aria-current="page">([^<]+)<', page)
    assert current.split()[-1].lower() == view
    assert page.count("<h1") == 1


def test_how_the_plan_stands_is_said_in_words_that_lead_to_those_actions(client, manager, actions):
    sign_in(client, manager)
    page = client.get(PAGE).text
    (said,) = re.findall(r'<p class="govuk-body-l tracker-standing">(.*?)</p>', page, re.DOTALL)
    words = " ".join(re.sub("<[^>]+>", "", said).split())
    assert words == "4 actions: 1 overdue, 1 without a date, 1 on track, 1 complete."
    (address,) = re.findall(r'href="([^"]+)">1 overdue', said)
    assert shown(client.get(address.replace("&amp;", "&")).text) == ["Print leaflets"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"person": "adviser"}, ["Print leaflets", "Train volunteers"]),
        ({"person": "-"}, ["Hear from families"]),
        ({"standard": "3.2"}, ["Print leaflets", "New website"]),
        ({"standard": "-"}, ["Hear from families"]),
        ({"rag": "on_track"}, ["Train volunteers"]),
        ({"text": "FAMILIES"}, ["Hear from families"]),
        ({"text": "library"}, ["Train volunteers"]),
        ({"text": "ring confident"}, ["Train volunteers"]),
        ({"open": "1", "standard": "3.2"}, ["Print leaflets"]),
        ({"person": "Nobody of this name", "standard": "9.9", "rag": "x"}, ALL),
    ],
)
def test_only_some_of_them_are_shown(client, manager, actions, asked, names):
    sign_in(client, manager)
    page = client.get(PAGE, query_string=asked).text
    assert shown(page) == names


def test_what_is_looked_for_is_kept_where_the_view_changes_and_in_what_saves(client, manager, actions):
    sign_in(client, manager)
    page = client.get(f"{PAGE}?standard=3.2&open=1").text
    assert f'href="{PAGE}?view=timeline&amp;standard=3.2&amp;open=1"' in page
    assert re.search(r'<option value="3.2" selected', page)
    assert f'action="{PAGE}/actions/{actions[0].id}/cells?standard=3.2&amp;open=1"' in page
    assert f'action="{PAGE}/actions/{actions[0].id}/move?standard=3.2&amp;open=1"' in page
    assert "1 of 4 actions shown." in page
    page = client.get(f"{PAGE}?view=person&standard=3.2").text
    assert '<input type="hidden" name="view" value="person">' in page


@pytest.mark.parametrize("view", VIEWS)
def test_where_no_action_fits_the_filters_can_be_cleared(client, manager, actions, view):
    sign_in(client, manager)
    page = client.get(PAGE, query_string={"view": view, "rag": Rag.DUE_SOON.value}).text
    assert "No action fits." in page
    assert shown(page) == []
    (clear,) = re.findall(r'href="([^"]+)">Clear the filters', page)
    assert len(shown(client.get(clear).text)) >= 4


def test_by_person_each_has_a_heading_and_who_is_named_with_another_stands_twice(client, manager, actions):
    sign_in(client, manager)
    page = client.get(f"{PAGE}?view=person").text
    headings = re.findall(r'<h2 class="govuk-heading-m">(\w[^<]+) <', page)
    assert headings == ["Adviser", "Manager", "Nobody named"]
    assert shown(page).count("Print leaflets") == 2


def test_a_name_that_was_said_to_be_somebodys_is_theirs_for_those_who_may_know(
    client, manager, team, commissioner, actions, service
):
    actions[2].who = team.name
    match_names(service, {"Adviser": team}, by=manager)
    sign_in(client, manager)
    page = client.get(f"{PAGE}?view=person").text
    assert re.findall(r'<h2 class="govuk-heading-m">(\w[^<]+) <', page) == ["Manager", team.name]
    for name in ("Adviser", team.name):
        page = client.get(PAGE, query_string={"person": name}).text
        assert shown(page) == ["Print leaflets", "Train volunteers", "Hear from families"]
        assert f'value="{team.name}" selected' in page
    sign_in(client, commissioner)
    assert shown(client.get(f"{PAGE}?person=Adviser").text) == ["Print leaflets", "Train volunteers"]


def test_the_timeline_has_today_and_names_what_it_does_not_draw(client, manager, plan, framework, actions):
    add_action(plan, ActionText(objective="Next year", due=date(2023, 1, 1)), framework, by=OPERATOR)
    add_action(plan, ActionText(objective="Carried", due=date(2021, 7, 31)), framework, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(f"{PAGE}?view=timeline").text
    assert "Overdue; due 31 July 2021</text>" in page
    assert "Today, 20 March 2022</text>" in page
    assert "4 actions by the day that each is due: 2 overdue, 1 on track, 1 complete. 1 of them, due before" in page
    headings = [f"Due {when} the plan’s period" for when in ("before", "within", "after")] + ["No date understood"]
    assert [page.count(f'<h2 class="govuk-heading-m">{name}</h2>') for name in headings] == [1] * 4


def test_a_timeline_with_nothing_to_draw_says_so(client, manager, plan, framework):
    add_action(plan, ActionText(objective="Some day"), framework, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(f"{PAGE}?view=timeline").text
    assert "so there is no picture" in page
    assert "tracker-timeline" not in page


def test_the_manager_types_and_moves_the_team_types_and_others_read(client, manager, team, commissioner, action):
    offered = {}
    for person in (manager, team, commissioner):
        sign_in(client, person)
        page = client.get(PAGE).text
        offered[person] = ("<textarea" in page, "/move" in page)
    assert offered == {manager: (True, True), team: (True, False), commissioner: (False, False)}


def test_a_plan_that_is_closed_is_only_read(client, manager, plan, action):
    plan.closed_at = clock.now()
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "<strong>leaflets</strong>" in page
    assert not any(part in page for part in ("<textarea", "/move", "Add an action"))


def test_what_is_no_page_is_the_nearest_there_is(client, manager, actions):
    sign_in(client, manager)
    for page in ("99", "-1", "x", ""):
        assert len(shown(client.get(PAGE, query_string={"page": page}).text)) == 4


@pytest.mark.parametrize("view", VIEWS)
def test_however_many_actions_there_are_it_takes_as_many_queries(client, manager, plan, framework, actions, view):
    sign_in(client, manager)
    client.get(PAGE)
    few = made_by(client, f"{PAGE}?view={view}")
    text = ActionText(
        objective="More", who="Manager", standards=("1.1", "2.3"), steps=("One", "Two"), due=date(2022, 5, 1)
    )
    for _ in range(60):
        add_action(plan, text, framework, by=OPERATOR)
    assert made_by(client, f"{PAGE}?view={view}") == few
    assert "Showing 1 to 50 of" in client.get(f"{PAGE}?view={view}").text


def test_the_next_page_keeps_what_is_looked_for(client, manager, plan, framework, actions):
    for _ in range(60):
        add_action(plan, ActionText(objective="More", who="Manager"), framework, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(f"{PAGE}?view=date&person=Manager").text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert following.replace("&amp;", "&") == f"{PAGE}?view=date&person=Manager&page=2"
    assert "Showing 51 to 62 of 62" in client.get(following.replace("&amp;", "&")).text
