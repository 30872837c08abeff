"""What the writer prints: documents of tables or of text, all wording and order settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from tracker.richtext import Blocks
from tracker.word.bookmarks import SUMMARY


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in twentieths of a point, in proportion to the others where the page is another.

    A ``coded`` one holds short codes, set in the middle.
    """

    heading: str
    width: int
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a cell for each column. A ``section`` row has its text in the first cell and nothing in the others."""

    cells: tuple[Blocks, ...]
    section: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """One table with its heading, a sentence before it and one after. ``description`` is its alternative text.

    ``sideways``, where it says something, asks for a table a row instead, with the headings in the first column, so
    that there is more room for each text; it is what one of the rows is called, such as "Action". ``key`` is what it is
    known by in a document that it is put into, such as "delivery plan".
    """

    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    closing: str
    description: str
    landscape: bool = False
    sideways: str = ""
    key: str = ""

    def named_rows(self) -> Iterator[tuple[str, Row]]:
        """Each row with what it is called where the table lies ``sideways``: "Action 3"; a section has no such name."""
        number = 0
        for row in self.rows:
            number += not row.section
            yield "" if row.section else f"{self.sideways} {number}", row


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, how large it is on screen, where ``png`` may have finer pixels, and what it shows in words."""

    png: bytes
    width: int
    height: int
    description: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A page before the appendices: its heading, and sentences, after the first of which stands the picture."""

    title: str
    sentences: tuple[str, ...]
    image: Image | None = None
    key: ClassVar[str] = SUMMARY
    landscape: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Text, under a heading of its own where there is one; ``level`` is that heading's, below its chapter's: 2 or 3."""

    heading: str
    blocks: Blocks
    level: int = 2


@dataclass(frozen=True, slots=True)
class Chapter:
    """Text under a heading, which begins a page."""

    title: str
    passages: tuple[Passage, ...]
    key: ClassVar[str] = ""
    landscape: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A document of text alone; all else as in a document of appendices."""

    title: str
    author: str
    running_title: str
    keywords: str
    parts: tuple[Chapter, ...]
    notice: str = ""
    summary: ClassVar[Summary | None] = None


@dataclass(frozen=True, slots=True)
class AppendixDocument:
    """A document of appendices; ``running_title`` stands at the head of each page beside the author's name.

    So does ``notice``, in bold, and below the heading of each part, since screen readers pass over the heads of pages:
    what the document is worth, such as "DRAFT: not ratified". It may be empty.
    """

    title: str
    author: str
    running_title: str
    keywords: str
    appendices: tuple[Appendix, ...]
    summary: Summary | None = None
    notice: str = ""

    @property
    def parts(self) -> tuple[Summary | Appendix, ...]:
        """All that is printed, in order."""
        return (self.summary, *self.appendices) if self.summary else self.appendices
