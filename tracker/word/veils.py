"""What keeps a reader from seeing a text as it is read here: hidden, struck through, tracked, or of another kind."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from tracker.word.labels import MAX_STYLES_DEEP, VAL, W
from tracker.word.signs import OFF
from tracker.word.walk import is_placeholder

HIDDEN: Final = "hidden text"
STRUCK: Final = "text that is struck through"
TRACKED: Final = "a tracked change"
PICTURE: Final = "a picture"
FOREIGN: Final = "a field or another thing that is no text"
MERGED: Final = "cells that are merged"

LOWEST: Final = 200  # twentieths of a point: a row of no more, at most, shows nothing
SMALLEST: Final = 8  # half points
_WHITE: Final = "FFFFFF"
_STYLES: Final = ("pStyle", "rStyle")
_HIDING: Final = {"vanish": HIDDEN, "specVanish": HIDDEN, "strike": STRUCK, "dstrike": STRUCK}
_TRACKED: Final = frozenset(
    W + tag for tag in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange")
)
_PICTURES: Final = tuple(W + tag for tag in ("drawing", "pict", "object"))
_OPENED: Final = frozenset(W + tag for tag in ("p", "r", "tr", "tc", "hyperlink", "sdt", "sdtContent", "smartTag"))
_TEXT: Final = frozenset(W + tag for tag in ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym"))
_BESIDE: Final = frozenset(
    W + tag
    for tag in (
        *("lastRenderedPageBreak", "proofErr", "delText", "commentReference", "annotationRef"),
        *(f"{kind}{side}" for kind in ("bookmark", "commentRange", "perm") for side in ("Start", "End")),
        *("rPr", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "tblPrEx"),
    )
)


class Veils:
    """Looks through ``styles`` for what hides or strikes; ``of`` looks at a paragraph, cell or row."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._parents: dict[str, str] = {}
        self._own: dict[str, dict[str, bool]] = {}
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            key = style.get(f"{W}styleId", "")
            self._parents[key] = _value(style, "basedOn")
            self._own[key] = {name: True for part in style.iter(f"{W}rPr") for name, on in _said(part).items() if on}
        defaults = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = _said(defaults)

    def of(self, element: etree._Element, *, table: str = "") -> tuple[str, ...]:
        """What is in the way in ``element``, each once; ``table`` is the style of the table that it lies in."""
        inherited = self._defaults | self._style(table)
        return tuple(dict.fromkeys(self._in(element, inherited)))

    def _in(self, element: etree._Element, inherited: dict[str, bool]) -> Iterator[str]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _TEXT or tag in _BESIDE:
            return
        if tag in _TRACKED:
            yield TRACKED
            yield from self._inside(element, inherited)
        elif tag in (f"{W}trPr", f"{W}tcPr"):
            yield from _in_properties(element)
        elif tag not in _OPENED or is_placeholder(element):
            yield PICTURE if element.tag in _PICTURES or next(element.iter(*_PICTURES), None) is not None else FOREIGN
        elif tag == f"{W}r":
            yield from self._inside(element, inherited)
            yield from self._in_run(element, inherited)
        else:
            properties = element.find(f"{W}pPr")
            if properties is not None:
                inherited = inherited | self._style(_value(properties, "pStyle"))
                yield from [TRACKED for _ in properties.iter(*_TRACKED)][:1]
            yield from self._inside(element, inherited)

    def _inside(self, element: etree._Element, inherited: dict[str, bool]) -> Iterator[str]:
        for child in element:
            yield from self._in(child, inherited)

    def _in_run(self, run: etree._Element, inherited: dict[str, bool]) -> Iterator[str]:
        if not any(child.tag in _TEXT for child in run):
            return
        properties = run.find(f"{W}rPr")
        style = {} if properties is None else self._style(_value(properties, "rStyle"))
        said = inherited | style | _said(properties)
        yield from (why for name, why in _HIDING.items() if said.get(name))
        if properties is not None:
            yield from [TRACKED for _ in properties.iterchildren(*_TRACKED)][:1]
            size = _value(properties, "sz")
            if (size.isdecimal() and int(size[:6]) < SMALLEST) or _is_white(run, properties):
                yield HIDDEN

    def _style(self, key: str) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for _ in range(MAX_STYLES_DEEP):
            found = self._own.get(key, {}) | found
            key = self._parents.get(key, "")
        return found


def _in_properties(element: etree._Element) -> Iterator[str]:
    """What the properties of a row or a cell say."""
    if next(element.iter(*_TRACKED), None) is not None:
        yield TRACKED
    if element.find(f"{W}hMerge") is not None or _value(element, "vMerge", "continue") == "continue":
        yield MERGED
    height = element.find(f"{W}trHeight")
    is_low = height is not None and height.get(f"{W}hRule") == "exact" and _length(height) < LOWEST
    hidden = element.find(f"{W}hidden")
    if is_low or (hidden is not None and hidden.get(VAL, "1") not in OFF):
        yield HIDDEN


def _is_white(run: etree._Element, properties: etree._Element) -> bool:
    """Whether its text is white, and nothing darker lies behind it."""
    if _value(properties, "color").upper() != _WHITE or properties.find(f"{W}highlight") is not None:
        return False
    cell = next(run.iterancestors(f"{W}tc"), None)
    fills = [properties.find(f"{W}shd"), None if cell is None else cell.find(f"{W}tcPr/{W}shd")]
    return all(fill is None or fill.get(f"{W}fill", "auto").upper() in ("AUTO", _WHITE) for fill in fills)


def _said(properties: etree._Element | None) -> dict[str, bool]:
    """What these properties of text switch on or off, of what hides or strikes."""
    found = {} if properties is None else {name: properties.find(W + name) for name in _HIDING}
    return {name: entry.get(VAL, "1") not in OFF for name, entry in found.items() if entry is not None}


def _value(element: etree._Element, name: str, bare: str = "") -> str:
    """The value of the child ``name``; ``bare`` where it says none, and empty where there is no such child."""
    found = element.find(W + name)
    return "" if found is None else found.get(VAL, bare)


def _length(element: etree._Element) -> int:
    value = element.get(VAL, "")
    return int(value) if value.isdecimal() and len(value) < 6 else LOWEST
