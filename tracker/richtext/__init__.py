"""The small text format that people write in: a safe part of CommonMark, and the blocks that it stands for.

Paragraphs, bullet lists, numbered lists, lists with letters ("a) …", one a line), bold, italic and links; a line
break stays one. Nothing else of CommonMark is known here: a heading mark or an HTML tag is plain text.
"""

from tracker.richtext.blocks import (
    Block,
    BlockKind,
    Blocks,
    Run,
    clean,
    dropped,
    is_allowed_link,
    lines_of,
    paragraphs,
    plain,
    tidy,
)
from tracker.richtext.differences import Stretch, are_the_same, differences
from tracker.richtext.html import blocks_to_html, to_html
from tracker.richtext.merging import merged
from tracker.richtext.parsing import listed, parse
from tracker.richtext.writing import to_text, unlisted

__all__ = [
    "Block",
    "BlockKind",
    "Blocks",
    "Run",
    "Stretch",
    "are_the_same",
    "blocks_to_html",
    "clean",
    "differences",
    "dropped",
    "is_allowed_link",
    "lines_of",
    "listed",
    "merged",
    "paragraphs",
    "parse",
    "plain",
    "tidy",
    "to_html",
    "to_text",
    "unlisted",
]
