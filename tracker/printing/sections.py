"""The rows of an appendix under their sections."""

from collections.abc import Iterable

from tracker.richtext import Blocks
from tracker.word.appendix import Row


def by_section(rows: Iterable[Row]) -> list[tuple[Blocks, list[Row]]]:
    """What each section's row says, and the rows under it; those before the first section are under an empty one."""
    sections: list[tuple[Blocks, list[Row]]] = []
    for row in rows:
        if row.section:
            sections.append((row.cells[0], []))
        elif not sections:
            sections.append(((), [row]))
        else:
            sections[-1][1].append(row)
    return sections
