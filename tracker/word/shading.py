"""The colour that a cell shows: its own shading, that of its text, or that of a blob in it."""

import re

from lxml import etree

from tracker.word.labels import VAL, W

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_BLOB = re.compile(r"[\s●⬤■◼•\uf06c\uf06e]*")
_HIGHLIGHTS = {
    "green": "00FF00",
    "darkGreen": "008000",
    "yellow": "FFFF00",
    "darkYellow": "808000",
    "red": "FF0000",
    "darkRed": "800000",
}


def shade(cell: etree._Element) -> str:
    """Six hexadecimal digits, such as "00B050"; empty where the cell has no colour of its own."""
    own = _filled(cell.find(f"{W}tcPr/{W}shd"))
    first = cell.find(f"{W}p")
    if own or first is None:
        return own
    return _run_shade(cell, first.find(f"{W}r")) or _filled(first.find(f"{W}pPr/{W}shd"))


def _filled(shading: etree._Element | None) -> str:
    if shading is None:
        return ""
    name = f"{W}color" if shading.get(VAL) == "solid" else f"{W}fill"
    return _hex(shading.get(name, ""))


def _run_shade(cell: etree._Element, run: etree._Element | None) -> str:
    """The colour behind the cell's first words; of a blob, its own."""
    style = None if run is None else run.find(f"{W}rPr")
    if style is None:
        return ""
    highlight = style.find(f"{W}highlight")
    if highlight is not None:
        return _HIGHLIGHTS.get(highlight.get(VAL, ""), "")
    colour = style.find(f"{W}color")
    if colour is not None and _BLOB.fullmatch("".join(text.text or "" for text in cell.iter(f"{W}t"))):
        return _hex(colour.get(VAL, "")) or _filled(style.find(f"{W}shd"))
    return _filled(style.find(f"{W}shd"))


def _hex(value: str) -> str:
    return value.upper() if _HEX.fullmatch(value) else ""
