"""Blocks as the text of workbook cells: lines with their list marks typed, in pieces that a row can show."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from textwrap import wrap

from tracker.richtext import Block, Blocks, Run, dropped, lines_of, tidy

Line = tuple[Run, ...]

LINES = 30
"""As many lines as Excel's tallest row (409 points) shows. At the widths of our columns this stays far below the 32,767
characters and the 253 line breaks that a cell can hold."""


def cell_lines(blocks: Blocks) -> list[Line]:
    """The lines of a cell. A link is followed by its address: a cell can be one link, not hold several."""
    return [line for block in tidy(blocks) for line in _marked(block)]


def _marked(block: Block) -> Iterator[Line]:
    mark = {
        "paragraph": "",
        "bullet": "\N{BULLET} ",
        "number": f"{block.number}. ",
        "letter": f"{chr(ord('a') + block.number - 1)}) ",
    }[block.kind]
    indent = "    " * block.level
    for index, line in enumerate(lines_of(_with_addresses(block.runs))):
        lead = indent + (mark if index == 0 else " " * len(mark))
        yield (Run(lead), *line) if lead else line


def _with_addresses(runs: Iterable[Run]) -> Iterator[Run]:
    for href, linked in groupby(runs, key=lambda run: run.href):
        of_link = list(linked)
        yield from of_link
        address = href.removeprefix("mailto:")
        if address and address != text_of(of_link):
            yield Run(f" ({address})")


def text_of(line: Iterable[Run]) -> str:
    """The words of a line without their style."""
    return "".join(run.text for run in line)


def height_of(lines: Iterable[Line], width: int) -> int:
    """How many lines these take in a cell of ``width`` digits, its indent among them; letters are narrower."""
    letters = (width - 1) * 11 // 10
    return sum(max(1, len(wrap(text_of(line), letters))) for line in lines)


def in_pieces(lines: Iterable[Line], width: int) -> list[list[Line]]:
    """``lines`` in groups, each for one cell of ``width`` characters; at least one group, which may be empty."""
    pieces: list[list[Line]] = [[]]
    height = 0
    for part in (part for line in lines for part in _parts(line, width)):
        more = height_of([part], width)
        if pieces[-1] and height + more > LINES:
            pieces.append([])
            height = 0
        pieces[-1].append(part)
        height += more
    return pieces


def _parts(line: Line, width: int) -> Iterator[Line]:
    """``line`` cut, at spaces where there are any, so that each part fits."""
    while height_of([line], width) > LINES:
        most = width * LINES * 3 // 4
        cut = text_of(line).rfind(" ", 0, most) + 1 or most
        yield _taken(line, cut)
        line = tuple(run for run in dropped(line, cut) if run.text)
    yield line


def _taken(line: Line, length: int) -> Line:
    """The first ``length`` characters of ``line``."""
    taken = []
    for run in line:
        if length > 0:
            taken.append(replace(run, text=run.text[:length]))
        length -= len(run.text)
    return tuple(taken)
