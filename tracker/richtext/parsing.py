"""Text to blocks, by a CommonMark parser that knows only what we do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tracker.richtext.blocks import Block, BlockKind, Blocks, Run, clean, dropped, is_allowed_link, tidy

_PLAIN = re.compile(r"(?![-+\d]|[a-z]\))[^\\*_\[\]<&!\n\t]*")  # a line that no rule of CommonMark says anything about
_LETTER_MARK = re.compile(r"([a-z])\) +(?=\S)")

_parser = MarkdownIt("zero").enable(["list", "escape", "entity", "newline", "emphasis", "link"])
_parser.validateLink = is_allowed_link  # type: ignore[method-assign]  # the documented way to narrow it


def parse(text: str) -> Blocks:
    """The blocks that ``text`` stands for."""
    text = clean(text)
    if _PLAIN.fullmatch(text):
        return tidy((Block("paragraph", (Run(text),)),))
    return tidy(_blocks(_parser.parse(text.replace("\t", "    "))))


def listed(texts: Iterable[str]) -> Blocks:
    """The numbered list of ``texts``; what else a text holds goes below its number."""
    blocks: list[Block] = []
    for number, text in enumerate((text for text in texts if parse(text)), 1):
        first, *others = parse(text)
        blocks.append(Block("number", first.runs, 0, number))
        blocks += [replace(block, level=block.level + 1) for block in others]
    return tidy(blocks)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[BlockKind] = []
    item: Token | None = None
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append("bullet")
            case "ordered_list_open":
                lists.append("number")
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                item = token
            case "list_item_close":
                item = None
            case "inline":
                yield from _paragraph(token, lists, item)
                item = None


def _paragraph(token: Token, lists: Sequence[BlockKind], item: Token | None) -> Iterator[Block]:
    """One paragraph of the source: an item or a paragraph, then an item for each line that begins with a letter."""
    lines = _lines(token.children or [])
    marks = [_LETTER_MARK.match(line) for line in token.content.split("\n")]
    if len(marks) != len(lines):  # a break inside a link's address: no line of its own
        marks = [None] * len(lines)
    if item is not None:
        marks[0] = None
    level = len(lists)
    block = Block("paragraph", (), level)
    if item is not None:
        block = Block(lists[-1], (), level - 1, int(item.info or 0))
    for line, mark in zip(lines, marks, strict=True):
        if mark is None:
            block = replace(block, runs=(*block.runs, Run("\n"), *line))
        else:
            yield block
            block = Block("letter", dropped(line, len(mark[0])), level, ord(mark[1]) - ord("a") + 1)
    yield block


def _lines(children: Sequence[Token]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    bold = italic = 0
    href = ""
    for token in children:
        match token.type:
            case "softbreak" | "hardbreak":
                lines.append([])
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                href = str(token.attrs["href"])
            case "link_close":
                href = ""
            case _:
                lines[-1].append(Run(token.content, bool(bold), bool(italic), href))
    return lines
