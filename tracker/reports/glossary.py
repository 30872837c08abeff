"""The list of the abbreviations that occur in what is printed, as one more appendix."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from tracker.abbreviations.rules import KNOWN, in_order
from tracker.richtext import paragraphs, plain
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row
from tracker.word.document import Table

COLUMNS = (Column("Abbreviation", 2900), Column("Meaning", 6738))


def with_glossary(document: AppendixDocument, own: Mapping[str, str]) -> AppendixDocument:
    """``document`` with the list at its end, where anything is to be in it.

    ``own`` has what abbreviations mean in the service itself, which counts for more than what everybody means by them.
    """
    rows = tuple(Row((plain(short), plain(meaning))) for short, meaning in entries(_texts(document), own))
    glossary = Appendix(
        title="Abbreviations",
        lead=f"{document.author}. What the abbreviations in these appendices stand for.",
        columns=COLUMNS,
        rows=rows,
        closing="Meanings are those used in England. A term that is out of date is listed with what replaced it.",
        description="A row for each abbreviation, and for each term that is out of date, with its meaning.",
        key="abbreviations",
    )
    return replace(document, appendices=(*document.appendices, glossary)) if rows else document


def entries(texts: Iterable[str], own: Mapping[str, str]) -> list[tuple[str, str]]:
    """The abbreviations in ``texts`` with their meanings, in order; spellings of one ("SENCO, SENCo") are together."""
    text = "\n".join(" ".join(line.split()) for line in texts)
    meanings = {**KNOWN, **own}
    found = sorted((short for short in meanings if _occurs(short, text)), key=in_order)
    return [(", ".join(shorts), meaning) for meaning, shorts in groupby(found, key=meanings.__getitem__)]


def is_glossary(table: Table) -> bool:
    """Whether ``table`` is such a list."""
    return bool(table.rows) and [cell.text for cell in table.rows[0].cells] == [column.heading for column in COLUMNS]


def _occurs(short: str, text: str) -> bool:
    """Whether ``short`` stands in ``text`` as a word, in the plural too; several words also in other capitals."""
    words = short.split()
    if len(words) == 1 and short not in text:
        return False  # a pattern takes far longer to say so
    plural = "[sS]?" if short[-1].islower() else "s?"  # "SENCoS" is a plural, "ICBS" something else
    pattern = rf"(?<!\w){'s? '.join(map(re.escape, words))}{plural}(?!\w)"
    return re.search(pattern, text, re.IGNORECASE if len(words) > 1 else 0) is not None


def _texts(document: AppendixDocument) -> Iterator[str]:
    """All that is printed, but for codes: "C" is a rating."""
    yield from (document.author, document.running_title)
    if document.summary:
        yield from (document.summary.title, *document.summary.sentences)
    for appendix in document.appendices:
        yield from (appendix.title, appendix.lead, appendix.closing)
        yield from (column.heading for column in appendix.columns)
        for row in appendix.rows:
            for column, blocks in zip(appendix.columns, row.cells, strict=True):
                yield from () if column.coded else paragraphs(blocks)
