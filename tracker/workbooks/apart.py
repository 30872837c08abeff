"""Reading a workbook in a process of its own, within the limits that a Word document is read in."""

import json
import os
import sys
from typing import Final

from tracker.word.apart import OUT_OF_MEMORY, START, ask, built, keep_within_limits, plain
from tracker.workbooks import xlsx
from tracker.workbooks.grid import Grid
from tracker.workbooks.refusing import BadWorkbook

MOST_ANSWER: Final = 16 * 2**20

_ADVICE: Final = "Copy the table into a new workbook, and send that."
_START: Final = START.replace("tracker.word.apart", __name__)
_TOO_MUCH: Final = f"There is too much text in this workbook. {_ADVICE}"


def read_apart(content: bytes) -> Grid:
    """What stands in the ``.xlsx`` file ``content``.

    Raises ``Invalid``, also where it takes too long or too much memory; ``NotReady`` where too many are being read.
    """
    said = json.loads(ask(_START, ("tracker", "tracker.richtext"), content, advice=_ADVICE))
    if "refused" in said:
        raise BadWorkbook(said["refused"])
    return grid_of(said["read"])


def answer() -> None:
    """The process's side: the workbook comes in on standard input, and what stands in it goes out."""
    keep_within_limits()
    try:
        sys.stdout.write(_answer(sys.stdin.buffer.read()))
        sys.stdout.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _answer(content: bytes) -> str:
    try:
        said = json.dumps({"read": xlsx.read(content)}, default=plain, separators=(",", ":"))
    except BadWorkbook as error:
        return json.dumps({"refused": str(error)})
    return said if len(said) <= MOST_ANSWER else json.dumps({"refused": _TOO_MUCH})


def as_text(grid: Grid) -> str:
    """``grid`` as JSON, to be kept."""
    return json.dumps(grid, default=plain, separators=(",", ":"))


def grid_of(value: object) -> Grid:
    """The grid that ``as_text`` wrote, once its JSON is read. Raises ``ValueError`` for anything else."""
    grid: Grid = built(Grid, value)
    return grid
