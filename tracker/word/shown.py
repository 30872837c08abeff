"""Text as a page shows it: line by line, with the marks of lists before it, and behind links where they lead."""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import unquote

from tracker.richtext.blocks import Block, Run, lines_of
from tracker.word.labels import formatted
from tracker.word.signs import known

BULLET = "•"


def mark_of(block: Block) -> str:
    """The mark that a document of ours has before this block: "•", "3.", "c)"; empty before a paragraph."""
    marks = {"bullet": BULLET, "number": f"{block.number}.", "letter": f"{formatted(block.number, 'lowerLetter')})"}
    return marks.get(block.kind, "")


def shown(block: Block, mark: str) -> Iterator[str]:
    """The lines of ``block`` behind ``mark``. Spaces count as one each, and lines with nothing in them not at all."""
    for index, line in enumerate(lines_of(block.runs)):
        text = " ".join(f"{'' if index else mark} {_with_links(line)}".split())
        if text:
            yield text


def _with_links(line: tuple[Run, ...]) -> str:
    grouped = [(href, known("".join(run.text for run in runs))) for href, runs in groupby(line, lambda run: run.href)]
    return "".join(f"{text} <{_address(href)}>" if href and text.strip() else text for href, text in grouped)


def _address(href: str) -> str:
    """Where a link leads; programs write some letters and the end of it one way or another."""
    return unquote(href).rstrip("/")
