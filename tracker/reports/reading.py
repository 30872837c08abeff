"""From a Word document to ratings and actions: what was read, where it stands, and every remark on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tracker import dates
from tracker.accounts.rules import Period
from tracker.clock import month_in_words
from tracker.reports.assessment_rows import RatingRows, ReadRating
from tracker.reports.columns import AppendixKind, Columns, Recognised, recognise
from tracker.reports.plan_rows import ReadAction, is_row, read_action
from tracker.reports.remarks import Remark, Severity, note, stop
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs
from tracker.standards.rules import FrameworkWording
from tracker.word.document import Cell, Line, ReadDocument, Table, TableRow

LIKE_A_PLAN = (
    "This looks like a delivery plan, but nothing says what its columns are. Give it a header row with names such as "
    "Area of work, Task objective, Action, Outcome, Who, Timescale, Actual completion."
)
LIKE_AN_ASSESSMENT = (
    "This looks like a self-assessment, but nothing says what its columns are. "
    "Give it a header row with names such as Standard, C/PC, Notes."
)
SECOND_PLAN = "A second delivery plan, of another period, begins here. Import each plan from a document of its own."
PLAN_LIKE = 5  # cells with text, in a row that may be an action
MONTHS_TO_REPORT = timedelta(days=183)
OWN = {"number", "standard", "objective", "steps", "outcomes"}
NOTHING_FOUND = (
    "No table of a self-assessment or of a delivery plan was found. "
    "They are known by a header row that names their columns, such as Standard, C/PC, Notes."
)


@dataclass
class Reading:
    """What a document says. ``as_at`` and ``plan_period`` come from the titles above the tables, where they say it."""

    ratings: list[ReadRating] = field(default_factory=list)
    actions: list[ReadAction] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    as_at: date | None = None
    plan_period: tuple[date, date] | None = None

    @property
    def stops(self) -> list[Remark]:
        """The remarks that prevent saving."""
        return [remark for remark in self.remarks if remark.severity is Severity.STOP]

    def compare_with(self, period: Period) -> None:
        """Remark on titles that do not go with ``period``: the wrong one may have been chosen."""
        if self.as_at and not period.starts <= self.as_at <= period.ends + MONTHS_TO_REPORT:
            said = month_in_words(self.as_at)
            self.remarks.append(note("document", f"Its title says {said}, which is not in the period {period.label}."))
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
    """What ``document`` says of a self-assessment against ``framework`` and of a delivery plan."""
    reader = _AppendixReader(framework)
    lines: list[str] = []
    for element in document.elements:
        if isinstance(element, Line):
            lines.append(element.text)
        else:
            reader.table(element, lines)
            lines = []
    reader.finish()
    reader.reading.remarks += _remarks_on_the_rest(document)
    return reader.reading


def _remarks_on_the_rest(document: ReadDocument) -> Iterator[Remark]:
    if document.passed_over:
        passed_over = ", ".join(document.passed_over)
        yield note("document", f"Not read: {passed_over}. Look whether anything of it belongs here.")
    if document.has_revisions:
        yield note("document", "It has tracked changes; they were read as accepted.")


def _rows(columns: Columns, rows: Iterable[TableRow]) -> Iterator[tuple[TableRow, dict[str, Cell]]]:
    """The rows with their cells; what is merged downwards stands in each of its rows, but for what makes an action."""
    above: dict[str, Cell] = {}
    for row in rows:
        cells = columns.cells(row)
        down = [name for name, cell in cells.items() if cell.continues and name in set(above) - OWN]
        merged = {name: replace(above[name], continues=True) for name in down}
        if not row.is_blank or merged:
            yield row, cells | merged
        above = cells | merged


class _AppendixReader:
    def __init__(self, framework: FrameworkWording) -> None:
        self.framework = framework
        self.reading = Reading()
        self.rating_rows = RatingRows(framework)
        self.inherited: dict[int, Columns] = {}
        self.found: set[AppendixKind] = set()

    def table(self, table: Table, lines: Sequence[str]) -> None:
        """Read ``table``; ``lines`` stand between it and the table before."""
        place = f"table {table.number}"
        recognised = recognise(table, self.inherited, rating_heading=self.framework.rating_heading)
        columns = recognised.columns
        rows = list(_rows(columns, recognised.rows)) if columns else []
        headed = len(recognised.rows) < len(table.rows)
        if columns is None or not (headed or any(self._is_ours(columns.kind, cells) for _, cells in rows)):
            self._left_alone(table, columns, place)
            return
        self.inherited[columns.width] = columns
        self.found.add(columns.kind)
        self._titles(columns.kind, lines, place)
        self.reading.remarks += self._remarks_on_header(recognised, columns, place)
        for row, cells in rows:
            self._row(columns.kind, cells, f"{place}, row {row.number}")

    def _remarks_on_header(self, recognised: Recognised, columns: Columns, place: str) -> Iterator[Remark]:
        for heading in columns.second_ratings():
            yield stop(
                place, f"“{shortened(heading)}” is a second column of ratings. Delete the one that is not meant."
            )
        for heading in columns.left_out(recognised.rows):
            yield note(place, f"The column “{shortened(heading)}” is not one that is kept here, so it was left out.")
        for row in recognised.above:
            if self._is_ours(columns.kind, columns.cells(row)):
                yield stop(f"{place}, row {row.number}", "This row stands above the header row. Move it below.")

    def _left_alone(self, table: Table, columns: Columns | None, place: str) -> None:
        """Remark on a table that is not read: a note, or a stop where it may well be one of ours."""
        full = [row for row in table.rows if sum(bool(cell.text) for cell in row.cells) >= PLAN_LIKE]
        goes_on = columns is not None and columns.kind == "plan" and bool(full)
        if goes_on or any(is_row({"area": row.cells[0]}, self.framework) for row in full):
            self.reading.remarks.append(stop(place, LIKE_A_PLAN))
        elif any(self._is_like_a_rating(row) for row in table.rows):
            self.reading.remarks.append(stop(place, LIKE_AN_ASSESSMENT))
        else:
            self.reading.remarks.append(
                note(place, "This table is neither a self-assessment nor a delivery plan, so it was left alone.")
            )

    def _is_like_a_rating(self, row: TableRow) -> bool:
        first = row.cells[0] if row.cells else None
        return bool(first and len(first.text.split()) > 3 and self.rating_rows.is_row({"standard": first}))

    def finish(self) -> None:
        """Remark on what is not there."""
        if not self.found:
            self.reading.remarks.append(stop("document", NOTHING_FOUND))
        elif "assessment" not in self.found:
            self.reading.remarks.append(
                stop("document", "There is a delivery plan, but no table of a self-assessment.")
            )
        elif missing := self.rating_rows.missing():
            self.reading.remarks.append(note("document", f"No row was found for {', '.join(missing)}: unrated."))

    def _is_ours(self, kind: AppendixKind, cells: Mapping[str, Cell]) -> bool:
        return self.rating_rows.is_row(cells) if kind == "assessment" else is_row(cells, self.framework)

    def _row(self, kind: AppendixKind, cells: Mapping[str, Cell], place: str) -> None:
        for name in ("rating", "notes", "who", "timescale", "completion"):
            if name in cells and cells[name].continues and cells[name].text:
                words = shortened(cells[name].text)
                self.reading.remarks.append(
                    note(place, f"“{words}” is merged with the row above; it was taken for both.")
                )
        if kind == "assessment":
            self._keep(self.rating_rows.read(cells, place))
        else:
            self._keep(read_action(cells, self.framework, place))

    def _keep(self, found: Iterable[ReadRating | ReadAction | Remark]) -> None:
        for item in found:
            if isinstance(item, Remark):
                self.reading.remarks.append(item)
            elif isinstance(item, ReadRating):
                self.reading.ratings.append(item)
            else:
                self.reading.actions.append(item)

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
