"""Two texts that came of one, put together line by line."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tracker.richtext.blocks import clean

Lines = Sequence[str]
Places = tuple[slice, slice, slice]  # in the lines of what both came of, of what is saved, of what was typed


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
    for tag, start, end, typed_start, typed_end in SequenceMatcher(None, saved, typed, autojunk=False).get_opcodes():
        yield from saved[start:end]
        if tag != "equal":
            yield from typed[typed_start:typed_end]


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
    in_saved = SequenceMatcher(None, base, saved, autojunk=False).get_matching_blocks()
    in_typed = SequenceMatcher(None, base, typed, autojunk=False).get_matching_blocks()
    for first in in_saved:
        for second in in_typed:
            start, end = max(first.a, second.a), min(first.a + first.size, second.a + second.size)
            if start < end:
                yield slice(start, end), _moved(start, end, first.b - first.a), _moved(start, end, second.b - second.a)
    yield tuple(slice(len(lines), len(lines)) for lines in (base, saved, typed))  # type: ignore[misc]  # three of them


def _moved(start: int, end: int, by: int) -> slice:
    return slice(start + by, end + by)
