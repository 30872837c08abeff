"""What stands within a run: text, breaks, hyphens, symbols and check boxes, as characters."""

import re

from lxml import etree

from tracker.word.labels import VAL, W

_SIGNS = {
    W + "tab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_SYMBOLS = {
    "F0A8": "☐",
    "F06F": "☐",
    "F071": "☐",
    "F0FD": "☒",
    "F078": "☒",
    "F0FE": "☑",
    "F052": "☑",
    "F0FC": "✓",
    "F050": "✓",
    "F0FB": "✗",
    "F06C": "●",
    "F06E": "■",
    "F0B7": "•",
    "F0E0": "→",
    "F0B3": "≥",
    "F0A3": "≤",
}
_AS_SPACE = str.maketrans("\n\r\t", "   ")  # a break has an element of its own; in a text it shows as a space
OFF = frozenset({"0", "false", "off", "none"})
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_ANY = re.compile(r"\S")


def text_of(run: etree._Element) -> str:
    """The characters of ``run``, those of a symbol font as what they show."""
    text = "".join(map(_text, run))
    fonts = run.find(f"{W}rPr/{W}rFonts")
    if fonts is not None and fonts.get(f"{W}ascii", "").startswith("Wingdings"):
        return _ANY.sub(lambda found: _symbol(f"F0{ord(found[0]) & 0xFF:02X}", found[0]), text)
    return known(text)


def known(text: str) -> str:
    """``text`` with what symbol fonts have in places of their own, such as a bullet out of Word, as what it shows."""
    return _PRIVATE.sub(lambda found: _symbol(f"{ord(found[0]):04X}", found[0]), text)


def is_on(run: etree._Element, tag: str) -> bool:
    """Whether the run has a style that is on or off, such as bold (``b``)."""
    toggle = run.find(f"{W}rPr/{W}{tag}")
    return toggle is not None and toggle.get(VAL, "1") not in OFF


def _text(element: etree._Element) -> str:
    if element.tag == f"{W}t":
        return (element.text or "").translate(_AS_SPACE)
    if element.tag == f"{W}sym":
        return _symbol(element.get(f"{W}char", "").upper(), "\N{REPLACEMENT CHARACTER}")
    if element.tag == f"{W}fldChar":
        return _form_check_box(element)
    return _SIGNS.get(str(element.tag), "")


def _symbol(code: str, unknown: str) -> str:
    return _SYMBOLS.get(code, unknown)


def _form_check_box(field: etree._Element) -> str:
    box = field.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    state = box.find(f"{W}default") if state is None else state
    return "☐" if state is None or state.get(VAL, "1") in OFF else "☒"
