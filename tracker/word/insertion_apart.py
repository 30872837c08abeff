"""Appendices put into a report in a process of its own, since anybody may have made the report."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from tracker.word.appendix import AppendixDocument
from tracker.word.doing_apart import Done, done_apart
from tracker.word.insertion import Inserted, insert
from tracker.word.looks import CALM, Look
from tracker.word.places import Heading

_ADVICE: Final = (
    "Download the appendices as a document of their own instead, and copy them from there. "
    "Or take pictures and tracked changes that are no longer needed out of the report, and send it again."
)


def insert_apart(
    document: AppendixDocument,
    report: bytes,
    *,
    headings: Mapping[str, Heading],
    styles: Mapping[str, str] | None = None,
    look: Look = CALM,
    sealed: bytes = b"",
) -> Inserted:
    """As ``insert``. Raises ``BadDocument``, also where it takes too long or too much memory."""
    work = partial(_inserted, document, headings=dict(headings), styles=dict(styles or {}), look=look, sealed=sealed)
    places, content = done_apart(work, report, advice=_ADVICE)
    return Inserted(content, tuple((str(title), str(where)) for title, where in places))


def _inserted(
    document: AppendixDocument,
    report: bytes,
    *,
    headings: Mapping[str, Heading],
    styles: Mapping[str, str],
    look: Look,
    sealed: bytes,
) -> Done:
    made = insert(document, report, headings=headings, styles=styles, look=look, sealed=sealed)
    return made.places, made.content
