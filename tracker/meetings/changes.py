"""Every change to meetings."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm.attributes import flag_modified

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.queries import name_of
from tracker.accounts.rules import Doer, fingerprint, insist
from tracker.assessments.changes import hold, move
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating
from tracker.assessments.rules import MOVES, insist_leads_from, insist_not_own
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Conflict, Invalid, Stale
from tracker.meetings import queries, rules
from tracker.meetings.models import Attendance, Dissent, Meeting, PlanRequest, PlanReview, Point
from tracker.meetings.rules import AGREES, STEPS, Attending, Decision, MeetingText, Presence, Resolution
from tracker.plans.models import Action, Plan
from tracker.plans.queries import actions_of
from tracker.reports.everything import plan_as_it_stands
from tracker.richtext import clean
from tracker.seals.changes import seal
from tracker.signing import SigningKey, canonical


def add_meeting(
    service: Service,
    text: MeetingText,
    *,
    by: Doer,
    about: Assessment | None = None,
    identifier: uuid.UUID | None = None,
) -> Meeting:
    """Begin the record of a meeting, ``about`` a self-assessment in its version of now or about none.

    Raises as ``save_meeting`` does. The same under the same ``identifier`` again adds nothing; another text becomes
    another meeting.
    """
    insist(by, rules.RECORD, service.id)
    if about and about.service_id != service.id:
        raise Invalid("A meeting can only be about a self-assessment of the same service.")
    text = _cleaned(text)
    there = db.session.get(Meeting, identifier) if identifier else None
    if there and there.service_id == service.id and queries.text_of(there) == text:
        return there
    meeting = Meeting(
        id=identifier if identifier and not there else uuid.uuid4(),
        service=service,
        assessment=about,
        assessment_version=about.version if about else None,
        opened_by=by.identifier,
        opened_at=clock.now(),
        **_plain(text),
    )
    _set_attendance(meeting, text, by=by)
    db.session.add(meeting)
    db.session.flush()
    label = about.label if about else None
    record("add_meeting", meeting.id, by=by, service_id=service.id, after=text.plain, label=label)
    return meeting


def save_meeting(meeting: Meeting, text: MeetingText, *, by: Doer, version: int | None = None) -> None:
    """Save what is said of a meeting, as often as the chair likes, until it decides.

    ``version`` is that of the record that ``by`` had before them. Raises ``Stale`` where it is another by now, unless
    what is there is the same; ``Invalid`` for who was no member on that day and for what is too long.
    """
    _insist_open(meeting, by)
    text, before = _cleaned(text), queries.text_of(meeting)
    if text == before:
        return
    insist_current(meeting, version)
    for name, value in _plain(text).items():
        setattr(meeting, name, value)
    _set_attendance(meeting, text, by=by)
    _touch(meeting)
    service_id = meeting.service_id
    record("save_meeting", meeting.id, by=by, service_id=service_id, before=before.plain, after=text.plain)


def _insist_open(meeting: Meeting, by: Doer) -> None:
    """Raise unless ``by`` may record and nothing is decided; whoever decides at the same moment is waited for."""
    insist(by, rules.RECORD, meeting.service_id)
    if meeting.assessment:
        hold(meeting.assessment)
    db.session.refresh(meeting)
    rules.insist_undecided(meeting.decision)


def insist_current(meeting: Meeting, version: int | None) -> None:
    """Raise ``Stale`` where the meeting's record is of another version than the one that somebody saw."""
    if version is not None and version != meeting.version:
        raise Stale("Somebody else saved the record of this meeting while you did. Nothing of yours was saved yet.")


def _touch(meeting: Meeting) -> None:
    """Another version, also where only what belongs to the meeting is another."""
    flag_modified(meeting, "words")
    db.session.flush()


def _plain(text: MeetingText) -> dict[str, object]:
    return {name: getattr(text, name) for name in ("held_on", "place", "is_online", "minute_reference", "words")}


def _cleaned(text: MeetingText) -> MeetingText:
    """The text as it is kept. Raises ``Invalid`` that says which part is missing or too long."""
    place = _line(text.place) or ("Online" if text.is_online else "")
    if not place:
        raise Invalid("Say where the meeting was held.")
    settled = replace(
        text,
        place=_short("The place", place, rules.PLACE_AT_MOST),
        minute_reference=_short("The minute reference", _line(text.minute_reference), rules.REFERENCE_AT_MOST),
        words=_short("What was said", clean(text.words), rules.TEXT_AT_MOST),
        attending=tuple(replace(one, interest=_interest(one)) for one in text.attending),
        guests=tuple(_short("The name of a guest", _line(name), rules.NAME_AT_MOST) for name in text.guests),
    ).settled
    if len(settled.guests) > rules.LINES_AT_MOST:
        raise Invalid(f"At most {rules.LINES_AT_MOST} guests can be named.")
    return settled


def _interest(one: Attending) -> str:
    interest = clean(one.interest).strip()
    if interest and one.presence is not Presence.PRESENT:
        raise Invalid("An interest is declared by who is present: say that they were, or empty it.")
    return _short("An interest", interest, rules.TEXT_AT_MOST)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _short(what: str, text: str, most: int) -> str:
    if len(text) > most:
        raise Invalid(
            f"{what} has at most {most:,} characters; this has {len(text):,}. Nothing was cut: shorten it, then save "
            "again."
        )
    return text


def _set_attendance(meeting: Meeting, text: MeetingText, *, by: Doer) -> None:
    """Who was there: whom the record names already stays named so. Raises ``Invalid`` for who is no member."""
    members = {one.person_id: one for one in queries.members_at(meeting.service, [text.held_on], meeting, viewer=by)}
    there = {one.person_id: one for one in meeting.attendance if one.person_id}
    attendance = []
    for one in text.attending:
        if one.presence not in rules.PRESENCES or one.person not in members:
            raise Invalid(f"{name_of(str(one.person))} is not on the group on that day. Name who was there as a guest.")
        member = members[one.person]
        row = there.get(one.person) or Attendance(
            person_id=one.person, name=member.name, constituency=member.constituency
        )
        row.presence, row.interest = one.presence, one.interest
        attendance.append(row)
    guests = [Attendance(name=name, presence=Presence.GUEST, interest="") for name in text.guests]
    meeting.attendance = attendance + guests


def resolved(
    meeting: Meeting,
    decision: Decision,
    *,
    points: Mapping[str, str] | None = None,
    dissents: Sequence[tuple[str, str]] = (),
    reason: str = "",
    version: int | None = None,
    by: Doer,
) -> Resolution:
    """What ``decide`` would record, as it would be kept; nothing is changed. Raises as ``decide`` does."""
    insist(by, MOVES[STEPS[decision]].deed, meeting.service_id)
    assessment = _held(meeting, decision, by)
    rules.insist_nothing_against(queries.obstacles_to(meeting, decision, by=by))
    insist_current(meeting, version)
    for number in points or {}:
        get_rating(assessment, number)
    said = [(number, _text(f"What is said to {number}", text)) for number, text in (points or {}).items()]
    resolution = Resolution(
        decision,
        tuple((number, text) for number, text in said if text),
        _dissents(meeting, dissents),
        _text("The reason", reason),
    )
    rules.insist_said(resolution)
    return resolution


def decide(
    meeting: Meeting,
    decision: Decision,
    *,
    points: Mapping[str, str] | None = None,
    dissents: Sequence[tuple[str, str]] = (),
    reason: str = "",
    version: int | None = None,
    by: Doer,
    key: SigningKey,
) -> None:
    """Decide about the self-assessment that the meeting is about; what is ratified is sealed with ``key``.

    ``points`` are texts by the standards' numbers: exceptions, or what is to be changed. ``dissents`` are pairs of the
    name of somebody who was there and their words; ``reason`` says why it is sent back. From then on the record is
    closed. Raises ``Conflict`` where something stands against it, which says what; ``Stale`` as ``save_meeting`` does;
    ``Invalid`` where what is said does not go with the decision.
    """
    said = resolved(meeting, decision, points=points, dissents=dissents, reason=reason, version=version, by=by)
    assessment = _subject(meeting)
    meeting.reason = said.reason
    meeting.points = [Point(rating=get_rating(assessment, number), text=text) for number, text in said.points]
    meeting.dissents = [Dissent(name=name, text=text) for name, text in said.dissents]
    meeting.decision, meeting.decided_by, meeting.decided_at = decision, by.identifier, clock.now()
    db.session.flush()
    move(assessment, STEPS[decision], by=by)
    _record_decision(meeting, assessment, by=by)
    if decision in AGREES:
        _seal(meeting, assessment, by=by, key=key)


def _subject(meeting: Meeting) -> Assessment:
    if meeting.assessment is None:
        raise Conflict("This meeting is not about a self-assessment, so that there is nothing to decide.")
    return meeting.assessment


def _held(meeting: Meeting, decision: Decision, by: Doer) -> Assessment:
    """What the meeting is about, held until this transaction ends; nobody else decides meanwhile."""
    assessment, verb = _subject(meeting), STEPS[decision]
    hold(assessment)
    db.session.refresh(meeting)
    rules.insist_undecided(meeting.decision)
    insist_leads_from(verb, assessment.status, assessment.label)
    insist_not_own(verb, assessment.submitted_by, by.identifier)
    return assessment


def _text(what: str, text: str) -> str:
    return _short(what, clean(text).strip(), rules.TEXT_AT_MOST)


def _dissents(meeting: Meeting, dissents: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    there = {one.name for one in [*meeting.present, *meeting.guests]}
    said = [(name, _text(f"What {name} said", text)) for name, text in dissents]
    for name, text in said:
        if text and name not in there:
            raise Invalid(
                f"{name} is not among those who were there, and so cannot have dissented. Correct the record."
            )
    return tuple((name, text) for name, text in said if text)


def _record_decision(meeting: Meeting, assessment: Assessment, *, by: Doer) -> None:
    points = dict(queries.points_of(meeting))
    details = {"label": assessment.label, "version": assessment.version, "decision": meeting.decision, "points": points}
    dissent = [one.name for one in meeting.dissents]
    record(
        "decide", meeting.id, by=by, service_id=meeting.service_id, reason=meeting.reason, dissent=dissent, **details
    )


def _seal(meeting: Meeting, assessment: Assessment, *, by: Doer, key: SigningKey) -> None:
    record_held = queries.held(meeting)
    meeting.quorum = record_held.quorum
    db.session.flush()
    seal(assessment, record_held, by=by, key=key)


def review_plan(meeting: Meeting, plan: Plan, words: str, *, by: Doer, version: int | None = None) -> PlanReview:
    """Record that the meeting looked at a plan, which is kept as it stands now; later saves only change the words.

    Raises ``Conflict`` for another plan than the one that is recorded already.
    """
    _insist_open(meeting, by)
    if plan.service_id != meeting.service_id:
        raise Invalid("A meeting can only look at a plan of the same service.")
    words, review = _text("What was said", words), meeting.plan_review
    if review and review.plan_id != plan.id:
        raise Conflict(f"This meeting looked at the plan {review.plan.label}. Record another one for this plan.")
    if review and review.words == words:
        return review
    insist_current(meeting, version)
    before = review.words if review else None
    if review is None:
        as_stood = canonical(plan_as_it_stands(plan, actions_of(plan))).decode()
        review = PlanReview(plan=plan, as_stood=as_stood, at=clock.now(), by=by.identifier)
        meeting.plan_review = review
    review.words = words
    _touch(meeting)
    service_id = meeting.service_id
    record("review_plan", meeting.id, by=by, service_id=service_id, plan=plan.label, before=before, after=words)
    return review


def ask_of_plan(
    review: PlanReview, text: str, *, by: Doer, action: Action | None = None, identifier: uuid.UUID | None = None
) -> PlanRequest:
    """Add a change that the meeting asked for, of one action or of the whole plan.

    The same under the same ``identifier`` again adds nothing; another text becomes another change.
    """
    _insist_open(review.meeting, by)
    said = _text("What was asked for", text)
    if not said:
        raise Invalid("Say what the meeting asked for.")
    if action and action.plan_id != review.plan_id:
        raise Invalid("This action is of another plan.")
    if there := db.session.get(PlanRequest, identifier) if identifier else None:
        if (there.review_id, there.text, there.action) == (review.id, said, action):
            return there
        identifier = None
    position = max((one.position for one in review.requests), default=0) + 1
    request = PlanRequest(id=identifier or uuid.uuid4(), position=position, action=action, text=said)
    review.requests.append(request)
    _touch(review.meeting)
    action_id = str(action.id) if action else None
    _record_request("ask_of_plan", review, request, by=by, after=said, action=action_id)
    return request


def drop_request(review: PlanReview, request: PlanRequest, *, by: Doer) -> None:
    """Take out what was not asked for after all. Raises ``Conflict`` once something became of it."""
    _insist_open(review.meeting, by)
    if request.became_at:
        raise Conflict("It is said what became of this. What was answered stays in the record.")
    review.requests.remove(request)
    _touch(review.meeting)
    _record_request("drop_request", review, request, by=by, before=request.text)


def say_what_became(review: PlanReview, request: PlanRequest, text: str, *, by: Doer, seen: str | None = None) -> None:
    """Say what became of what the meeting asked for, at any time; nothing said takes it back.

    ``seen`` is the sign of what was said when ``by`` looked. Raises ``Stale`` where it is another by now.
    """
    insist(by, rules.SAY_WHAT_BECAME, review.meeting.service_id)
    db.session.refresh(request, with_for_update=True)
    said, before = _text("What became of it", text), request.became
    if said == before:
        return
    if seen not in {None, fingerprint(before)}:
        raise Stale("Somebody else said what became of it while you did. Nothing of yours was saved yet.")
    request.became = said
    request.became_by, request.became_at = (by.identifier, clock.now()) if said else (None, None)
    _record_request("say_what_became", review, request, by=by, before=before, after=said)


def _record_request(verb: str, review: PlanReview, request: PlanRequest, *, by: Doer, **details: str | None) -> None:
    db.session.flush()
    record(verb, request.id, by=by, service_id=review.meeting.service_id, plan=review.plan.label, **details)


def take_minute(meeting: Meeting, *, by: Doer) -> None:
    """Record that the minute was taken as a Word file."""
    insist(by, rules.READ, meeting.service_id)
    record("take_minute", meeting.id, by=by, service_id=meeting.service_id)
