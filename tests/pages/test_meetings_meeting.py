"""The record of a meeting."""

import pytest

from tests.cast import sign_in
from tests.meetings import KEY, MEETINGS, make_meeting, members, page_of, quorate, submitted
from tracker.db import db
from tracker.meetings.changes import decide
from tracker.meetings.models import Meeting
from tracker.meetings.rules import Decision


@pytest.fixture
def meeting(service, chair):
    return make_meeting(service, chair, *members(service), by=chair, guests=("Una Ford",), words="All *good*.")


def sent(meeting, **changed):
    """What the page's form sends where the chair leaves all as it is."""
    day = meeting.held_on
    filled = {"held_on-day": day.day, "held_on-month": day.month, "held_on-year": day.year, "place": meeting.place}
    filled |= {f"presence_{one.person_id.hex}": one.presence.value for one in meeting.present}
    filled |= {"guests": "Una Ford", "words": meeting.words, "version": meeting.version}
    return filled | changed


def saved(meeting):
    db.session.expire_all()
    return db.session.get_one(Meeting, meeting.id)


def test_the_chair_saves_it_as_often_as_they_like(client, meeting, chair):
    sign_in(client, chair)
    for place in ("Library", "School"):
        answer = client.post(page_of(meeting), data=sent(meeting, place=place))
        assert (answer.status_code, answer.location) == (302, page_of(meeting))
        assert saved(meeting).place == place
    page = client.get(page_of(meeting)).text
    assert "Record of the meeting saved." in page
    assert 'value="School"' in page
    assert len(meeting.present) == 3


@pytest.mark.parametrize("who", ["manager", "team", "group"])
def test_all_readers_read_it(request, client, meeting, who):
    sign_in(client, request.getfixturevalue(who))
    page = client.get(page_of(meeting)).text
    assert "All <em>good</em>." in page
    assert "Nadia Karim (Parent carers)" in page
    assert "Una Ford" in page
    assert "Save the record" not in page


def test_a_stale_save_shows_both_and_loses_nothing(client, meeting, chair):
    sign_in(client, chair)
    mine = sent(meeting, place="Mine", words="My words")
    client.post(page_of(meeting), data=sent(meeting, place="Theirs"))
    page = client.post(page_of(meeting), data=mine)
    assert page.status_code == 409
    assert "Somebody else saved the record of this meeting while you did" in page.text
    assert 'tracker-lines">Theirs</dd>' in page.text
    assert 'value="Mine"' in page.text
    assert "My words" in page.text
    assert saved(meeting).place == "Theirs"
    again = client.post(page_of(meeting), data=mine | {"version": saved(meeting).version})
    assert again.status_code == 302
    assert saved(meeting).place == "Mine"


def test_a_decided_one_is_closed_and_says_what_was_decided(client, assessment, manager, chair):
    year = submitted(assessment, manager)
    meeting = quorate(year, chair)
    stale = sent(meeting, place="Too late")
    said = {"points": {"1.1": "Sign it."}, "dissents": [("Nadia Karim", "I do *not* agree.")]}
    decide(meeting, Decision.WITH_EXCEPTIONS, **said, by=chair, key=KEY)
    sign_in(client, chair)
    page = client.get(page_of(meeting)).text
    assert "Ratified with exceptions</strong>" in page
    assert "There was a quorum: it takes 3 members." in page
    assert "Sign it." in page
    assert "I do <em>not</em> agree." in page
    assert "Save the record" not in page
    late = client.post(page_of(meeting), data=stale)
    assert late.status_code == 409
    assert "Its record is closed" in late.text
    assert "Too late" in late.text


def test_it_says_what_stands_against_ratifying(client, assessment, manager, chair):
    meeting = make_meeting(assessment.service, chair, by=chair, about=submitted(assessment, manager))
    sign_in(client, chair)
    assert "There is no quorum: 2 more members missing." in client.get(page_of(meeting)).text


@pytest.mark.parametrize(
    ("who", "read", "send"),
    [("manager", 200, 403), ("group", 200, 403), ("network", 403, 403), ("other_manager", 404, 404)],
)
def test_nobody_else_changes_it(request, client, meeting, who, read, send):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(page_of(meeting)).status_code == read
    assert client.post(page_of(meeting), data=sent(meeting, place="x")).status_code == send
    assert saved(meeting).place == "Town Hall"


def test_one_that_there_is_not_is_not_found(client, service, chair):
    sign_in(client, chair)
    assert client.get(f"{MEETINGS}/{service.id}").status_code == 404


def test_it_is_neither_put_nor_deleted(client, meeting, chair):
    sign_in(client, chair)
    assert {client.put(page_of(meeting)).status_code, client.delete(page_of(meeting)).status_code} == {405}
