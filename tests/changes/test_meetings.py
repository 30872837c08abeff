"""Meetings: their record, what they decide, and what they ask of the plan: before, after, and the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.cast import make_person
from tests.counting import counted
from tests.meetings import KEY, make_meeting, make_member, members, present, quorate, submitted
from tracker import clock
from tracker.accounts.changes import add_service, give_role
from tracker.accounts.models import Membership
from tracker.accounts.rules import OPERATOR, Constituency, Role, period
from tracker.assessments.changes import correct, move, start_assessment
from tracker.assessments.queries import get_rating
from tracker.assessments.rules import Status
from tracker.audit.models import AuditEntry
from tracker.audit.queries import last_entry
from tracker.db import db
from tracker.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from tracker.group.models import QuorumRule
from tracker.meetings import queries
from tracker.meetings.changes import add_meeting, decide, save_meeting, take_minute
from tracker.meetings.rules import Attending, Decision, MeetingText, Presence
from tracker.seals.models import Seal
from tracker.seals.queries import read

DAY = date(2022, 10, 12)
OUTSIDE = ["commissioner", "network", "other_manager", "administrator"]


@pytest.fixture
def year(assessment, manager):
    return submitted(assessment, manager)


@pytest.fixture
def meeting(year, chair):
    return quorate(year, chair)


def verbs(subject):
    query = sa.select(AuditEntry.verb).where(AuditEntry.subject_id == subject.id).order_by(AuditEntry.number)
    return list(db.session.scalars(query))


def seals():
    return list(db.session.scalars(sa.select(Seal)))


def test_a_record_keeps_names_and_constituencies_as_they_were_then(service, chair):
    nadia = make_member("Nadia Karim", service, Constituency.PARENT_CARERS)
    meeting = make_meeting(service, nadia, by=chair, guests=("Una Ford",))
    nadia.name = "Nadia Khan"
    db.session.get_one(Membership, (nadia.id, service.id)).constituency = Constituency.HEALTH
    text = replace(queries.text_of(meeting), words="More")
    save_meeting(meeting, text, by=chair)
    (kept,), (guest,) = meeting.present, meeting.guests
    assert (kept.name, kept.constituency) == ("Nadia Karim", Constituency.PARENT_CARERS)
    assert (guest.name, guest.person_id) == ("Una Ford", None)
    assert verbs(meeting) == ["add_meeting", "save_meeting"]
    entry = last_entry(meeting.id)
    assert (entry.details["before"]["words"], entry.details["after"]["words"]) == ("", "More")


def test_a_record_names_whoever_has_left_the_group_since(service, chair):
    nadia = make_member("Nadia Karim", service)
    meeting = make_meeting(service, nadia, by=chair, on=DAY)
    give_role(nadia, service, Role.TEAM, by=OPERATOR)
    save_meeting(meeting, replace(queries.text_of(meeting), place="Library"), by=chair)
    assert [one.name for one in meeting.present] == ["Nadia Karim"]


def test_only_who_is_on_the_group_on_that_day_is_there_as_a_member(service, chair, team):
    late = make_member("Lena Frost", service)
    db.session.get_one(Membership, (late.id, service.id)).starts = DAY + timedelta(days=1)
    for person in (team, late):
        with pytest.raises(Invalid, match=f"{person.name} is not on the group on that day"):
            make_meeting(service, person, by=chair, on=DAY)
    assert make_meeting(service, late, by=chair, on=DAY + timedelta(days=1)).present


def test_an_interest_is_declared_by_who_is_there(service, chair):
    with pytest.raises(Invalid, match="An interest is declared by who is present"):
        make_meeting(service, by=chair, attending=(Attending(chair.id, Presence.APOLOGIES, "His sister"),))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"place": " "}, "Say where"),
        ({"place": "x" * 201}, "The place has at most 200 characters"),
        ({"minute_reference": "x" * 101}, "The minute reference has at most 100"),
        ({"words": "x" * 5_001}, "What was said has at most 5,000 characters; this has 5,001"),
        ({"guests": ("x" * 201,)}, "The name of a guest has at most 200"),
        ({"guests": tuple(map(str, range(101)))}, "At most 100 guests"),
    ],
)
def test_what_is_missing_or_too_long_is_refused(service, chair, said, message):
    with pytest.raises(Invalid, match=message):
        make_meeting(service, by=chair, **said)


def test_a_meeting_online_needs_no_place(service, chair):
    assert make_meeting(service, by=chair, place="", is_online=True).place == "Online"


def test_the_same_saved_again_is_nothing_and_a_stale_save_overwrites_nothing(service, chair):
    nadia = make_member("Nadia Karim", service)
    meeting = make_meeting(service, chair, by=chair)
    seen, text = meeting.version, queries.text_of(meeting)
    save_meeting(meeting, text, version=seen, by=chair)
    assert (meeting.version, verbs(meeting)) == (seen, ["add_meeting"])
    save_meeting(meeting, replace(text, attending=present(chair, nadia)), version=seen, by=chair)
    assert meeting.version > seen
    with pytest.raises(Stale):
        save_meeting(meeting, replace(text, place="Library"), version=seen, by=chair)
    assert (meeting.place, len(meeting.present)) == ("Town Hall", 2)


def test_sent_twice_it_is_added_once(service, chair):
    first = make_meeting(service, by=chair)
    assert add_meeting(service, queries.text_of(first), by=chair, identifier=first.id) is first
    changed = add_meeting(service, MeetingText(DAY, "Library"), by=chair, identifier=first.id)
    assert (first.place, changed.place, changed.id == first.id) == ("Town Hall", "Library", False)
    other = add_service("Other", "other", by=OPERATOR)
    assert add_meeting(other, MeetingText(DAY, "Library"), by=OPERATOR, identifier=first.id).id != first.id


@pytest.mark.parametrize("who", ["manager", "team", "group", *OUTSIDE])
def test_only_the_chair_records(request, service, chair, who):
    person, meeting = request.getfixturevalue(who), make_meeting(service, by=chair)
    with pytest.raises(Forbidden):
        make_meeting(service, by=person)
    with pytest.raises(Forbidden):
        save_meeting(meeting, MeetingText(DAY, "Library"), by=person)


@pytest.mark.parametrize("who", OUTSIDE)
def test_meetings_are_read_by_the_service_and_its_group(request, service, chair, who):
    person, meeting = request.getfixturevalue(who), make_meeting(service, by=chair)
    for reading in (
        lambda: queries.meetings_of(service, viewer=person),
        lambda: queries.get_meeting(service, meeting.id, viewer=person),
        lambda: take_minute(meeting, by=person),
    ):
        with pytest.raises(Forbidden):
            reading()


def test_a_meeting_of_another_service_is_not_found_and_cannot_be_about_its_year(assessment, service, chair):
    other = add_service("Other", "other", by=OPERATOR)
    meeting = make_meeting(other, by=OPERATOR)
    with pytest.raises(NotFound):
        queries.get_meeting(service, meeting.id, viewer=chair)
    with pytest.raises(Invalid, match="of the same service"):
        make_meeting(other, by=OPERATOR, about=assessment)


def test_meetings_stand_latest_first(service, chair):
    first, second = (make_meeting(service, by=chair, on=day) for day in (DAY, DAY + timedelta(days=90)))
    assert queries.meetings_of(service, viewer=chair) == [second, first]


def test_the_chair_ratifies_and_it_is_sealed_with_the_record_of_the_meeting(year, meeting, chair):
    decide(meeting, Decision.RATIFIED, dissents=[("Nadia Karim", "I do not agree.")], by=chair, key=KEY)
    assert (year.status, meeting.decision, meeting.decided_by) == (Status.RATIFIED, "ratified", chair.identifier)
    assert meeting.quorum == "3 members"
    assert verbs(meeting) == ["add_meeting", "decide"]
    assert last_entry(meeting.id).details["dissent"] == ["Nadia Karim"]
    (sealed,) = seals()
    held = read(sealed)["meeting"]
    assert (held["place"], held["quorum"]) == ("Town Hall", "3 members")
    assert [one["name"] for one in held["present"]] == ["Colin Shaw", "Hugh Marsh", "Nadia Karim"]


def test_it_is_ratified_with_exceptions_each_of_a_standard(year, meeting, chair):
    points = {"4.2": "Ask young people too.", "1.1": "Sign it.", "1.2": "  "}
    decide(meeting, Decision.WITH_EXCEPTIONS, points=points, by=chair, key=KEY)
    assert year.status is Status.WITH_EXCEPTIONS
    assert queries.points_of(meeting) == [("1.1", "Sign it."), ("4.2", "Ask young people too.")]
    assert queries.points_by_rating(year, viewer=chair)[get_rating(year, "1.1").id].text == "Sign it."
    assert len(seals()) == 1


def test_it_is_sent_back_with_a_reason_without_a_quorum_and_nothing_is_sealed(year, chair):
    meeting = make_meeting(year.service, chair, by=chair, about=year)
    decide(meeting, Decision.SENT_BACK, reason="Too thin.", points={"1.1": "Say more."}, by=chair, key=KEY)
    assert (year.status, meeting.reason, meeting.quorum) == (Status.SENT_BACK, "Too thin.", "")
    assert seals() == []


@pytest.mark.parametrize("decision", [Decision.RATIFIED, Decision.WITH_EXCEPTIONS])
def test_without_a_quorum_nothing_is_ratified_and_it_is_said_what_is_missing(year, chair, group, decision):
    db.session.add(QuorumRule(service_id=year.service_id, members=2, constituencies=["health"]))
    meeting = make_meeting(year.service, chair, group, by=chair, about=year)
    with pytest.raises(Conflict, match="no quorum: somebody for health missing"):
        decide(meeting, decision, points={"1.1": "x"}, by=chair, key=KEY)
    db.session.expire_all()
    assert (year.status, meeting.decision, seals()) == (Status.SUBMITTED, None, [])


def test_apologies_and_guests_make_no_quorum(year, chair):
    nadia, hugh = members(year.service)
    attending = (*present(chair, nadia), Attending(hugh.id, Presence.APOLOGIES))
    meeting = make_meeting(year.service, by=chair, about=year, attending=attending, guests=("Una Ford",))
    with pytest.raises(Conflict, match="1 more member missing"):
        decide(meeting, Decision.RATIFIED, by=chair, key=KEY)


@pytest.mark.parametrize("decision", Decision)
def test_whoever_decides_has_been_there(year, chair, decision):
    other = make_person("Olive Chair", year.service, Role.CHAIR)
    meeting = quorate(year, chair)
    with pytest.raises(Conflict, match="You are not among those who were present"):
        decide(meeting, decision, points={"1.1": "x"}, reason="x", by=other, key=KEY)


def test_nobody_ratifies_what_they_submitted(assessment, manager, chair):
    year = submitted(assessment, manager)
    give_role(manager, year.service, Role.CHAIR, by=OPERATOR)
    meeting = quorate(year, manager)
    with pytest.raises(Forbidden, match="nobody ratifies what they submitted"):
        decide(meeting, Decision.RATIFIED, by=manager, key=KEY)
    decide(meeting, Decision.SENT_BACK, reason="Too thin.", by=manager, key=KEY)
    assert year.status is Status.SENT_BACK


def test_a_meeting_before_the_submission_or_still_to_come_decides_nothing(year, chair):
    for day, said in ((DAY, "before the self-assessment was submitted"), (date(2100, 1, 1), "still to come")):
        meeting = make_meeting(year.service, chair, by=chair, about=year, on=day)
        with pytest.raises(Conflict, match=said):
            decide(meeting, Decision.SENT_BACK, reason="x", by=chair, key=KEY)


def test_a_meeting_about_an_earlier_version_decides_nothing(year, meeting, manager, chair):
    later = make_meeting(year.service, chair, by=chair, about=year)
    decide(meeting, Decision.RATIFIED, by=chair, key=KEY)
    correct(year, "A number was wrong", by=manager)
    move(year, "submit", by=manager)
    with pytest.raises(Conflict, match="about version 1, and the self-assessment is at version 2"):
        decide(later, Decision.SENT_BACK, reason="x", by=chair, key=KEY)
    assert queries.open_meeting_about(year, viewer=chair) is None


def test_a_meeting_about_nothing_decides_nothing(service, chair):
    with pytest.raises(Conflict, match="nothing to decide"):
        decide(make_meeting(service, chair, by=chair), Decision.RATIFIED, by=chair, key=KEY)


def test_two_meetings_about_the_same_decide_once(year, meeting, chair):
    other = make_meeting(year.service, chair, by=chair, about=year)
    decide(meeting, Decision.RATIFIED, by=chair, key=KEY)
    with pytest.raises(Conflict, match="is ratified by now"):
        decide(other, Decision.SENT_BACK, reason="x", by=chair, key=KEY)


def test_a_decided_meeting_changes_no_more(year, meeting, chair):
    decide(meeting, Decision.RATIFIED, by=chair, key=KEY)
    with pytest.raises(Conflict, match="Its record is closed"):
        save_meeting(meeting, replace(queries.text_of(meeting), place="Library"), by=chair)
    with pytest.raises(Conflict, match="Its record is closed"):
        decide(meeting, Decision.SENT_BACK, reason="x", by=chair, key=KEY)


def test_dissent_is_of_somebody_who_was_there(meeting, chair):
    with pytest.raises(Invalid, match="Gwen Rees is not among those who were there"):
        decide(meeting, Decision.RATIFIED, dissents=[("Gwen Rees", "No")], by=chair, key=KEY)


def test_a_record_that_changed_since_it_was_looked_over_is_not_sealed(meeting, chair):
    seen = meeting.version
    save_meeting(meeting, replace(queries.text_of(meeting), words="Another"), by=chair)
    with pytest.raises(Stale):
        decide(meeting, Decision.RATIFIED, version=seen, by=chair, key=KEY)


def test_a_standard_that_there_is_not_is_no_exception(meeting, chair):
    with pytest.raises(NotFound):
        decide(meeting, Decision.WITH_EXCEPTIONS, points={"9.9": "x"}, by=chair, key=KEY)


def test_what_was_sent_back_is_said_at_the_rating_until_the_next_decision(year, chair, manager):
    first = quorate(year, chair)
    decide(first, Decision.SENT_BACK, reason="x", points={"1.1": "Say more."}, by=chair, key=KEY)
    assert len(queries.points_by_rating(year, viewer=manager)) == 1
    move(year, "submit", by=manager)
    attending = queries.text_of(first).attending
    second = make_meeting(year.service, by=chair, about=year, attending=attending)
    decide(second, Decision.RATIFIED, by=chair, key=KEY)
    assert queries.points_by_rating(year, viewer=manager) == {}
    assert queries.last_decision_about(year, viewer=manager) is second


def test_the_minute_that_is_taken_stands_in_the_record(meeting, group):
    take_minute(meeting, by=group)
    assert last_entry(meeting.id).verb == "take_minute"


def test_a_day_can_be_corrected(service, chair):
    meeting = make_meeting(service, chair, by=chair)
    day = clock.today() - timedelta(days=3)
    save_meeting(meeting, replace(queries.text_of(meeting), held_on=day), by=chair)
    assert meeting.held_on == day


def test_of_many_years_the_latest_undecided_meeting_of_each_is_found_at_once(service, framework, assessment, chair):
    other = start_assessment(service, framework, period("2022-23", service.year_starts), by=OPERATOR)
    make_meeting(service, chair, by=chair, about=assessment, on=DAY)
    latest, of_other = (make_meeting(service, chair, by=chair, about=year) for year in (assessment, other))
    with counted() as made:
        found = queries.open_meetings_about([assessment, other], viewer=chair)
    assert found == {assessment.id: latest, other.id: of_other}
    assert sum("FROM meetings" in statement for statement in made) == 1
    assert queries.open_meeting_about(other, viewer=chair) is of_other
