"""``python -m benchmarks.memory ACTIONS``: the bytes by which memory rises while so many actions are written.

They begin to count before the document's values are there, so that these are in it.
"""

import sys

from benchmarks.documents import appendices
from benchmarks.measuring import Peak
from benchmarks.writers import AT
from tracker.word.writer import write


def main() -> None:
    """Write one document, and print the figure."""
    peak = Peak()
    write(appendices(int(sys.argv[1])), at=AT)
    print(peak.risen())


if __name__ == "__main__":
    main()
