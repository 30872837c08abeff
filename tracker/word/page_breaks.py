"""Page breaks that stand where a section begins or ends, where they would leave a page empty."""

from typing import Final

from lxml import etree

from tracker.word.labels import W
from tracker.word.walk import is_hidden

_SHOWN: Final = tuple(W + tag for tag in ("t", "tab", "br", "cr", "sym", "drawing", "pict", "object", "noBreakHyphen"))
_COMMENTED: Final = ("commentRangeStart", "commentRangeEnd")
_HOLDING: Final = tuple(W + tag for tag in ("sectPr", "bookmarkStart", "bookmarkEnd", "commentReference", *_COMMENTED))


def drop_last_break(block: etree._Element | None) -> None:
    """Take away the page break that ``block`` ends with, if it does, and a paragraph with nothing else in it."""
    _drop_break(block, -1)


def drop_first_break(block: etree._Element | None) -> None:
    """Take away the page break that ``block`` begins with, if it does, and a paragraph with nothing else in it."""
    _drop_break(block, 0)


def _drop_break(block: etree._Element | None, side: int) -> None:
    if block is None or block.tag != f"{W}p":
        return
    shown = [sign for sign in block.iter(*_SHOWN) if not is_hidden(sign, block)]
    if not shown or shown[side].tag != f"{W}br" or shown[side].get(f"{W}type") != "page":
        return
    is_bare = len(shown) == 1 and next(block.iter(*_HOLDING), None) is None
    gone = block if is_bare else shown[side]
    gone.getparent().remove(gone)  # type: ignore[union-attr]  # a block of the body has a parent, and so has a sign
