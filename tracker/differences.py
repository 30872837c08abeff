"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import Indel

Fate = Literal["same", "gone", "new"]

_PIECES: Final = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both texts have, that only the first has (``gone``), or only the second (``new``)."""

    fate: Fate
    text: str


def differences(before: str, after: str) -> list[Stretch]:
    """The stretches of both texts in order; where a word gave way to another, what is gone stands first."""
    one, other = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Stretch] = []
    for stretch in _stretches(one, other):
        if found and found[-1].fate == stretch.fate:
            found[-1] = Stretch(stretch.fate, found[-1].text + stretch.text)
        elif stretch.text:
            found.append(stretch)
    return found


def _stretches(one: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    """Gaps of space alone between two changes belong to them: single words that stand apart are hard to read."""
    gone = new = ""
    for operation in Indel.opcodes(one, other):
        left = "".join(one[operation.src_start : operation.src_end])
        right = "".join(other[operation.dest_start : operation.dest_end])
        if operation.tag != "equal":
            gone, new = gone + left, new + right
        elif left.strip() or not (gone or new):
            yield from (Stretch("gone", gone), Stretch("new", new), Stretch("same", left))
            gone = new = ""
        else:
            gone, new = gone + left, new + right
    yield from (Stretch("gone", gone), Stretch("new", new))
