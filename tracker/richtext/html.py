"""Blocks to safe HTML."""

from collections.abc import Iterable, Iterator
from html import escape

import nh3

from tracker.richtext.blocks import LINK_SCHEMES, Block, Blocks, Run, tidy
from tracker.richtext.parsing import parse


def to_html(text: str) -> str:
    """Safe HTML of ``text``: ``p``, ``ul``, ``ol``, ``li``, ``strong``, ``em``, ``a`` and ``br``, nothing else."""
    return blocks_to_html(parse(text))


def blocks_to_html(blocks: Blocks) -> str:
    """As ``to_html``, of blocks."""
    html = "".join(_html(tidy(blocks)))
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
