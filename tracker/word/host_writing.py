"""Writing our parts in a document that somebody else made: in its styles or ours, with lists, links and pictures."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Final

from lxml import etree

from tracker.richtext import Run
from tracker.word.appendix import Appendix, Summary
from tracker.word.body import Body, Setting, legal
from tracker.word.host import Host
from tracker.word.host_lists import HostLists
from tracker.word.labels import W, identifier
from tracker.word.looks import Look
from tracker.word.styles import Adopted

_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class HostWriting:
    """Writes parts for ``host``. ``free_lists`` are lists that nothing in it uses any more."""

    def __init__(self, host: Host, styles: Mapping[str, str], look: Look, *, free_lists: Collection[int] = ()) -> None:
        self._lists = HostLists(host, free_lists)
        self._adopted = Adopted(host, styles, look)
        self.styles: Mapping[str, str] = self._adopted.styles
        self._body = Body(
            styles=self.styles,
            lists=self._lists.lists,
            link=partial(host.relationship, "hyperlink", external=True),
            picture=lambda image: host.picture(image.png),
            section_fill=look.section if self._adopted.has_our_table else "auto",
            first_drawing=1 + largest(host.body.iter(_DRAWING), "id"),
        )

    def blocks(self, part: Summary | Appendix, setting: Setting) -> list[etree._Element]:
        """The part as blocks of a body."""
        return _elements(self._body.part(part, setting))

    def line(self, role: str, runs: Iterable[Run]) -> etree._Element:
        """A paragraph in the style of this role."""
        [line] = _elements(self._body.paragraph(role, runs))
        return line

    def section_end(self) -> etree._Element:
        """An empty paragraph, to hold the end of a section."""
        return self.line("SectionEnd", ())

    def add_styles(self, more: Iterable[str] = ()) -> None:
        """Add the styles and lists that what was written refers to, and the styles of these roles."""
        self._adopted.add(sorted({*self._body.used, *more}))
        self._lists.add()


def largest(elements: Iterable[etree._Element], name: str) -> int:
    """The largest number that the attribute ``name`` of these elements has; 0 where none has one."""
    return max((identifier(element.get(name)) for element in elements), default=0)


def _elements(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(legal(f'<w:x xmlns:w="{W[1:-1]}" xmlns:r="{_R}">{xml}</w:x>')))
