"""Reading in a process that may fail, hang or grow: what came of it, how long it took, how much memory."""

import multiprocessing
import resource
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.word.appendix_documents import FRAMEWORK
from tracker.errors import Invalid
from tracker.reports.reading import read_all_appendices
from tracker.word.reader import read

SECONDS = 10
MEMORY = 256 * 2**20

Reader = Callable[[bytes], object]


def read_all(content: bytes) -> object:
    """All that is read before a person looks at it."""
    return [reading.as_json() for reading in read_all_appendices(read(content), FRAMEWORK)]


@dataclass(frozen=True)
class Outcome:
    """``fault`` is empty where the document was read, or refused in words."""

    fault: str
    refused: bool = False
    seconds: float = 0
    memory: int = 0


class ReadingProcess:
    """A process that reads documents until one breaks it; then there is a new one."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._start()

    def __enter__(self) -> "ReadingProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def outcome(self, content: bytes) -> Outcome:
        """What comes of reading ``content``; what takes too long is read again: the machine may have been busy."""
        first = self._once(content)
        return self._once(content) if first.fault == _too_long() else first

    def _once(self, content: bytes) -> Outcome:
        try:
            self.pipe.send_bytes(content)
            if self.pipe.poll(SECONDS):
                return self._judged(self.pipe.recv())
            fault = _too_long()
        except (EOFError, OSError):
            self.process.join(SECONDS)
            fault = f"It ended the process ({self.process.exitcode})."
        self._stop()
        self._start()
        return Outcome(fault)

    def _judged(self, found: Outcome) -> Outcome:
        if not found.fault and found.memory > MEMORY:
            return Outcome(f"It took {found.memory / 2**20:.0f} MiB.", found.refused, found.seconds, found.memory)
        return found

    def _start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])  # so that a new process need not load everything anew
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, self.reader), daemon=True)
        self.process.start()
        other.close()
        self.pipe.recv()  # it has loaded everything

    def _stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _too_long() -> str:
    return f"It took more than {SECONDS} seconds."


def _serve(pipe: Connection, reader: Reader) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (4 * MEMORY, 4 * MEMORY))  # what is wrong here harms nothing else
    pipe.send("ready")
    while True:
        pipe.send(_outcome(pipe.recv_bytes(), reader))


def _outcome(content: bytes, reader: Reader) -> Outcome:
    before, started, fault, refused = _forget_peak(), time.perf_counter(), "", False
    try:
        reader(content)
    except Invalid as error:
        refused, fault = True, "" if str(error).endswith((".", "?")) else f"It says “{error}”."
    except Exception:  # noqa: BLE001  # this is what is looked for
        fault = traceback.format_exc()
    return Outcome(fault, refused, time.perf_counter() - started, _status("VmHWM") - before)


def _forget_peak() -> int:
    """What the process holds now, from where its peak is counted; 0 on systems that do not say."""
    if not Path("/proc/self/clear_refs").exists():
        return 0
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _status(name: str) -> int:
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0
