"""Taking turns at what is heavy: so many at once in this process, and who would wait too long is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tracker.errors import NotReady

SECONDS: Final = 5
BUSY: Final = "Other documents are being read or made at this moment. Try again in a minute."


class Turns:
    """At most ``at_once`` may go on at the same time."""

    def __init__(self, at_once: int) -> None:
        self._free = threading.BoundedSemaphore(at_once)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn, and have it for the block. Raises ``NotReady`` where none comes in time."""
        if not self._free.acquire(timeout=SECONDS):
            raise NotReady(BUSY)
        try:
            yield
        finally:
            self._free.release()
