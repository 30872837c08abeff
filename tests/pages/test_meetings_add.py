"""Recording a meeting."""

import uuid

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.meetings import ADD, MEETINGS, members
from tracker import clock
from tracker.db import db
from tracker.meetings.models import Meeting

SENT = {"held_on-day": "12", "held_on-month": "10", "held_on-year": "2022", "place": "Town Hall"}


def meetings():
    db.session.rollback()
    return list(db.session.scalars(sa.select(Meeting)))


def test_the_chair_records_who_was_there_and_what_was_said(client, service, chair):
    nadia, hugh = members(service)
    sign_in(client, chair)
    page = client.get(ADD).text
    assert "Nadia Karim (Parent carers)" in page
    assert f'value="{clock.today().year}"' in page
    sent = SENT | {
        f"presence_{nadia.id.hex}": "present",
        f"interest_{nadia.id.hex}": "Her son uses the service",
        f"presence_{hugh.id.hex}": "apologies",
        f"presence_{chair.id.hex}": "",
        "guests": "Una Ford\r\n\r\n  Abe Low ",
        "words": "Much was *said*.",
        "minute_reference": "SG 3",
        "new": str(uuid.uuid4()),
    }
    answer = client.post(ADD, data=sent)
    (meeting,) = meetings()
    assert (answer.status_code, answer.location) == (302, f"{MEETINGS}/{meeting.id}")
    assert [(one.name, one.interest) for one in meeting.present] == [("Nadia Karim", "Her son uses the service")]
    assert [one.name for one in meeting.apologies] == ["Hugh Marsh"]
    assert [one.name for one in meeting.guests] == ["Abe Low", "Una Ford"]
    assert "Meeting of 12 October 2022 saved." in client.get(answer.location).text
    client.post(ADD, data=sent)
    assert len(meetings()) == 1


def test_it_can_be_about_a_year(client, assessment, chair):
    sign_in(client, chair)
    assert (
        'Record a meeting about <span class="tracker-held">2021-22</span></h1>'
        in client.get(f"{ADD}?about=2021-22").text
    )
    client.post(f"{ADD}?about=2021-22", data=SENT)
    (meeting,) = meetings()
    assert (meeting.assessment_id, meeting.assessment_version) == (assessment.id, 1)
    assert client.get(f"{ADD}?about=1999-00").status_code == 404


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"place": " "}, "Enter where it was held, or say that it was online"),
        ({"held_on-day": "", "held_on-month": "", "held_on-year": ""}, "Enter the day of the meeting"),
        ({"held_on-day": "31", "held_on-month": "2"}, "must be a day that there is"),
        ({"words": "long " * 1_001 + "."}, "At most 5,000 characters: shorten this"),
        ({"guests": "\n".join(map(str, range(101)))}, "At most 100 guests can be named"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, service, chair, changed, message):
    sign_in(client, chair)
    page = client.post(ADD, data=SENT | {"minute_reference": "Kept as typed"} | changed).text
    assert message in page
    assert "Kept as typed" in page
    assert meetings() == []


def test_an_interest_of_somebody_who_was_not_there_is_asked_about(client, service, chair):
    sign_in(client, chair)
    page = client.post(ADD, data=SENT | {f"interest_{chair.id.hex}": "His sister works there"}).text
    assert "Say that Colin Shaw was present, or empty the interest" in page
    assert "His sister works there" in page


@pytest.mark.parametrize(
    ("who", "code"), [("manager", 403), ("team", 403), ("group", 403), ("commissioner", 403), ("other_manager", 404)]
)
def test_nobody_else_records(request, client, service, who, code):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(ADD).status_code == code
    assert client.post(ADD, data=SENT).status_code == code
    assert meetings() == []
