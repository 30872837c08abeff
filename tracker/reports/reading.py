"""From a Word document to ratings and actions: what was read, where it stands, and every remark on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tracker import dates
from tracker.accounts.rules import Period
from tracker.clock import month_in_words
from tracker.reports.assessment_rows import RatingRows
from tracker.reports.columns import AppendixKind
from tracker.reports.found import ReadAction, ReadRating, Unplaced
from tracker.reports.matching import Standards
from tracker.reports.plan_rows import read_action
from tracker.reports.remarks import Remark, Severity, likely, note, stop
from tracker.reports.sorting import Piece, Sorter
from tracker.reports.titles import Titles, is_named_in
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs
from tracker.standards.rules import FrameworkWording
from tracker.word.document import Line, ReadDocument

SECOND_PLAN = "A second delivery plan, of another period, begins here. Import each plan from a document of its own."
MAX_ASIDE = 1_000
ASIDES = {"comment": "a comment", "footnote": "a footnote", "endnote": "an endnote"}
MONTHS_TO_REPORT = timedelta(days=183)
NOTHING_FOUND = (
    "No table of a self-assessment or of a delivery plan was found. "
    "They are known by a header row that names their columns, such as Standard, C/PC, Notes."
)


@dataclass
class Reading:
    """What a document says. ``as_at`` and ``plan_period`` come from the titles above the tables, where they say it.

    ``title`` is the heading above the self-assessment, which tells one service from another in a joint document;
    ``place`` is the table that it begins with.
    """

    ratings: list[ReadRating] = field(default_factory=list)
    actions: list[ReadAction] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    title: str = ""
    place: str = "document"
    as_at: date | None = None
    plan_period: tuple[date, date] | None = None

    @property
    def stops(self) -> list[Remark]:
        """The remarks that prevent saving."""
        return [remark for remark in self.remarks if remark.severity is Severity.STOP]

    def compare_with(self, period: Period) -> None:
        """Remark on titles that do not go with ``period``: the wrong one may have been chosen."""
        if misdated := other_period(self.as_at, period):
            self.remarks.append(note("document", misdated))
        if self.actions and self.plan_period is None:
            self.remarks.append(
                note("document", f"The plan's title names no period; that of {period.label} was taken.")
            )

    def as_json(self) -> dict[str, Any]:
        """As ``tracker import --json`` prints it: texts are paragraphs without list marks."""
        return {
            "standards": [
                {
                    "number": rating.number,
                    "rating": rating.code,
                    "read": rating.read,
                    "notes": paragraphs(rating.notes),
                }
                for rating in self.ratings
            ],
            "actions": [_action_as_json(action) for action in self.actions],
            "problems": [
                {"severity": remark.severity.value, "place": remark.place, "message": remark.message}
                for remark in self.remarks
            ],
        }


def other_period(as_at: date | None, period: Period) -> str:
    """What is to be said of a title that does not go with ``period``; empty where it does, or says no day."""
    if as_at is None or period.starts <= as_at <= period.ends + MONTHS_TO_REPORT:
        return ""
    return f"Its title says {month_in_words(as_at)}, which is not in the period {period.label}."


def _action_as_json(action: ReadAction) -> dict[str, Any]:
    return {
        "standards": list(action.standards),
        "area": action.area,
        "objective": "\n".join(paragraphs(action.objective)),
        "actions": paragraphs(action.steps),
        "outcomes": paragraphs(action.outcomes),
        "who": action.who,
        "timescale": action.timescale,
        "completion": paragraphs(action.completion),
    }


def read_appendices(document: ReadDocument, framework: FrameworkWording) -> Reading:
    """What ``document`` says of a self-assessment against ``framework`` and of a delivery plan.

    Of several services, what the first one says; a stop for each other one.
    """
    first, *others = read_all_appendices(document, framework)
    for other in others:
        said = f"A second self-assessment begins here: “{shortened(other.title)}”. Only the first one was read."
        first.remarks.append(stop(other.place, said, settled_by_hand=True))
    return first


def read_all_appendices(document: ReadDocument, framework: FrameworkWording) -> list[Reading]:
    """One reading for each service, in the order of the document; at least one."""
    reader = _DocumentReader(Standards.of(framework))
    for element in document.elements:
        if isinstance(element, Line):
            reader.titles.add(element)
        else:
            for item in reader.sorter.sort(element, reader.titles.last):
                reader.keep(item)
            reader.titles.end()
    return [part.finished(document) for part in reader.parts]


def _remarks_on_the_rest(document: ReadDocument) -> Iterator[Remark]:
    for aside in document.asides:
        text = shortened(aside.text, MAX_ASIDE)
        yield note(aside.place, f"Here is {ASIDES[aside.kind]}, which was not taken in: “{text}”")
    if document.passed_over:
        passed_over = ", ".join(document.passed_over)
        yield note("document", f"Not read: {passed_over}. Look whether anything of it belongs here.")
    if document.has_revisions:
        yield note("document", "It has tracked changes; they were read as accepted.")


class _DocumentReader:
    """Deals out what is ours to the services of a document."""

    def __init__(self, standards: Standards) -> None:
        self.standards = standards
        self.sorter = Sorter(standards)
        self.titles = Titles()
        self.parts = [_Part(standards)]

    def keep(self, item: Piece | Remark | Unplaced) -> None:
        """Give ``item`` to the service that it is of."""
        if not isinstance(item, Piece):
            self.parts[-1].keep([item])
        elif item.kind == "plan":
            self._part_of_plan(item)
        else:
            if self._begins_another(item):
                self.parts.append(_Part(self.standards))
            self.parts[-1].add(item, self.titles)

    def _begins_another(self, piece: Piece) -> bool:
        """Whether most standards of a further table have been there: then it is another service's."""
        numbers = {self.standards.identify(row.cells).number for row in piece.rows} & set(self.standards.texts)
        again = numbers & self.parts[-1].rows.seen
        is_another = piece.place != self.parts[-1].last_place
        introduced = len(again) > 1 or (piece.is_headed and bool(self.titles.lines))
        return is_another and introduced and len(again) * 2 >= max(1, len(numbers))

    def _part_of_plan(self, piece: Piece) -> None:
        titles = [part.reading.title for part in self.parts]
        named = is_named_in(self.titles.path, titles) if len(titles) > 1 else None
        part = self.parts[-1 if named is None else named]
        if named is None and any(not earlier.reading.actions for earlier in self.parts[:-1]):
            doubt = likely(f"Whose plan it is was not said; it was taken for that of “{shortened(titles[-1])}”.")
            piece = replace(piece, rows=tuple(replace(row, confidence=row.confidence + doubt) for row in piece.rows))
        part.add(piece, self.titles)


class _Part:
    """What is read of one service."""

    def __init__(self, standards: Standards) -> None:
        self.standards = standards
        self.reading = Reading()
        self.rows = RatingRows(standards)
        self.found: set[AppendixKind] = set()
        self.last_place = ""

    def add(self, piece: Piece, titles: Titles) -> None:
        """Read the rows of ``piece``, below these titles."""
        if piece.kind == "assessment" and "assessment" not in self.found:
            self.reading.title, self.reading.place = titles.path, piece.place
        self.found.add(piece.kind)
        self._titles(piece.kind, titles.lines, piece.place)
        self.keep(piece.remarks)
        for row in piece.rows:
            self.keep(row.remarks())
            self.keep(self.rows.read(row) if piece.kind == "assessment" else read_action(row, self.standards))
        if piece.kind == "assessment":
            self.last_place = piece.place

    def keep(self, found: Iterable[ReadRating | ReadAction | Unplaced | Remark]) -> None:
        """Put what was found where it belongs."""
        for item in found:
            if isinstance(item, Remark):
                self.reading.remarks.append(item)
            elif isinstance(item, ReadRating):
                self.reading.ratings.append(item)
            elif isinstance(item, ReadAction):
                self.reading.actions.append(item)
            else:
                self.reading.unplaced.append(item)

    def finished(self, document: ReadDocument) -> Reading:
        """The reading, with remarks on what is not there and on what else there is."""
        remarks = self.reading.remarks
        if not self.found:
            remarks.append(stop("document", NOTHING_FOUND))
        elif "assessment" not in self.found:
            remarks.append(stop("document", "There is a delivery plan, but no table of a self-assessment."))
        elif missing := self.rows.missing():
            remarks.append(note("document", f"No row was found for {', '.join(missing)}: unrated."))
        remarks += _remarks_on_the_rest(document)
        return self.reading

    def _titles(self, kind: AppendixKind, lines: Sequence[str], place: str) -> None:
        if kind == "plan":
            titles = [line for line in lines if "plan" in line.casefold()]
            self._plan_title(next(filter(None, map(dates.period_in, titles)), None), place)
        elif self.reading.as_at is None:
            titles = [line for line in lines if "assessment" in line.casefold()]
            self.reading.as_at = next(filter(None, map(dates.day_in, titles)), None)

    def _plan_title(self, period: tuple[date, date] | None, place: str) -> None:
        """A second plan, of another period, is not more of the first."""
        if self.reading.plan_period is None and not self.reading.actions:
            self.reading.plan_period = period
        elif period not in (None, self.reading.plan_period):
            self.reading.remarks.append(stop(place, SECOND_PLAN))
