"""The rows of a self-assessment: which standard, what rating, which notes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.reports.remarks import Remark, note, stop
from tracker.reports.wording import folded, key, likeness, shortened
from tracker.richtext import Block, Blocks, dropped, paragraphs, parse, tidy
from tracker.standards.rules import FrameworkWording
from tracker.word.document import Cell

UNRATED = frozenset({"notrated", "notyetrated", "unrated"})
ALIKE = 0.6  # below this, another standard's wording may be the better match

_NUMBER = re.compile(r"\s*(?:[Ss]tandard\s+)?([0-9A-Z]{1,4}\.\d{1,3})(?![\d.]*\d)[.):]?\s*")
_RATING = re.compile(r"[\s(\[☒☑✓]*\w+(?:[\s/–-]+\w+)*[\s)\].,]*")  # "C?" and "☐ C" are questions, not ratings
_ANOTHER = re.compile(r"\s*(and|to|&|,|/|-|–)\s*[0-9A-Z]{1,4}\.\d")


@dataclass(frozen=True, slots=True)
class ReadRating:
    """A standard's row as read. ``code`` is the framework's, ``read`` what stood in the document."""

    number: str
    code: str | None
    read: str
    notes: Blocks


class RatingRows:
    """Reads rows one by one; remembers the standards that it has seen."""

    def __init__(self, framework: FrameworkWording) -> None:
        self.framework = framework
        self.codes = codes_of(framework)
        self.titles = {key(section.title) for section in framework.sections}
        self.seen: set[str] = set()

    def is_row(self, cells: Mapping[str, Cell]) -> bool:
        """Whether a row without a header above it is one of a self-assessment."""
        return _numbered(cells)[0] in self.framework.standards

    def read(self, cells: Mapping[str, Cell], place: str) -> Iterator[ReadRating | Remark]:
        """The rating of the row with these cells, and remarks on it."""
        number, wording = _numbered(cells)
        rating, notes = cells.get("rating"), cells.get("notes")
        says_something = any(cell and cell.text for cell in (rating, notes))
        if _ANOTHER.match(wording[0].text if wording else ""):
            yield stop(place, "This row names more than one standard. Give each a row of its own.")
        elif number in self.framework.standards and number not in self.seen:
            self.seen.add(number)
            place = f"{place} ({number})"
            yield from self._remarks_on_wording(number, wording, place)
            yield from self._rating(number, cells, place)
        elif number in self.seen:
            yield stop(place, f"Standard {number} is there twice. Take one of its rows out.")
        elif number and not self._is_section(wording):
            known = ", ".join(self.framework.standards)
            yield stop(place, f"There is no standard {number} in these standards. They are: {known}.")
        elif says_something:
            words = shortened(cells["standard"].text) if "standard" in cells else ""
            yield stop(
                place,
                f"This row has a rating or notes, but no standard's number before “{words}”. Add the number.",
            )
        elif wording and not self._is_section(wording):
            yield note(place, f"“{shortened(paragraphs(wording)[0])}” is not a standard, so it was left alone.")

    def _rating(self, number: str, cells: Mapping[str, Cell], place: str) -> Iterator[ReadRating | Remark]:
        read = cells["rating"].text if "rating" in cells else ""
        notes = cells["notes"].blocks if "notes" in cells else ()
        code = self.codes.get(key(read)) if _RATING.fullmatch(folded(read)) else None
        if not read or key(read) in UNRATED:
            yield note(place, "No rating is given; the standard stays unrated.")
        elif code is None:
            codes = ", ".join(entry.code for entry in self.framework.ratings)
            yield stop(place, f"“{shortened(read)}” is not a rating. Write one of: {codes}.")
        yield ReadRating(number, code, read, notes)

    def _remarks_on_wording(self, number: str, wording: Blocks, place: str) -> Iterator[Remark]:
        written = " ".join(paragraphs(wording))
        ours = " ".join(paragraphs(parse(self.framework.standards[number].text)))
        if not written or folded(written) == folded(ours):
            return
        here = likeness(written, ours)
        if here < ALIKE:
            for other in self.framework.standards.values():
                if likeness(written, " ".join(paragraphs(parse(other.text)))) > max(here, ALIKE):
                    yield stop(
                        place,
                        f"The number is {number}, but the wording is that of {other.number}. Correct one of them.",
                    )
                    return
        yield note(place, f"The wording of {number} differs from the published one, which is kept.")

    def _is_section(self, wording: Blocks) -> bool:
        return key(" ".join(paragraphs(wording))) in self.titles

    def missing(self) -> list[str]:
        """The standards that no row was for."""
        return [number for number in self.framework.standards if number not in self.seen]


def codes_of(framework: FrameworkWording) -> dict[str, str]:
    """Every way of writing a rating that the framework knows, as a key, and the code that it stands for."""
    read_as = {key(text): code for text, code in framework.read_as.items()}
    labels = {key(entry.label): entry.code for entry in framework.ratings}
    codes = {key(entry.code): entry.code for entry in framework.ratings}
    return read_as | labels | codes


def _numbered(cells: Mapping[str, Cell]) -> tuple[str, Blocks]:
    """A row's number and the wording after it: typed before the wording, in a column of its own, or automatic."""
    standard = cells.get("standard")
    blocks = standard.blocks if standard else ()
    if "number" in cells and (found := _NUMBER.fullmatch(cells["number"].label or cells["number"].text)):
        return found[1], blocks
    if standard and (found := _NUMBER.fullmatch(standard.label)):
        return found[1], blocks
    if blocks and (found := _NUMBER.match(blocks[0].text)):
        first = Block("paragraph", dropped(blocks[0].runs, found.end()))
        return found[1], tidy((first, *blocks[1:]))
    return "", blocks
