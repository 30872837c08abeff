"""The ratings of a framework, in every way in which people give them: codes, words, ticks and colours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.reports import colours
from tracker.reports.remarks import PLAIN, Confidence, likely, unsure
from tracker.reports.wording import folded, key, shortened
from tracker.richtext import Block, Blocks, dropped, lines_of, tidy
from tracker.standards.rules import FrameworkWording
from tracker.word.document import Cell

UNRATED = frozenset({"notrated", "notyetrated", "unrated"})
TICK = "tick "  # what the field of a column for ticks is called, before its code

_RATING = re.compile(r"[\s(\[☒☑✓]*\w+(?:[\s/–-]+\w+)*[\s)\].,]*")  # "C?" and "☐ C" are questions, not ratings
_LONGEST = 60
_BOX = re.compile(r"([☐☒☑✓✔✗✘])\s*([^☐☒☑✓✔✗✘]*)")
_TICKED = frozenset("☒☑✓✔✅•●√xX*")
_BLOBS = frozenset("●⬤■◼•")
_YES = frozenset({"yes", "y", "true", "1"})
_NOT_TICKED = frozenset({"", "☐", "✗", "✘", "-", "–", "—", "no", "n", "n/a", "0"})
_GOES_ON = re.compile(r"\s+[-–—]\s+|\s*[:;]\s+|\.\s+|\s+(?=\(\w)")
_CHOICE = re.compile(r"\s*(?:[/|,&]|\bor\b|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The code that a row gives, and what it was read from; ``rest`` is what else stands beside it, for the notes."""

    code: str | None
    read: str
    confidence: Confidence = PLAIN
    rest: Blocks = ()

    @property
    def is_given(self) -> bool:
        """Whether there is a rating, clear or doubtful."""
        return bool(self.code or self.confidence != PLAIN or (self.read and key(self.read) not in UNRATED))


class Scale:
    """Every way of writing a rating that the framework knows, and what people do beside."""

    def __init__(self, framework: FrameworkWording) -> None:
        self.heading = framework.rating_heading
        self.codes = [entry.code for entry in framework.ratings]
        read_as = {key(text): code for text, code in framework.read_as.items()}
        labels = {key(entry.label): entry.code for entry in framework.ratings}
        self._codes = read_as | labels | {key(code): code for code in self.codes}

    def code(self, text: str) -> str | None:
        """The code that ``text`` plainly is."""
        return self._codes.get(key(text)) if len(text) <= _LONGEST and _RATING.fullmatch(folded(text)) else None

    def judge(self, cells: Mapping[str, Cell], tick_means: str = "") -> Judgement:
        """The rating of a row; in its column a tick may have a meaning, by its heading."""
        ticks = {name.removeprefix(TICK): cell for name, cell in cells.items() if name.startswith(TICK)}
        judged = self._ticked(ticks) if ticks else None
        if "rating" in cells and (judged is None or not judged.is_given):
            rating = cells["rating"]
            row_shade = cells["standard"].shade if "standard" in cells else ""
            is_colour = set(rating.text) <= _BLOBS and bool(rating.shade or not rating.text)
            judged = self._shaded(rating, row_shade) if is_colour else self._written(rating, tick_means)
            judged = self._looked_at(judged, rating, row_shade)
        return judged or Judgement(None, "")

    def _written(self, cell: Cell, tick_means: str) -> Judgement:
        text = cell.text
        if key(text) in UNRATED:
            return Judgement(None, text)
        if code := self.code(text):
            return Judgement(code, text)
        found = next(filter(None, self._inferred(cell, text, tick_means)), None)
        return found or Judgement(None, text, unsure(self._reason(text)))

    def _inferred(self, cell: Cell, text: str, tick_means: str) -> Iterator[Judgement | None]:
        yield self._boxes(text)
        if tick_means and _is_tick(text):
            yield Judgement(tick_means, text, likely(f"“{text}” in that column was read as {tick_means}."))
        if colour := colours.named(text):
            yield self._coloured(colour, text, f"“{text}”")
        yield self._with_more(cell)

    def _boxes(self, text: str) -> Judgement | None:
        """Boxes beside codes, of which one is ticked: "☒ C ☐ P/C"."""
        boxes = [(box, self.code(label)) for box, label in _BOX.findall(text[:200])]
        ticked = [code for box, code in boxes if box in _TICKED]
        if len(boxes) < 2 or len(ticked) != 1 or not all(code for _, code in boxes):
            return None
        return Judgement(ticked[0], text, likely(f"Its box is ticked: {ticked[0]}."))

    def _with_more(self, cell: Cell) -> Judgement | None:
        """A code at the beginning of a cell that says more."""
        blocks = [replace(block, runs=line) for block in cell.blocks for line in lines_of(block.runs)]
        first = blocks[0]
        text = first.text.strip()
        found = _GOES_ON.search(text[:_LONGEST])
        head, rest = (text, blocks[1:]) if found is None else (text[: found.start()], blocks)
        code = self.code(head)
        if code is None or not rest:
            return None
        if found:
            skipped = first.text.index(text) + found.end()
            rest = [Block("paragraph", dropped(first.runs, skipped)), *blocks[1:]]
        if self.code(rest[0].text):
            return None  # "C – P/C" is a choice
        reason = f"“{shortened(head)}” was read as the rating, and what follows it as notes."
        return Judgement(code, head, likely(reason), tidy(rest))

    def _ticked(self, ticks: Mapping[str, Cell]) -> Judgement:
        """One of the columns headed by a code each has a tick, or is shaded."""
        read = "; ".join(f"{code}: {shortened(cell.text)}" for code, cell in ticks.items() if cell.text)
        ticked = [code for code, cell in ticks.items() if _is_tick(cell.text) or self.code(cell.text) == code]
        odd = [cell for cell in ticks.values() if not _is_tick(cell.text) and not _is_blank(cell.text)]
        odd = [cell for cell in odd if self.code(cell.text) is None]
        if not read:
            return self._shaded_column(ticks)
        if len(ticked) == 1 and not odd:
            return Judgement(ticked[0], read, likely(f"The column {ticked[0]} is ticked."))
        if not ticked and all(_is_blank(cell.text) and cell.text not in ("✗", "✘") for cell in ticks.values()):
            return Judgement(None, "")
        said = "more than one column is ticked" if len(ticked) > 1 else "it is not clear which column is ticked"
        return Judgement(None, read, unsure(f"Of {' and '.join(ticks)}, {said}."))

    def _shaded_column(self, ticks: Mapping[str, Cell]) -> Judgement:
        shaded = [code for code, cell in ticks.items() if colours.shown(cell.shade)]
        if len(shaded) != 1:
            return Judgement(None, "")
        return Judgement(shaded[0], "", likely(f"Only the column {shaded[0]} is shaded."))

    def _shaded(self, cell: Cell, row_shade: str) -> Judgement:
        colour = colours.shown(cell.shade)
        if colour is None:
            return Judgement(None, "")
        if cell.shade == row_shade:
            reason = f"It says nothing, and the whole row is shaded {colour}, which may or may not mean a rating."
            return Judgement(None, "", unsure(reason))
        return self._coloured(colour, "", f"the {colour} shading alone")

    def _coloured(self, colour: colours.Colour, text: str, what: str) -> Judgement:
        place = {"green": 0, "amber": 1, "red": len(self.codes)}[colour]
        if place < len(self.codes):
            code = self.codes[place]
            return Judgement(code, text, likely(f"{what[0].upper()}{what[1:]} was read as {code}."))
        return Judgement(None, text, unsure(f"What {what} stands for is not known: the scale is {self._scale()}."))

    def _looked_at(self, judged: Judgement, cell: Cell, row_shade: str) -> Judgement:
        """What casts doubt on a rating that was read: tracked changes, and a colour that says something else."""
        confidence = judged.confidence
        if judged.code and cell.revised:
            confidence += likely("Its rating has tracked changes, which were read as accepted.")
        colour = colours.shown(cell.shade) if cell.shade != row_shade else None
        other = self._coloured(colour, "", colour).code if colour else None
        if judged.code and other and other != judged.code and judged.read:
            confidence += likely(f"It says {shortened(judged.read)}, though its cell is {colour}; the word was taken.")
        return replace(judged, confidence=confidence)

    def _reason(self, text: str) -> str:
        choices = {self.code(part) for part in _CHOICE.split(text[:_LONGEST])}
        if None not in choices and len(choices) > 1:
            return f"“{shortened(text)}” names more than one rating."
        return f"“{shortened(text)}” is not a rating: the scale is {self._scale()}."

    def _scale(self) -> str:
        return ", ".join(self.codes)


def _is_tick(text: str) -> bool:
    return bool(text) and (set(text) <= _TICKED or text.casefold() in _YES)


def _is_blank(text: str) -> bool:
    return text.casefold() in _NOT_TICKED
