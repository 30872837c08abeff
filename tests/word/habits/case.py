"""A small document with one habit in it, and what must be read out of it."""

from dataclasses import dataclass

from tests.word.appendix_documents import FRAMEWORK, STANDARD, WORDING
from tests.word.documents import docx, p, r, table, tc
from tracker.reports.reading import Reading, read_all_appendices, read_appendices
from tracker.richtext import paragraphs
from tracker.word.reader import read


@dataclass(frozen=True)
class Case:
    """``ratings`` such as "1.1 C sure; 1.2 none unsure"; ``actions`` such as "1.4 sure: Meet / Agree".

    ``notes`` by number, as lines; ``unplaced`` and ``stops`` by place; ``why`` and ``says`` are parts of sentences that
    must be among the reasons and the remarks, and ``silent`` what must not be among the remarks.
    """

    document: bytes
    ratings: str = ""
    notes: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    def differences(self, reading: Reading) -> list[str]:
        """What is not as it must be."""
        found = [*reading.ratings, *reading.actions, *reading.unplaced]
        reasons = [reason for item in found for reason in item.why]
        remarks = [f"{remark.place}: {remark.message}" for remark in reading.remarks]
        return [
            *_unlike("ratings", self.ratings, "; ".join(map(_rating, reading.ratings))),
            *_unlike("notes", self.notes, tuple(_notes(reading)) if self.notes else ()),
            *_unlike("actions", self.actions, tuple(map(_action, reading.actions))),
            *_unlike("unplaced", self.unplaced, tuple(item.place for item in reading.unplaced)),
            *_unlike("stops", self.stops, tuple(remark.place for remark in reading.stops)),
            *(f"why: {part!r} is not in {reasons}" for part in self.why if not any(part in one for one in reasons)),
            *(f"silent: {part!r} is in {remarks}" for part in self.silent if any(part in one for one in remarks)),
            *(f"says: {part!r} is not in {remarks}" for part in self.says if not any(part in one for one in remarks)),
        ]


def _unlike(what, expected, found):
    return [] if expected == found else [f"{what}: {found!r} where {expected!r} was expected"]


def _rating(rating):
    return f"{rating.number} {rating.code or 'none'} {rating.sure}"


def _notes(reading):
    return [f"{rating.number}: {' / '.join(paragraphs(rating.notes))}" for rating in reading.ratings if rating.notes]


def _action(action):
    said = [action.text.objective, ", ".join(action.text.steps), ", ".join(action.text.outcomes)]
    said += [action.who, action.timescale, action.text.completion]
    return f"{' '.join(action.standards) or 'none'} {action.sure}: {' / '.join(part for part in said if part)}"


def reading_of(document: bytes) -> Reading:
    return read_appendices(read(document), FRAMEWORK)


def readings_of(document: bytes) -> list[Reading]:
    return read_all_appendices(read(document), FRAMEWORK)


def body(*inside: str, **parts) -> bytes:
    return docx("".join(inside), **parts)


def rated(*rows, header=STANDARD) -> bytes:
    """A document with one table of ratings."""
    return body(table(header, *rows))


def full(number: str, before: str = "{} ") -> str:
    """A standard's number, written as ``before`` says, and its wording."""
    return before.format(number) + WORDING[number].split("\n")[0]


def merged(text: str, *, below: bool = False, across: int = 1) -> str:
    """A cell merged downwards: its first part, or one ``below``; or across columns."""
    value = "" if below else ' w:val="restart"'
    return tc(text, props=f'<w:gridSpan w:val="{across}"/><w:vMerge{value}/>')


def wide(text: str, across: int = 3) -> str:
    return tc(text, props=f'<w:gridSpan w:val="{across}"/>')


def shaded(fill: str, text: str = "") -> str:
    return tc(text, props=f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')


__all__ = [
    "WORDING",
    "Case",
    "body",
    "full",
    "merged",
    "p",
    "r",
    "rated",
    "reading_of",
    "shaded",
    "table",
    "tc",
    "wide",
]
