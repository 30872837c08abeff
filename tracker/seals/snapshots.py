"""A ratified year as plain JSON values, and back again as a year that can be printed.

The form is kept for good: what was sealed in it has to be read as long as anybody asks who agreed to what.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from tracker.accounts.models import Service
from tracker.accounts.rules import Constituency
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.rules import Status
from tracker.db import in_utc
from tracker.errors import Invalid
from tracker.evidence.models import Evidence, EvidenceFile
from tracker.evidence.rules import EvidenceKind
from tracker.plans.models import Action, Outcome, Plan, Step
from tracker.plans.rules import ActionState, OutcomeResult, Rag
from tracker.reports.everything import evidence_part, framework_part, period_part, plan_part, rating_part, service_part
from tracker.reports.queries import Year
from tracker.seals.rules import Attendee, MeetingHeld
from tracker.standards.models import Framework, FrameworkRating, Section, Standard
from tracker.standards.rules import CallsFor

NAME: Final = "minimum-standards-seal"
VERSION: Final = 1
PEOPLE: Final = ("present", "apologies", "guests")


def snapshot_of(
    year: Year,
    held: MeetingHeld,
    *,
    submitted_by: str,
    ratified_by: str,
    at: datetime,
    abbreviations: Mapping[str, str],
) -> dict[str, Any]:
    """All that is sealed of a year and of the meeting that ratified it; the names are those of people, at that time."""
    assessment = year.assessment
    exceptions = dict(held.exceptions)
    submitted_at = assessment.submitted_at
    return {
        "format": {"name": NAME, "version": VERSION},
        "service": service_part(assessment.service),
        "framework": framework_part(assessment.framework.wording),
        "period": period_part(assessment),
        "as_at": assessment.as_at.isoformat(),
        "service_name": assessment.service_name,
        "version": assessment.version,
        "correction_reason": assessment.correction_reason,
        "status": assessment.status.value,
        "submitted": {"by": submitted_by, "at": in_utc(submitted_at).isoformat() if submitted_at else None},
        "ratified": {"by": ratified_by, "at": at.isoformat()},
        "ratings": [_rating(rating, year, exceptions.get(rating.standard.number)) for rating in year.ratings],
        "plan": plan_part(year.plan, year) if year.plan else None,
        "abbreviations": dict(abbreviations),
        "meeting": _meeting(held),
    }


def _rating(rating: Rating, year: Year, exception: str | None) -> dict[str, Any]:
    items, until = year.evidence.get(rating.id, ()), rating.no_action_until
    return rating_part(rating, ()) | {
        "no_action_reason": rating.no_action_reason,
        "no_action_until": until.isoformat() if until else None,
        "exception": exception,
        "evidence": [evidence_part(item) | {"files": _files(item)} for item in items],
    }


def _files(item: Evidence) -> list[dict[str, Any]]:
    return [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in current_files(item)]


def current_files(item: Evidence) -> list[EvidenceFile]:
    """The files of an item in their current versions."""
    there = [file for file in item.files if file.deleted_at is None]
    latest = {file.position: file for file in reversed(there)}  # the newest version of each comes first
    return [latest[position] for position in sorted(latest)]


def _meeting(held: MeetingHeld) -> dict[str, Any]:
    """The meeting's record: days as ISO writes them, pairs as objects that say which is which."""
    people = {name: [_attendee(one) for one in getattr(held, name)] for name in PEOPLE}
    return (
        asdict(held)
        | people
        | {
            "held_on": held.held_on.isoformat(),
            "exceptions": [{"standard": number, "text": text} for number, text in held.exceptions],
            "dissent": [{"name": name, "text": text} for name, text in held.dissent],
        }
    )


def _attendee(there: Attendee) -> dict[str, Any]:
    constituency = there.constituency.value if there.constituency else None
    return {"name": there.name, "constituency": constituency, "interest": there.interest}


def meeting_in(snapshot: Mapping[str, Any]) -> MeetingHeld:
    """The meeting's record as it was sealed."""
    said = snapshot["meeting"]
    people = {name: tuple(map(_attended, said[name])) for name in PEOPLE}
    return MeetingHeld(
        **said
        | people
        | {
            "held_on": date.fromisoformat(said["held_on"]),
            "exceptions": tuple((one["standard"], one["text"]) for one in said["exceptions"]),
            "dissent": tuple((one["name"], one["text"]) for one in said["dissent"]),
        }
    )


def _attended(said: Mapping[str, Any]) -> Attendee:
    constituency = Constituency(said["constituency"]) if said["constituency"] else None
    return Attendee(said["name"], constituency, said["interest"])


def insist_readable(snapshot: Mapping[str, Any]) -> None:
    """Raise ``Invalid`` for a form that this version of the program does not know."""
    if snapshot.get("format") != {"name": NAME, "version": VERSION}:
        raise Invalid("This seal is of a form that this version of the program does not know. Install a newer one.")


def year_in(snapshot: Mapping[str, Any], assessment: Assessment) -> Year:
    """The year as it was sealed, made of objects that no session knows; ``assessment`` lends its identifiers.

    They are there to be read: what they say is in no table as they say it.
    """
    framework = _framework(snapshot["framework"], assessment.framework_id)
    standards = {standard.number: standard for section in framework.sections for standard in section.standards}
    sealed = _assessment(snapshot, assessment, framework)
    entries = {entry.code: entry for entry in framework.ratings}
    pairs = [(_sealed_rating(said, sealed, standards, entries), said) for said in snapshot["ratings"]]
    plan = _plan(snapshot["plan"], sealed) if snapshot["plan"] else None
    sealed.plan = plan if plan and snapshot["plan"]["linked"] else None
    sealed.plan_id = plan.id if plan and sealed.plan else None
    return Year(
        sealed,
        [rating for rating, _ in pairs],
        plan,
        [_action(said, plan, standards, at) for at, said in enumerate(snapshot["plan"]["actions"], 1)] if plan else [],
        {rating.id: [_evidence(item, sealed) for item in said["evidence"]] for rating, said in pairs},
        exceptions={rating.id: said["exception"] for rating, said in pairs if said["exception"]},
    )


def _assessment(snapshot: Mapping[str, Any], assessment: Assessment, framework: Framework) -> Assessment:
    service, submitted_at = snapshot["service"], snapshot["submitted"]["at"]
    return Assessment(
        id=assessment.id,
        service_id=assessment.service_id,
        framework_id=assessment.framework_id,
        **_period(snapshot["period"]),
        as_at=date.fromisoformat(snapshot["as_at"]),
        service_name=snapshot["service_name"],
        status=Status(snapshot["status"]),
        submitted_at=datetime.fromisoformat(submitted_at) if submitted_at else None,
        version=snapshot["version"],
        correction_reason=snapshot["correction_reason"],
        service=Service(id=assessment.service_id, **service),
        framework=framework,
    )


def _period(said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "label": said["label"],
        "starts": date.fromisoformat(said["starts"]),
        "ends": date.fromisoformat(said["ends"]),
    }


def _framework(said: Mapping[str, Any], identifier: uuid.UUID) -> Framework:
    names = ("identifier", "version", "title", "short_title", "publisher", "read_as")
    framework = Framework(id=identifier, **{name: said[name] for name in names})
    framework.ratings = [
        FrameworkRating(
            framework_id=identifier,
            position=position,
            **entry | {"calls_for": CallsFor(entry["calls_for"]) if entry["calls_for"] else None},
        )
        for position, entry in enumerate(said["scale"], 1)
    ]
    place = 0
    for position, section in enumerate(said["sections"], 1):
        made = Section(
            id=uuid.uuid4(),
            framework_id=identifier,
            number=section["number"],
            title=section["title"],
            position=position,
        )
        for standard in section["standards"]:
            place += 1
            made.standards.append(Standard(id=uuid.uuid4(), framework_id=identifier, position=place, **standard))
        framework.sections.append(made)
    return framework


def _sealed_rating(
    said: Mapping[str, Any],
    assessment: Assessment,
    standards: Mapping[str, Standard],
    entries: Mapping[str, FrameworkRating],
) -> Rating:
    standard = standards[said["standard"]]
    until = said.get("no_action_until")  # what was sealed before there was such a day has none
    names = ("code", "notes", "version", "carried_from", "no_action_reason")
    return Rating(
        id=uuid.uuid4(),
        assessment_id=assessment.id,
        framework_id=assessment.framework_id,
        standard_id=standard.id,
        assessment=assessment,
        standard=standard,
        entry=entries.get(said["code"]),
        no_action_until=date.fromisoformat(until) if until else None,
        **{name: said[name] for name in names},
    )


def _evidence(said: Mapping[str, Any], assessment: Assessment) -> Evidence:
    return Evidence(
        id=uuid.uuid4(),
        service_id=assessment.service_id,
        kind=EvidenceKind(said["kind"]),
        title=said["title"],
        description="",
        speaks_of=date.fromisoformat(said["speaks_of"]),
        as_few=False,
    )


def _plan(said: Mapping[str, Any], assessment: Assessment) -> Plan:
    return Plan(
        id=uuid.uuid4(),
        service_id=assessment.service_id,
        service=assessment.service,
        title=said["title"],
        **_period(said["period"]),
    )


def _action(said: Mapping[str, Any], plan: Plan, standards: Mapping[str, Standard], position: int) -> Action:
    """The action; one that was sealed before its progress was known has none."""
    names = ("area", "objective", "who", "timescale", "completion", "version")
    rag, progress = said.get("rag"), said.get("progress", {})
    steps = progress.get("steps", [{}] * len(said["steps"]))
    outcomes = progress.get("outcomes", [{}] * len(said["outcomes"]))
    return Action(
        id=uuid.UUID(said["id"]),
        plan_id=plan.id,
        plan=plan,
        position=position,
        due=_day(said["due"]),
        state=ActionState(said["state"]),
        standards=[standards[number] for number in said["standards"]],
        due_corrected=said.get("due_corrected", False),
        rag=Rag(rag["rag"]) if rag else None,
        rag_reason=rag["reason"] if rag else None,
        steps=[
            Step(text=text, done_on=_day(done.get("done_on"))) for text, done in zip(said["steps"], steps, strict=True)
        ],
        outcomes=[_outcome(text, came) for text, came in zip(said["outcomes"], outcomes, strict=True)],
        carried_from=_earlier(said.get("carried_from")),
        **{name: said[name] for name in names},
    )


def _earlier(said: Mapping[str, str] | None) -> Action | None:
    """The action that one goes on with: which it is, and the label of its plan, which is all that was sealed."""
    return Action(id=uuid.UUID(said["action_id"]), plan=Plan(label=said["plan"])) if said else None


def _outcome(text: str, came: Mapping[str, Any]) -> Outcome:
    figures = {name: Decimal(came[name]) if came.get(name) else None for name in ("target", "reached")}
    result = OutcomeResult(came["result"]) if came.get("result") else None
    return Outcome(text=text, result=result, sentence=came.get("sentence", ""), **figures)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
