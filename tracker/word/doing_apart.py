"""Changing a document in a process of its own, within the limits that one has to read in."""

import json
import os
import pickle
import sys
from collections.abc import Callable
from typing import Any, Final

from tracker.word.apart import DEEP, OUT_OF_MEMORY, START, ask, keep_within_limits
from tracker.word.package import BadDocument

Done = tuple[Any, bytes]
"""What was done, as JSON has it, and the document that came of it."""

_FILES: Final = 16  # our styles and lists lie in files, and so does an empty foot of python-docx
_START: Final = START.replace("tracker.word.apart", __name__)


def done_apart(work: Callable[[bytes], Done], content: bytes, *, advice: str) -> Done:
    """What ``work`` makes of the document ``content``.

    Raises ``BadDocument``, with this ``advice`` where it takes too long or too much memory.
    """
    sent = pickle.dumps(work) + content
    head, _, made = ask(_START, ("tracker",), sent, advice=advice).partition(b"\n")
    said = json.loads(head)
    if "refused" in said:
        raise BadDocument(said["refused"])
    if "deep" in said:
        raise BadDocument(f"{DEEP} {advice}")
    return said["done"], made


def answer() -> None:
    """The process's side: work of ours comes in on standard input, then the document."""
    work = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the other side, which is this program
    keep_within_limits(_FILES)
    try:
        said, made = _answer(work, sys.stdin.buffer.read())
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)
        sys.stdout.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _answer(work: Callable[[bytes], Done], content: bytes) -> Done:
    try:
        done, made = work(content)
    except BadDocument as error:
        return {"refused": str(error)}, b""
    except RecursionError:
        return {"deep": True}, b""
    return {"done": done}, made
