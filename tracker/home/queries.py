"""What a person should do now, in each service that they have a role in."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from tracker import clock
from tracker.accounts.models import Person, Service
from tracker.accounts.queries import services
from tracker.accounts.rules import Doer, may
from tracker.assessments import rules as assessing
from tracker.assessments.models import Assessment
from tracker.assessments.queries import Lapsed, assessments_of, lapsed_in
from tracker.gap_answers import rules as looking
from tracker.gap_answers.queries import ToAsk, to_ask_in
from tracker.meetings import rules as meeting
from tracker.meetings.models import Meeting
from tracker.meetings.queries import open_meetings_about
from tracker.owners.queries import actions_of_person
from tracker.owners.rules import NOW, OwnAction, by_standing, due_in_words
from tracker.plans import rules as planning
from tracker.plans.models import Action
from tracker.plans.queries import actions_of, open_actions_in, plans_of
from tracker.plans.rules import Rag
from tracker.reports.gaps import GapKind, overdue, together
from tracker.reports.queries import Year, gaps_of, year_shown
from tracker.reports.wording import shortened
from tracker.review.models import Query
from tracker.review.queries import UnderReview, under_review_in
from tracker.seals import rules as sealing
from tracker.seals.queries import ratified_years_in
from tracker.submission.queries import completeness_of
from tracker.teamwork.models import Assignment
from tracker.teamwork.queries import waiting_in
from tracker.teamwork.rules import ASSIGN

OWN: Final = 5
"""How many of somebody's own actions are told one by one in each service."""

NAMED: Final = 80
"""How many characters of an action's objective are told."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do now; ``endpoint`` and ``values`` lead to where it is done."""

    text: str
    endpoint: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class ServiceTasks:
    """What there is to do in a service; ``next_due`` is the day of the next open action of its open plans."""

    service: Service
    tasks: list[Task]
    next_due: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in all services, read at once: by the service's identifier, and open meetings by their year's."""

    asked: Mapping[uuid.UUID, list[Assignment]]
    reviewed: Mapping[uuid.UUID, list[UnderReview]]
    meetings: Mapping[uuid.UUID, Meeting]
    ratified: Mapping[uuid.UUID, list[Assessment]]
    own: Mapping[uuid.UUID, list[OwnAction[Action]]]
    to_do: Mapping[uuid.UUID, list[Action]]
    lapsed: Mapping[uuid.UUID, list[Lapsed]]
    to_ask: Mapping[uuid.UUID, list[ToAsk]]


def tasks_for(viewer: Doer) -> list[ServiceTasks]:
    """The viewer's services by name, each with what to do there."""
    there = services(viewer=viewer)
    waiting = _waiting_in(there, viewer)
    return [_tasks_in(service, waiting, viewer) for service in there]


def _waiting_in(there: list[Service], viewer: Doer) -> Waiting:
    reviewed = under_review_in(there, viewer=viewer)
    years = [one.assessment for of_service in reviewed.values() for one in of_service]
    to_decide = [year for year in years if may(viewer, meeting.RECORD, year.service_id)]
    reads_ratified = [service for service in there if may(viewer, sealing.READ, service.id)]
    return Waiting(
        waiting_in(there, viewer=viewer),
        reviewed,
        open_meetings_about(to_decide, viewer=viewer),
        ratified_years_in(reads_ratified, viewer=viewer),
        _own_now(viewer),
        open_actions_in([service for service in there if may(viewer, planning.READ, service.id)], viewer=viewer),
        lapsed_in([service for service in there if may(viewer, assessing.RATE, service.id)], viewer=viewer),
        to_ask_in([service for service in there if may(viewer, looking.ASK, service.id)], viewer=viewer),
    )


def _tasks_in(service: Service, waiting: Waiting, viewer: Doer) -> ServiceTasks:
    own, to_do = waiting.own.get(service.id, []), waiting.to_do.get(service.id, [])
    if may(viewer, assessing.READ, service.id):
        there = assessments_of(service, viewer=viewer)
        year = year_shown(there[-1], viewer=viewer) if there else None
        reviewed, asked = waiting.reviewed.get(service.id, []), waiting.asked.get(service.id, [])
        of_review, of_meetings = _of_review(service, reviewed), _of_meetings(service, reviewed, waiting, viewer)
        of_team, of_year = _of_the_team(service, asked, viewer), _of_year(service, year, viewer)
        back, late = _sent_back(service, there, viewer), _overdue(service, to_do, own, viewer)
        again = [*_to_ask(waiting.to_ask.get(service.id, [])), *_lapsed(service, waiting.lapsed.get(service.id, []))]
        tasks = [*_own(own), *of_meetings, *back, *of_team, *of_review, *of_year, *again, *late]
        return ServiceTasks(service, tasks, _next_due(to_do))
    plans = _of_plans(service, viewer) if may(viewer, planning.READ, service.id) else ()
    return ServiceTasks(service, [*_own(own), *_ratified(service, waiting), *plans], None)


def _own_now(viewer: Doer) -> dict[uuid.UUID, list[OwnAction[Action]]]:
    """The viewer's own actions that are overdue or due soon, in this order, by the service's identifier."""
    found: dict[uuid.UUID, list[OwnAction[Action]]] = {}
    own = actions_of_person(viewer, viewer=viewer) if isinstance(viewer, Person) else []
    for one in by_standing(own, clock.today()):
        if one.standing.rag in NOW:
            found.setdefault(one.action.plan.service_id, []).append(one)
    return found


def _own(own: list[OwnAction[Action]]) -> Iterator[Task]:
    """Those of the viewer's own actions to look at first; where there are more, that there are."""
    for one in own[:OWN]:
        action = one.action
        text = due_in_words(shortened(action.named, NAMED), one.standing, action.due, clock.today())
        yield Task(text, "delivery.action", _place(action))
    if (more := len(own) - OWN) > 0:
        yield Task(
            f"{more} more of your actions {'is' if more == 1 else 'are'} overdue or due soon", "owners.my_actions", {}
        )


def _ratified(service: Service, waiting: Waiting) -> Iterator[Task]:
    """For who reads no more than that: the latest year of which something was ratified."""
    for one in waiting.ratified.get(service.id, [])[:1]:
        yield Task(f"Read what was ratified of {one.label}", "seals.record", {"slug": service.slug, "label": one.label})


def _of_meetings(service: Service, reviewed: list[UnderReview], waiting: Waiting, viewer: Doer) -> Iterator[Task]:
    """What waits for the chair: the open queries of a submitted year, and the decision about it."""
    for one in reviewed if may(viewer, meeting.RECORD, service.id) else []:
        year, count = one.assessment, one.open_queries
        if count:
            text = f"The {service.advisory_body} has {count} open question{'' if count == 1 else 's'}"
            yield Task(text, "meetings.view", {"slug": service.slug, "label": year.label})
        text = f"Record the meeting: Self-assessment {year.label} waits for the decision"
        if begun := waiting.meetings.get(year.id):
            yield Task(text, "meetings.meeting", {"slug": service.slug, "identifier": str(begun.id)})
        else:
            yield Task(text, "meetings.add", {"slug": service.slug, "about": year.label})


def _sent_back(service: Service, there: list[Assessment], viewer: Doer) -> Iterator[Task]:
    """To whoever works on it: the years that the advisory group sent back, whose pages lead to the reason."""
    back = [one for one in there if one.status is assessing.Status.SENT_BACK]
    for one in back if may(viewer, assessing.DRAFT, service.id) else []:
        text = f"The {service.advisory_body} sent {one.label} back: read why"
        yield Task(text, "overview.year", {"slug": service.slug, "label": one.label})


def _of_the_team(service: Service, asked: list[Assignment], viewer: Doer) -> Iterator[Task]:
    """What the viewer is asked to draft, soonest first; then, to a manager, what is drafted or has nobody any more."""
    several = len({there.rating.assessment_id for there in asked}) > 1
    for there in asked:
        if there.is_open and str(there.person_id) == viewer.identifier:
            day = f" by {clock.in_words(there.due)}" if there.due else ""
            yield _at(there, service, f"Draft {_named(there, several)}{day}{': overdue' if there.is_overdue else ''}")
    for there in asked if may(viewer, ASSIGN, service.id) else []:
        if not there.is_open:
            yield _at(there, service, f"{there.person.name} says {_named(there, several)} is drafted")
        elif not there.is_in_team:
            yield _at(there, service, f"Ask somebody else to draft {_named(there, several)}: {there.who}")


def _named(there: Assignment, several: bool) -> str:
    """The standard's number, with the year where several years have something to draft."""
    label = f" of {there.rating.assessment.label}" if several else ""
    return f"{there.rating.standard.number}{label}"


def _at(there: Assignment, service: Service, text: str) -> Task:
    here = {"slug": service.slug, "label": there.rating.assessment.label, "number": there.rating.standard.number}
    return Task(text, "ratings.rate", here)


def _of_review(service: Service, reviewed: list[UnderReview]) -> Iterator[Task]:
    """What a member is to look at before the meeting, and what waits for an answer or has one."""
    for one in reviewed:
        here, of_year = {"slug": service.slug, "label": one.assessment.label}, ""
        if len(reviewed) > 1:
            of_year = f" of {one.assessment.label}"
        if one.progress and one.progress.to_do:
            count = f"{one.progress.to_do} rating{'' if one.progress.to_do == 1 else 's'}{of_year}"
            yield Task(f"{count} to look at before the meeting", "review.start", here)
        for number, asked in groupby(one.to_answer, key=_number):
            yield _to_answer(list(asked), f"{number}{of_year}", here)
        for number, asked in groupby(one.answered, key=_number):
            anchor = f"question-{next(asked).id}"
            text = f"Your question on {number}{of_year} was answered"
            yield Task(text, "review.questions", here | {"_anchor": anchor})


def _to_answer(asked: list[Query], named: str, here: dict[str, str]) -> Task:
    """Where one query waits, the page on which it is answered; where several do, the page that has all."""
    if len(asked) == 1:
        text = f"A question on {named} waits for your answer"
        return Task(text, "review.answer", here | {"identifier": str(asked[0].id)})
    return Task(f"{len(asked)} questions on {named} wait for your answer", "review.questions", here)


def _number(query: Query) -> str:
    return query.rating.standard.number


def _of_year(service: Service, year: Year | None, viewer: Doer) -> Iterator[Task]:
    slug = service.slug
    if year is None:
        if may(viewer, assessing.START, service.id):
            yield Task("Begin with last year's Word file", "imports.upload", {"slug": slug})
            yield Task("Begin with an empty self-assessment", "assessments.start", {"slug": slug})
        return
    here = {"slug": slug, "label": year.assessment.label}
    if not may(viewer, planning.SAVE_ACTION, service.id):
        yield Task(f"Read the self-assessment {here['label']}", "overview.year", here)
        return
    if year.assessment.is_edited and may(viewer, assessing.RATE, service.id):
        yield from _to_rate(year, here, viewer)
    if year.plan is None and may(viewer, planning.START, service.id):
        yield Task("Start a delivery plan, or choose the one that answers this year", "overview.year", here)


def _to_rate(year: Year, here: dict[str, str], viewer: Doer) -> Iterator[Task]:
    unrated = [rating.standard.number for rating in year.ratings if rating.code is None]
    if unrated:
        count = f"{len(unrated)} standard{'' if len(unrated) == 1 else 's'} not rated in {here['label']}"
        yield Task(count, "ratings.rate", here | {"number": unrated[0]})
    carried = [rating.standard.number for rating in year.ratings if rating.is_unconfirmed]
    if carried:
        count = f"{len(carried)} standard{'' if len(carried) == 1 else 's'} from the year before to confirm in"
        yield Task(f"{count} {here['label']}", "ratings.rate", here | {"number": carried[0]})
    if unrated or carried:
        return
    left = completeness_of(year, viewer=viewer)
    if left.found:
        yield Task(_before_submitting(len(left.must), len(left.worth), here["label"]), "submission.submit", here)
        return
    found = together([gap for gap in gaps_of(year) if gap.kind is not GapKind.OVERDUE])
    if found:
        text = f"{len(found)} gap{'' if len(found) == 1 else 's'} to look at in {here['label']}"
        yield Task(text, "reports.gaps", here)


def _before_submitting(must: int, worth: int, label: str) -> str:
    """How much is left, and how much of it stands in the way."""
    things = f"{worth} thing{'' if worth == 1 else 's'}"
    if not must:
        return f"{things} worth a look before {label} is submitted"
    to_do = f"{must} thing{'' if must == 1 else 's'} to do before {label} can be submitted"
    return f"{to_do}, and {worth} worth a look" if worth else to_do


def _to_ask(completed: list[ToAsk]) -> Iterator[Task]:
    """To whoever may answer: what somebody completed, whose page asks about the ratings that it served."""
    for one in completed:
        numbers = ", ".join(standard.number for standard in one.standards)
        text = f"Action “{shortened(one.action.named, NAMED)}” is complete: look at {numbers} again?"
        yield Task(text, "delivery.action", _place(one.action))


def _lapsed(service: Service, lapsed: list[Lapsed]) -> Iterator[Task]:
    """To a manager: the accepted gaps whose day has come, whatever became of the year that accepted them."""
    for one in lapsed:
        number = one.rating.standard.number
        text = f"{number} was accepted without an action until {clock.in_words(one.until)}: look at it again"
        here = {"slug": service.slug, "label": one.newest.label, "number": number, "_anchor": "actions"}
        yield Task(text, "ratings.rate", here)


def _overdue(service: Service, to_do: list[Action], own: list[OwnAction[Action]], viewer: Doer) -> Iterator[Task]:
    """To whoever changes them: the overdue actions of open plans, but for those told as the viewer's own."""
    told = {one.action.id for one in own}
    for action in to_do if may(viewer, planning.SAVE_ACTION, service.id) else []:
        standing = action.standing(clock.today())
        if standing.rag is Rag.OVERDUE and action.id not in told:
            yield Task(overdue(shortened(action.named, NAMED), standing), "delivery.action", _place(action))


def _place(action: Action) -> dict[str, str]:
    """Where the action's page is."""
    return {"slug": action.plan.service.slug, "label": action.plan.label, "identifier": str(action.id)}


def _of_plans(service: Service, viewer: Doer) -> Iterator[Task]:
    for plan in plans_of(service, viewer=viewer)[-1:]:
        count = len(actions_of(plan))
        text = f"Read the {plan.title} {plan.label} ({count} action{'' if count == 1 else 's'})"
        yield Task(text, "delivery.plan", {"slug": service.slug, "label": plan.label})


def _next_due(to_do: list[Action]) -> date | None:
    return min((action.due for action in to_do if action.due and action.due >= clock.today()), default=None)
