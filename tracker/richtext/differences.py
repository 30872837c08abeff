"""Two texts compared word by word, to be shown to a person."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, Literal

from tracker.richtext.blocks import Block
from tracker.richtext.parsing import parse

StretchKind = Literal["same", "gone", "new"]

ALIKE: Final = 0.25  # where less is the same, what is left of the old between the new is no help to a reader
AT_LEAST: Final = 2  # words: fewer, between two changes, are taken into them
MOST_PAIRS: Final = 300_000  # of equal words in both texts: more take seconds to compare

_WORD = re.compile(r"(\S+)(\s*)")
_MARKS = {"paragraph": "", "bullet": "•"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand in both texts, only in the old, or only in the new; ``space`` is what follows them."""

    kind: StretchKind
    text: str
    space: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    """Words ``old`` to ``old_end`` of the one text against ``new`` to ``new_end`` of the other.

    ``gap`` is what stands between the two, where the texts say nothing else.
    """

    same: bool
    old: int
    old_end: int
    new: int
    new_end: int
    gap: str = " "


def differences(before: str, after: str) -> tuple[Stretch, ...]:
    """What became of ``before`` in ``after``, both in the small text format: styles apart, word by word.

    Texts that have little in common are one stretch each.
    """
    old, new = (_WORD.findall(_shown(text)) for text in (before, after))
    found = [
        stretch
        for change in _changes([word for word, _ in old], [word for word, _ in new])
        for stretch in _stretches(change, old[change.old : change.old_end], new[change.new : change.new_end])
    ]
    return (*found[:-1], replace(found[-1], space="")) if found else ()


def are_the_same(stretches: Sequence[Stretch]) -> bool:
    """Whether nothing differs."""
    return all(stretch.kind == "same" for stretch in stretches)


def _shown(text: str) -> str:
    """The words with the marks of lists, a line for each paragraph and item."""
    return "\n".join(f"{_mark(block)} {block.text}".strip() for block in parse(text))


def _mark(block: Block) -> str:
    if block.kind == "letter":
        return f"{chr(ord('a') + block.number - 1)})"
    return _MARKS.get(block.kind, f"{block.number}.")


def _stretches(change: _Change, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Stretch]:
    if change.same:
        yield Stretch("same", _joined(new), new[-1][1] or old[-1][1] or " ")
        return
    if old:
        yield Stretch("gone", _joined(old), old[-1][1] or change.gap)
    if new:
        yield Stretch("new", _joined(new), new[-1][1] or " ")


def _joined(words: Sequence[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in words).rstrip()


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    whole = _Change(False, 0, len(old), 0, len(new), gap="\n")
    if not _can_be_compared(old, new):
        return [whole]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found = [
        _Change(tag == "equal", start, end, new_start, new_end)
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
    ]
    same = sum(change.new_end - change.new for change in found if change.same)
    if same < ALIKE * max(len(old), len(new)):
        return [whole]
    return _without_scraps(found)


def _can_be_compared(old: Sequence[str], new: Sequence[str]) -> bool:
    here, there = Counter(old), Counter(new)
    return sum(count * there[word] for word, count in here.items()) <= MOST_PAIRS


def _without_scraps(changes: Sequence[_Change]) -> list[_Change]:
    """``changes`` with a word or so that stayed between two of them taken into one with both."""
    kept = list[_Change]()
    for place, change in enumerate(changes):
        scrap = 0 < place < len(changes) - 1 and change.new_end - change.new < AT_LEAST
        if kept and not kept[-1].same and (scrap or not change.same):
            kept[-1] = _Change(False, kept[-1].old, change.old_end, kept[-1].new, change.new_end)
        else:
            kept.append(change)
    return kept
