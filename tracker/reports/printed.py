"""Exactly what is printed, as plain values, and the text that carries it in a file under a seal and a signature.

A page's heads and feet, fonts and page set-up are not among it, nor whether text is bold. Marks of lists are, as they
show: a list is the same as the same marks typed.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import rfc8785

from tracker.richtext import Blocks, Run, clean, plain, tidy
from tracker.richtext.blocks import Block
from tracker.signing import SigningKey, canonical, is_signed
from tracker.word.appendix import Appendix, AppendixDocument, Row, Summary
from tracker.word.body import legal
from tracker.word.shown import mark_of, shown

FORM: Final = "minimum-standards-tracker: what is printed"
VERSION: Final = 1

_UNREADABLE: Final = (ValueError, RecursionError, rfc8785.CanonicalizationError)

Printed = dict[str, Any]
"""``service``, ``report``, ``notice`` and ``items``: each a line, or a table with its kind, header and rows."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a file carries: what was printed, the digest of the snapshot that it is from, and who signed both."""

    printed: Printed
    snapshot: str
    public_key: str
    signature: str

    @property
    def is_genuine(self) -> bool:
        """Whether the signature is over this, by the key that it names."""
        return is_signed(_signed(self.printed, self.snapshot), self.signature, self.public_key)


def printed_of(document: AppendixDocument, *, in_report: bool = False) -> Printed:
    """What is printed of ``document``; in a report the headings above its parts are the report's."""
    return {
        "service": clean(document.author),
        "report": clean(document.running_title),
        "notice": clean(document.notice),
        "items": [item for part in document.parts for item in _part(part, document.notice, titled=not in_report)],
    }


def sealed_part(document: AppendixDocument, snapshot_digest: str, key: SigningKey, *, in_report: bool = False) -> bytes:
    """The text for a file of ``document`` to carry."""
    printed = printed_of(document, in_report=in_report)
    content = {
        "form": FORM,
        "version": VERSION,
        "printed": printed,
        "snapshot": snapshot_digest,
        "public_key": key.public,
        "signature": key.sign(_signed(printed, snapshot_digest)),
    }
    return canonical(content)


def read_part(content: bytes) -> Sealed | None:
    """The text that a file carries; ``None`` where it is none that was written here."""
    try:
        said = json.loads(content)
        if not isinstance(said, dict) or (said.get("form"), said.get("version")) != (FORM, VERSION):
            return None
        printed, *texts = (said.get(name) for name in ("printed", "snapshot", "public_key", "signature"))
        if not isinstance(printed, dict) or not all(isinstance(text, str) for text in texts):
            return None
        sealed = Sealed(printed, *map(str, texts))
        _signed(sealed.printed, sealed.snapshot)
    except _UNREADABLE:
        return None
    return sealed


def _signed(printed: Printed, snapshot: str) -> bytes:
    return canonical({"printed": printed, "snapshot": snapshot})


def _part(part: Summary | Appendix, notice: str, *, titled: bool) -> Iterator[dict[str, Any]]:
    yield from _lines([part.title if titled else "", notice])
    if isinstance(part, Summary):
        yield from _lines(part.sentences)
        return
    yield from _lines([part.lead])
    if part.sideways:
        headings = [column.heading for column in part.columns]
        for name, row in part.named_rows():
            if row.section:
                yield from _lines(_cell(row.cells[0]))
                continue
            (_, first), *others = zip(headings, map(_cell, row.cells), strict=True)
            yield from _lines([name])
            rows = [{"of": name, "cells": [_cell(plain(heading)), cell]} for heading, cell in others]
            yield {"table": part.key, "header": [_cell(plain(headings[0])), first], "rows": rows}
    else:
        header = [_cell(plain(column.heading)) for column in part.columns]
        rows = [{"of": name, "cells": [*map(_cell, row.cells)]} for name, row in _named(part)]
        yield {"table": part.key, "header": header, "rows": rows}
    yield from _lines([part.closing])


def _named(part: Appendix) -> Iterator[tuple[str, Row]]:
    """The rows with what each is of: a standard, a section, or its number."""
    number = 0
    for row in part.rows:
        first = next((line for cell in row.cells for line in _cell(cell)), "")
        if row.section:
            yield f"the section “{first}”", row
            continue
        number += 1
        named = {"self-assessment": f"standard {first.partition(' ')[0]}", "delivery plan": f"action {number}"}
        yield named.get(part.key, f"row {number}"), row


def _lines(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    yield from ({"line": line} for text in texts for line in _text(text))


def _text(text: str) -> list[str]:
    """The lines of a heading or a sentence, less what no file can hold."""
    return list(shown(Block("paragraph", (Run(legal(text).decode()),)), ""))


def _cell(blocks: Blocks) -> list[str]:
    return [line for block in tidy(blocks) for line in shown(block, mark_of(block))]
