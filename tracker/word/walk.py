"""Walking through a document's XML as if nothing were wrapped: content controls and insertions open, deletions gone."""

from collections.abc import Iterator

from lxml import etree

from tracker.word.labels import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPING = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo")
_WRAPPERS = frozenset({*(W + tag for tag in _WRAPPING), f"{_MC}AlternateContent", f"{_MC}Choice"})
_HIDING = frozenset({*(W + tag for tag in ("del", "moveFrom", "txbxContent")), f"{_MC}Fallback"})


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The element's children, with whatever only wraps them (content controls, insertions, …) opened."""
    for child in element:
        if child.tag in _WRAPPERS:
            if not is_placeholder(child):
                yield from children(child)
        else:
            yield child


def is_placeholder(element: etree._Element) -> bool:
    """Whether it is a content control with Word's "Click or tap to enter text." in it."""
    return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def paragraphs_in(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, text box or comment, those of tables inside it too."""
    for child in children(container):
        if child.tag == f"{W}p":
            yield child
        elif child.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield from paragraphs_in(child)


def is_hidden(inside: etree._Element, container: etree._Element) -> bool:
    """Whether what lies somewhere in ``container`` was deleted or moved away, or is the second form of a text box.

    What lies in a text box counts as hidden too: text boxes are containers of their own.
    """
    for ancestor in inside.iterancestors():
        if ancestor is container:
            return False
        if ancestor.tag in _HIDING:
            return True
    return False
