"""Word's lists: which ``w:num`` a list item belongs to, so that each list counts for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tracker.richtext import Block

BULLETS: Final = 1
ABSTRACT: Final[Mapping[str, int]] = {"number": 2, "letter": 3}

Start = tuple[int, int, int]
"""A list of an abstract numbering, at a level, from a number on."""


@dataclass
class Lists:
    """Hands out list identifiers while a document is written; ``nums`` is the XML of those handed out.

    ``bullets`` is the list of all bullets, ``abstract`` the numbering of each other kind; ``free`` has lists that are
    there already and that nothing uses, to be taken first.
    """

    next_id: int = BULLETS + 1
    bullets: int = BULLETS
    abstract: Mapping[str, int] = field(default_factory=lambda: ABSTRACT)
    free: dict[Start, list[int]] = field(default_factory=dict)
    nums: list[str] = field(default_factory=list)
    _open: dict[int, tuple[Block, int]] = field(default_factory=dict)

    def begin_cell(self) -> None:
        """No list goes on from the cell before."""
        self._open.clear()

    def num_id(self, block: Block) -> int:
        """The ``w:numId`` for the list item ``block``."""
        last, num_id = self._open.get(block.level, (None, 0))
        self._open = {level: item for level, item in self._open.items() if level < block.level}
        if block.kind == "bullet":
            num_id = self.bullets
        elif last is None or last.kind != block.kind or block.number != last.number + 1:
            num_id = self._new(block)
        self._open[block.level] = (block, num_id)
        return num_id

    def paragraph(self, block: Block) -> None:
        """A paragraph ends every list that it does not go on with."""
        self._open = {level: item for level, item in self._open.items() if level < block.level}

    def _new(self, block: Block) -> int:
        abstract = self.abstract[block.kind]
        if free := self.free.get((abstract, block.level, block.number)):
            return free.pop(0)
        num_id = self.next_id
        self.next_id += 1
        self.nums.append(
            f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{block.level}"><w:startOverride w:val="{block.number}"/></w:lvlOverride></w:num>'
        )
        return num_id
