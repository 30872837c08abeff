"""Whether a Word template can be used: an appendix is made in it, and thrown away."""

from datetime import UTC, datetime
from typing import Final

from tracker.richtext import parse, plain
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row
from tracker.word.doing_apart import Done, done_apart
from tracker.word.host import Host
from tracker.word.styles import styles_of, suggested
from tracker.word.template import Template
from tracker.word.writer import write

_COLUMNS: Final = (Column("Standard", 5000), Column("Notes", 5000))
_ROW: Final = Row((plain("1.1"), parse("- one\n\n1. two\n\n[three](https://example.org)")))
_PART: Final = Appendix("Trial", "Lead", _COLUMNS, (_ROW,), "Closing", "A trial", key="trial")
_ADVICE: Final = "Delete all text and pictures from the template that are not in its head or foot, and send it again."


def usable_styles(content: bytes) -> dict[str, str]:
    """The styles of the template ``content`` that its names suggest for ours.

    Raises ``BadDocument`` for what is no template, or takes too long or too much memory to use.
    """
    styles, _ = done_apart(_tried, content, advice=_ADVICE)
    return {str(role): str(style) for role, style in styles.items()}


def _tried(content: bytes) -> Done:
    styles = suggested(styles_of(Host(content)))
    document = AppendixDocument("Trial", "Trial", "Trial", "", (_PART,))
    write(document, at=datetime(2000, 1, 1, tzinfo=UTC), template=Template(content, styles))
    return styles, b""
