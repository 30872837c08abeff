"""The minute of a meeting as a Word document."""

import pytest

from tests.cast import sign_in
from tests.meetings import KEY, make_meeting, members, page_of, present, submitted
from tests.word.checks import integrity_faults, own_faults
from tracker.audit.queries import last_entry
from tracker.meetings.changes import ask_of_plan, decide, review_plan, say_what_became
from tracker.meetings.rules import Attending, Decision, Presence
from tracker.word.document import Line
from tracker.word.reader import read


@pytest.fixture
def meeting(assessment, manager, chair, group):
    """One that has all that a minute can have."""
    year = submitted(assessment, manager)
    nadia, hugh = members(year.service)
    attending = (
        *present(chair, hugh),
        Attending(nadia.id, Presence.PRESENT, "Her *son* uses it"),
        Attending(group.id, Presence.APOLOGIES),
    )
    said = {"words": "Much was **said**.", "guests": ("Una Ford",), "minute_reference": "SG 3", "is_online": True}
    meeting = make_meeting(year.service, by=chair, about=year, attending=attending, **said)
    review = review_plan(meeting, year.plan, "A good plan.", by=chair)
    say_what_became(review, ask_of_plan(review, "Be quicker.", by=chair), "It is.", by=chair)
    return meeting


def lines(content):
    return [(line.heading, line.text) for line in read(content).elements if isinstance(line, Line)]


def below(content, heading):
    """The paragraphs below a heading, up to the next one that is not below it."""
    there = lines(content)
    place = [text for _, text in there].index(heading)
    level, found = there[place][0], []
    for depth, text in there[place + 1 :]:
        if depth and depth <= level:
            break
        found.append(text)
    return found


def test_the_minute_says_all_of_a_ratified_meeting(client, meeting, chair, group):
    said = {"points": {"4.2": "Ask *young* people."}, "dissents": [("Nadia Karim", "Not 1.1.")]}
    decide(meeting, Decision.WITH_EXCEPTIONS, **said, by=chair, key=KEY)
    sign_in(client, group)
    answer = client.get(page_of(meeting, "minute"))
    assert f"lanternshire-minute-{meeting.held_on}.docx" in answer.headers["Content-Disposition"]
    content = answer.data
    assert own_faults(content) == []
    assert integrity_faults(content) == []
    day = f"{meeting.held_on.day} {meeting.held_on:%B %Y}"
    assert lines(content)[0] == (1, f"Minute of the Advisory Group, {day}")
    top = [text for _, text in lines(content)[1:4]]
    assert top == [f"Date: {day}", "Place: Town Hall (online)", "Minute reference: SG 3"]
    assert below(content, "Present") == ["Colin Shaw", "Hugh Marsh (Health)", "Nadia Karim (Parent carers)"]
    assert below(content, "Apologies") == ["Gwen Rees"]
    assert below(content, "Guests") == ["Una Ford"]
    assert below(content, "Declared interests") == ["Nadia Karim: Her *son* uses it"]
    assert below(content, "Quorum") == ["There was a quorum. It takes 3 members."]
    assert below(content, "Decision") == ["Self-assessment 2021-22: ratified with exceptions."]
    assert below(content, "Exceptions") == ["4.2", "Ask young people."]
    assert below(content, "Dissent") == ["Nadia Karim", "Not 1.1."]
    assert below(content, "What was said") == ["Much was said."]
    assert below(content, "The delivery plan")[1:] == [
        "A good plan.",
        "Asked for: the plan as a whole",
        "Be quicker.",
        "What became of it:",
        "It is.",
    ]
    assert last_entry(meeting.id).verb == "take_minute"


def test_the_minute_of_what_was_sent_back_says_why(client, meeting, chair):
    decide(meeting, Decision.SENT_BACK, reason="Too thin.", points={"1.1": "Say more."}, by=chair, key=KEY)
    sign_in(client, chair)
    content = client.get(page_of(meeting, "minute")).data
    assert below(content, "Quorum") == ["Nothing was agreed to, so none was needed."]
    assert below(content, "Decision") == ["Self-assessment 2021-22: sent back.", "Why", "Too thin."]
    assert below(content, "What is to be changed") == ["1.1", "Say more."]


def test_the_minute_before_a_decision_and_of_a_meeting_about_nothing(client, meeting, service, chair):
    sign_in(client, chair)
    content = client.get(page_of(meeting, "minute")).data
    assert below(content, "Decision") == ["Self-assessment 2021-22: nothing was decided yet."]
    bare = make_meeting(service, by=chair)
    content = client.get(page_of(bare, "minute")).data
    assert below(content, "Present") == ["None."]
    assert "Decision" not in [text for _, text in lines(content)]


@pytest.mark.parametrize(("who", "code"), [("commissioner", 403), ("network", 403), ("other_manager", 404)])
def test_nobody_else_takes_it(request, client, meeting, who, code):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(page_of(meeting, "minute")).status_code == code
