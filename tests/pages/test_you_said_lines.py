"""*You said, we did*: what a service shows of what it heard and did."""

import re

import pytest

from tests.cast import sign_in
from tests.counting import made_by
from tests.evidence import make_note
from tests.owners import make_action
from tests.you_said import PAGE, make_line
from tracker.accounts.rules import OPERATOR
from tracker.evidence.changes import delete_evidence, restore_evidence
from tracker.plans.changes import delete_action


@pytest.fixture
def lines(service, framework):
    item, action = make_note(service, framework, "Evening calls"), make_action(service, framework, "Tom")
    return [
        make_line(service, "Open **later**.", did="We do.", came_of_it="More calls.", evidence=item, action=action),
        make_line(service, "Half a thought", chosen=False),
        make_line(service, "Answer sooner."),
    ]


def test_a_manager_sees_all_lines_with_where_they_are_from(client, manager, lines):
    sign_in(client, manager)
    page = client.get(PAGE)
    assert page.status_code == 200
    headings = re.findall(r'<h2 class="govuk-heading-s" id="heading[^>]*>([^<]*)<', page.text)
    assert headings == ["Line 1", "Not shown to others", "Line 2"]
    assert "<strong>later</strong>" in page.text
    assert "Evening calls" in page.text
    assert "Recruit two ambassadors" in page.text
    assert page.text.count('value="up"') == page.text.count('value="down"') == 2


def test_an_action_that_was_taken_out_is_named_and_not_linked(client, manager, service, framework):
    action = make_action(service, framework, "Ann", "Leaflets")
    make_line(service, "More leaflets.", action=action)
    delete_action(action, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "answered by Leaflets, which was taken out of the plan" in page
    assert str(action.id) not in page


def test_evidence_that_was_taken_out_is_named_and_not_linked_until_it_is_back(client, manager, service, framework):
    item = make_note(service, framework, "Evening calls")
    make_line(service, "Open later.", evidence=item)
    delete_evidence(item, by=OPERATOR)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "From Evening calls, which was taken out of the library" in page
    assert str(item.id) not in page
    restore_evidence(item, by=OPERATOR)
    assert f'href="/services/lanternshire/evidence/{item.id}">Evening calls</a>' in client.get(PAGE).text


@pytest.mark.parametrize("reader", ["team", "group", "chair", "commissioner"])
def test_others_see_what_is_shown_and_nothing_to_change(request, client, reader, lines):
    sign_in(client, request.getfixturevalue(reader))
    page = client.get(PAGE).text
    assert all(text in page for text in ("More calls.", "Answer sooner.", "Download as Word"))
    assert not any(text in page for text in ("Half a thought", "Add a line", "Evening calls", "Remove", "/move"))


def test_a_network_lead_cannot_look_and_to_a_stranger_it_is_not_there(client, network, other_manager, lines):
    for person, code in ((network, 403), (other_manager, 404)):
        sign_in(client, person)
        assert client.get(PAGE).status_code == code


def test_it_takes_nothing(client, manager, lines):
    sign_in(client, manager)
    assert client.post(PAGE).status_code == 405


def test_words_that_may_tell_who_somebody_is_are_pointed_out_to_the_manager_alone(client, service, manager, team):
    make_line(service, "Ring Mrs Patel on 07400 123456.")
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "Line 1, You said: this looks like a phone number." in page
    sign_in(client, team)
    assert "this looks like" not in client.get(PAGE).text


def test_nothing_yet_says_how_to_begin(client, manager, team):
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert "A line begins with feedback that you keep as evidence" in page
    assert "Download" not in page
    sign_in(client, team)
    assert "has chosen nothing to show yet" in client.get(PAGE).text


def test_the_service_leads_to_it(client, commissioner, lines):
    sign_in(client, commissioner)
    assert f'href="{PAGE}"' in client.get("/services/lanternshire").text


def test_many_lines_take_as_many_queries_as_few(client, manager, service, framework, lines):
    sign_in(client, manager)
    few = made_by(client, PAGE)
    for number in range(10):
        item = make_note(service, framework, f"Note {number}")
        make_line(service, f"Line {number}", evidence=item, action=make_action(service, framework, "Tom"))
    assert made_by(client, PAGE) == few
