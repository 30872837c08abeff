"""``python -m tests.fuzz``: read mutants for so many minutes; keep each that breaks the reader, and fail."""

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz.corpus import documents
from tests.fuzz.running import fuzz


def main() -> int:
    """Zero where no mutant broke the reader."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed makes the same mutants")
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutant, to look at one again")
    parser.add_argument("--count", type=int, help="how many mutants, whatever time they take")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="the folder for what breaks the reader")
    chosen = parser.parse_args()
    seeds = documents()
    say(f"seed {chosen.seed}, {len(seeds)} documents to start from")
    report = fuzz(
        seeds,
        seed=chosen.seed,
        first=chosen.first,
        count=chosen.count,
        seconds=None if chosen.count else chosen.minutes * 60,
        keep=chosen.keep,
        say=say,
    )
    say(report.summary())
    return 1 if report.found else 0


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
