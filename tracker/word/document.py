"""What the reader finds: plain paragraphs and tables, each with its place in the document."""

from dataclasses import dataclass
from typing import Literal

from tracker.richtext.blocks import Block, Blocks, paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside tables; ``heading`` is its level as a heading, from 1, or 0 where it is none.

    ``label``, ``shown`` and ``veils`` are as those of a cell; a number before it is not among what is shown.
    """

    block: Block
    heading: int = 0
    label: str = ""
    shown: tuple[str, ...] = ()
    veils: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.block.text.split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that begins at grid column ``column`` (from 0) and covers ``span`` of them.

    ``typed`` are its lines as they stand, with the list marks that somebody typed; ``blocks`` has those as lists.
    ``label`` is the automatic number before its first paragraph, as Word shows it ("1.1"). ``continues`` says that the
    cell is merged with the one above and has no text of its own. ``shade`` is its colour, such as "00B050". ``revised``
    says that tracked changes in it were read as accepted. ``inner`` has the tables inside it; their text is in
    ``blocks`` too.

    Of a document that carries a sealed text, ``shown`` are the lines as a page shows them, with marks and links, and
    ``veils`` say what keeps a reader from seeing them so, such as "hidden text".
    """

    column: int
    span: int
    blocks: Blocks
    typed: tuple[str, ...] = ()
    label: str = ""
    continues: bool = False
    shade: str = ""
    revised: bool = False
    inner: tuple["Table", ...] = ()
    shown: tuple[str, ...] = ()
    veils: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """Its paragraphs without list marks; a line break ends one."""
        return paragraphs(self.blocks)

    @property
    def text(self) -> str:
        """Its words, in one line."""
        return " ".join(" ".join(self.lines).split())


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; ``number`` counts from 1 within its table, rows deleted in tracked changes left out.

    ``veils`` are as those of a cell, for all of it.
    """

    number: int
    cells: tuple[Cell, ...]
    veils: tuple[str, ...] = ()

    @property
    def columns(self) -> int:
        """How many grid columns it covers."""
        return sum(cell.span for cell in self.cells)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(cell.text or cell.label for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``number`` counts from 1 through the document, or through the cell ``inside`` which it lies."""

    number: int
    rows: tuple[TableRow, ...]
    inside: str = ""

    @property
    def place(self) -> str:
        """Where it stands, such as "table 3"."""
        return f"{self.inside}, inner table {self.number}" if self.inside else f"table {self.number}"


AsideKind = Literal["comment", "footnote", "endnote"]


@dataclass(frozen=True, slots=True)
class Aside:
    """What somebody said beside the text at ``place``; ``text`` is empty where the file does not have it."""

    kind: AsideKind
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's body in order, and what else is in it: ``passed_over`` names what was not read.

    ``sealed`` are texts of ours that it carries with it, and no page shows.
    """

    elements: tuple[Line | Table, ...]
    passed_over: tuple[str, ...] = ()
    has_revisions: bool = False
    asides: tuple[Aside, ...] = ()
    sealed: tuple[str, ...] = ()
