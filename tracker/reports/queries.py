"""Readings that need more than one feature: an assessment with the plan that answers it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import Doer
from tracker.assessments.models import Assessment, Rating
from tracker.assessments.queries import (
    assessments_of,
    by_section,
    evidence_by_rating,
    get_assessment,
    plan_of,
    ratings_by_assessment,
    ratings_of,
)
from tracker.errors import Conflict, NotFound
from tracker.evidence.models import Evidence
from tracker.gap_answers.queries import looks_waiting
from tracker.plans.models import Action, Plan
from tracker.plans.queries import actions_of, get_plan, plans_of
from tracker.reports.comparison import Compared, ComparedSection, Comparison, YearsRating, scale_place
from tracker.reports.gaps import AcceptedGap, Gap, LinkedEvidence, PlannedAction, RatedStandard, accepted, gaps
from tracker.reports.years import YearsPicture, years_picture
from tracker.richtext import paragraphs, parse
from tracker.rollover.queries import open_among
from tracker.standards.rules import ScaleEntry

DRAFT: Final = "DRAFT: not ratified"
"""The notice of all that is not sealed."""


@dataclass(frozen=True, slots=True)
class Year:
    """An assessment with its ratings, the plan that answers it, if there is one, with its actions, and its evidence.

    ``evidence`` is what backs each rating, by the rating's identifier. ``notice`` is what is printed of how far the
    group has come with it, ``exceptions`` what the group holds against ratings, by the rating's identifier, ``seal``
    the digest of the seal that it is out of, if it is.
    """

    assessment: Assessment
    ratings: list[Rating]
    plan: Plan | None
    actions: list[Action]
    evidence: Mapping[uuid.UUID, Sequence[Evidence]] = field(default_factory=dict)
    notice: str = DRAFT
    exceptions: Mapping[uuid.UUID, str] = field(default_factory=dict)
    seal: str = ""


def year_of(assessment: Assessment, *, viewer: Doer, plan_label: str | None = None) -> Year:
    """The assessment with the plan of this label; with none named, its linked one or the only one there is.

    Raises ``NotFound`` where several plans leave a choice.
    """
    service: Service = assessment.service
    if plan_label is not None:
        return _with_plan(assessment, get_plan(service, plan_label, viewer=viewer))
    year = year_shown(assessment, viewer=viewer)
    if year.plan is None and (there := plans_of(service, viewer=viewer)):
        labels = ", ".join(plan.label for plan in there)
        raise NotFound(f"No plan is linked to the assessment {assessment.label}. Say which plan: {labels}")
    return year


def get_year(slug: str, label: str, *, viewer: Doer, to_change: bool = False) -> Year:
    """The year with this label of the service with this slug, as ``year_shown``. Raises ``NotFound``, ``Forbidden``."""
    service = get_service(slug, viewer=viewer)
    return year_shown(get_assessment(service, label, viewer=viewer, to_change=to_change), viewer=viewer)


def year_shown(assessment: Assessment, *, viewer: Doer) -> Year:
    """As ``year_of``, but without a plan where several leave a choice."""
    return _with_plan(assessment, plan_of(assessment, viewer=viewer))


def _with_plan(assessment: Assessment, plan: Plan | None) -> Year:
    actions = actions_of(plan) if plan else []
    return Year(assessment, ratings_of(assessment), plan, actions, evidence_by_rating(assessment))


def ratings_for(action: Action, *, viewer: Doer) -> list[Rating]:
    """The ratings of the action's standards, in the assessment that its plan answers or else in the latest one."""
    there = assessments_of(action.plan.service, viewer=viewer)
    answered = [assessment for assessment in there if assessment.plan_id == action.plan_id]
    latest = (answered or there)[-1:]
    numbers = {standard.number for standard in action.standards}
    return [rating for assessment in latest for rating in ratings_of(assessment) if rating.standard.number in numbers]


def gaps_of(year: Year) -> list[Gap]:
    """The gaps of a year as they stand today."""
    return gaps(_rated(year), _planned(year), today=clock.today())


def accepted_of(year: Year) -> list[AcceptedGap]:
    """The gaps of a year that are accepted today."""
    return accepted(_rated(year), _planned(year), today=clock.today())


def _rated(year: Year) -> list[RatedStandard]:
    waiting = looks_waiting(year.assessment)
    return [
        RatedStandard(
            rating.standard.number,
            rating.entry.label if rating.entry else None,
            rating.entry.calls_for if rating.entry else None,
            rating.notes,
            tuple(LinkedEvidence(item.title, item.look_again) for item in year.evidence.get(rating.id, ())),
            rating.no_action_reason,
            rating.no_action_until,
            tuple(_in_a_line(look.action) for look in waiting.get(rating.standard_id, ())),
        )
        for rating in year.ratings
    ]


def _planned(year: Year) -> list[PlannedAction]:
    still_open = open_among(year.actions)
    return [
        PlannedAction(
            _in_a_line(action),
            tuple(standard.number for standard in action.standards),
            action.who,
            action.standing(clock.today()),
            action.id in still_open,
            action.id,
            action.plan.is_closed,
        )
        for action in year.actions
    ]


def _in_a_line(action: Action) -> str:
    return " ".join(paragraphs(parse(action.objective)))


def all_years_of(service: Service, *, viewer: Doer) -> list[YearsPicture]:
    """The service's assessments, oldest first, those against one framework beside each other. Raises ``Forbidden``.

    Frameworks are in the order in which the service came to use them.
    """
    years: dict[uuid.UUID, list[Assessment]] = {}
    for assessment in assessments_of(service, viewer=viewer):
        years.setdefault(assessment.framework_id, []).append(assessment)
    ratings = ratings_by_assessment([one for of_one in years.values() for one in of_one])
    return [years_picture([(one.label, ratings[one.id]) for one in of_one]) for of_one in years.values()]


def comparable_with(assessment: Assessment, *, viewer: Doer) -> list[Assessment]:
    """The service's other assessments against the same framework, the latest first."""
    there = assessments_of(assessment.service, viewer=viewer)
    return [one for one in reversed(there) if one.framework_id == assessment.framework_id and one is not assessment]


def comparison_of(one: Assessment, other: Assessment) -> Comparison:
    """The two beside each other, the earlier first. Raises ``Conflict`` where there is nothing to compare."""
    if one is other:
        raise Conflict(f"The self-assessment {one.label} cannot be compared with itself. Choose another year.")
    if one.framework_id != other.framework_id:
        raise Conflict(
            f"The self-assessments {one.label} and {other.label} are against different standards, so that they cannot "
            "be compared."
        )
    before, after = sorted((one, other), key=lambda assessment: (assessment.starts, assessment.label))
    scale = one.framework.wording.ratings
    return compared((before.label, ratings_of(before)), (after.label, ratings_of(after)), scale)


def compared(
    before: tuple[str, Sequence[Rating]], after: tuple[str, Sequence[Rating]], scale: tuple[ScaleEntry, ...]
) -> Comparison:
    """Two times that a service judged itself against the same framework: what each is called, and its ratings."""
    earlier = {rating.standard.number: _years_rating(rating, scale) for rating in before[1]}
    sections = tuple(
        ComparedSection(
            section.number,
            section.title,
            tuple(_compared(rating, earlier[rating.standard.number], scale) for rating in ratings),
        )
        for section, ratings in by_section(list(after[1]))
    )
    return Comparison(before[0], after[0], scale, sections)


def _compared(rating: Rating, before: YearsRating, scale: tuple[ScaleEntry, ...]) -> Compared:
    standard = rating.standard
    return Compared(standard.number, standard.short_title, standard.text, before, _years_rating(rating, scale))


def _years_rating(rating: Rating, scale: tuple[ScaleEntry, ...]) -> YearsRating:
    place = scale_place(scale, rating.code)
    return YearsRating(place, None if place is None else scale[place], rating.notes)
