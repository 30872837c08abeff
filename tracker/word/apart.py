"""Reading a document in a process of its own, so that no file takes more than its share, reaches out or writes.

The process sets its limits before it sees a byte of the document. From then on it can open no file and no socket; what
it finds comes back as JSON, and is built up by the types of ``tracker.word.document``.
"""

import codecs
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from tracker.turns import Turns
from tracker.word.document import ReadDocument
from tracker.word.package import BadDocument
from tracker.word.reader import read

if sys.platform != "win32":
    import resource

SECONDS: Final = 8  # of 10: to build up the longest answer takes 2 more
MEMORY: Final = 240 * 2**20  # of data; Python and lxml themselves are 12 MiB more, so 256 MiB are not reached
MAX_ANSWER: Final = 4 * 2**20

READING: Final = Turns(4)  # of 256 MiB each

_ADVICE = "Save only the pages with the two tables as a document of its own, and send that."
_TOO_LONG: Final = f"It takes too long to read this document: more than {SECONDS} seconds."
_TOO_MUCH: Final = "It takes too much memory to read this document."
DEEP: Final = "Things in this document lie too deep inside each other to be read."
TOO_LONG: Final = f"{_TOO_LONG} {_ADVICE}"
TOO_MUCH: Final = f"{_TOO_MUCH} {_ADVICE}"
TOO_DEEP: Final = f"{DEEP} {_ADVICE}"

# These packages are only folders to the process: their own modules would load the whole application, and a parser.
START: Final = (
    "import json, sys, types; sys.path[:], folders = json.loads(sys.argv[1]); "
    "sys.modules |= {name: types.ModuleType(name) for name in folders}; "
    "[setattr(sys.modules[name], '__path__', [folder]) for name, folder in folders.items()]; "
    "from tracker.word.apart import answer; answer()"
)
OUT_OF_MEMORY: Final = 3  # how the process ends where there is none left to say it in words
_NEEDED_TO_START = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def read_apart(content: bytes) -> ReadDocument:
    """What the ``.docx`` file ``content`` says. Raises ``BadDocument``, also where it takes too long or too much.

    Where too many documents are being read already, it waits; where that takes too long, raises ``NotReady``.
    """
    said = json.loads(ask(START, ("tracker", "tracker.richtext"), content, advice=_ADVICE))
    if "refused" in said:
        raise BadDocument(said["refused"])
    document: ReadDocument = built(ReadDocument, said["read"])
    return document


def ask(start: str, folders: Iterable[str], sent: bytes, *, advice: str) -> bytes:
    """What a process answers that runs the program ``start`` and gets ``sent``; ``folders`` are packages to it.

    Raises ``BadDocument``, with this ``advice``, where it takes too long or too much memory. Where too many do this
    already, it waits; where that takes too long, raises ``NotReady``.
    """
    with READING.take():
        return _asked(start, folders, sent, advice=advice)


def _asked(start: str, folders: Iterable[str], sent: bytes, *, advice: str) -> bytes:
    root = Path(__file__).parents[2]
    places = {name: str(root.joinpath(*name.split("."))) for name in folders}
    try:
        done = subprocess.run(  # noqa: S603  # this Python, and nothing of the document
            [sys.executable, "-I", "-S", "-B", "-c", start, json.dumps([sys.path, places])],
            input=sent,
            capture_output=True,
            check=False,
            env={name: os.environ[name] for name in _NEEDED_TO_START if name in os.environ},
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise BadDocument(f"{_TOO_LONG} {advice}") from error
    if done.returncode < 0 or done.returncode == OUT_OF_MEMORY:
        raise BadDocument(f"{_TOO_LONG if -done.returncode == signal.SIGXCPU else _TOO_MUCH} {advice}")
    if done.returncode:
        raise RuntimeError(f"The reader failed in its process:\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def answer() -> None:
    """The process's side: the document comes in on standard input, and what it says goes out."""
    keep_within_limits()
    try:
        sys.stdout.write(_answer(sys.stdin.buffer.read()))
        sys.stdout.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _answer(content: bytes) -> str:
    try:
        said = json.dumps({"read": read(content)}, default=plain, separators=(",", ":"))
    except BadDocument as error:
        return json.dumps({"refused": str(error)})
    except RecursionError:
        return json.dumps({"refused": TOO_DEEP})
    return said if len(said) <= MAX_ANSWER else json.dumps({"refused": TOO_MUCH})


def keep_within_limits(files: int = 0) -> None:
    """From here on this process keeps its time and memory, and has at most ``files`` open; it writes none.

    Systems without such limits (Windows) have the time limit alone, which the other side keeps.
    """
    codecs.lookup("cp437")  # zipfile asks for it, and no module can be loaded once no file can be opened
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
        for nothing in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            resource.setrlimit(nothing, (0, 0))


def plain(value: object) -> list[object]:
    """A dataclass as JSON has it: its name, then its fields in order."""
    if not is_dataclass(value):
        raise TypeError(f"{type(value)} has no form in JSON here")
    kind: Any = type(value)
    return [kind.__name__, *(getattr(value, name) for name in _names(kind))]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def built(hint: Any, value: Any) -> Any:
    """``value`` from JSON as the type ``hint`` says. Raises ``ValueError`` for anything else."""
    return _builder(hint)(value)


@cache
def _builder(hint: Any) -> Callable[[Any], Any]:
    kind, inside = get_origin(hint), get_args(hint)
    if hint in (str, int, bool, NoneType):
        return lambda value: _insist(value, type(value) is hint)
    if kind is Literal:
        return lambda value: _insist(value, value in inside)
    if kind is tuple and inside[1:] == (...,):
        item = _builder(inside[0])
        return lambda value: tuple(map(item, _insist(value, isinstance(value, list))))
    if kind in (Union, UnionType):
        options = tuple(map(_builder, inside))
        return lambda value: _first_of(options, value)
    if is_dataclass(hint):
        return _class_builder(hint)
    raise TypeError(f"{hint} has no form in JSON here")


def _class_builder(kind: Any) -> Callable[[Any], Any]:
    @cache
    def parts() -> list[Callable[[Any], Any]]:  # when first asked for: a class may hold others of its own kind
        hints = get_type_hints(kind)
        return [_builder(hints[name]) for name in _names(kind)]

    def build(value: Any) -> Any:
        _insist(value, isinstance(value, list) and value[:1] == [kind.__name__] and len(value) == len(parts()) + 1)
        return kind(*[part(inside) for part, inside in zip(parts(), value[1:], strict=True)])

    return build


def _first_of(options: tuple[Callable[[Any], Any], ...], value: Any) -> Any:
    for option in options:
        try:
            return option(value)
        except ValueError:
            continue
    return _insist(value, False)


def _insist(value: Any, right: bool) -> Any:
    if not right:
        raise ValueError(f"The reader's process said what it does not say: {value!r:.100}")
    return value
