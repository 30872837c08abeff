"""Comments, footnotes and endnotes: what they say, and where the document refers to them."""

from collections.abc import Iterator

from lxml import etree

from tracker.word.document import Aside, AsideKind
from tracker.word.labels import W
from tracker.word.package import Package
from tracker.word.signs import text_of
from tracker.word.walk import children, is_hidden, paragraphs_in

_KINDS: dict[str, tuple[AsideKind, str]] = {
    f"{W}commentReference": ("comment", "comments"),
    f"{W}footnoteReference": ("footnote", "footnotes"),
    f"{W}endnoteReference": ("endnote", "endnotes"),
}
_RUNNING = (f"{W}hyperlink",)


class Asides:
    """Gathers what is referred to while the document is read."""

    def __init__(self, body: etree._Element) -> None:
        self.any = next(body.iter(*_KINDS), None) is not None
        self._places: dict[tuple[str, str], str] = {}

    def look(self, element: etree._Element, place: str) -> None:
        """Note what ``element``, which stands at ``place``, refers to."""
        if self.any:
            for reference in element.iter(*_KINDS):
                key = (str(reference.tag), reference.get(f"{W}id", ""))
                if key not in self._places and not is_hidden(reference, element):
                    self._places[key] = place

    def read(self, package: Package) -> tuple[Aside, ...]:
        """All that was referred to, in order; without text where the file has none."""
        return tuple(self._read(package)) if self._places else ()

    def _read(self, package: Package) -> Iterator[Aside]:
        texts = {tag: _texts(package.related(part)) for tag, (_, part) in _KINDS.items()}
        for (tag, key), place in self._places.items():
            yield Aside(_KINDS[tag][0], place, texts[tag].get(key, ""))


def _texts(root: etree._Element | None) -> dict[str, str]:
    entries = () if root is None else root.iterchildren(f"{W}comment", f"{W}footnote", f"{W}endnote")
    return {entry.get(f"{W}id", ""): _text(entry) for entry in entries}


def _text(entry: etree._Element) -> str:
    return " ".join(" ".join(_runs_text(paragraph) for paragraph in paragraphs_in(entry)).split())


def _runs_text(element: etree._Element) -> str:
    return "".join(
        text_of(child) if child.tag == f"{W}r" else _runs_text(child)
        for child in children(element)
        if child.tag == f"{W}r" or child.tag in _RUNNING
    )
