"""Comparing what stands in a document with a framework's wording."""

import re
from difflib import SequenceMatcher

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00ad": ""})


def folded(text: str) -> str:
    """``text`` without the differences that nobody sees: kinds of quotes, hyphens and space."""
    return " ".join(text.translate(_QUOTES).split())


def key(text: str) -> str:
    """``text`` for looking up a code or title: letters and digits alone, small."""
    return re.sub(r"[\W_]+", "", text).casefold()


def likeness(one: str, other: str) -> float:
    """How alike two wordings are, from 0 to 1, word by word."""
    return SequenceMatcher(
        None, folded(one).casefold().split(), folded(other).casefold().split(), autojunk=False
    ).ratio()


def shortened(text: str, length: int = 60) -> str:
    """``text`` in a message: in one line, cut with "…" where it is longer than ``length``."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
