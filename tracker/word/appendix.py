"""What the writer prints: documents of tables, all wording and order settled."""

from dataclasses import dataclass

from tracker.richtext import Blocks


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in twentieths of a point. A ``coded`` one holds short codes, set in the middle."""

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
    """One table with its heading, a sentence before it and one after. ``description`` is its alternative text."""

    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    closing: str
    description: str
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class AppendixDocument:
    """A Word document of appendices; ``running_title`` stands at the head of each page beside the author's name."""

    title: str
    author: str
    running_title: str
    keywords: str
    appendices: tuple[Appendix, ...]
