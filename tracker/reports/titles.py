"""The headings and lines above a table: what it is titled, and whose it is."""

from collections.abc import Sequence

from tracker.reports.wording import folded
from tracker.word.document import Line

SHORT = 120  # letters; a longer line is no title


class Titles:
    """Gathers lines as they come: ``lines`` are those since the last table, ``last`` the last."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.last: Line | None = None
        self._headings: dict[int, str] = {}
        self._last = ""

    def add(self, line: Line) -> None:
        """Take in a line of the document."""
        text = line.text
        if text:
            self.lines.append(text)
            self.last = line
        if line.heading and text:
            self._headings = {level: text for level, text in self._headings.items() if level < line.heading}
            self._headings[line.heading] = text[:SHORT]
            self._last = ""
        elif 0 < len(text) <= SHORT:
            self._last = text

    def end(self) -> None:
        """A table ends: what follows is above the next."""
        self.lines = []
        self.last = None
        self._last = ""

    @property
    def path(self) -> str:
        """The headings that lead here, and the last line below them: "Northtown – Self-assessment"."""
        return " – ".join([*self._headings.values(), self._last] if self._last else self._headings.values())


def is_named_in(path: str, titles: Sequence[str]) -> int | None:
    """Which of ``titles`` alone has words of its own in ``path``."""
    words = [set(folded(title).casefold().split()) for title in titles]
    common = set.intersection(*words)
    here = set(folded(path).casefold().split())
    named = [index for index, own in enumerate(words) if (own - common) & here]
    return named[0] if len(named) == 1 else None
