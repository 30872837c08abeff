"""Comparing what stands in a document with a framework's wording."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

MAX_LENGTH = 4_000  # of a text that is compared; no standard is half as long
MAX_COMPARED = 400  # texts in a document: to compare takes time, and more than twenty standards there are seldom
FEW_WORDS = 6  # fewer say too little to tell one wording from another by its beginning

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00ad": ""})


def folded(text: str) -> str:
    """``text`` without the differences that nobody sees: kinds of quotes, hyphens and space."""
    return " ".join(text.translate(_QUOTES).split())


def key(text: str) -> str:
    """``text`` for looking up a code or title: letters and digits alone, small."""
    return re.sub(r"[\W_]+", "", text).casefold()


def shortened(text: str, length: int = 60) -> str:
    """``text`` in a message: in one line, cut with "…" where it is longer than ``length``."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


class Wordings:
    """The published wordings by their number, to find the one that a text is like."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._words = {number: _words(text) for number, text in texts.items()}
        self._bags = {number: Counter(words) for number, words in self._words.items()}
        self._nearest: dict[str, list[tuple[float, str]]] = {}

    def likeness(self, text: str, number: str) -> float:
        """How alike ``text`` and the wording of ``number`` are, from 0 to 1, word by word."""
        return _likeness(_words(text), self._words[number])

    def nearest(self, text: str) -> list[tuple[float, str]]:
        """The likenesses and numbers of the likeliest wordings, best first; none where nothing is like it."""
        text = text[:MAX_LENGTH]
        if text not in self._nearest:
            if len(self._nearest) >= MAX_COMPARED:
                return []
            self._nearest[text] = self._compared(_words(text))
        return self._nearest[text]

    def _compared(self, words: Sequence[str]) -> list[tuple[float, str]]:
        bag = Counter(words)
        shared = {number: (bag & other).total() for number, other in self._bags.items()}
        bounds = {number: count / max(1, min(len(words), len(self._words[number]))) for number, count in shared.items()}
        likeliest = sorted(bounds, key=bounds.__getitem__, reverse=True)[:3]
        found = [(_likeness(words, self._words[number]), number) for number in likeliest if bounds[number] > 0.5]
        return sorted(found, key=lambda pair: -pair[0])


def _words(text: str) -> list[str]:
    return folded(text[:MAX_LENGTH]).casefold().split()


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Of two texts of different length also the likeness as far as the shorter goes: people cut wordings short."""
    whole = _ratio(one, other)
    shorter = min(len(one), len(other))
    if shorter < FEW_WORDS or len(one) == len(other):
        return whole
    return max(whole, _ratio(one[:shorter], other[:shorter]))


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
