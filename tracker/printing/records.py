"""An appendix's rows as records: each has its section in a column of its own, and none is too tall for Excel."""

from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from tracker.printing.cells import Line, cell_lines, in_pieces, text_of
from tracker.printing.sections import by_section
from tracker.richtext import Blocks, Run
from tracker.word.appendix import Appendix, Column

WIDTH: Final = 170  # characters, all columns together
SECTION: Final = Column("Section", 1600)

Record = list[list[Line]]


class Records:
    """The records of an appendix; ``widths`` are their columns', in characters."""

    def __init__(self, appendix: Appendix) -> None:
        self.appendix = appendix
        self.has_sections = any(row.section for row in appendix.rows)
        self.columns = (SECTION, *appendix.columns) if self.has_sections else appendix.columns
        total = sum(column.width for column in self.columns)
        self.widths = [max(10, round(WIDTH * column.width / total)) for column in self.columns]

    def __iter__(self) -> Iterator[Record]:
        nothing: tuple[Blocks, ...] = ((),) * len(self.appendix.columns)
        for section, rows in by_section(self.appendix.rows):
            for cells in [row.cells for row in rows] or [nothing]:
                yield from self._spread((section, *cells) if self.has_sections else cells)

    def _spread(self, cells: tuple[Blocks, ...]) -> Iterator[Record]:
        """A record, and those that it goes on in where a text is too long for one."""
        pieces = [in_pieces(cell_lines(blocks), width) for blocks, width in zip(cells, self.widths, strict=True)]
        for index in range(max(map(len, pieces))):
            yield [
                of_cell[index] if index < len(of_cell) else self._again(of_cell[0], place)
                for place, of_cell in enumerate(pieces)
            ]

    def _again(self, lines: list[Line], place: int) -> list[Line]:
        """What a cell says where its row goes on: enough to know it by, and nothing that would be counted twice."""
        column = self.columns[place]
        if column is SECTION:
            return lines
        if not lines or not (column.coded or place == int(self.has_sections)):
            return []
        text = shorten(" ".join(map(text_of, lines)), 60, placeholder="…")
        return [(Run(f"{text} (continued)"),)]
