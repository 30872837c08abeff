"""Which paragraphs are headings: by their style, or by a level in the outline of their own."""

import re

from lxml import etree

from tracker.word.labels import MAX_STYLES_DEEP, VAL, W

_NAME = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_TITLES = ("title", "subtitle")


def heading_styles(styles: etree._Element | None) -> dict[str, int]:
    """The level of each style of headings, from 1, by the style's identifier; a title is of level 1.

    A style that says nothing of it has the level of the one that it is based on.
    """
    own: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        key = style.get(f"{W}styleId", "")
        parents[key] = _value(style, "basedOn")
        level = _level(_value(style, "name")) or _outline(style)
        if level or style.find(f"{W}pPr/{W}outlineLvl") is not None:
            own[key] = level
    return {key: level for key in parents if (level := _inherited(key, own, parents))}


def _inherited(key: str, own: dict[str, int], parents: dict[str, str]) -> int:
    for _ in range(MAX_STYLES_DEEP):
        if key in own:
            return own[key]
        key = parents.get(key, "")
    return 0


def _value(style: etree._Element, name: str) -> str:
    found = style.find(W + name)
    return "" if found is None else found.get(VAL, "")


def heading(paragraph: etree._Element, styles: dict[str, int]) -> int:
    """The level of ``paragraph`` as a heading; 0 where it is none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else style.get(VAL, "")
    return _outline(paragraph) or styles.get(name, 0) or _level(name)


def _outline(element: etree._Element) -> int:
    level = element.find(f"{W}pPr/{W}outlineLvl")
    value = "" if level is None else level.get(VAL, "")
    return int(value) + 1 if value in set("012345678") else 0


def _level(name: str) -> int:
    if name.casefold() in _TITLES:
        return 1
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0
