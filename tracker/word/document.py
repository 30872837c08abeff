"""What the reader finds: plain paragraphs and tables, each with its place in the document."""

from dataclasses import dataclass

from tracker.richtext import Block, Blocks, paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside tables."""

    block: Block

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.block.text.split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that begins at grid column ``column`` (from 0) and covers ``span`` of them.

    ``typed`` are its lines as they stand, with the list marks that somebody typed; ``blocks`` has those as lists.
    ``label`` is the automatic number before its first paragraph, as Word shows it ("1.1"). ``continues`` says that the
    cell is merged with the one above and has no text of its own.
    """

    column: int
    span: int
    blocks: Blocks
    typed: tuple[str, ...] = ()
    label: str = ""
    continues: bool = False

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
    """A row; ``number`` counts from 1 within its table, rows deleted in tracked changes left out."""

    number: int
    cells: tuple[Cell, ...]

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
    """A table; ``number`` counts from 1 through the document, tables inside cells left out."""

    number: int
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's body in order, and what else is in it: ``passed_over`` names what was not read."""

    elements: tuple[Line | Table, ...]
    passed_over: tuple[str, ...] = ()
    has_revisions: bool = False
