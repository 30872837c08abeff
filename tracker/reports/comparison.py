"""Two years of a service beside each other: what moved, what was done to the notes, and the sentence that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.richtext import Stretch, differences
from tracker.standards.rules import ScaleEntry


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
