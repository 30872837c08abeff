"""For whom the plan can be had, in which forms, and how lists of steps stand in one cell."""

import re
import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from tracker.richtext import clean

LONGEST_CELL: Final = 32_767  # characters that a cell of Excel holds
MOST_BREAKS: Final = 253  # lines of it, less one
CUT: Final = "[Too long for a cell of Excel: all of it is in the tracker]"


class PlanVariant(StrEnum):
    """For whom a document of the plan is."""

    REPORT = "report"
    FULL = "full"
    SUMMARY = "summary"
    OWNERS = "owners"


VARIANTS: Final = {
    PlanVariant.REPORT: ("As the report prints it", "The seven columns of the annual report."),
    PlanVariant.FULL: (
        "Full",
        "The same with how each action stands and why, which steps are done, and what came of the outcomes.",
    ),
    PlanVariant.SUMMARY: (
        "Commissioner’s summary",
        "How the plan stands in words and numbers; then each action with its standards, who, when and how it stands.",
    ),
    PlanVariant.OWNERS: (
        "Owner’s list",
        "Under the name of each owner, what is still to be done and when it is due.",
    ),
}
"""What each is called, and what is in it."""

FORMS: Final = {
    "docx": "Download as Word",
    "pdf": "Download as PDF",
    "print": "Open to print",
    "xlsx": "Download as Excel",
    "csv": "Download as CSV",
}
"""How each form is asked for."""

HEADINGS: Final = {
    "number": "No.",
    "area": "Area of work",
    "standards": "Standards",
    "objective": "Task objective",
    "steps": "Action",
    "outcomes": "Outcome",
    "who": "Who?",
    "timescale": "Timescale",
    "due": "Due date",
    "completion": "Actual Completion",
    "state": "State",
    "stands": "How it stands",
    "why": "Why",
    "done": "Steps done",
    "came": "What came of the outcomes",
    "id": "Action id",
}
"""The columns of the plan as a workbook or CSV, by what they hold."""

WORKED_OUT: Final = ("number", "stands", "why", "done", "came")
"""The columns that say what is known from elsewhere: they are not read back."""

_TYPED_MARK = re.compile(r"(?:\d{1,3}[.)]|[-–•*·])\s+")


def row_id(identifier: uuid.UUID, version: int) -> str:
    """Of which action a row is, and which of its versions it was made from, as the text of one cell."""
    return f"{identifier} version {version}"


def out_of_id(text: str) -> tuple[uuid.UUID, int | None]:
    """What ``row_id`` wrote; files made before it did name no version. Raises ``ValueError``."""
    identifier, _, version = " ".join(text.lower().split()).partition(" version ")
    return uuid.UUID(identifier), int(version) if version else None


def in_cell(texts: Iterable[str]) -> str:
    """Steps or outcomes as the text of one cell: numbered, each from a line of its own, its further lines indented."""
    lines = []
    for number, text in enumerate(texts, 1):
        mark = f"{number}. "
        lines.append(mark + text.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def out_of_cell(text: str) -> tuple[str, ...]:
    """The steps or outcomes in a cell, as ``in_cell`` or a person wrote them.

    A line that begins with space goes on with the one above, and so does an empty one. What ``in_cell`` wrote comes
    back to the letter; of what a person wrote, a number or a bullet before a line is none of its words.
    """
    items: list[list[str]] = []
    for line in text.replace("\r\n", "\n").strip().split("\n"):
        if items and (not line or line[0].isspace()):
            items[-1].append(line)
        else:
            items.append([line])
    return tuple(words for number, lines in enumerate(items, 1) if (words := clean(_words(lines, number))))


def _words(lines: list[str], number: int) -> str:
    first, *others = lines
    own = f"{number}. "
    typed = _TYPED_MARK.match(first)
    mark = own if first.startswith(own) else typed[0] if typed else ""
    return "\n".join([first[len(mark) :], *(_outdented(line, len(mark)) for line in others)])


def _outdented(line: str, width: int) -> str:
    return line[width:] if width and not line[:width].strip() else line.lstrip()


def fitting(text: str) -> str:
    """``text`` where a cell of Excel holds it; else as much of it as one does, and ``CUT``."""
    if len(text) <= LONGEST_CELL and text.count("\n") <= MOST_BREAKS:
        return text
    lines = text[: LONGEST_CELL - len(CUT) - 1].split("\n")[: MOST_BREAKS - 1]
    return "\n".join([*lines, CUT])
