"""How time and memory are measured."""

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def fastest(tasks: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The least seconds that each of ``tasks`` takes, in so many rounds in which each runs once.

    So a machine that is slow for a while is slow for all, and what is least is least disturbed.
    """
    least = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for index, task in enumerate(tasks):
            least[index] = min(least[index], _seconds(task))
    return least


def _seconds(task: Callable[[], object]) -> float:
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


class Peak:
    """How far memory rises from here: resident memory, in which lxml's counts too, as it does not in tracemalloc.

    On Linux from what the process holds now (``VmRSS``) to the most that it holds from now on (``VmHWM``); elsewhere
    what the most that it ever held grows by. Only a process that has done nothing yet gives a figure that means much.
    """

    def __init__(self) -> None:
        gc.collect()
        if _FORGET.exists():
            _FORGET.write_text("5")
        self._before = _status("VmRSS") or _most()

    def risen(self) -> int:
        """The rise so far, in bytes."""
        return (_status("VmHWM") or _most()) - self._before


_FORGET = Path("/proc/self/clear_refs")


def _status(name: str) -> int:
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)


def _most() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def in_a_fresh_process(module: str, argument: int) -> int:
    """The number that ``python -m MODULE ARGUMENT`` prints."""
    done = subprocess.run([sys.executable, "-m", module, str(argument)], capture_output=True, text=True, check=True)
    return int(done.stdout)
