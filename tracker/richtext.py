"""The small text format that people write in: a safe part of CommonMark, and the blocks that it stands for.

Paragraphs, bullet lists, numbered lists, lists with letters ("a) …", one a line), bold, italic and links; a line
break stays one. Nothing else of CommonMark is known here: a heading mark or an HTML tag is plain text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

BlockKind = Literal["paragraph", "bullet", "number", "letter"]

LINK_SCHEMES = frozenset({"http", "https", "mailto"})

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNTIDY = re.compile(f"[^\\S ]|{_CONTROLS.pattern}")
_LETTER_MARK = re.compile(r"([a-z])\) +(?=\S)")
_SPECIAL = re.compile(r"([\\*_\[\]&<!])")
_LINE_MARK = re.compile(r"^(\d{1,9}|[a-z])([.)])|^()([-+*])(?=\s|$)", re.MULTILINE)


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


def is_allowed_link(url: str) -> bool:
    """Whether text may link to ``url``: to a page or an address, not to a script or a file."""
    return url.partition(":")[0].lower() in LINK_SCHEMES


_parser = MarkdownIt("zero").enable(["list", "escape", "entity", "newline", "emphasis", "link"])
_parser.validateLink = is_allowed_link  # type: ignore[method-assign]  # the documented way to narrow it


def clean(text: str) -> str:
    """``text`` as it may be stored: one kind of line break, and no character that neither XML nor PostgreSQL holds."""
    return _legal(text).strip()


def _legal(text: str) -> str:
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def parse(text: str) -> Blocks:
    """The blocks that ``text`` stands for."""
    return tidy(_blocks(_parser.parse(clean(text).replace("\t", "    "))))


def plain(text: str) -> Blocks:
    """Text that is no markup (who, timescale): a paragraph a line, its characters as they are."""
    return tidy(Block("paragraph", (Run(line),)) for line in clean(text).split("\n"))


def paragraphs(blocks: Iterable[Block]) -> list[str]:
    """The bare text: no list marks, no style; a line break ends a paragraph."""
    lines = (line.strip() for block in blocks for line in block.text.split("\n"))
    return [line for line in lines if line]


def listed(texts: Iterable[str]) -> Blocks:
    """The numbered list of ``texts``; what else a text holds goes below its number."""
    blocks: list[Block] = []
    for number, text in enumerate((text for text in texts if parse(text)), 1):
        first, *others = parse(text)
        blocks.append(Block("number", first.runs, 0, number))
        blocks += [replace(block, level=block.level + 1) for block in others]
    return tidy(blocks)


def unlisted(blocks: Iterable[Block]) -> list[str]:
    """The texts of a list, one for each block at its outermost level with what lies below it."""
    items: list[list[Block]] = []
    for block in tidy(blocks):
        if block.level == 0 or not items:
            items.append([Block("paragraph", block.runs)])
        else:
            items[-1].append(replace(block, level=block.level - 1))
    return [to_text(item) for item in items]


# Text to blocks


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
        tidied.append(replace(block, runs=runs, level=level))
        deepest = level + 1 if block.kind in ("bullet", "number") else level
    return tuple(tidied)


def _tidy_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    if len(runs) == 1 and not _UNTIDY.search(runs[0].text) and runs[0] == Run(runs[0].text):
        text = runs[0].text.strip()
        return (Run(text),) if text else ()
    letters = [replace(run, text=letter) for run in runs for letter in _legal(run.text).replace("\t", " ")]
    grouped = groupby(_plain_edges(_single_breaks(letters)), key=lambda letter: replace(letter, text=""))
    return tuple(replace(style, text="".join(letter.text for letter in group)) for style, group in grouped)


def _single_breaks(letters: Sequence[Run]) -> list[Run]:
    """No space at the ends, none around a break, no break after another."""
    kept: list[Run] = []
    for letter in letters:
        after_break = not kept or kept[-1].text == "\n"
        if after_break and letter.text.isspace():
            continue
        if letter.text == "\n":
            while kept and kept[-1].text.isspace():
                kept.pop()
        kept.append(letter)
    while kept and kept[-1].text.isspace():
        kept.pop()
    return kept


def _plain_edges(letters: list[Run]) -> list[Run]:
    """Breaks are plain, and so is space at the edge of a style or a link: CommonMark cannot say otherwise."""
    for order in (range(len(letters)), range(len(letters) - 1, -1, -1)):
        before = Run("")
        for index in order:
            letter = letters[index]
            if letter.text.isspace():
                letters[index] = letter = _common(letter, Run("\n") if letter.text == "\n" else before)
            before = letter
    return letters


def _common(letter: Run, other: Run) -> Run:
    """``letter`` in the style that it shares with ``other``: italic lies inside bold, and bold inside a link."""
    href = letter.href if letter.href == other.href else ""
    bold = letter.bold and other.bold and href == letter.href == other.href
    italic = letter.italic and other.italic and href == letter.href == other.href and letter.bold == other.bold
    return Run(letter.text, bold, italic, href)


# Blocks to text


def to_text(blocks: Iterable[Block]) -> str:
    """The text that stands for ``blocks``: ``parse(to_text(blocks)) == tidy(blocks)``."""
    text = ""
    before: Block | None = None
    widths: list[int] = []
    marks: dict[int, tuple[Block, str]] = {}
    for block in tidy(blocks):
        mark, marks = _mark(block, marks)
        widths = [*widths[: block.level], len(mark)]
        indent = " " * sum(widths[: block.level])
        first, *others = _inline(block.runs).split("\n")
        hanging = indent + " " * len(mark) if block.kind != "letter" else indent
        lines = [indent + mark + first, *(hanging + line for line in others)]
        text += _gap(before, block) + "\n".join(lines)
        before = block
    return text


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
        if tidy(_blocks(_parser.parse(text))) == same:
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


# Blocks to HTML


def to_html(text: str) -> str:
    """Safe HTML of ``text``: ``p``, ``ul``, ``ol``, ``li``, ``strong``, ``em``, ``a`` and ``br``, nothing else."""
    html = "".join(_html(parse(text)))
    tags = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}
    attributes = {"a": {"href"}, "ol": {"type", "start"}}
    return nh3.clean(html, tags=tags, attributes=attributes, url_schemes=set(LINK_SCHEMES))


def _html(blocks: Blocks) -> Iterator[str]:
    open_items: list[Block] = []
    for block in blocks:
        is_item = block.kind != "paragraph"
        depth = block.level + 1 if is_item else block.level
        while len(open_items) > depth or (
            is_item and len(open_items) == depth and not _same_list(open_items[-1], block)
        ):
            yield _close_list(open_items.pop())
        if not is_item:
            yield f"<p>{_html_runs(block.runs)}</p>"
            continue
        if len(open_items) == depth:
            open_items[-1] = block
            yield "</li><li>" + _html_runs(block.runs)
        else:
            open_items.append(block)
            yield _open_list(block) + "<li>" + _html_runs(block.runs)
    yield from (_close_list(item) for item in reversed(open_items))


def _same_list(item: Block, block: Block) -> bool:
    return item.kind == block.kind and block.number in (0, item.number + 1)


def _open_list(item: Block) -> str:
    if item.kind == "bullet":
        return "<ul>"
    type_ = ' type="a"' if item.kind == "letter" else ""
    start = f' start="{item.number}"' if item.number != 1 else ""
    return f"<ol{type_}{start}>"


def _close_list(item: Block) -> str:
    return "</li></ul>" if item.kind == "bullet" else "</li></ol>"


def _html_runs(runs: Iterable[Run]) -> str:
    html = ""
    for run in runs:
        inner = escape(run.text).replace("\n", "<br>")
        inner = f"<em>{inner}</em>" if run.italic else inner
        inner = f"<strong>{inner}</strong>" if run.bold else inner
        html += f'<a href="{escape(run.href)}">{inner}</a>' if run.href else inner
    return html
