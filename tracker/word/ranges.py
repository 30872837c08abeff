"""Marks in a document that come in pairs, and what is to stay of them where the text between them goes."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from tracker.word.bookmarks import MARK
from tracker.word.labels import W

_BEGINS: Final = f"{W}commentRangeStart"
_ENDS: Final = f"{W}commentRangeEnd"
_REFERS: Final = f"{W}commentReference"
_CUSTOM: Final = tuple(f"customXml{change}Range" for change in ("Ins", "Del", "MoveFrom", "MoveTo"))
_KINDS: Final = ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange", *_CUSTOM)
_RANGES: Final = tuple(W + kind + side for kind in _KINDS for side in ("Start", "End"))


def ranges_in(blocks: list[etree._Element]) -> Iterator[etree._Element]:
    """The marks in ``blocks`` whose other end lies elsewhere, those of our own bookmarks left out."""
    marks = [mark for block in blocks for mark in block.iter(*_RANGES)]
    known = {(mark.tag, mark.get(f"{W}id")) for mark in marks}
    for mark in marks:
        name = str(mark.tag)
        other = name.replace("Start", "End") if name.endswith("Start") else name.replace("End", "Start")
        if (other, mark.get(f"{W}id")) not in known and not mark.get(f"{W}name", "").startswith(MARK):
            yield mark


def comments_in(blocks: list[etree._Element]) -> list[etree._Element]:
    """What there is in ``blocks`` of comments: where they begin, where they end, and runs that refer to them."""
    found = [mark for block in blocks for mark in block.iter(_BEGINS, _ENDS, _REFERS)]
    return [_in_a_run(mark) if mark.tag == _REFERS else mark for mark in found]


def comment(paragraph: etree._Element, marks: list[etree._Element]) -> None:
    """Put these marks of comments around the text of ``paragraph``."""
    begins = [mark for mark in marks if mark.tag == _BEGINS]
    place = sum(child.tag in (f"{W}pPr", f"{W}bookmarkStart") for child in paragraph)
    paragraph[place:place] = begins
    paragraph.extend(mark for mark in marks if mark.tag != _BEGINS)


def _in_a_run(reference: etree._Element) -> etree._Element:
    """A run of its own for ``reference``, with the looks of the one that it was in."""
    before = reference.getparent()
    properties = None if before is None else before.find(f"{W}rPr")
    run = etree.Element(f"{W}r")
    run.extend([*([] if properties is None else [deepcopy(properties)]), reference])
    return run
