"""The minute of a meeting as a document of text, all wording settled."""

from collections.abc import Iterable, Iterator

from tracker.accounts.rules import CONSTITUENCIES
from tracker.clock import in_words
from tracker.group.queries import quorum_of
from tracker.meetings import queries, rules
from tracker.meetings.models import Attendance, Meeting, PlanReview
from tracker.richtext import Block, Blocks, Run, parse, plain
from tracker.word.appendix import Chapter, Passage, TextDocument


def minute(meeting: Meeting) -> TextDocument:
    """The record of the meeting: who was there, what was decided, and what was said of the plan."""
    body, day = meeting.service.advisory_body, in_words(meeting.held_on)
    title = f"Minute of the {body}, {day}"
    return TextDocument(
        title=title,
        author=meeting.service.name,
        running_title=title,
        keywords=f"minute, {body}, {day}",
        parts=(Chapter(title, tuple(_passages(meeting))),),
    )


def _passages(meeting: Meeting) -> Iterator[Passage]:
    yield Passage("", _lines(_where(meeting)))
    yield Passage("Present", _listed(map(_named, meeting.present)))
    yield Passage("Apologies", _listed(map(_named, meeting.apologies)))
    yield Passage("Guests", _listed(one.name for one in meeting.guests))
    yield Passage(
        "Declared interests", _listed(f"{one.name}: {one.interest}" for one in meeting.present if one.interest)
    )
    if meeting.assessment:
        yield Passage("Quorum", _lines([_quorum(meeting)]))
        yield from _decision(meeting)
    if meeting.words:
        yield Passage("What was said", parse(meeting.words))
    if meeting.plan_review:
        yield from _plan(meeting.plan_review)


def _where(meeting: Meeting) -> list[str]:
    place = meeting.place + (" (online)" if meeting.is_online and meeting.place != "Online" else "")
    lines = [f"Date: {in_words(meeting.held_on)}", f"Place: {place}"]
    return [*lines, f"Minute reference: {meeting.minute_reference}"] if meeting.minute_reference else lines


def _named(one: Attendance) -> str:
    return f"{one.name} ({CONSTITUENCIES[one.constituency]})" if one.constituency else one.name


def _quorum(meeting: Meeting) -> str:
    if meeting.quorum:
        return f"There was a quorum. It takes {meeting.quorum}."
    if meeting.is_decided:
        return "Nothing was agreed to, so none was needed."
    return f"It takes {quorum_of(meeting.service).in_words}."


def _decision(meeting: Meeting) -> Iterator[Passage]:
    about = f"Self-assessment {meeting.about}"
    if meeting.decision is None:
        yield Passage("Decision", _lines([f"{about}: nothing was decided yet."]))
        return
    yield Passage("Decision", _lines([f"{about}: {rules.DECISIONS[meeting.decision].lower()}."]))
    if meeting.reason:
        yield Passage("Why", parse(meeting.reason), level=3)
    if points := queries.points_of(meeting):
        yield Passage(rules.POINTS[meeting.decision], ())
        for number, text in points:
            yield Passage(number, parse(text), level=3)
    if meeting.dissents:
        yield Passage("Dissent", ())
        for one in meeting.dissents:
            yield Passage(one.name, parse(one.text), level=3)


def _plan(review: PlanReview) -> Iterator[Passage]:
    plan = queries.stood(review)
    said = (
        f"The meeting looked at the {plan['title']} {plan['period']['label']}, of {len(plan['actions'])} actions then."
    )
    yield Passage("The delivery plan", (*_lines([said]), *parse(review.words)))
    for request in review.requests:
        became = (*_lines(["What became of it:"]), *parse(request.became)) if request.became else ()
        name = queries.name_of_action(request.action)
        yield Passage(f"Asked for: {name}", (*parse(request.text), *became), level=3)


def _lines(lines: Iterable[str]) -> Blocks:
    """Each line as a paragraph, to the letter."""
    return tuple(block for line in lines for block in plain(line))


def _listed(entries: Iterable[str]) -> Blocks:
    """The entries as a list; a word where there are none."""
    return tuple(Block("bullet", (Run(entry),)) for entry in entries) or _lines(["None."])
