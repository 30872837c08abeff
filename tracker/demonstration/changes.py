"""Making the demonstration's service, through the same verbs as every other."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from tracker import clock
from tracker.accounts.changes import add_person, add_service, give_role, set_password
from tracker.accounts.models import Person, Service
from tracker.accounts.queries import find_service
from tracker.accounts.rules import OPERATOR, Constituency, Period, Role, fresh_token, period
from tracker.assessments.changes import (
    choose_evidence,
    link_plan,
    save_rating,
    say_why_no_action,
    start_assessment,
)
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_assessment, get_rating, ratings_of
from tracker.demonstration import queries
from tracker.demonstration.rules import ADMINISTRATOR, FAMILIES, NAME, PEOPLE, SLUG, address_of
from tracker.errors import NotFound
from tracker.evidence.changes import Sent, add_evidence
from tracker.evidence.models import Evidence
from tracker.evidence.queries import evidence_of
from tracker.evidence.rules import EvidenceKind, EvidenceText
from tracker.figures import Figure
from tracker.files import FileKind
from tracker.group.changes import add_member, edit_member, set_quorum
from tracker.group.queries import get_membership
from tracker.group.rules import Quorum, Seat
from tracker.meetings.changes import add_meeting, ask_of_plan, decide, review_plan
from tracker.meetings.rules import Attending, Decision, MeetingText, Presence
from tracker.owners.changes import match_names
from tracker.plans.changes import add_action, start_plan
from tracker.plans.models import Plan
from tracker.plans.queries import actions_of, get_plan
from tracker.plans.rules import ActionState, ActionText, OutcomeResult
from tracker.progress.changes import add_note, mark_outcome, tick_step
from tracker.progress.rules import Mark
from tracker.review.changes import answer, close, respond
from tracker.review.queries import open_queries_by
from tracker.review.rules import Response
from tracker.signing import SigningKey
from tracker.standards.models import Framework
from tracker.submission.changes import submit
from tracker.teamwork.changes import add_remark, assign, close_remark, say_done
from tracker.you_said.changes import add_line
from tracker.you_said.rules import LineText


def add_demonstration(framework: Framework) -> bool:
    """Make the demonstration's service with all it has, unless it is there. Tells whether it was made."""
    if find_service(SLUG):
        return False
    content = _content()
    entry = content["service"]
    service = add_service(
        NAME,
        SLUG,
        year_starts=entry["year_starts"],
        advisory_body=entry["advisory_body"],
        by=OPERATOR,
    )
    years = {}
    for year in content["years"]:
        assessment = years[year["label"]] = _add_assessment(service, framework, year)
        link_plan(assessment, _add_plan(service, framework, year["plan"]), by=OPERATOR)
    keepers = {person.name: person for person in _add_people(service)}
    for entry in content["evidence"]:
        keeper = keepers[entry["by"]]
        item = _add_evidence(service, framework, entry, by=keeper)
        for label, numbers in entry.get("backs", {}).items():
            for number in numbers:
                choose_evidence(get_rating(years[label], number), add=[item], by=keeper)
    _match_names(service, content["names_in_plans"], keepers)
    _add_you_said(service, content["you_said"], by=keepers[PEOPLE[Role.MANAGER]])
    _add_teamwork([*years.values()][-1], keepers[PEOPLE[Role.MANAGER]], keepers[PEOPLE[Role.TEAM]])
    for entry in content["progress"]:
        _add_progress(service, entry, keepers[PEOPLE[Role.MANAGER]], keepers[PEOPLE[Role.TEAM]])
    return True


def add_people(hash_password: Callable[[str], str]) -> dict[str, str]:
    """Make a person in every role and an administrator, unless they are there, each with a password.

    The new passwords by e-mail address.
    """
    service = find_service(SLUG)
    if service is None:
        return {}
    passwords: dict[str, str] = {}
    for person in queries.newcomers() or ([] if queries.people() else _add_people(service)):
        passwords[person.email] = fresh_token()[:16]
        set_password(person, hash_password(passwords[person.email]))
    return passwords


def add_ratified_year(key: SigningKey) -> None:
    """Give the demonstration its advisory group, which looks at the earlier year, meets today, and ratifies it."""
    service = find_service(SLUG)
    if service is None:
        raise NotFound("The demonstration has to be made first.")
    content = _content()
    people = {person.name: person for person in queries.people()}
    members = people | _add_group(service, content["group"], people)
    manager, chair = people[PEOPLE[Role.MANAGER]], people[PEOPLE[Role.CHAIR]]
    entry = content["ratified"]
    assessment = get_assessment(service, entry["year"], viewer=manager)
    for number, reason in entry["reasons"].items():
        say_why_no_action(get_rating(assessment, number), reason, by=manager)
    submit(assessment, by=manager)
    _add_review(assessment, entry, members, manager)
    _hold_meeting(assessment, entry["meeting"], members, chair, key)


def _add_group(service: Service, entry: dict[str, Any], people: dict[str, Person]) -> dict[str, Person]:
    """The seats of those who have an account, and the others, by name."""
    manager = people[PEOPLE[Role.MANAGER]]
    for role, seat in entry["seats"].items():
        membership = get_membership(service, people[PEOPLE[Role(role)]].id, viewer=manager)
        edit_member(membership, _seat(seat, Role(role)), by=manager)
    added = {}
    for one in entry["members"]:
        address = address_of(one["name"], FAMILIES)
        added[one["name"]] = add_member(service, one["name"], address, _seat(one), by=manager).person
    rule = entry["quorum"]
    set_quorum(service, Quorum(rule["members"], tuple(map(Constituency, rule["constituencies"]))), by=manager)
    return added


def _seat(entry: dict[str, Any], role: Role = Role.GROUP) -> Seat:
    return Seat(role, Constituency(entry["constituency"]), date.fromisoformat(entry["starts"]))


def _add_review(assessment: Assessment, entry: dict[str, Any], members: dict[str, Person], manager: Person) -> None:
    """What members say to the ratings, what they ask, and what the manager answers."""
    for said in entry["responses"]:
        member, by_link = members[said["by"]], said.get("by_link", False)
        for number in said["standards"]:
            respond(get_rating(assessment, number), Response.AGREE, member=member, by=member, by_link=by_link)
    for asked in entry["queries"]:
        member, by_link = members[asked["by"]], asked.get("by_link", False)
        rating = get_rating(assessment, asked["standard"])
        respond(rating, Response.QUERY, asked["text"], member=member, by=member, by_link=by_link)
        [query] = open_queries_by(member, rating)
        answer(query, asked["answer"], by=manager)
        if asked.get("closed"):
            close(query, by=member, by_link=by_link)


def _hold_meeting(
    assessment: Assessment, entry: dict[str, Any], members: dict[str, Person], chair: Person, key: SigningKey
) -> None:
    """The meeting that looks at the plan and ratifies the year with an exception."""
    came = dict.fromkeys(entry["present"], Presence.PRESENT) | dict.fromkeys(entry["apologies"], Presence.APOLOGIES)
    interests = entry["interests"]
    text = MeetingText(
        held_on=clock.today(),
        place=entry["place"],
        minute_reference=entry["minute_reference"],
        words=entry["words"],
        attending=tuple(Attending(members[name].id, how, interests.get(name, "")) for name, how in came.items()),
        guests=tuple(entry["guests"]),
    )
    meeting = add_meeting(assessment.service, text, about=assessment, by=chair)
    if plan := assessment.plan:
        review = review_plan(meeting, plan, entry["plan"]["words"], by=chair)
        for request in entry["plan"]["requests"]:
            ask_of_plan(review, request, by=chair)
    exceptions, dissents = entry["exceptions"], tuple(entry["dissents"].items())
    decide(meeting, Decision.WITH_EXCEPTIONS, points=exceptions, dissents=dissents, by=chair, key=key)


def _add_people(service: Service) -> list[Person]:
    people = []
    for role, name in [*PEOPLE.items(), (None, ADMINISTRATOR)]:
        person = add_person(name, address_of(name), is_admin=role is None, by=OPERATOR)
        if role is not None:
            give_role(person, service, role, by=OPERATOR)
        people.append(person)
    return people


def _match_names(service: Service, names: dict[str, str], people: dict[str, Person]) -> None:
    whose = {name: people[PEOPLE[Role(role)]] for name, role in names.items()}
    match_names(service, whose, by=people[PEOPLE[Role.MANAGER]])


def _add_you_said(service: Service, entries: list[dict[str, Any]], *, by: Person) -> None:
    """What families said, and what came of it, from evidence and actions that are there."""
    items = {item.title: item for item in evidence_of(service, viewer=by)}
    for entry in entries:
        action = None
        if "answered_by" in entry:
            label, position = entry["answered_by"]
            action = actions_of(get_plan(service, label, viewer=by))[position - 1]
        text = LineText(entry["said"], entry["did"], entry["came_of_it"], entry["shown"])
        add_line(service, text, evidence=items.get(entry.get("from", "")), action=action, by=by)


def _add_teamwork(assessment: Assessment, manager: Person, team: Person) -> None:
    """What the manager asks the team to draft, and what they say to each other about it."""
    content = _content()["teamwork"]
    for entry in content["assignments"]:
        due = clock.today() + timedelta(days=entry["due_in"]) if "due_in" in entry else None
        rating = get_rating(assessment, entry["standard"])
        assignment = assign(rating, team, due=due, words=entry["words"], by=manager)
        if entry.get("done"):
            say_done(assignment, by=team)
    for entry in content["remarks"]:
        by = {"manager": manager, "team": team}[entry["by"]]
        remark = add_remark(get_rating(assessment, entry["standard"]), entry["text"], by=by)
        if entry.get("closed"):
            close_remark(remark, by=manager)


def _add_progress(service: Service, entry: dict[str, Any], manager: Person, team: Person) -> None:
    """What was ticked, what came of outcomes, and what was noted about one action; no day is one to come."""
    plan = get_plan(service, entry["plan"], viewer=manager)
    action = next(one for one in actions_of(plan) if one.position == entry["action"])
    for place, day in entry.get("steps", {}).items():
        tick_step(action, action.steps[place - 1], day=_past(day), by=team)
    for place, came in entry.get("outcomes", {}).items():
        result = OutcomeResult(came["result"]) if "result" in came else None
        figures = (Decimal(came[name]) if name in came else None for name in ("target", "reached"))
        mark_outcome(action, action.outcomes[place - 1], Mark(result, came.get("sentence", ""), *figures), by=manager)
    for note in entry.get("notes", ()):
        add_note(action, note["text"], day=_past(note["day"]), by={"manager": manager, "team": team}[note["by"]])


def _past(day: str) -> date:
    return min(date.fromisoformat(day), clock.today())


def _content() -> Any:
    return yaml.safe_load((files("tracker.demonstration") / "content.yaml").read_text("utf-8"))


def _add_assessment(service: Service, framework: Framework, year: dict[str, Any]) -> Assessment:
    assessment = start_assessment(
        service,
        framework,
        period(year["label"], service.year_starts),
        as_at=date.fromisoformat(year["as_at"]),
        by=OPERATOR,
    )
    given = {rating["standard"]: rating for rating in year["ratings"]}
    for rating in ratings_of(assessment):
        entry = given[rating.standard.number]
        save_rating(rating, entry["code"], entry["notes"], by=OPERATOR)
    return assessment


def _add_plan(service: Service, framework: Framework, entry: dict[str, Any]) -> Plan:
    days = date.fromisoformat(entry["starts"]), date.fromisoformat(entry["ends"])
    plan = start_plan(service, Period(entry["label"], *days), title=entry["title"], by=OPERATOR)
    for action in entry["actions"]:
        add_action(plan, _action_text(action), framework, by=OPERATOR)
    return plan


def _action_text(entry: dict[str, Any]) -> ActionText:
    lists = {key: tuple(entry[key]) for key in ("standards", "steps", "outcomes")}
    due = date.fromisoformat(entry["due"]) if "due" in entry else None  # where it is another than is worked out
    return ActionText(**entry | lists | {"due": due, "state": ActionState(entry["state"])})


def _add_evidence(service: Service, framework: Framework, entry: dict[str, Any], *, by: Person) -> Evidence:
    look_again = date.fromisoformat(entry["look_again"]) if "look_again" in entry else None
    text = EvidenceText(
        title=entry.get("title", ""),
        description=entry.get("description", ""),
        speaks_of=date.fromisoformat(entry["speaks_of"]),
        look_again=look_again,
        standards=tuple(entry["standards"]),
        address=entry.get("address", ""),
        figure=_figure(entry) if "value" in entry else None,
    )
    kind = FileKind(entry.get("file_kind", "csv"))
    files = [Sent(entry["file"], entry["content"].encode(), kind)] if "file" in entry else []
    return add_evidence(service, EvidenceKind(entry["kind"]), text, framework, files=files, by=by)


def _figure(entry: dict[str, Any]) -> Figure:
    earlier = Decimal(entry["earlier"]) if "earlier" in entry else None
    before = entry.get("earlier_period", "")
    return Figure(entry["name"], Decimal(entry["value"]), entry["unit"], entry["period"], earlier, before)
