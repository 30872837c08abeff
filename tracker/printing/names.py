"""Names that Excel takes: of sheets and of a table's columns, each only once."""

import re
from collections.abc import Iterable
from textwrap import shorten

from tracker.richtext import clean

SHEET = 31
HEADING = 100

_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_LITTLE = re.compile(r"( (a|against|and|at|by|for|from|in|of|on|the|to|with))+\Z", re.IGNORECASE)


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for a sheet with each title: all of it, what stands before its first comma, or as many words as fit.

    "Self-assessment against the Minimum Standards, August 2022" is "Self-assessment".
    """
    return _once((_sheet_name(title) for title in titles), SHEET)


def _sheet_name(title: str) -> str:
    words = " ".join(_NOT_IN_SHEETS.sub(" ", clean(title)).split())
    name = words if len(words) <= SHEET else words.partition(",")[0]
    if len(name) > SHEET:
        name = _LITTLE.sub("", shorten(name, SHEET, placeholder="") or name[:SHEET])
    name = name.strip(" '")
    return "Appendix" if name.casefold() in {"", "history"} else name  # Excel keeps "History" for itself


def headings(texts: Iterable[str]) -> list[str]:
    """The headings of a table's columns."""
    return _once((shorten(clean(text), HEADING, placeholder="…") or "Column" for text in texts), HEADING)


def _once(names: Iterable[str], most: int) -> list[str]:
    """``names``, the second of a kind with "(2)" after it."""
    taken: dict[str, str] = {}
    for name in names:
        given, number = name, 1
        while given.casefold() in taken:
            number += 1
            mark = f" ({number})"
            given = name[: most - len(mark)].rstrip() + mark
        taken[given.casefold()] = given
    return list(taken.values())
