"""Who may bring a document in, how long one is kept, and what a person's corrections make of what was read."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tracker.accounts.rules import Deed, Period, Role
from tracker.assessments.rules import overlap, overlapped, year_label
from tracker.clock import month_in_words
from tracker.errors import Invalid
from tracker.reports.found import ReadRating
from tracker.reports.reading import Reading, other_period
from tracker.reports.remarks import Sureness
from tracker.richtext import Blocks, clean, parse, unlisted

IMPORT = Deed.of("bring in a Word file", [Role.MANAGER])
KEPT_FOR = timedelta(days=7)
FILES_AT_ONCE = 20
READING_AT_MOST = timedelta(seconds=60)
MOST_ROWS = 300
MOST_LINES = 6_000

_COSTLY = re.compile(r"[\n\\*_\[\]&<!]")
_ADVICE = "Save only the pages with the two tables as a document of its own, and send that."


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent: ``docx`` is what is read; ``original`` the file itself where that is no ``.docx``."""

    name: str
    docx: bytes
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What was read in a document, in short. ``stop`` is the first reason why it cannot be saved, if there is one.

    ``to_decide`` counts the places that a person has to look at first, ``notes`` the remarks on what was read plainly.
    ``as_at`` is the day that its title says, as in "2022-08-31"; ``period_from`` says what told the period.
    """

    standards: int
    actions: int
    to_decide: int
    notes: int
    services: int
    stop: str
    as_at: str
    period_from: str


def insist_on_size(readings: Sequence[Reading]) -> None:
    """Raise ``Invalid`` where the page to look at it would take too long to make: no plan of a service is so long.

    To write a text down as people edit it takes its time for each line, and for each sign that may be a mark.
    """
    rows = sum(len(reading.actions) + len(reading.unplaced) for reading in readings)
    if rows > MOST_ROWS:
        raise Invalid(
            f"{rows:,} rows of it may be actions or standards; at most {MOST_ROWS} can be looked at. {_ADVICE}"
        )
    if sum(_effort(blocks) for reading in readings for blocks in _texts(reading)) > MOST_LINES:
        raise Invalid(f"Its tables have more than {MOST_LINES:,} lines and signs such as * and [. {_ADVICE}")


def _texts(reading: Reading) -> Iterator[Blocks]:
    for rating in [*reading.ratings, *(there.rating for there in reading.unplaced if there.rating)]:
        yield rating.notes
    for action in [*reading.actions, *(there.action for there in reading.unplaced if there.action)]:
        yield from (action.objective, action.steps, action.outcomes, action.completion)


def _effort(blocks: Blocks) -> int:
    return len(blocks) + sum(len(_COSTLY.findall(block.text)) for block in blocks)


def summary_of(readings: Sequence[Reading], misfits: int, period_from: str) -> Summary:
    """The summary of a document; ``misfits`` are the readings that say more than can be kept."""
    first = readings[0]
    unsure = [read for read in [*first.ratings, *first.actions] if read.sure is Sureness.UNSURE]
    stop = next((f"{remark.place}: {remark.message}" for remark in first.stops if not remark.settled_by_hand), "")
    return Summary(
        standards=len(first.ratings),
        actions=len(first.actions),
        to_decide=len(unsure) + len(first.unplaced) + misfits,
        notes=len(first.remarks) - len(first.stops),
        services=len(readings),
        stop=stop,
        as_at=first.as_at.isoformat() if first.as_at else "",
        period_from=period_from,
    )


def hindrance(
    summary: Summary | None,
    when: Period | None,
    *,
    assessed: Collection[str],
    planned: Collection[str],
    others: int,
    periods: Collection[Period] = (),
) -> str:
    """Why a document cannot be saved as it was read, in a sentence to a person; empty where it can.

    ``assessed`` and ``planned`` are the periods that the service has an assessment or a plan of; ``others`` counts the
    further documents that wait for the same period. ``periods`` are those of assessments against the same standards.
    """
    if summary is None:
        return "Look at what was read."
    reasons = [*_to_do_in_it(summary), *_to_do_with_its_period(summary, when, assessed, planned, periods)]
    if when and others:
        reasons.append(f"Another file here is for {when.label}, too.")
    return reasons[0] if reasons else ""


def _to_do_in_it(summary: Summary) -> Iterator[str]:
    if summary.services > 1:
        yield f"It has the tables of {summary.services} services. Choose one."
    if summary.stop:
        yield f"It cannot be saved. {summary.stop[0].upper()}{summary.stop[1:]}"
    if summary.to_decide:
        yield f"{summary.to_decide} place{'' if summary.to_decide == 1 else 's'} to decide."


def _to_do_with_its_period(
    summary: Summary,
    when: Period | None,
    assessed: Collection[str],
    planned: Collection[str],
    periods: Collection[Period],
) -> Iterator[str]:
    if when is None:
        yield "Enter its period."
        return
    if misdated := other_period(date.fromisoformat(summary.as_at) if summary.as_at else None, when):
        yield f"{misdated} Correct the period, or open the file and save it there."
    if when.label in assessed:
        yield f"There is a self-assessment {when.label} already."
    elif other := overlapped(when, periods):
        yield f"{overlap(when, other)}. Correct the period, or open the file to give its first and last day."
    if summary.actions and when.label in planned:
        yield f"There is a delivery plan {when.label} already. Open the file to give this one another period."


_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)[\s_./–-]{1,3}((?:19|20)?\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d\d)(?![\d-])")


def likely_period(name: str, reading: Reading, year_starts: int) -> tuple[str, str]:
    """The label that a document goes by, and what told it; both empty where nothing does."""
    found = (
        (label, told) for label, told in _periods_said(name, reading, year_starts) if "1990" <= label[:4] <= "2200"
    )
    return next(found, ("", ""))


def _periods_said(name: str, reading: Reading, year_starts: int) -> Iterator[tuple[str, str]]:
    """What says of which period a document is, best first."""
    yield _label_in(name, year_starts), "Taken from the name of the file."
    yield _label_in(reading.title, year_starts), "Taken from the title."
    if day := reading.as_at:
        first = day.year if day.month >= year_starts else day.year - 1
        yield year_label(first, year_starts), f"Taken from the title, which says {month_in_words(day)}."
    if days := reading.plan_period:
        starts, ends = days
        if (starts.month, starts.day) == (year_starts, 1) and ends + timedelta(days=1) == starts.replace(
            year=starts.year + 1
        ):
            yield year_label(starts.year, year_starts), "Taken from the title of the delivery plan."


def _label_in(text: str, year_starts: int) -> str:
    """The one year of the service that ``text`` names; empty where it names none, or several."""
    if year_starts == 1:
        found = set(_YEAR.findall(text))
    else:
        pairs = [(int(first), int(second)) for first, second in _YEARS.findall(text)]
        found = {year_label(first, year_starts) for first, second in pairs if second % 100 == (first + 1) % 100}
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person made of what was read, by its place among the readings ("3"), and among the unplaced ("u0").

    ``numbers`` are the standards that unplaced rows were given; ``wanted`` are the actions to take in. ``actions`` has
    what else one is to say: the fields of ``ReadAction`` that somebody changed.
    """

    codes: Mapping[str, str]
    notes: Mapping[str, str]
    numbers: Mapping[str, str]
    wanted: Collection[str]
    actions: Mapping[str, Mapping[str, Any]]


def settled(reading: Reading, answers: Answers) -> Reading:
    """``reading`` as a person corrected it, and without the stops that this settles.

    An unplaced row that was given a standard adds its notes to what was read of that standard, and its rating where
    there was none. Raises ``Invalid`` where they contradict each other.
    """
    ratings = {read.number: _answered(read, str(index), answers) for index, read in enumerate(reading.ratings)}
    actions = {str(index): action for index, action in enumerate(reading.actions)}
    for index, unplaced in enumerate(reading.unplaced):
        key = f"u{index}"
        if unplaced.rating and (number := answers.numbers.get(key)):
            more = replace(_answered(unplaced.rating, key, answers), number=number)
            ratings[number] = _joined(ratings[number], more) if number in ratings else more
        elif unplaced.action:
            actions[key] = unplaced.action
    chosen = [replace(actions[key], **answers.actions.get(key, {})) for key in actions if key in answers.wanted]
    remarks = [remark for remark in reading.remarks if not remark.settled_by_hand]
    return replace(reading, ratings=list(ratings.values()), actions=chosen, remarks=remarks, unplaced=[])


def _answered(read: ReadRating, key: str, answers: Answers) -> ReadRating:
    notes = parse(answers.notes[key]) if key in answers.notes else read.notes
    return replace(read, code=answers.codes.get(key, read.code) or None, notes=notes)


def _joined(one: ReadRating, other: ReadRating) -> ReadRating:
    if one.code and other.code and one.code != other.code:
        raise Invalid(f"{one.number} was given two ratings, {one.code} and {other.code}. Choose one for both rows.")
    notes = one.notes if one.notes == other.notes else one.notes + other.notes
    return replace(one, code=one.code or other.code, notes=notes)


def one_a_line(texts: Iterable[str]) -> str:
    """Steps or outcomes as one text: each begins a line, and its further lines are indented."""
    return "\n".join(text.replace("\n", "\n  ").replace("\n  \n", "\n\n") for text in texts)


def lines_in(text: str) -> list[str]:
    """The steps or outcomes that ``one_a_line`` or a person wrote; a list mark before a line is none of its words."""
    found: list[list[str]] = []
    for line in clean(text).split("\n"):
        if found and (not line or line[0].isspace()):
            found[-1].append(line[2:] if line.startswith("  ") else line.strip())
        else:
            found.append([line])
    return [words for lines in found for words in _unmarked("\n".join(lines).strip())]


def _unmarked(text: str) -> list[str]:
    return [text] if "\n" in text else unlisted(parse(text))
