"""The numbers of standards as people write them: "1.1", "1.1.", "(1.1)", "Standard 1.1", counted by Word, or "11"."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tracker.reports.remarks import PLAIN, Confidence, likely
from tracker.richtext import Block, Blocks, dropped, tidy
from tracker.word.document import Cell

_LEAD = (
    r"[(\[]?\s*(?i:(?:minimum\s+)?(?:standard|std|ms|number|no|ref)\b\.?:?\s*)?[(\[]?"
    r"(?P<section>[0-9A-Z]{1,4}(?=\.)|\d{1,2}(?= ?\.))(?P<spaced> ?\. ?)(?P<place>\d{1,3})(?![\d.]*\d)\s?[\])]?"
)
_NUMBER = re.compile(_LEAD + r"[.):]?\s*(?:[-–—]\s+(?![0-9A-Z]{1,4}\.\d))?")
_ANOTHER = re.compile(r"\s*(and|to|&|,|/|-|–)\s*[0-9A-Z]{1,4}\.\d")
_DIGITS = re.compile(r"\s*[(\[]?(\d)\s?(\d{1,2})[\])]?\.?\s*")
_SECOND = re.compile(r"(\d{1,2})(?!\S*\d)[.):]?\s+")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row's number, empty where it has none, and the wording after it."""

    number: str
    wording: Blocks
    confidence: Confidence = PLAIN

    @property
    def names_another(self) -> bool:
        """Whether a second number follows the first."""
        return bool(self.number and self.wording and _ANOTHER.match(self.wording[0].text[:_LONGEST]))


def numbered(cells: Mapping[str, Cell], known: Collection[str]) -> Numbered:
    """The number of a row: in a column of its own, automatic, or typed before the wording."""
    standard = cells.get("standard")
    blocks = standard.blocks if standard else ()
    own = cells.get("number")
    for text in (own.label if own else "", own.text if own else "", standard.label if standard else ""):
        if number := whole(text):
            return Numbered(number, blocks)
    if own and (number := _without_dot(own.text, known)):
        return Numbered(number, blocks, likely(f"“{own.text}” was read as {number}."))
    return _before(blocks, known)


def whole(text: str) -> str:
    """The number that ``text`` is, if it is nothing else."""
    text = text.strip()
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    return f"{found['section']}.{found['place']}" if found else ""


def _without_dot(text: str, known: Collection[str]) -> str:
    found = _DIGITS.fullmatch(text) if len(text) <= _LONGEST else None
    number = f"{found[1]}.{found[2]}" if found else ""
    return number if number in known else ""


def _before(blocks: Blocks, known: Collection[str]) -> Numbered:
    first = blocks[0] if blocks else Block("paragraph", ())
    text = first.text[:_LONGEST]
    found = _NUMBER.match(text)
    if found and (found["spaced"] == "." or f"{found['section']}.{found['place']}" in known):
        return _typed(f"{found['section']}.{found['place']}", blocks, found, plainly=found["spaced"] == ".")
    found = _SECOND.match(text) if first.kind == "number" else None
    if found and f"{first.number}.{found[1]}" in known:  # "1. 1 The service …" looks like an item of a list
        return _typed(f"{first.number}.{found[1]}", blocks, found, plainly=False)
    return Numbered("", blocks)


def _typed(number: str, blocks: Blocks, found: re.Match[str], *, plainly: bool) -> Numbered:
    confidence = PLAIN if plainly else likely(f"Its number, written with a space, was read as {number}.")
    return Numbered(number, _cut(blocks, found.end()), confidence)


def _cut(blocks: Blocks, length: int) -> Blocks:
    return tidy((Block("paragraph", dropped(blocks[0].runs, length)), *blocks[1:]))
