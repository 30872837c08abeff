"""Which standard a row is of: by its number, or by its wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.reports.numbers import Numbered, numbered
from tracker.reports.remarks import likely
from tracker.reports.scale import Scale
from tracker.reports.wording import Wordings, folded, key
from tracker.richtext import Blocks, paragraphs, parse
from tracker.standards.rules import FrameworkWording
from tracker.word.document import Cell

ENOUGH = 0.8  # from here on, a wording alone says which standard it is
APART = 0.1  # the next best must be so much less alike

_SECTION = re.compile(r"(section|standards?|area|part)?\s*(\d{1,2}|[A-Z]\b)?\s*[.):–-]*\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standards:
    """A framework as rows are compared with it; made once for a document."""

    framework: FrameworkWording
    scale: Scale
    texts: Mapping[str, str]
    wordings: Wordings
    titles: frozenset[str]

    @classmethod
    def of(cls, framework: FrameworkWording) -> "Standards":
        """``framework`` made ready."""
        texts = {number: plain(parse(standard.text)) for number, standard in framework.standards.items()}
        titles = frozenset(key(section.title) for section in framework.sections)
        return cls(framework, Scale(framework), texts, Wordings(texts), titles)

    def numbered(self, cells: Mapping[str, Cell]) -> Numbered:
        """The number of a row as it stands there, which need not be one of ours."""
        return numbered(cells, self.texts)

    def is_row(self, cells: Mapping[str, Cell]) -> bool:
        """Whether a row without a header above it is one of a self-assessment."""
        return self.numbered(cells).number in self.texts

    def is_section(self, wording: Blocks) -> bool:
        """Whether ``wording`` is the title of a section, with or without its number."""
        text = plain(wording)[:500]
        return key(text) in self.titles or key(_SECTION.sub("", text, count=1)) in self.titles

    def identify(self, cells: Mapping[str, Cell]) -> Numbered:
        """The number of a row; where it has none, that of the standard whose wording it has."""
        found = self.numbered(cells)
        nearest = [] if found.number or self.is_section(found.wording) else self.nearest(found.wording)
        if not nearest or nearest[0][0] < ENOUGH or (nearest[1:] and nearest[0][0] - nearest[1][0] < APART):
            return found
        likeness, number = nearest[0]
        reason = f"The number was not there; the wording is {percent(likeness)} like that of {number}."
        return replace(found, number=number, confidence=likely(reason))

    def is_wording_of(self, number: str, text: str) -> bool:
        """Whether ``text`` is the wording of standard ``number``, or its short title, which our documents may print."""
        title = self.framework.standards[number].short_title
        return folded(text) == folded(self.texts[number]) or (title != "" and key(text) == key(title))

    def nearest(self, wording: Blocks) -> list[tuple[float, str]]:
        """The likeliest standards for a wording, best first."""
        return self.wordings.nearest(plain(wording)) if wording else []


def plain(wording: Blocks) -> str:
    """The words of ``wording`` in one line."""
    return " ".join(paragraphs(wording))


def percent(share: float) -> str:
    """A share as people read it: "94%"."""
    return f"{share:.0%}"
