"""Two texts that came of one, put together line by line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from tracker.richtext.blocks import clean

Lines = Sequence[str]
Block = tuple[int, int, int]  # where it begins in the one, where in the other, and how many lines they share there
Places = tuple[slice, slice, slice]  # in the lines of what both came of, of what is saved, of what was typed

MOST_LINES: Final = 1_000
MOST_PAIRS: Final = 300_000  # of equal lines in both: more, or more lines, take seconds to compare


def merged(base: str | None, saved: str, typed: str) -> str:
    """Both texts in one, to be looked over by a person: each with what it changed in ``base``, which both came of.

    Where both changed the same lines, or ``base`` is not known, what is saved comes first and what was typed after it.
    No line that either has, and the other did not take out, is lost.
    """
    before, there, here = ([] if text is None else clean(text).split("\n") for text in (base, saved, typed))
    if base is None:
        return "\n".join(_both(there, here))
    return "\n".join(_three(before, there, here))


def _both(saved: Lines, typed: Lines) -> Iterator[str]:
    there, here = 0, 0
    for start, typed_start, size in _shared(saved, typed):
        yield from saved[there:start]
        yield from typed[here:typed_start]
        yield from saved[start : start + size]
        there, here = start + size, typed_start + size


def _three(base: Lines, saved: Lines, typed: Lines) -> Iterator[str]:
    was, there, here = 0, 0, 0
    for same, same_saved, same_typed in _unchanged(base, saved, typed):
        changed = base[was : same.start], saved[there : same_saved.start], typed[here : same_typed.start]
        yield from _change(*changed)
        yield from base[same]
        was, there, here = same.stop, same_saved.stop, same_typed.stop


def _change(base: Lines, saved: Lines, typed: Lines) -> Iterator[str]:
    """What became of lines that one or both changed."""
    if saved == base:
        yield from typed
    elif typed == base:
        yield from saved
    else:
        yield from _both(saved, typed)


def _unchanged(base: Lines, saved: Lines, typed: Lines) -> Iterator[Places]:
    """The stretches of ``base`` that stand in both, in order; the last is the empty one at the ends."""
    in_saved, in_typed = _shared(base, saved), _shared(base, typed)
    first, second = 0, 0
    while first < len(in_saved) and second < len(in_typed):
        (one, there, size), (other, here, length) = in_saved[first], in_typed[second]
        start, end = max(one, other), min(one + size, other + length)
        if start < end:
            yield slice(start, end), _moved(start, end, there - one), _moved(start, end, here - other)
        if one + size <= other + length:
            first += 1
        else:
            second += 1
    yield tuple(slice(len(lines), len(lines)) for lines in (base, saved, typed))  # type: ignore[misc]  # three of them


def _shared(some: Lines, others: Lines) -> Sequence[Block]:
    """What stands in both, in order, and the empty block at the ends; of what is too much to compare, the two ends."""
    if _can_be_compared(some, others):
        return SequenceMatcher(None, some, others, autojunk=False).get_matching_blocks()
    head = _alike(zip(some, others, strict=False))
    tail = _alike(zip(reversed(some[head:]), reversed(others[head:]), strict=False))
    return [(0, 0, head), (len(some) - tail, len(others) - tail, tail), (len(some), len(others), 0)]


def _can_be_compared(some: Lines, others: Lines) -> bool:
    here, there = Counter(some), Counter(others)
    pairs = sum(count * there[line] for line, count in here.items())
    return max(len(some), len(others)) <= MOST_LINES and pairs <= MOST_PAIRS


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """How many of ``pairs`` are alike before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _moved(start: int, end: int, by: int) -> slice:
    return slice(start + by, end + by)
