"""The advisory group's page: who is on it, whom nobody speaks for, and its quorum."""

import re
from datetime import date, timedelta

import pytest

from tests.cast import sign_in
from tests.group import GROUP, LAST_DAY, make_member
from tracker import clock
from tracker.accounts.changes import edit_service
from tracker.accounts.rules import OPERATOR, Constituency, Role
from tracker.group.changes import set_quorum
from tracker.group.rules import Quorum


def text_of(client):
    """What the page says, without its marks."""
    page = client.get(GROUP)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_it_says_who_is_on_it_for_whom_and_until_when(client, service, manager):
    soon = clock.today() + timedelta(days=20)
    make_member(service, "Ann Bell", Constituency.PARENT_CARERS, starts=date(2024, 9, 1))
    make_member(service, "Ben Cole", Constituency.HEALTH, role=Role.CHAIR, ends=soon)
    make_member(service, "Cas Dunn", Constituency.EDUCATION, ends=LAST_DAY)
    make_member(service, "Dee Ekow", starts=date(2199, 9, 1))
    sign_in(client, manager)
    text = text_of(client)
    assert "Who is on it (2)" in text
    assert "Ann Bell Parent carers Since 1 September 2024" in text
    assert f"Ben Cole Chair Health Until {clock.in_words(soon)} Ends soon" in text
    assert "Not on it now" in text
    assert "Cas Dunn Education Term ended on 31 August 2020" in text
    assert "Dee Ekow Say for whom Dee Ekow speaks From 1 September 2199" in text


@pytest.mark.parametrize("who", ["team", "group", "chair"])
def test_others_read_it_without_ways_to_change_members(request, client, service, who):
    make_member(service, "Ann Bell")
    sign_in(client, request.getfixturevalue(who))
    page = client.get(GROUP).text
    assert "Ann Bell" in page
    assert "ann.bell@example.org" not in page
    assert "Not said" in page
    assert "Add a member" not in page
    assert ("Change what makes a quorum" in page) == (who == "chair")


def test_it_goes_by_the_services_own_name_for_it(client, service, manager):
    edit_service(service, service.name, "Steering Board", by=OPERATOR)
    sign_in(client, manager)
    page = client.get(GROUP).text
    assert '<h1 class="govuk-heading-l">Steering Board</h1>' in page
    assert "Nobody is on it yet." in page
    home = client.get("/services/lanternshire").text
    assert '<h2 class="govuk-heading-m">Steering Board</h2>' in home
    assert f'href="{GROUP}"' in home


def test_it_names_whom_nobody_current_speaks_for_and_shows_the_wording_to_the_letter(
    client, service, manager, framework
):
    for constituency in (Constituency.PARENT_CARERS, Constituency.EDUCATION, Constituency.ADULTS_CARE):
        make_member(service, constituency.value.title(), constituency)
    make_member(service, "Gone", Constituency.HEALTH, ends=LAST_DAY)
    sign_in(client, manager)
    page, text = client.get(GROUP).text, text_of(client)
    assert "Nobody speaks yet for: young people health What standard 1.7 says" in text
    wording = next(one.text for section in framework.sections for one in section.standards if one.number == "1.7")
    assert wording in page


def test_it_says_so_where_everybody_is_spoken_for(client, service, manager, framework):
    for constituency in Constituency:
        make_member(service, constituency.value.title(), constituency)
    sign_in(client, manager)
    text = text_of(client)
    assert "Each of them has somebody who speaks for them." in text
    assert "Nobody speaks yet for" not in text


def test_without_the_framework_nothing_is_said_of_a_standard(client, service, manager):
    sign_in(client, manager)
    assert "1.7" not in text_of(client)


def test_it_says_what_makes_a_quorum_and_what_is_missing(client, service, manager):
    make_member(service, "Ann Bell", Constituency.PARENT_CARERS)
    sign_in(client, manager)
    text = text_of(client)
    assert "To decide, a meeting needs 3 members. That is the usual number" in text
    assert "It lacks 2 more members." in text
    set_quorum(service, Quorum(1, (Constituency.HEALTH,)), by=OPERATOR)
    text = text_of(client)
    assert "To decide, a meeting needs 1 member, with somebody for health." in text
    assert "the usual number" not in text
    assert "It lacks somebody for health." in text
    make_member(service, "Ben Cole", Constituency.HEALTH)
    assert "It lacks" not in text_of(client)


def test_it_says_where_nobody_is_in_the_chair(client, service, manager):
    make_member(service, "Ann Bell")
    sign_in(client, manager)
    assert "Nobody is in the chair now." in text_of(client)
    make_member(service, "Ben Cole", role=Role.CHAIR)
    assert "Nobody is in the chair now." not in text_of(client)


@pytest.mark.parametrize("who", ["commissioner", "network"])
def test_another_role_does_not_read_it(request, client, service, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(GROUP).status_code == 403
    assert f'href="{GROUP}"' not in client.get("/services/lanternshire").text


@pytest.mark.parametrize("who", ["other_manager", "administrator"])
def test_to_a_stranger_it_is_not_there(request, client, service, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(GROUP).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, manager, method):
    sign_in(client, manager)
    assert getattr(client, method)(GROUP).status_code == 405
