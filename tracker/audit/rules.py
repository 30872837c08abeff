"""Who can be a doer."""

from typing import Protocol


class Identified(Protocol):
    """Whoever does something, by an opaque identifier; the record keeps no names."""

    @property
    def identifier(self) -> str:
        """At most 60 characters that name nobody."""
