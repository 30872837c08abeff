"""A manager puts somebody on the advisory group."""

import pytest

from tests.cast import make_person, sign_in
from tests.group import GROUP
from tracker import clock
from tracker.accounts.changes import add_service
from tracker.accounts.queries import find_person
from tracker.accounts.rules import OPERATOR, Constituency, Role
from tracker.group.queries import members_of

PAGE = f"{GROUP}/add"
SENT = {"name": "Ann Bell", "email": "ann@example.org", "constituency": "parent_carers", "role": "group"}
TERM = {"starts-day": "1", "starts-month": "9", "starts-year": "2024"}
TERM |= {"ends-day": "31", "ends-month": "8", "ends-year": "2190"}


def members(service, viewer):
    return members_of(service, viewer=viewer, on=clock.today())


def test_somebody_new_is_added_with_a_term(client, service, manager):
    sign_in(client, manager)
    assert "Add a member</h1>" in client.get(PAGE).text
    answer = client.post(PAGE, data=SENT | TERM)
    assert (answer.status_code, answer.location) == (302, GROUP)
    page = client.get(GROUP).text
    assert "Ann Bell is on the Advisory Group now.</p>" in page
    assert "Since 1 September 2024, until 31 August 2190" in page
    (member,) = members(service, manager)
    assert (member.role, member.constituency) == (Role.GROUP, Constituency.PARENT_CARERS)
    assert member.person.password is None


def test_the_chair_may_speak_for_nobody_in_particular(client, service, manager):
    sign_in(client, manager)
    client.post(PAGE, data=SENT | {"constituency": "nobody", "role": "chair"})
    (member,) = members(service, manager)
    assert (member.role, member.constituency) == (Role.CHAIR, None)


def test_somebody_known_is_added_under_the_name_that_they_have(client, service, manager):
    there = make_person("Zed Quill", add_service("Other SENDIASS", "other", by=OPERATOR), Role.MANAGER)
    sign_in(client, manager)
    client.post(PAGE, data=SENT | {"email": there.email})
    page = client.get(GROUP).text
    assert "Zed Quill is on the Advisory Group now. That is the name under which the person with this" in page
    assert "Ann Bell" not in page


def test_nothing_tells_who_has_an_account_before_they_are_added(client, service, manager):
    there = make_person("Zed Quill", add_service("Other SENDIASS", "other", by=OPERATOR), Role.MANAGER)
    sign_in(client, manager)
    pages = [
        client.post(PAGE, data={"name": "Ann Bell", "email": address, "role": "group"}).text.replace(address, "")
        for address in (there.email, "nobody@example.org")
    ]
    assert pages[0] == pages[1]
    assert "Choose for whom they speak" in pages[0]


@pytest.mark.parametrize(
    ("who", "said"),
    [("team", "who is in this service already (Team)"), ("chair", "who is on the list already")],
)
def test_somebody_who_is_in_the_service_is_refused_in_words_and_all_stays_typed(
    request, client, service, manager, who, said
):
    person = request.getfixturevalue(who)
    sign_in(client, manager)
    page = client.post(PAGE, data=SENT | TERM | {"email": person.email})
    assert page.status_code == 200
    assert f"That is {person.name}, {said}" in page.text
    for kept in ('value="Ann Bell"', 'value="2190"', f'value="{person.email}"'):
        assert kept in page.text
    assert page.text.count("checked") == 2


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": " "}, "Enter the person&#39;s name"),
        ({"name": "…"}, "A person needs a name"),
        ({"email": ""}, "Enter the person&#39;s e-mail address"),
        ({"email": "ann"}, "“ann” is not an e-mail address"),
        ({"constituency": ""}, "Choose for whom they speak"),
        ({"constituency": "dogs"}, "Choose one from the list"),
        ({"role": "manager"}, "Choose one from the list"),
        ({"starts-day": "31", "starts-month": "2", "starts-year": "2025"}, "must be a day that there is"),
        ({"ends-day": "1", "ends-month": "9", "ends-year": "2023"}, "The last day of their term must be after"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(client, service, manager, sent, message):
    sign_in(client, manager)
    page = client.post(PAGE, data=SENT | TERM | sent)
    assert page.status_code == 200
    assert "<title>Error: Add a member" in page.text
    assert message in page.text
    assert members(service, manager) == []
    assert find_person("ann@example.org") is None


def test_sent_twice_the_second_says_that_they_are_there(client, service, manager):
    sign_in(client, manager)
    client.post(PAGE, data=SENT)
    assert "That is Ann Bell, who is on the list already." in client.post(PAGE, data=SENT).text
    assert len(members(service, manager)) == 1


@pytest.mark.parametrize("who", ["team", "group", "chair", "commissioner", "network"])
def test_another_role_adds_nobody(request, client, service, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data=SENT).status_code == 403


@pytest.mark.parametrize("who", ["other_manager", "administrator"])
def test_a_stranger_adds_nobody(request, client, service, who):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=SENT).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_cannot_be_used_in_another_way(client, manager, method):
    sign_in(client, manager)
    assert getattr(client, method)(PAGE).status_code == 405
