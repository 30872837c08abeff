"""A run: mutants in order, what each did, and those that broke the reader on disk."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count as counting
from pathlib import Path

from tests.fuzz.mutants import mutant
from tests.fuzz.reading import Outcome, Reader, ReadingProcess, read_all


@dataclass
class Report:
    """Of a run so far; ``found`` are the files that broke the reader."""

    seed: int
    read: int = 0
    refused: int = 0
    slowest: tuple[float, int] = (0, 0)
    largest: tuple[int, int] = (0, 0)
    found: list[Path] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def note(self, number: int, outcome: Outcome) -> None:
        """Count the mutant ``number``."""
        self.read += 1
        self.refused += outcome.refused
        self.slowest = max(self.slowest, (outcome.seconds, number))
        self.largest = max(self.largest, (outcome.memory, number))

    def summary(self) -> str:
        """In words."""
        passed = time.monotonic() - self.started
        return (
            f"seed {self.seed}: {self.read:,} mutants in {passed:.0f} s ({self.read / passed:.0f} a second), "
            f"{self.refused:,} refused in words; slowest {self.slowest[0]:.2f} s (mutant {self.slowest[1]}), "
            f"largest {self.largest[0] / 2**20:.0f} MiB (mutant {self.largest[1]}); {len(self.found)} broke the reader"
        )


def fuzz(
    seeds: Sequence[bytes],
    *,
    seed: int,
    first: int = 0,
    count: int | None = None,
    seconds: float | None = None,
    keep: Path,
    reader: Reader = read_all,
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Read ``count`` mutants of ``seeds``, or as many as there is time for; what breaks the reader goes to ``keep``."""
    report = Report(seed)
    with ReadingProcess(reader) as process:
        for number in counting(first):
            if number - first == count or (seconds and time.monotonic() - report.started > seconds):
                return report
            content = mutant(seeds, seed, number)
            outcome = process.outcome(content)
            report.note(number, outcome)
            if outcome.fault:
                report.found.append(_kept(keep, seed, number, content, outcome.fault))
                say(f"mutant {number} broke the reader: {report.found[-1]}\n{outcome.fault}")
    raise AssertionError  # counting has no end


def _kept(folder: Path, seed: int, number: int, content: bytes, fault: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{seed}-{number}.docx"
    path.write_bytes(content)
    path.with_suffix(".txt").write_text(fault)
    return path
