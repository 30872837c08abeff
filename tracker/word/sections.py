"""Sections of a document: how wide the text is, which way the page lies, and where one begins and ends."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from lxml import etree

from tracker.word.labels import VAL, W

A4: Final = (11906, 16838)  # in twentieths of a point, as are all lengths here
MARGIN: Final = 1134
NARROWEST: Final = 4000  # what is less than this is a fault of the document, and no width to set a table in

LONGEST: Final = 31680  # the largest page that Word has


def text_width(section: etree._Element) -> int:
    """How wide the text of this ``w:sectPr`` is, of its first column where it has several."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width = _length(size, "w", A4[0])
    width -= sum(_length(margins, name, MARGIN) for name in ("left", "right")) + _length(margins, "gutter", 0)
    columns = section.find(f"{W}cols")
    own = None if columns is None else columns.find(f"{W}col")
    if own is not None:
        return max(min(width, _length(own, "w", width)), NARROWEST)
    number = max(1, _length(columns, "num", 1))
    width = (width - (number - 1) * _length(columns, "space", 720)) // number
    return max(width, NARROWEST)


def is_landscape(section: etree._Element) -> bool:
    """Whether its page is wider than high."""
    size = section.find(f"{W}pgSz")
    return _length(size, "w", A4[0]) > _length(size, "h", A4[1])


def turn(section: etree._Element) -> None:
    """Turn its page, from upright to landscape or back."""
    size = section.find(f"{W}pgSz")
    width, height = _length(size, "w", A4[0]), _length(size, "h", A4[1])
    if size is None:
        size = etree.Element(f"{W}pgSz")
        _insert(section, size)
    size.set(f"{W}w", str(height))
    size.set(f"{W}h", str(width))
    size.attrib.pop(f"{W}code", None)  # a number that printers know the upright paper by
    if height > width:
        size.set(f"{W}orient", "landscape")
    else:
        size.attrib.pop(f"{W}orient", None)


def in_one_column(section: etree._Element) -> None:
    """Set its text in one column: a table of seven needs all of a page."""
    for columns in [columns for columns in section.findall(f"{W}cols") if _length(columns, "num", 1) > 1]:
        columns.attrib.clear()
        columns.set(f"{W}num", "1")
        columns[:] = []


def go_on(section: etree._Element) -> None:
    """Make it go on from one before: on a new page, with no first page of its own and no new count of pages."""
    begin_page(section)
    numbers = section.find(f"{W}pgNumType")
    if numbers is not None:
        numbers.attrib.pop(f"{W}start", None)
    for first in section.findall(f"{W}titlePg"):
        section.remove(first)


def begin_page(section: etree._Element) -> None:
    """Make it begin on a new page."""
    kind = section.find(f"{W}type")
    if kind is None:
        kind = etree.Element(f"{W}type")
        _insert(section, kind)
    kind.set(VAL, "nextPage")


def owner(after: etree._Element) -> etree._Element:
    """The ``w:sectPr`` of the section in which a block of the body lies; one is made where the body has none."""
    for block in (after, *after.itersiblings()):
        section = block if block.tag == f"{W}sectPr" else section_ended_by(block)
        if section is not None:
            return section
    body = after.getparent()
    if body is None:
        raise ValueError("The block lies in no body.")
    return last_section(body)


def last_section(body: etree._Element) -> etree._Element:
    """The ``w:sectPr`` at the end of the body."""
    section = body.find(f"{W}sectPr")
    if section is None:
        section = etree.SubElement(body, f"{W}sectPr")
        etree.SubElement(section, f"{W}pgSz", {f"{W}w": str(A4[0]), f"{W}h": str(A4[1])})
        margins = dict.fromkeys((f"{W}top", f"{W}right", f"{W}bottom", f"{W}left"), str(MARGIN))
        rest = {f"{W}header": "709", f"{W}footer": "709", f"{W}gutter": "0"}
        etree.SubElement(section, f"{W}pgMar", margins | rest)
    return section


def section_ended_by(block: etree._Element) -> etree._Element | None:
    """The section that ends with this block: a paragraph, or the last one in a content control."""
    if block.tag == f"{W}p":
        return block.find(f"{W}pPr/{W}sectPr")
    content = block.find(f"{W}sdtContent") if block.tag == f"{W}sdt" else None
    ends = [] if content is None else [section_ended_by(inner) for inner in content]
    return next((section for section in reversed(ends) if section is not None), None)


def sections_of(body: etree._Element) -> list[etree._Element]:
    """All sections, in order; the last is that of the body."""
    ended = [section for block in body if (section := section_ended_by(block)) is not None]
    return [*ended, last_section(body)]


def with_heads(sections: Iterable[etree._Element]) -> None:
    """Give each section the heads and feet that it has from the one before, so that it can stand anywhere."""
    known: dict[tuple[str, str | None], etree._Element] = {}
    for section in sections:
        own = {(str(entry.tag), entry.get(f"{W}type")): entry for entry in section.iterchildren(*_HEADS)}
        for entry in [entry for sort, entry in known.items() if sort not in own]:
            section.insert(0, deepcopy(entry))
        known |= own


def end_with(block: etree._Element, section: etree._Element, *, is_last: bool = False) -> None:
    """Let ``section`` end with the paragraph ``block``; the ``is_last`` one stands behind it."""
    if is_last:
        block.addnext(section)
        return
    properties = block.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        block.insert(0, properties)
    properties.append(section)


def copied(section: etree._Element) -> etree._Element:
    """A section of the same kind, without what tracked changes say of it."""
    copy = deepcopy(section)
    copy.tail = None
    for change in copy.findall(f"{W}sectPrChange"):
        copy.remove(change)
    return copy


_HEADS: Final = (f"{W}headerReference", f"{W}footerReference")
_BEFORE_SIZE: Final = tuple(W + tag for tag in ("headerReference", "footerReference", "footnotePr", "endnotePr"))


def _insert(section: etree._Element, child: etree._Element) -> None:
    """Put ``child`` (``w:type`` or ``w:pgSz``) where the order of children has it."""
    before = (*_BEFORE_SIZE, f"{W}type") if child.tag == f"{W}pgSz" else _BEFORE_SIZE
    section.insert(sum(other.tag in before for other in section), child)


def _length(element: etree._Element | None, name: str, otherwise: int) -> int:
    text = "" if element is None else element.get(W + name, "")
    try:
        length = float(text)
    except ValueError:
        return otherwise
    return round(length) if abs(length) <= LONGEST else otherwise
