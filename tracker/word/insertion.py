"""Appendices put into a report that people wrote: all else in it stays as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tracker.word.appendix import Appendix, AppendixDocument, Summary
from tracker.word.body import Setting
from tracker.word.bookmarks import mark_name
from tracker.word.host import Host
from tracker.word.host_lists import used_in
from tracker.word.host_writing import HostWriting, largest
from tracker.word.labels import W
from tracker.word.looks import CALM, Look
from tracker.word.notices import Notices
from tracker.word.page_breaks import drop_first_break, drop_last_break
from tracker.word.places import Heading, Place, Places, text_of
from tracker.word.ranges import comment, comments_in, ranges_in
from tracker.word.sections import (
    begin_page,
    copied,
    end_with,
    go_on,
    in_one_column,
    is_landscape,
    last_section,
    owner,
    section_ended_by,
    text_width,
    turn,
)

_BLOCKS: Final = (f"{W}p", f"{W}tbl", f"{W}sdt")
_MARKS: Final = (f"{W}bookmarkStart", f"{W}bookmarkEnd")

Part = Summary | Appendix


@dataclass(frozen=True, slots=True)
class Inserted:
    """The report with its appendices; ``places`` says of each part, by its title, where it stands."""

    content: bytes
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a part is to stand: ``anchor`` is an empty paragraph that holds its place."""

    part: Part
    place: Place
    anchor: etree._Element
    headed: bool
    new_page: bool


def insert(
    document: AppendixDocument,
    report: bytes,
    *,
    headings: Mapping[str, Heading],
    styles: Mapping[str, str] | None = None,
    look: Look = CALM,
    sealed: bytes = b"",
) -> Inserted:
    """``report`` with the parts of ``document`` at their places.

    ``headings`` tells for each part, by its key, whether a line is its heading; ``styles`` are styles of the report to
    take for ours. It carries the text ``sealed`` with it.

    Raises ``BadDocument`` for what is no report, or leaves a choice where a part belongs.
    """
    host = Host(report)
    places = Places(host, headings)
    found = [(part, places.find(part.key)) for part in document.parts]
    before = used_in([block for _, place in found for block in place.blocks])
    gaps = [_gap(host, places, part, place) for part, place in found]
    free = set(before) - set(used_in([host.body]))
    writing = HostWriting(host, styles or {}, look, free_lists=free)
    notices = Notices(host, writing, document.notice)
    firsts = [_fill(host, writing, gap, places, notices) for gap in gaps]
    notices.say([owner(first) for first in firsts])
    host.seal(sealed)
    writing.add_styles()
    return Inserted(host.saved(), tuple((part.title, place.said) for part, place in found))


def _gap(host: Host, places: Places, part: Part, place: Place) -> _Gap:
    """The gap at this place; what the part replaces is taken out, and what only lies around it stays."""
    anchor = etree.Element(f"{W}p")
    if place.blocks:
        first, last = place.blocks[0], place.blocks[-1]
        host.body.insert(host.body.index(first), anchor)
        new_page = first.find(f"{W}pPr/{W}pageBreakBefore") is not None
        headed = places.is_any_heading(first) if place.kind == "earlier" else not _follows(anchor, part, places)
        section = section_ended_by(last)
        kept = list(ranges_in(place.blocks))
        for mark in kept:
            anchor.addprevious(mark)
        comment(anchor, comments_in([block for block in place.blocks if block not in kept]))
        for block in place.blocks:
            if block not in kept and block.getparent() is host.body:
                host.body.remove(block)
        if section is not None:
            end_with(anchor, section)
        return _Gap(part, place, anchor, headed, new_page and place.kind == "earlier")
    if place.after is not None:
        place.after.addnext(anchor)
        return _Gap(part, place, anchor, headed=False, new_page=False)
    last_section(host.body).addprevious(anchor)
    return _Gap(part, place, anchor, headed=True, new_page=True)


def _follows(anchor: etree._Element, part: Part, places: Places) -> bool:
    """Whether the part's heading stands right before its place."""
    before = _before(anchor)
    return before is not None and places.is_heading(before, part.key)


def _fill(host: Host, writing: HostWriting, gap: _Gap, places: Places, notices: Notices) -> etree._Element:
    """Write the part, and return the first of its blocks."""
    part, anchor = gap.part, gap.anchor
    begins_section = False
    turned = part.landscape and not is_landscape(owner(anchor))
    if turned or notices.asks_for_section(owner(anchor)):
        heading = _before(anchor)
        is_its_heading = heading is not None and (heading is gap.place.after or _follows(anchor, part, places))
        first = heading if heading is not None and is_its_heading else anchor
        begins_section = True
        _own_section(writing, first, anchor, turned=turned)
    setting = Setting(
        width=text_width(owner(anchor)),
        headed=gap.headed,
        new_page=gap.new_page and not begins_section,
        mark=(mark_name(part.key), 1 + largest(host.body.iter(*_MARKS), f"{W}id")),
        notice=notices.text,
    )
    blocks = writing.blocks(part, setting)
    section = section_ended_by(anchor)
    if section is not None:
        end_with(blocks[-1], section)
    comment(blocks[0], [child for child in anchor if child.tag != f"{W}pPr"])
    for block in blocks:
        anchor.addprevious(block)
    host.body.remove(anchor)
    return blocks[0]


def _own_section(writing: HostWriting, first: etree._Element, anchor: etree._Element, *, turned: bool) -> None:
    """Make a section from ``first`` to ``anchor`` of a part of the one that they lie in, ``turned`` if need be."""
    section, before = owner(anchor), _before(first)
    begins = before is None or section_ended_by(before) is not None
    is_last = _ends_with(anchor, section)
    own = section if is_last else copied(section)
    if not begins:
        _end_section(writing, first, copied(section))
    if begins:
        begin_page(own)
    else:
        go_on(own)
    if turned:
        turn(own)
        in_one_column(own)
    if not is_last:
        drop_first_break(_after(anchor))
        go_on(section)
        end_with(anchor, own)


def _end_section(writing: HostWriting, first: etree._Element, section: etree._Element) -> None:
    """End a section before ``first``; a page break that stands there would leave a page empty, and goes."""
    end = writing.section_end()
    end_with(end, section)
    drop_last_break(_before(first))
    drop_first_break(first)
    first.addprevious(end)


def _ends_with(anchor: etree._Element, section: etree._Element) -> bool:
    """Whether nothing but an empty paragraph lies between ``anchor`` and the end of its section."""
    if section_ended_by(anchor) is section:
        return True
    following = _after(anchor)
    if following is None:
        return True
    return section_ended_by(following) is section and following.tag == f"{W}p" and _is_empty(following)


def _before(block: etree._Element) -> etree._Element | None:
    """The block before, marks left out."""
    return next(block.itersiblings(*_BLOCKS, preceding=True), None)


def _after(block: etree._Element) -> etree._Element | None:
    """The block behind, marks left out."""
    return next(block.itersiblings(*_BLOCKS), None)


def _is_empty(paragraph: etree._Element) -> bool:
    shown = paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}object", f"{W}br", f"{W}sym")
    return not text_of(paragraph).strip() and next(shown, None) is None
