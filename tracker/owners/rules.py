"""Whom the printed text of an action's owner names."""

import re

_BETWEEN = re.compile(r"[\n,;/&]+|\band\b", re.IGNORECASE)


def owner_names(who: str) -> tuple[str, ...]:
    """The names in ``who`` as they are typed, each once, in their order."""
    return tuple(dict.fromkeys(name for part in _BETWEEN.split(who) if (name := " ".join(part.split()))))
