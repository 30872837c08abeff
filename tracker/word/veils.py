"""What keeps a reader from seeing a text as it is read here: hidden, struck through, tracked, or of another kind."""

import re
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
NARROWEST: Final = 20  # of a hundred: how wide letters are
FLATTEST: Final = 80  # twentieths of a point: how far lines are from each other
LEAST: Final = 48  # of 255, in red, green or blue, so that a letter can be told from its ground
_COLOUR: Final = re.compile("[0-9A-F]{6}")
_WHITE: Final = "FFFFFF"
_STYLES: Final = ("pStyle", "rStyle")
_HIDING: Final = {"vanish": HIDDEN, "specVanish": HIDDEN, "strike": STRUCK, "dstrike": STRUCK}
_TRACKED: Final = frozenset(
    W + tag for tag in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange")
)
_PICTURES: Final = tuple(W + tag for tag in ("drawing", "pict", "object"))
_OPENED: Final = frozenset(W + tag for tag in ("p", "r", "tr", "tc", "hyperlink", "sdt", "sdtContent", "smartTag"))
_AROUND: Final = _OPENED | {W + tag for tag in ("document", "body", "tbl", "customXml")}
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
    """Looks through ``body`` and ``styles`` for what hides or strikes; ``of`` looks at a paragraph, cell or row."""

    def __init__(self, body: etree._Element, styles: etree._Element | None) -> None:
        self._codes = set(_in_field_codes(body))
        self._parents: dict[str, str] = {}
        self._standard: dict[str, str] = {}
        self._own: dict[str, dict[str, bool]] = {}
        self._styles: dict[tuple[str, str], dict[str, bool]] = {}
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            key = style.get(f"{W}styleId", "")
            self._parents[key] = _value(style, "basedOn")
            if style.get(f"{W}default", "0") not in OFF:
                self._standard[style.get(f"{W}type", "")] = key
            self._own[key] = {name: True for part in style.iter(f"{W}rPr") for name, on in _said(part).items() if on}
        defaults = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = _said(defaults)

    def of(self, element: etree._Element, *, table: str = "") -> tuple[str, ...]:
        """What is in the way in ``element``, each once; ``table`` is the style of the table that it lies in."""
        inherited = self._defaults | self._style(table, "table")
        return tuple(dict.fromkeys([*self._around(element), *self._in(element, inherited)]))

    def _around(self, element: etree._Element) -> Iterator[str]:
        """What hides it from outside, up to the body."""
        for one in (element, *element.iterancestors()):
            if one in self._codes:
                yield HIDDEN
            if one.tag in _TRACKED:
                yield TRACKED
            elif (one is not element and one.tag not in _AROUND) or _is_bound(one):
                yield FOREIGN

    def _in(self, element: etree._Element, inherited: dict[str, bool]) -> Iterator[str]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _TEXT or tag in _BESIDE:
            return
        if tag in _TRACKED:
            yield TRACKED
            yield from self._inside(element, inherited)
        elif tag in (f"{W}trPr", f"{W}tcPr"):
            yield from _in_properties(element)
        elif tag not in _OPENED or is_placeholder(element) or _is_bound(element):
            yield PICTURE if element.tag in _PICTURES or next(element.iter(*_PICTURES), None) is not None else FOREIGN
        elif tag == f"{W}r":
            yield from self._inside(element, inherited)
            yield from self._in_run(element, inherited)
        else:
            properties = element.find(f"{W}pPr")
            if tag == f"{W}p":
                style = "" if properties is None else _value(properties, "pStyle")
                inherited = inherited | self._style(style, "paragraph")
            if properties is not None:
                yield from [TRACKED for _ in properties.iter(*_TRACKED)][:1]
                yield from [HIDDEN for spacing in properties.iterfind(f"{W}spacing") if _is_flat(spacing)]
            yield from self._inside(element, inherited)

    def _inside(self, element: etree._Element, inherited: dict[str, bool]) -> Iterator[str]:
        for child in element:
            yield from self._in(child, inherited)

    def _in_run(self, run: etree._Element, inherited: dict[str, bool]) -> Iterator[str]:
        if not any(child.tag in _TEXT for child in run):
            return
        properties = run.find(f"{W}rPr")
        style = self._style("" if properties is None else _value(properties, "rStyle"), "character")
        said = inherited | style | _said(properties)
        yield from (why for name, why in _HIDING.items() if said.get(name))
        if properties is not None:
            yield from [TRACKED for _ in properties.iterchildren(*_TRACKED)][:1]
            sizes = ((_value(properties, "sz"), SMALLEST), (_value(properties, "w"), NARROWEST))
            if any(_is_below(*size) for size in sizes) or _is_unseen(run, properties):
                yield HIDDEN

    def _style(self, key: str, kind: str) -> dict[str, bool]:
        if (key, kind) not in self._styles:
            self._styles[key, kind] = self._followed(key if key in self._own else self._standard.get(kind, ""))
        return self._styles[key, kind]

    def _followed(self, key: str) -> dict[str, bool]:
        """What a style says, and those that it is based on."""
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


def _is_flat(spacing: etree._Element) -> bool:
    """Whether lines lie on each other, or show nothing."""
    return spacing.get(f"{W}lineRule") == "exact" and _is_below(spacing.get(f"{W}line", ""), FLATTEST)


def _is_below(size: str, least: int) -> bool:
    return size.isdecimal() and int(size[:6]) < least


def _is_unseen(run: etree._Element, properties: etree._Element) -> bool:
    """Whether its text is hardly of another colour than what lies behind it, as far as it says so itself."""
    colour = _value(properties, "color").upper()
    if not _COLOUR.fullmatch(colour) or properties.find(f"{W}highlight") is not None:
        return False
    cell, paragraph = (next(run.iterancestors(W + tag), None) for tag in ("tc", "p"))
    shades = (
        properties.find(f"{W}shd"),
        None if paragraph is None else paragraph.find(f"{W}pPr/{W}shd"),
        None if cell is None else cell.find(f"{W}tcPr/{W}shd"),
    )
    fills = [shade.get(f"{W}fill", "auto").upper() for shade in shades if shade is not None]
    ground = next((fill for fill in fills if _COLOUR.fullmatch(fill)), _WHITE)
    return all(abs(a - b) < LEAST for a, b in zip(bytes.fromhex(colour), bytes.fromhex(ground), strict=True))


def _is_bound(element: etree._Element) -> bool:
    """Whether it is a content control that shows what is kept elsewhere, whatever stands in it."""
    properties = element.find(f"{W}sdtPr") if element.tag == f"{W}sdt" else None
    return properties is not None and any(str(entry.tag).endswith("}dataBinding") for entry in properties)


def _in_field_codes(body: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables that lie in what a field is told, which no page shows."""
    codes: list[bool] = []
    for element in body.iter(f"{W}fldChar", f"{W}p", f"{W}tbl"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            codes.append(True)
        elif kind and codes:
            codes.pop()
            codes += [False] if kind == "separate" else []
        elif not kind and any(codes):
            yield element


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
