"""``python -m benchmarks.word``: what writing and reading Word documents takes, beside what it may take."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.documents import FRAMEWORK, appendices
from benchmarks.measuring import fastest, in_a_fresh_process
from benchmarks.writers import Docxtpl, Floor, Ours, cells
from tracker.reports.reading import read_appendices
from tracker.word.apart import read_apart
from tracker.word.reader import read

ROUNDS = {12: 60, 120: 20, 1200: 8}  # by the number of actions
TO_FLOOR = {12: 1.8, 1200: 5.0}
FROM_DOCXTPL = 2.0
GROWTH = 1.25  # how much more a further action may take in a long document than in a short one
MEMORY = {1200: 50}  # MB
READING = 150  # ms
AS_LONG_AS_A_REAL_ONE = 27  # actions of ours make as much XML as the published example has
ROUNDS_OF_READING = 20


def main() -> None:
    """Print the tables."""
    times = {actions: _writing(actions) for actions in ROUNDS}
    _print_table("Writing: least ms of alternating runs", _WRITING, (_writing_row(*entry) for entry in times.items()))
    ours = {actions: seconds[1] for actions, seconds in times.items()}
    _print_table("Growth: ms for each further action", _GROWTH, _growth_rows(ours))
    memory = {actions: in_a_fresh_process("benchmarks.memory", actions) for actions in ROUNDS}
    _print_table("Memory: peak above start, with the document's values", _MEMORY, map(_memory_row, memory.items()))
    _print_table("Reading: least ms", _READING, (_reading_row(*entry) for entry in _documents().items()))


_WRITING = ("actions", "floor", "ours", "docxtpl", "ours : floor", "limit", "docxtpl : ours", "limit")
_GROWTH = ("actions", "ms", "to the row before", "limit")
_MEMORY = ("actions", "MB", "limit")
_READING = ("document", "in process", "limit", "apart", "limit")


def _writing(actions: int) -> list[float]:
    """Seconds of the floor, of ours and of docxtpl."""
    document = appendices(actions)
    ours, docxtpl = Ours(document), Docxtpl(document)
    written = ours.write()
    if cells(written) != cells(docxtpl.write()):
        raise SystemExit("docxtpl writes other texts than ours: the times say nothing.")
    return fastest([Floor(written).write, ours.write, docxtpl.write], ROUNDS[actions])


def _writing_row(actions: int, seconds: Sequence[float]) -> list[str]:
    floor, ours, docxtpl = seconds
    return [
        f"{actions:,}",
        *(f"{1000 * each:.1f}" for each in seconds),
        f"{ours / floor:.2f}",
        _at_most(TO_FLOOR.get(actions), ours / floor),
        f"{docxtpl / ours:.1f}",
        f"at least {FROM_DOCXTPL:g}: {_verdict(docxtpl / ours >= FROM_DOCXTPL)}",
    ]


def _growth_rows(seconds: dict[int, float]) -> Iterable[list[str]]:
    steps = [
        (f"{fewer:,} to {more:,}", 1000 * (seconds[more] - seconds[fewer]) / (more - fewer))
        for fewer, more in pairwise(seconds)
    ]
    (first, least), (second, most) = steps
    yield [first, f"{least:.3f}", "", ""]
    yield [second, f"{most:.3f}", f"{most / least:.2f}", _at_most(GROWTH, most / least)]


def _memory_row(entry: tuple[int, int]) -> list[str]:
    actions, peak = entry
    return [f"{actions:,}", f"{peak / 1e6:.1f}", _at_most(MEMORY.get(actions), peak / 1e6)]


def _documents() -> dict[str, bytes]:
    """Those of the folder ``TRACKER_EXAMPLES``, or an invented one of the same length."""
    folder = os.environ.get("TRACKER_EXAMPLES")
    found = sorted(Path(folder).rglob("*.docx")) if folder else []
    invented = {"an invented one": Ours(appendices(AS_LONG_AS_A_REAL_ONE)).write()}
    return {path.stem: path.read_bytes() for path in found} or invented


def _reading_row(name: str, content: bytes) -> list[str]:
    tasks = [partial(lambda reader: read_appendices(reader(content), FRAMEWORK), each) for each in (read, read_apart)]
    here, apart = (1000 * seconds for seconds in fastest(tasks, ROUNDS_OF_READING))
    return [name, f"{here:.0f}", _at_most(READING, here), f"{apart:.0f}", _at_most(READING, apart)]


def _at_most(limit: float | None, value: float) -> str:
    return "" if limit is None else f"at most {limit:g}: {_verdict(value <= limit)}"


def _verdict(holds: bool) -> str:
    return "holds" if holds else "DOES NOT HOLD"


def _print_table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = [head, *rows]
    widths = [max(len(line[index]) for line in lines) for index in range(len(head))]
    print(f"\n{title}\n")
    for line in lines:
        print("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
