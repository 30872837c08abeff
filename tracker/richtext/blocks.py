"""Blocks and runs: the one form that text, Word and HTML share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

BlockKind = Literal["paragraph", "bullet", "number", "letter"]

LINK_SCHEMES = frozenset({"http", "https", "mailto"})

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNTIDY = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style. ``"\\n"`` inside is a line break; ``href`` is empty where the text is no link."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list item.

    ``level`` counts from 0; a paragraph of level n goes on the item of level n - 1 above it. ``number`` is the number
    printed before a numbered item (1 for "1.") or a lettered one (1 for "a)").
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """Its words without any style."""
        return "".join(run.text for run in self.runs)


Blocks = tuple[Block, ...]

_PLAIN = (False, False, "")


def is_allowed_link(url: str) -> bool:
    """Whether text may link to ``url``: to a page or an address, not to a script or a file."""
    return url.partition(":")[0].lower() in LINK_SCHEMES


def clean(text: str) -> str:
    """``text`` as it may be stored: one kind of line break, and no character that neither XML nor PostgreSQL holds."""
    return _legal(text).strip()


def _legal(text: str) -> str:
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def plain(text: str) -> Blocks:
    """Text that is no markup (who, timescale): a paragraph a line, its characters as they are."""
    return tidy(Block("paragraph", (Run(line),)) for line in clean(text).split("\n"))


def paragraphs(blocks: Iterable[Block]) -> list[str]:
    """The bare text: no list marks, no style; a line break ends a paragraph."""
    lines = (line.strip() for block in blocks for line in block.text.split("\n"))
    return [line for line in lines if line]


def dropped(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    """``runs`` less their first ``length`` characters."""
    left = []
    for run in runs:
        left.append(replace(run, text=run.text[length:]))
        length = max(0, length - len(run.text))
    return tuple(left)


def lines_of(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """``runs`` divided at their line breaks."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    return [tuple(line) for line in lines]


def tidy(blocks: Iterable[Block]) -> Blocks:
    """``blocks`` in the one form that text, Word and HTML share.

    Runs of one style are joined, space at the ends is dropped, empty blocks go, and no item is deeper than one level
    below the item that it belongs to.
    """
    tidied: list[Block] = []
    deepest = 0
    for block in blocks:
        runs = _tidy_runs(block.runs)
        if not runs:
            continue
        level = min(block.level, deepest)
        same = runs is block.runs and level == block.level
        tidied.append(block if same else replace(block, runs=runs, level=level))
        deepest = level + 1 if block.kind in ("bullet", "number") else level
    return tuple(tidied)


def _tidy_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return runs if _are_tidy(runs) else _tidied_runs(runs)


def _are_tidy(runs: tuple[Run, ...]) -> bool:
    """Whether there is plainly nothing to do, as with most: text is tidied when it is parsed, and again for Word."""
    text = "".join([run.text for run in runs])
    if text != text.strip() or _UNTIDY.search(text) or not all(run.text for run in runs):
        return False
    return len(runs) == 1 or (
        all(_style(run) != _style(other) for run, other in pairwise(runs))
        and all(_style(run) == _PLAIN or run.text == run.text.strip() for run in runs)
    )


def _style(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.href


def _tidied_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    pieces = _plain_edges(_single_breaks([piece for run in runs for piece in _pieces(run)]))
    grouped = groupby(pieces, key=_style)
    return tuple(Run("".join(piece.text for piece in group), *style) for style, group in grouped)


def _pieces(run: Run) -> Iterator[Run]:
    """``run`` divided into breaks, the space at the ends of its lines, and what lies between."""
    for index, line in enumerate(_legal(run.text).replace("\t", " ").split("\n")):
        if index:
            yield Run("\n")
        words = line.strip()
        lead = line[: line.index(words)] if words else line
        for text in (lead, words, line[len(lead) + len(words) :]):
            if text:
                yield Run(text, run.bold, run.italic, run.href)


def _single_breaks(pieces: Sequence[Run]) -> list[Run]:
    """No space at the ends, none around a break, no break after another."""
    kept: list[Run] = []
    for piece in pieces:
        if piece.text.isspace() and (not kept or kept[-1].text == "\n"):
            continue
        while piece.text == "\n" and kept and kept[-1].text.isspace():
            kept.pop()
        kept.append(piece)
    while kept and kept[-1].text.isspace():
        kept.pop()
    return kept


def _plain_edges(pieces: list[Run]) -> list[Run]:
    """Breaks are plain, and so is space at the edge of a style or a link: CommonMark cannot say otherwise."""
    for order in (range(len(pieces)), range(len(pieces) - 1, -1, -1)):
        before = Run("")
        for index in order:
            piece = pieces[index]
            if piece.text.isspace():
                pieces[index] = piece = _common(piece, Run("\n") if piece.text == "\n" else before)
            before = piece
    return pieces


def _common(piece: Run, other: Run) -> Run:
    """``piece`` in the style that it shares with ``other``: italic lies inside bold, and bold inside a link."""
    if piece.href != other.href:
        return Run(piece.text)
    if piece.bold != other.bold:
        return Run(piece.text, href=piece.href)
    return Run(piece.text, piece.bold, piece.italic and other.italic, piece.href)
