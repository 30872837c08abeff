"""What was read of actions, to be corrected before it is saved."""

from datetime import date

import pytest

from tests.cast import sign_in
from tests.uploads import GOOD, HEADER, PLAN, send
from tests.word.documents import docx, p, table
from tracker.accounts.rules import OPERATOR
from tracker.assessments.queries import assessments_of
from tracker.plans.changes import text_of
from tracker.plans.queries import actions_of
from tracker.plans.rules import ActionState, ActionText

ACTION = ActionText(
    area="Operational functions",
    standards=("3.2",),
    objective="Leaflets",
    steps=("Write",),
    outcomes=("Printed",),
    who="Manager",
    timescale="May 2023",
    due=date(2023, 5, 31),
)
UNKNOWN = ["Operational functions (9.9)", *PLAN[1][1:]]
FRAGMENT = ["", "", "2. Print", "", "", "", ""]
RATINGS = table(HEADER, ["1.1 Jointly", "C", "Signed."])


@pytest.fixture
def here(client, framework, manager):
    sign_in(client, manager)
    return client


@pytest.fixture
def saved(service):
    """What the actions say that were saved."""

    def look():
        (assessment,) = assessments_of(service, viewer=OPERATOR)
        return [text_of(action) for action in actions_of(assessment.plan)] if assessment.plan else []

    return look


def with_actions(*rows):
    return docx(RATINGS + p("Plan") + table(PLAN[0], *rows))


def test_an_action_that_is_left_alone_is_saved_as_it_was_read(here, saved):
    page = here.get(address := send(here).location)
    assert 'name="action_0-standards" type="text" value="3.2"' in page.text
    here.post(address)
    assert saved() == [ACTION]


def test_every_field_of_an_action_can_be_corrected(here, saved):
    sent = {
        "action_0-area": "Working with others",
        "action_0-standards": "1.1-1.3 and 4.2",
        "action_0-objective": "**New** leaflets",
        "action_0-steps": "1. Write\r\nPrint\r\n  in colour",
        "action_0-outcomes": "",
        "action_0-who": "Team",
        "action_0-timescale": "June 2024",
        "action_0-completion": "Completed June 2024",
    }
    assert here.post(send(here).location, data=sent).status_code == 302
    assert saved() == [
        ActionText(
            area="Working with others",
            standards=("1.1", "1.2", "1.3", "4.2"),
            objective="**New** leaflets",
            steps=("Write", "Print\nin colour"),
            outcomes=(),
            who="Team",
            timescale="June 2024",
            due=date(2024, 6, 30),
            completion="Completed June 2024",
            state=ActionState.COMPLETE,
        )
    ]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("standards", "9.9", "There is no standard 9.9 in these standards"),
        ("standards", "three", "Write the numbers of the standards alone, such as 1.6, 2.3"),
        ("standards", "1.1 and two", "Write the numbers of the standards alone, such as 1.6, 2.3"),
        ("objective", "x" * 20_001, "At most 20,000 characters: shorten this"),
        ("completion", "x" * 20_001, "At most 20,000 characters: shorten this"),
        ("area", "x" * 501, "At most 500 characters: shorten this"),
        ("who", "x" * 501, "At most 500 characters: shorten this"),
        ("timescale", "x" * 501, "At most 500 characters: shorten this"),
        ("steps", "Write\n" * 101, "Steps: at most 100."),
        ("outcomes", "x" * 20_001, "Outcomes: at most 20,000 characters each. Shorten the longest"),
    ],
)
def test_what_an_action_cannot_say_is_told_at_its_field_and_stays_typed(here, service, field, text, said):
    address = send(here).location
    page = here.post(address, data={f"action_0-{field}": text})
    assert said in page.text
    assert f'href="#action_0-{field}"' in page.text
    assert text in page.text
    assert "<title>Error: " in page.text
    assert '<details class="govuk-details govuk-!-margin-bottom-3" open>' in page.text
    assert assessments_of(service, viewer=OPERATOR) == []
    assert here.post(address, data={f"action_0-{field}": text, "action_0-leave": "y"}).status_code == 302


@pytest.mark.parametrize(("chosen", "state"), [("", ActionState.COMPLETE), ("ongoing", ActionState.ONGOING)])
def test_a_state_is_that_of_the_actual_completion_unless_another_is_chosen(here, saved, chosen, state):
    address = send(here).location
    assert "Not started.</p>" in here.get(address).text
    here.post(address, data={"action_0-completion": "Completed June 2024", "action_0-stated": chosen})
    assert [action.state for action in saved()] == [state]


def test_a_state_that_there_is_not_is_refused(here, service):
    page = here.post(send(here).location, data={"action_0-stated": "odd"})
    assert "Choose one from the list" in page.text
    assert assessments_of(service, viewer=OPERATOR) == []


def test_an_action_must_say_what_it_is_about(here, service):
    page = here.post(send(here).location, data={"action_0-area": " ", "action_0-objective": ""})
    assert "Enter a task objective, or an area of work" in page.text
    assert assessments_of(service, viewer=OPERATOR) == []


def test_an_unsure_action_comes_first_open_and_is_settled_by_hand(here, saved):
    content = with_actions(PLAN[1], UNKNOWN)
    page = here.get(address := send(here, content).location).text
    assert page.count('<details class="govuk-details govuk-!-margin-bottom-3"') == 2
    assert page.count('<details class="govuk-details govuk-!-margin-bottom-3" open>') == 1
    assert page.index("There is no standard 9.9") < page.index("Correct action 2")
    assert page.index('name="action_1-objective"') < page.index('name="action_0-objective"')
    here.post(address, data={"action_1-standards": "2.3"})
    assert [action.standards for action in saved()] == [("3.2",), ("2.3",)]


def test_what_is_no_whole_action_can_be_completed_and_taken_in(here, saved):
    address = send(here, with_actions(PLAN[1], FRAGMENT)).location
    assert 'name="action_u0-steps"' in here.get(address).text
    refused = here.post(address, data={"action_u0-take": "y"})
    assert "Enter a task objective, or an area of work" in refused.text
    here.post(address, data={"action_u0-take": "y", "action_u0-objective": "Print them"})
    assert [(action.objective, action.steps) for action in saved()] == [
        ("Leaflets", ("Write",)),
        ("Print them", ("Print",)),
    ]


def test_what_is_not_taken_in_may_be_left_incomplete(here, saved):
    here.post(send(here, with_actions(PLAN[1], FRAGMENT)).location)
    assert saved() == [ACTION]


def test_a_row_that_no_action_has_is_not_looked_at(here, saved):
    here.post(send(here, GOOD).location, data={"action_7-objective": "Odd", "action_x": "Odd", "action_0": "Odd"})
    assert saved() == [ACTION]
