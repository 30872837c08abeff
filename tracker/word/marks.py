"""List marks that people typed: "1. Review …", "a) …", "• …" become real list items."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.richtext.blocks import Block, Blocks, Run, dropped, lines_of, tidy

_BULLET = re.compile(r"[•·‣▪◦●○■□–*-]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_LETTER = re.compile(r"\(?([a-z])\)\s+(?=\S)")
_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[A-Z])")


def unmarked(blocks: Iterable[Block]) -> Blocks:
    """``blocks`` with typed marks taken for what they mean, also after a line break within a paragraph.

    A number with no dot ("3 Test …") is a mark only where it is the next one of a list.
    """
    found: list[Block] = []
    for block in blocks:
        for part in _parts(block):
            last = found[-1] if found else None
            found.append(_unmarked(part, last))
    return tidy(found)


def _parts(block: Block) -> Iterator[Block]:
    """The block, divided before each line that begins with a typed mark."""
    kind, runs, number = block, list[Run](), 0
    for line in lines_of(block.runs):
        text = "".join(run.text for run in line).lstrip()
        found, bare = _NUMBER.match(text), _BARE_NUMBER.match(text)
        follows = bare and number and int(bare[1]) == number + 1
        if runs and (found or follows or _BULLET.match(text) or _LETTER.match(text)):
            yield replace(kind, runs=tuple(runs))
            kind, runs = Block("paragraph", ()), []
        number = int(found[1]) if found else number + 1 if follows else number
        runs += (Run("\n"), *line) if runs else line
    yield replace(kind, runs=tuple(runs))


def _unmarked(block: Block, last: Block | None) -> Block:
    if block.kind != "paragraph" or block.level:
        return block
    text = block.text
    lead = len(text) - len(text.lstrip())
    if found := _BULLET.match(text, lead):
        return Block("bullet", dropped(block.runs, found.end()))
    if found := _NUMBER.match(text, lead):
        return Block("number", dropped(block.runs, found.end()), number=int(found[1]))
    if found := _LETTER.match(text, lead):
        return Block("letter", dropped(block.runs, found.end()), number=ord(found[1]) - ord("a") + 1)
    found = _BARE_NUMBER.match(text, lead)
    if found and last and last.kind == "number" and int(found[1]) == last.number + 1:
        return Block("number", dropped(block.runs, found.end()), number=int(found[1]))
    return block
