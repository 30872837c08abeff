"""Where in a report a part belongs: in place of an earlier one, at a marker, below its heading, or at the end."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from tracker.word.bookmarks import mark_name
from tracker.word.headings import heading, heading_styles
from tracker.word.host import Host
from tracker.word.labels import VAL, W
from tracker.word.package import BadDocument
from tracker.word.styles import styles_of
from tracker.word.walk import is_hidden

Kind = Literal["earlier", "marker", "heading", "end"]
Heading = Callable[[str], bool]

SHORT: Final = 160  # letters; a longer line is no heading

_APPENDIX = re.compile(r"\s*(appendix|annexe?|schedule)\b", re.IGNORECASE)
_PAGE = re.compile(r"(\t|\.{3,}|…| {3,})\s*[0-9]+\s*$")  # as it ends a line of contents that somebody typed
_IN_CONTENTS = re.compile(r"\b(TOC|PAGEREF)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part goes. ``blocks`` are what it replaces: an earlier version, or the paragraph of its marker.

    ``after`` is the heading that it goes below; ``said`` names the place for a person.
    """

    kind: Kind
    said: str
    blocks: list[etree._Element] = field(default_factory=list)
    after: etree._Element | None = None


class Places:
    """The places of a report. ``headings`` tells for each part, by its key, whether a line is its heading."""

    def __init__(self, host: Host, headings: Mapping[str, Heading]) -> None:
        self._body = host.body
        self._headings = headings
        self._styles = heading_styles(host.part("styles"))
        self._contents = {style.identifier for style in styles_of(host) if style.name.casefold().startswith("toc")}

    def find(self, key: str) -> Place:
        """The place of the part that is known by ``key``. Raises ``BadDocument`` where that leaves a choice."""
        return self._earlier(key) or self._marker(key) or self._heading(key) or Place("end", "at the end")

    def is_heading(self, block: etree._Element, key: str) -> bool:
        """Whether ``block`` is the heading of the part."""
        level = heading(block, self._styles) if block.tag == f"{W}p" else 0
        return bool(level) and self._headings[key](text_of(block))

    def is_any_heading(self, block: etree._Element) -> bool:
        """Whether ``block`` is a heading of some level."""
        return block.tag == f"{W}p" and heading(block, self._styles) > 0

    def _earlier(self, key: str) -> Place | None:
        name = mark_name(key)
        ends = {mark.get(f"{W}id"): mark for mark in self._body.iter(f"{W}bookmarkEnd")}
        begin = None
        for start in self._body.iter(f"{W}bookmarkStart"):
            if start.get(f"{W}name") != name:
                continue
            begin = start if begin is None else begin  # LibreOffice begins anew behind a table, and ends only that
            end = ends.get(start.get(f"{W}id"))
            if end is not None:
                if blocks := self._between(begin, end, key):
                    return Place("earlier", "in place of the earlier version", blocks)
                begin = None
        return None

    def _between(self, start: etree._Element, end: etree._Element, key: str) -> list[etree._Element]:
        """The blocks of the body from one mark to the other; one that a mark only touches is not among them."""
        first, last = self._block(start), self._block(end)
        if first is None or last is None:
            return []
        if f"{W}sdt" in (first.tag, last.tag) or (first is last and first.tag == f"{W}tbl"):
            raise BadDocument(
                f"The earlier version of the {key} stands in a content control or a table with other things. "
                f"Delete it there, and type {{{{{key}}}}} on a line of its own in the text."
            )
        blocks = list(self._body)
        begins = blocks.index(first) + (start is not first and _has_text_before(start))
        ends = blocks.index(last) + (end is last or _has_text_before(end))
        return blocks[begins:ends]

    def _block(self, inside: etree._Element) -> etree._Element | None:
        """The child of the body that holds this element."""
        chain = (inside, *inside.iterancestors())
        return next((element for element in chain if element.getparent() is self._body), None)

    def _marker(self, key: str) -> Place | None:
        pattern = _marker_of(key)
        found = [paragraph for paragraph in self._body.iter(f"{W}p") if pattern.search(text_of(paragraph))]
        if not found:
            return None
        marker = f"{{{{{key}}}}}"
        if len(found) > 1:
            raise BadDocument(f"The marker {marker} stands {len(found)} times in the report. Leave only one.")
        if found[0].getparent() is not self._body:
            raise BadDocument(
                f"The marker {marker} stands in a table, a text box or a content control. "
                "Put it on a line of its own in the text."
            )
        if not pattern.fullmatch(text_of(found[0]).strip()):
            raise BadDocument(f"The marker {marker} stands within a sentence. Put it on a line of its own.")
        return Place("marker", "at its marker", [found[0]])

    def _heading(self, key: str) -> Place | None:
        lines = [block for block in self._body if block.tag == f"{W}p" and self._is_like_a_heading(block, key)]
        for better in (lambda block: _APPENDIX.match(text_of(block)), self.is_any_heading):
            if len(lines) > 1:
                lines = list(filter(better, lines)) or lines
        if len(lines) > 1:
            said = " and ".join(f"“{text_of(block).strip()}”" for block in lines[:3])
            raise BadDocument(
                f"Several headings may be meant for the {key}: {said}. "
                f"Type {{{{{key}}}}} on a line of its own where it is to stand."
            )
        return Place("heading", f"below “{text_of(lines[0]).strip()}”", after=lines[0]) if lines else None

    def _is_like_a_heading(self, block: etree._Element, key: str) -> bool:
        """A heading by its style, or a line that begins with "Appendix"; of this part alone, and not in contents."""
        text = text_of(block)
        if not 0 < len(text.strip()) <= SHORT or [name for name, said in self._headings.items() if said(text)] != [key]:
            return False
        style = block.find(f"{W}pPr/{W}pStyle")
        in_contents = style is not None and style.get(VAL, "") in self._contents
        fields = " ".join(code.text or "" for code in block.iter(f"{W}instrText"))
        if in_contents or _IN_CONTENTS.search(fields) or _PAGE.search(text):
            return False
        return self.is_any_heading(block) or _APPENDIX.match(text) is not None


def text_of(paragraph: etree._Element) -> str:
    """The words of a paragraph as they show, revisions read as accepted."""
    runs = (run for run in paragraph.iter(f"{W}r") if not is_hidden(run, paragraph))
    signs = (sign for run in runs for sign in run.iterchildren(f"{W}t", f"{W}tab"))
    return "".join("\t" if sign.tag == f"{W}tab" else sign.text or "" for sign in signs)


def _has_text_before(mark: etree._Element) -> bool:
    """Whether something that shows stands before ``mark`` in its paragraph."""
    before = mark.itersiblings(preceding=True)
    return any(next(sibling.iter(f"{W}t", f"{W}drawing", f"{W}tbl"), None) is not None for sibling in before)


def _marker_of(key: str) -> re.Pattern[str]:
    words = r"[\s\-\u2010\u2011\u2013_]*".join(map(re.escape, re.split(r"[\s-]", key)))
    return re.compile(r"\{\{\s*" + words + r"\s*\}\}", re.IGNORECASE)
