"""Meetings of the advisory group, made for tests."""

from datetime import date
from typing import Any

from tests.cast import make_person
from tests.submitting import complete
from tracker import clock
from tracker.accounts.models import Membership, Person, Service
from tracker.accounts.rules import Constituency, Doer, Role
from tracker.assessments.models import Assessment
from tracker.db import db
from tracker.meetings.changes import add_meeting
from tracker.meetings.models import Meeting
from tracker.meetings.rules import Attending, MeetingText, Presence
from tracker.signing import SigningKey
from tracker.submission.changes import submit

KEY = SigningKey("07" * 32)
SERVICE = "/services/lanternshire"
YEAR = f"{SERVICE}/assessments/2021-22"
VIEW = f"{YEAR}/meeting"
MEETINGS = f"{SERVICE}/meetings"
ADD = f"{MEETINGS}/add"


def page_of(meeting: Meeting, *parts: object) -> str:
    """The address of the meeting's record, or of a page below it."""
    return "/".join(map(str, (MEETINGS, meeting.id, *parts)))


def make_member(name: str, service: Service, constituency: Constituency | None = None) -> Person:
    """A member of the advisory group, who speaks for somebody."""
    person = make_person(name, service, Role.GROUP)
    db.session.get_one(Membership, (person.id, service.id)).constituency = constituency
    db.session.flush()
    return person


def members(service: Service) -> list[Person]:
    """Two members beside the standing cast: a parent carer, and somebody from health."""
    return [
        make_member("Nadia Karim", service, Constituency.PARENT_CARERS),
        make_member("Hugh Marsh", service, Constituency.HEALTH),
    ]


def present(*people: Person) -> tuple[Attending, ...]:
    """That these were there."""
    return tuple(Attending(person.id, Presence.PRESENT) for person in people)


def make_meeting(
    service: Service, *there: Person, by: Doer, about: Assessment | None = None, on: date | None = None, **said: Any
) -> Meeting:
    """A meeting in the Town Hall, today, at which these were present."""
    text = MeetingText(on or clock.today(), **{"place": "Town Hall", "attending": present(*there)} | said)
    return add_meeting(service, text, by=by, about=about)


def submitted(assessment: Assessment, by: Person) -> Assessment:
    """A complete year, handed over by ``by``."""
    complete(assessment)
    submit(assessment, by=by)
    return assessment


def quorate(assessment: Assessment, chair: Person, **said: object) -> Meeting:
    """A meeting about it with the chair and two members, which is a quorum."""
    service = assessment.service
    return make_meeting(service, chair, *members(service), by=chair, about=assessment, **said)
