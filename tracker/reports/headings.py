"""Which lines of a report are the heading of an appendix."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

from tracker.reports.wording import folded
from tracker.word.appendix import AppendixDocument
from tracker.word.places import Heading

_PLAN: Final = re.compile(r"\b(delivery|development|action|operational|improvement) plan\b", re.IGNORECASE)
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "self-assessment": re.compile(r"\bself[- ]?assessment\b", re.IGNORECASE),
    "delivery plan": _PLAN,
    "comparison": re.compile(r"\bcomparison with (last year|[0-9]{4})", re.IGNORECASE),
    "abbreviations": re.compile(r"\b(abbreviations|glossary|acronyms)\b", re.IGNORECASE),
}


def headings(document: AppendixDocument) -> dict[str, Heading]:
    """For each part of ``document``, by its key, whether a line of a report is its heading."""
    return {part.key: partial(_is_heading, part.key, folded(part.title).casefold()) for part in document.parts}


def _is_heading(key: str, title: str, line: str) -> bool:
    text = folded(line)
    if title in text.casefold():
        return True
    pattern = _PATTERNS.get(key)
    if pattern is None:
        return False
    if key == "self-assessment" and "minimum standards" in text.casefold() and not _PLAN.search(text):
        return True
    return pattern.search(text) is not None
