"""Blocks to text, as plain as it can be while it reads back the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tracker.richtext.blocks import Block, Run, tidy
from tracker.richtext.parsing import parse

_SPECIAL = re.compile(r"([\\*_\[\]&<!])")
_LINE_MARK = re.compile(r"^(\d{1,9}|[a-z])([.)])|^()([-+*])(?=\s|$)", re.MULTILINE)


def to_text(blocks: Iterable[Block]) -> str:
    """The text that stands for ``blocks``: ``parse(to_text(blocks)) == tidy(blocks)``.

    Lettered items stand on lines of one paragraph, where a star on one line can pair with a star on another; where that
    happens, each gets a paragraph of its own.
    """
    tidied = tidy(blocks)
    text = _text(tidied, letters_apart=False)
    return text if parse(text) == tidied else _text(tidied, letters_apart=True)


def _text(blocks: Iterable[Block], *, letters_apart: bool) -> str:
    text = ""
    before: Block | None = None
    widths: list[int] = []
    marks: dict[int, tuple[Block, str]] = {}
    for block in blocks:
        mark, marks = _mark(block, marks)
        widths = [*widths[: block.level], len(mark)]
        indent = " " * sum(widths[: block.level])
        first, *others = _inline(block.runs).split("\n")
        hanging = indent + " " * len(mark) if block.kind != "letter" else indent
        lines = [indent + mark + first, *(hanging + line for line in others)]
        apart = letters_apart and block.kind == "letter"
        text += ("\n\n" if apart and before else _gap(before, block)) + "\n".join(lines)
        before = block
    return text


def unlisted(blocks: Iterable[Block]) -> list[str]:
    """The texts of a list, one for each block at its outermost level with what lies below it."""
    items: list[list[Block]] = []
    for block in tidy(blocks):
        if block.level == 0 or not items:
            items.append([Block("paragraph", block.runs)])
        else:
            items[-1].append(replace(block, level=block.level - 1))
    return [to_text(item) for item in items]


def _mark(block: Block, marks: dict[int, tuple[Block, str]]) -> tuple[str, dict[int, tuple[Block, str]]]:
    """The mark before ``block``, and the last marks of the open lists by level.

    A numbered list that begins anew right after another takes the other delimiter: that is how CommonMark tells them
    apart.
    """
    last, delimiter = marks.get(block.level, (None, "."))
    marks = {level: mark for level, mark in marks.items() if level < block.level}
    match block.kind:
        case "paragraph":
            return "", marks
        case "bullet":
            mark = "- "
        case "letter":
            mark = f"{chr(ord('a') + block.number - 1)}) "
        case "number":
            follows = last is not None and last.kind == "number"
            if follows and last and block.number != last.number + 1:
                delimiter = ")" if delimiter == "." else "."
            elif not follows:
                delimiter = "."
            mark = f"{block.number}{delimiter} "
    return mark, marks | {block.level: (block, delimiter)}


def _gap(before: Block | None, block: Block) -> str:
    if before is None:
        return ""
    if "paragraph" in (before.kind, block.kind):
        return "\n\n"
    if before.level == block.level:
        tight = before.kind == block.kind
    elif before.level < block.level:
        tight = block.kind != "number" or block.number == 1
    else:
        tight = "letter" not in (before.kind, block.kind)
    return "\n" if tight else "\n\n"


def _inline(runs: tuple[Run, ...]) -> str:
    """The plainest of three ways to write ``runs`` that reads back the same: bare, escaped, guarded by entities."""
    same = (Block("paragraph", runs),)
    for escaped, guarded in ((False, False), (True, False)):
        text = _marked_up(runs, escaped=escaped, guarded=guarded)
        if parse(text) == same:
            return text
    return _marked_up(runs, escaped=True, guarded=True)


def _marked_up(runs: Iterable[Run], *, escaped: bool, guarded: bool) -> str:
    pieces: list[str] = []
    for href, linked in groupby(runs, key=lambda run: run.href):
        pieces += ["["] if href else []
        for bold, strong in groupby(linked, key=lambda run: run.bold):
            pieces += ["**"] if bold else []
            for italic, group in groupby(strong, key=lambda run: run.italic):
                text = "".join(run.text for run in group)
                text = _escaped(text) if escaped else text
                pieces += ["_", text, "_"] if italic else [text]
            pieces += ["**"] if bold else []
        pieces += [f"](<{href}>)"] if href else []
    return "".join(_guard(pieces) if guarded else pieces)


def _escaped(text: str) -> str:
    return _LINE_MARK.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[4]}", _SPECIAL.sub(r"\\\1", text))


def _guard(pieces: Sequence[str]) -> Iterator[str]:
    """Write letters beside a mark as entities, where "**" between a letter and a bracket would be no mark."""
    marks = {"**", "_"}
    for index, piece in enumerate(pieces):
        if piece in marks or piece.startswith("](<") or piece == "[":
            yield piece
            continue
        head = index > 0 and pieces[index - 1] in marks
        tail = index + 1 < len(pieces) and pieces[index + 1] in marks
        yield _entities(piece, head=head, tail=tail)


def _entities(text: str, *, head: bool, tail: bool) -> str:
    if head and _is_letter(text[:1]):
        text = f"&#{ord(text[0])};{text[1:]}"
    if tail and _is_letter(text[-1:]):
        text = f"{text[:-1]}&#{ord(text[-1])};"
    return text


def _is_letter(character: str) -> bool:
    """Whether CommonMark may take it for part of a word: every sign that is neither space nor on an old typewriter."""
    return character.isalnum() or (not character.isspace() and character > "\x7f")
