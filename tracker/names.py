"""Names in a printed text of who does something: told apart, compared, and one more added."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

KEY_AT_MOST: Final = 500

_LINES = re.compile(r"[;\r\n\v\f\x85\u2028\u2029]+")
_COMMAS = re.compile(r",|(?<![^\s,)])and(?![^\s,(])", re.IGNORECASE)
_INITIALS = re.compile(r"(?<!\S)[A-Z]\s+and\s+[A-Z](?!\S)")
_MARK = re.compile(r"\s*(?:[•·▪●*–—-]+\s+|\(?[0-9]{1,2}[.)]\s+|(?:and|then|with)\s+)*", re.IGNORECASE)
_FOLDED = re.compile(r"[\s.\u00ad\u200b-\u200d\u2060\u2010-\u2015\u2212\ufeff-]+")
_APOSTROPHES = str.maketrans("‘’ʼ`´", "'''''")


def owner_names(who: str) -> tuple[str, ...]:
    """The names in the printed text of who does an action, in its order, each once.

    They stand between semicolons and line breaks where there are any, else between commas and the word "and". An
    ampersand divides nothing ("Admin & Enquiry Officer"), nor does what is in brackets, nor an "and" between two
    initials ("I and A Officers"). A list's marks, a "then" or a "with" before a name, and what holds neither a letter
    nor a digit, are no part of a name.
    """
    names: dict[str, str] = {}
    for piece in _pieces(who):
        name = " ".join(_MARK.sub("", piece, count=1).split()).rstrip(".,:")
        if any(sign.isalnum() for sign in name):
            names.setdefault(owner_key(name), name)
    return tuple(names.values())


def owner_key(name: str) -> str:
    """What the same name, written otherwise, has in common.

    Capitals, spaces, full stops, dashes, the form of an apostrophe, and "&" for "and" make no other name:
    "L.A. Co-ordinator" and "la coordinator" are one.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_APOSTROPHES)
    return _FOLDED.sub("", folded.replace("&", "and"))[:KEY_AT_MOST]


def with_name(who: str, name: str) -> str:
    """``who`` with one more name after it, by the sign that divides it; as it is where the name is there already.

    A name that a comma or an "and" would divide is kept whole by semicolons.
    """
    there = owner_names(who)
    if owner_key(name) in map(owner_key, there):
        return who
    if _divided_by_lines(who):
        return f"{who.rstrip().rstrip(';')}; {name}"
    if len(owner_names(name)) > 1:
        return "; ".join([*there, name]) if there else f"{name};"
    return f"{who.rstrip()}, {name}" if there else name


def with_names(who: str, names: Iterable[str]) -> str:
    """``who`` with each of these names after it, unless it is there already."""
    for name in names:
        who = with_name(who, name)
    return who


def without_named(who: str, names: Iterable[str]) -> list[str]:
    """Those of these names that do not stand in ``who`` yet."""
    there = set(map(owner_key, owner_names(who)))
    return [name for name in names if owner_key(name) not in there]


def _pieces(who: str) -> list[str]:
    if _divided_by_lines(who):
        return _LINES.split(who)
    kept = _kept(who)
    cuts = [found for found in _COMMAS.finditer(who) if not any(found.start() in stretch for stretch in kept)]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(who)]
    return [who[start:end] for start, end in zip(starts, ends, strict=True)]


def _divided_by_lines(who: str) -> bool:
    return _LINES.search(who.strip()) is not None


def _kept(who: str) -> list[range]:
    """The stretches in which nothing divides: brackets that are closed, and initials."""
    return [*(range(*found.span()) for found in _INITIALS.finditer(who)), *_bracketed(who)]


def _bracketed(who: str) -> Iterator[range]:
    opened: list[int] = []
    for place, sign in enumerate(who):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and opened:
            yield range(opened.pop(), place)
