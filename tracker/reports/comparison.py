"""Two years of a service beside each other: what moved, what was done to the notes, and the sentence that says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.richtext import Block, Blocks, Run, Stretch, are_the_same, differences, paragraphs, parse, plain, tidy
from tracker.standards.rules import ScaleEntry
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row
from tracker.word.document import Table

STANDARD, CHANGED = Column("Standard", 2900), Column("What changed", 4538)
YEAR_WIDTH = 1100

_YEAR = re.compile(r"[0-9]{4}(-[0-9]{2})?")


class Movement(StrEnum):
    """What became of a standard's rating from the earlier year to the later one."""

    UP = "moved up"
    DOWN = "moved down"
    NEWLY_RATED = "newly rated"
    UNCHANGED = "unchanged"
    NOT_RATED = "not rated"


@dataclass(frozen=True, slots=True)
class YearsRating:
    """A standard's rating in one year: its place on the scale, counted from the best, ``None`` where not rated."""

    place: int | None
    entry: ScaleEntry | None
    notes: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One standard in both years; ``wording`` is in the small text format."""

    number: str
    short_title: str
    wording: str
    before: YearsRating
    after: YearsRating

    @property
    def movement(self) -> Movement:
        """What became of its rating; what is not rated in the later year has not moved."""
        if self.after.place is None:
            return Movement.NOT_RATED
        if self.before.place is None:
            return Movement.NEWLY_RATED
        if self.after.place == self.before.place:
            return Movement.UNCHANGED
        return Movement.UP if self.after.place < self.before.place else Movement.DOWN

    @property
    def notes(self) -> tuple[Stretch, ...]:
        """What became of its notes, word by word; nothing where neither year has any."""
        return differences(self.before.notes, self.after.notes)


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section's standards in both years."""

    number: str
    title: str
    standards: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier and a later year against the same framework, with its scale, the best first."""

    before: str
    after: str
    scale: tuple[ScaleEntry, ...]
    sections: tuple[ComparedSection, ...]

    @property
    def standards(self) -> tuple[Compared, ...]:
        """All standards, in order."""
        return tuple(standard for section in self.sections for standard in section.standards)

    def moved(self, movement: Movement) -> list[Compared]:
        """The standards that did so, in order."""
        return [standard for standard in self.standards if standard.movement is movement]

    @property
    def sentence(self) -> str:
        """What the report says of it: "11 compliant in 2021-22, 14 in 2022-23; 3 moved up: 1.2, 3.2, 4.2."."""
        best, standards = self.scale[0].label.lower(), self.standards
        earlier, later = (
            sum(rating.place == 0 for rating in ratings)
            for ratings in ([one.before for one in standards], [one.after for one in standards])
        )
        counts = f"{earlier} {best} in {self.before}, {later} in {self.after}"
        still = None if self.moved(Movement.UP) or self.moved(Movement.DOWN) else "none moved up or down"
        said = (self._said(movement) for movement in Movement if movement is not Movement.UNCHANGED)
        return "; ".join(filter(None, [counts, still, *said])) + "."

    def _said(self, movement: Movement) -> str:
        numbers = [standard.number for standard in self.moved(movement)]
        when = f" in {self.after}" if movement is Movement.NOT_RATED else ""
        return f"{len(numbers)} {movement.value}{when}: {', '.join(numbers)}" if numbers else ""


def scale_place(scale: Sequence[ScaleEntry], code: str | None) -> int | None:
    """Where ``code`` stands on the scale, counted from the best; ``None`` for none."""
    return next((place for place, entry in enumerate(scale) if entry.code == code), None)


def with_comparison(document: AppendixDocument, comparison: Comparison, section: str = "") -> AppendixDocument:
    """``document`` with the comparison as one more appendix; of one section where one is named."""
    if section:
        comparison = replace(comparison, sections=tuple(one for one in comparison.sections if one.number == section))
    years = (Column(label, YEAR_WIDTH, coded=True) for label in (comparison.before, comparison.after))
    appendix = Appendix(
        title=f"Comparison with {comparison.before}",
        lead=f"{document.author}. {comparison.sentence}",
        columns=(STANDARD, *years, CHANGED),
        rows=tuple(row for one in comparison.sections for row in _rows(one)),
        closing="In the notes, words that were added are bold; words that were taken out stand in [square brackets].",
        description="A row for each standard under its section: its rating in both years, and what changed.",
        landscape=any(part.landscape for part in document.appendices if part.key == "self-assessment"),
        key="comparison",
    )
    return replace(document, appendices=(*document.appendices, appendix))


def is_comparison(table: Table) -> bool:
    """Whether ``table`` is such an appendix: it looks like a self-assessment, but has two."""
    texts = [cell.text for cell in table.rows[0].cells] if table.rows else []
    ends, years = texts[:1] + texts[3:], texts[1:3]
    return ends == [STANDARD.heading, CHANGED.heading] and all(_YEAR.fullmatch(text) for text in years)


def _rows(section: ComparedSection) -> list[Row]:
    heading = Row((plain(f"{section.number}. {section.title}"), (), (), ()), section=True)
    return [heading, *(Row(_cells(standard)) for standard in section.standards)]


def _cells(standard: Compared) -> tuple[Blocks, ...]:
    title = standard.short_title or " ".join(paragraphs(parse(standard.wording)))
    named = tidy((Block("paragraph", (Run(standard.number, bold=True), Run(f" {title}"))),))
    codes = (plain(year.entry.code if year.entry else "Not rated") for year in (standard.before, standard.after))
    moved = standard.movement in {Movement.UP, Movement.DOWN}
    said = Block("paragraph", (Run(standard.movement.value.capitalize(), bold=moved),))
    return named, *codes, tidy((said, _notes_compared(standard.notes)))


def _notes_compared(notes: Sequence[Stretch]) -> Block:
    if not notes:
        return Block("paragraph", (Run("No notes in either year."),))
    if are_the_same(notes):
        return Block("paragraph", (Run("The same notes in both years."),))
    return Block("paragraph", tuple(run for stretch in notes for run in _runs(stretch)))


def _runs(stretch: Stretch) -> tuple[Run, ...]:
    text = f"[{stretch.text}]" if stretch.kind == "gone" else stretch.text
    return Run(text, bold=stretch.kind == "new"), Run(stretch.space)
