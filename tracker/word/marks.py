"""List marks that people typed: "1. Review …", "a) …", "• …" become real list items."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.richtext import Block, Blocks, Run, dropped, lines_of, tidy

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
    part = replace(block, runs=())
    for line in lines_of(block.runs):
        text = "".join(run.text for run in line)
        if part.runs and (_BULLET.match(text) or _NUMBER.match(text) or _LETTER.match(text)):
            yield part
            part = Block("paragraph", line)
        else:
            part = replace(part, runs=(*part.runs, Run("\n"), *line) if part.runs else line)
    yield part


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
