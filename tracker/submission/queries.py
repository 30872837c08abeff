"""What is missing in a year, and what of its wording may name somebody."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.queries import names_of
from tracker.accounts.rules import Doer
from tracker.assessments.models import Rating
from tracker.assessments.rules import asks_why, is_accepted
from tracker.db import db, in_utc
from tracker.errors import Stale
from tracker.evidence.models import Evidence
from tracker.evidence.rules import is_due
from tracker.figures import has_few, printed
from tracker.plans.models import Action
from tracker.reports.queries import Year
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs, parse
from tracker.rollover.queries import open_among
from tracker.submission import rules
from tracker.submission.models import KeptWording
from tracker.submission.rules import Backing, Found, Place, PlaceKind, RatedStandard, Wording
from tracker.teamwork.queries import open_remarks_by_rating


@dataclass(frozen=True, slots=True)
class Kept:
    """What a manager let through, who that was, and when."""

    found: Found
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is left to mend or to look at, in the order of the checks, and what was let through."""

    found: list[Found]
    kept: list[Kept]

    @property
    def must(self) -> list[Found]:
        """What stands in the way of submitting."""
        return rules.blocking(self.found)

    @property
    def worth(self) -> list[Found]:
        """What is worth a look, and stands in nobody's way."""
        return [one for one in self.found if not rules.CHECKS[one.lack].blocks]

    @property
    def to_decide(self) -> list[Found]:
        """What would be published and may tell who somebody is."""
        return [one for one in self.found if one.lack in rules.TO_DECIDE]


def completeness_of(year: Year, *, viewer: Doer) -> Completeness:
    """What there is in a year. Whoever may not read the team's remarks is told of none."""
    items = _items_with_ratings(year)
    there = rules.found_in(
        _standards(year, items, viewer),
        [_backing(item, ratings) for item, ratings in items.values()],
        [*_wording(year), *(text for item, ratings in items.values() for text in _of_item(item, ratings))],
    )
    kept = {one.key: one for one in _kept([one for one in there if one.lack in rules.TO_DECIDE])}
    names = names_of([one.by for one in kept.values()])
    let_through = [
        Kept(one, names[kept[one.key].by], in_utc(kept[one.key].at))
        for one in there
        if one.lack in rules.TO_DECIDE and one.key in kept
    ]
    return Completeness(rules.undecided(there, kept), let_through)


def get_to_decide(year: Year, sign: str, *, viewer: Doer) -> Found:
    """What of the year has this sign, decided or not. Raises ``Stale`` where it is there no more."""
    there = completeness_of(year, viewer=viewer)
    found = next((one for one in [*there.to_decide, *(one.found for one in there.kept)] if one.sign == sign), None)
    if found is None:
        raise Stale("Those words are not there any more: somebody changed them meanwhile. What is there now is below.")
    return found


def find_kept(found: Found) -> KeptWording | None:
    """That these words of this place were let through, if they were."""
    return next(iter(_kept([found])), None)


def _kept(found: list[Found]) -> list[KeptWording]:
    places = {one.place.identifier for one in found}
    if not places:
        return []
    columns = (KeptWording.rating_id, KeptWording.action_id, KeptWording.evidence_id)
    query = sa.select(KeptWording).where(sa.or_(*(column.in_(places) for column in columns))).order_by(KeptWording.at)
    keys = {one.key for one in found}
    return [one for one in db.session.scalars(query) if one.key in keys]


_Items = dict[uuid.UUID, tuple[Evidence, list[Rating]]]


def _items_with_ratings(year: Year) -> _Items:
    """Each item that backs a rating of the year, with the ratings that it backs, in the order of the standards."""
    items: _Items = {}
    for rating in year.ratings:
        for item in year.evidence.get(rating.id, ()):
            items.setdefault(item.id, (item, []))[1].append(rating)
    return items


def _standards(year: Year, items: _Items, viewer: Doer) -> list[RatedStandard]:
    remarks = open_remarks_by_rating(year.assessment, viewer=viewer)
    still_open = open_among(year.actions)
    planned = {one.id for action in year.actions if action.id in still_open for one in action.standards}
    return [
        _standard(rating, items, remarks=len(remarks.get(rating.id, [])), is_planned=rating.standard_id in planned)
        for rating in year.ratings
    ]


def _standard(rating: Rating, items: _Items, *, remarks: int, is_planned: bool) -> RatedStandard:
    calls_for = rating.entry.calls_for if rating.entry else None
    return RatedStandard(
        place=_of_rating(rating),
        number=rating.standard.number,
        label=rating.entry.label if rating.entry else None,
        calls_for=calls_for,
        carried_from=rating.carried_from,
        notes=plain(rating.notes),
        asks_why=asks_why(calls_for, is_planned=is_planned),
        accepted=is_accepted(rating.no_action_reason, rating.no_action_until, today=clock.today()),
        evidence=sum(rating in backed for _, backed in items.values()),
        remarks=remarks,
        accepted_until=rating.no_action_until,
    )


def _backing(item: Evidence, ratings: list[Rating]) -> Backing:
    figure = item.figure
    few = printed(figure) if figure and has_few(figure) and not figure.as_few else ""
    return Backing(_of_evidence(item), _numbers(ratings), is_due(item.look_again, today=clock.today()), few)


def _wording(year: Year) -> Iterator[Wording]:
    """What people wrote of the ratings and the actions; who does a thing is named there on purpose."""
    for rating in year.ratings:
        place, numbers = _of_rating(rating), (rating.standard.number,)
        yield Wording(place, "the notes", plain(rating.notes), numbers)
        yield Wording(place, "the reason for no action", rating.no_action_reason or "", numbers)
    for action in year.actions:
        yield from _of_line(action)


def _of_line(action: Action) -> Iterator[Wording]:
    place, numbers = _of_action(action), tuple(standard.number for standard in action.standards)
    yield Wording(place, "the area of work", plain(action.area), numbers)
    yield Wording(place, "the task objective", plain(action.objective), numbers)
    yield from (Wording(place, f"step {step.position}", plain(step.text), numbers) for step in action.steps)
    yield from (Wording(place, f"outcome {one.position}", plain(one.text), numbers) for one in action.outcomes)
    yield from (
        Wording(place, f"what came of outcome {one.position}", plain(one.sentence), numbers) for one in action.outcomes
    )
    yield Wording(place, "the reason for how it stands", action.rag_reason or "", numbers)
    yield Wording(place, "the timescale", plain(action.timescale), numbers)
    yield Wording(place, "the actual completion", plain(action.completion), numbers)


def _of_item(item: Evidence, ratings: list[Rating]) -> Iterator[Wording]:
    place, numbers = _of_evidence(item), _numbers(ratings)
    yield Wording(place, "the title", item.title, numbers)
    yield Wording(place, "the description", plain(item.description), numbers)


def plain(text: str) -> str:
    """What text in the small text format says, each paragraph apart, and whom its links write to or ring."""
    blocks = parse(text)
    links = {run.href for block in blocks for run in block.runs if run.href.startswith(("mailto:", "tel:"))}
    return "\n\n".join([*paragraphs(blocks), *sorted(links)])


def _of_rating(rating: Rating) -> Place:
    return Place(PlaceKind.RATING, rating.id, rating.standard.number)


def _of_action(action: Action) -> Place:
    return Place(PlaceKind.ACTION, action.id, shortened(plain(action.objective).replace("\n\n", " "), 60))


def _of_evidence(item: Evidence) -> Place:
    return Place(PlaceKind.EVIDENCE, item.id, item.title)


def _numbers(ratings: list[Rating]) -> tuple[str, ...]:
    return tuple(rating.standard.number for rating in ratings)
