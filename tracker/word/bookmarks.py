"""The bookmarks around the parts of ours, by which they are known again in a document."""

import re
from typing import Final

MARK: Final = "_appendix_"  # what the names of our bookmarks begin with
SUMMARY: Final = "summary"
"""What the summary is known by."""


def mark_name(key: str) -> str:
    """The name of the bookmark around the part that is known by ``key``; Word does not list it."""
    return MARK + re.sub(r"[^a-z]+", "_", key)
