"""The rows of a self-assessment: which standard, what rating, which notes."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.reports.found import ReadRating, Unplaced
from tracker.reports.matching import Standards, percent, plain
from tracker.reports.numbers import Numbered
from tracker.reports.remarks import PLAIN, Confidence, Remark, Sureness, likely, note, stop, unsure
from tracker.reports.rows import FieldRow
from tracker.reports.scale import Judgement
from tracker.reports.wording import shortened
from tracker.richtext import paragraphs

ALIKE = 0.6  # below this, another standard's wording may be the better match

Found = ReadRating | Unplaced | Remark


class RatingRows:
    """Reads rows one by one; remembers the standards that it has seen."""

    def __init__(self, standards: Standards) -> None:
        self.standards = standards
        self.seen: set[str] = set()

    def read(self, row: FieldRow) -> Iterator[Found]:
        """The rating of ``row``, or what of it cannot be placed, and remarks on it."""
        found = self.standards.identify(row.cells)
        judged = self.standards.scale.judge(row.cells, row.tick_means)
        if found.names_another:
            reason = "This row names more than one standard. Give each a row of its own."
            yield from self._unplaced(row, replace(found, number=""), judged, reason)
        elif found.number in self.standards.texts and found.number not in self.seen:
            self.seen.add(found.number)
            yield from self._placed(row, found, judged)
        elif found.number in self.seen:
            reason = f"Standard {found.number} is there twice. Take one of its rows out."
            yield from self._unplaced(row, found, judged, reason)
        elif found.number and not self.standards.is_section(found.wording):
            known = ", ".join(self.standards.texts)
            reason = f"There is no standard {found.number} in these standards. They are: {known}."
            yield from self._unplaced(row, found, judged, reason)
        else:
            yield from self._without_number(row, found, judged)

    def missing(self) -> list[str]:
        """The standards that no row was for."""
        return [number for number in self.standards.texts if number not in self.seen]

    def _placed(self, row: FieldRow, found: Numbered, judged: Judgement) -> Iterator[Found]:
        place = f"{row.place} ({found.number})"
        wording, mismatch = self._compared(found, place)
        yield from wording
        for reason in (row.confidence + found.confidence + judged.confidence).why:
            if reason not in judged.confidence.why or judged.code:
                yield note(place, reason)
        if not judged.is_given:
            yield note(place, "No rating is given; the standard stays unrated.")
        elif judged.code is None:
            codes = ", ".join(self.standards.scale.codes)
            said = f"“{shortened(judged.read)}”" if judged.read else "Its shading"
            yield stop(place, f"{said} is not a rating. Write one of: {codes}.", settled_by_hand=True)
        yield self._rating(row, found, judged, row.confidence + found.confidence + mismatch + judged.confidence)

    def _rating(self, row: FieldRow, found: Numbered, judged: Judgement, confidence: Confidence) -> ReadRating:
        return ReadRating(
            number=found.number,
            code=judged.code,
            read=judged.read,
            notes=judged.rest + (row.cells["notes"].blocks if "notes" in row.cells else ()),
            place=row.place,
            sure=confidence.sure,
            why=confidence.why,
        )

    def _compared(self, found: Numbered, place: str) -> tuple[list[Remark], Confidence]:
        """Remarks on a wording that is not the published one, and what they say of the number."""
        written, number = plain(found.wording), found.number
        if not written or self.standards.is_wording_of(number, written):
            return [], PLAIN
        differs = note(place, f"The wording of {number} differs from the published one, which is kept.")
        here = self.standards.wordings.likeness(written, number)
        if here >= ALIKE:
            return [differs], PLAIN
        nearest = [other for likeness, other in self.standards.nearest(found.wording) if likeness > max(here, ALIKE)]
        if not nearest:
            return [differs], likely(f"The wording beside {number} is only {percent(here)} like the published one.")
        reason = f"The number is {number}, but the wording is that of {nearest[0]}."
        return [stop(place, f"{reason} Correct one of them.", settled_by_hand=True)], unsure(reason)

    def _without_number(self, row: FieldRow, found: Numbered, judged: Judgement) -> Iterator[Found]:
        notes = row.cells.get("notes")
        if judged.is_given or (notes and notes.text):
            words = shortened(row.cells["standard"].text) if "standard" in row.cells else ""
            reason = f"This row has a rating or notes, but no standard's number before “{words}”. Add the number."
            yield from self._unplaced(row, replace(found, number=""), judged, reason)
        elif found.wording and not self.standards.is_section(found.wording):
            words = shortened(paragraphs(found.wording)[0])
            yield note(row.place, f"“{words}” is not a standard, so it was left alone.")

    def _unplaced(self, row: FieldRow, found: Numbered, judged: Judgement, reason: str) -> Iterator[Found]:
        yield stop(row.place, reason, settled_by_hand=True)
        nearest = self.standards.nearest(found.wording)[:1]
        why = [reason, *(f"The wording is {percent(likeness)} like that of {number}." for likeness, number in nearest)]
        if found.number not in self.standards.texts:
            found = replace(found, number=nearest[0][1] if nearest else "")
        confidence = Confidence(Sureness.UNSURE, (*why, *judged.confidence.why))
        rating = self._rating(row, found, judged, confidence)
        yield Unplaced(row.place, row.text, confidence.why, rating=rating)
