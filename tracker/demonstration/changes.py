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
from tracker.accounts.rules import OPERATOR, Period, Role, fresh_token, period
from tracker.assessments.changes import choose_evidence, link_plan, save_rating, start_assessment
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_rating, ratings_of
from tracker.demonstration import queries
from tracker.demonstration.rules import ADMINISTRATOR, NAME, PEOPLE, SLUG, address_of
from tracker.evidence.changes import Sent, add_evidence
from tracker.evidence.models import Evidence
from tracker.evidence.rules import EvidenceKind, EvidenceText
from tracker.figures import Figure
from tracker.files import FileKind
from tracker.plans.changes import add_action, start_plan
from tracker.plans.models import Plan
from tracker.plans.rules import ActionState, ActionText
from tracker.standards.models import Framework
from tracker.teamwork.changes import add_remark, assign, close_remark, say_done


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
    _add_teamwork([*years.values()][-1], keepers[PEOPLE[Role.MANAGER]], keepers[PEOPLE[Role.TEAM]])
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


def _add_people(service: Service) -> list[Person]:
    people = []
    for role, name in [*PEOPLE.items(), (None, ADMINISTRATOR)]:
        person = add_person(name, address_of(name), is_admin=role is None, by=OPERATOR)
        if role is not None:
            give_role(person, service, role, by=OPERATOR)
        people.append(person)
    return people


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
    due = date.fromisoformat(entry["due"]) if entry["due"] else None
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
