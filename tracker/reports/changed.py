"""Where a document says other than what was printed and sealed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from tracker.reports.printed import Printed
from tracker.reports.wording import shortened
from tracker.word.document import Line, ReadDocument, Table, TableRow
from tracker.word.veils import PICTURE

LONGEST: Final = 200  # letters of a text that are shown
MOST_LINES: Final = 50  # in which one is looked for that was changed
MOST_PAIRS: Final = 100_000  # of rows that are compared with each other to find which is which
NAMES: Final = {"self-assessment": "the self-assessment", "delivery plan": "the delivery plan"}
COLUMNS: Final = {"self-assessment": ("wording", "rating", "notes")}

Texts = tuple[str, ...]
Cells = tuple[Texts, ...]
Stretch = list[tuple[str, Line]]


class Kind(StrEnum):
    """The ways in which a place differs."""

    CHANGED = "changed"
    VEILED = "veiled"
    MISSING = "missing"
    ADDED = "added"
    MOVED = "moved"
    SECOND = "second table"


def quoted(text: str) -> str:
    """``text`` in quotation marks, where there is any."""
    return f"“{text}”" if text else "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that differs, in words; ``sealed`` and ``found`` are what was printed there and what stands there now."""

    kind: Kind
    place: str
    sealed: str = ""
    found: str = ""

    @property
    def sentence(self) -> str:
        """What is different, for a person."""
        place = self.place[:1].upper() + self.place[1:]
        said = {
            Kind.CHANGED: f"{place}: {quoted(self.sealed)} was sealed; now it says {quoted(self.found)}.",
            Kind.VEILED: f"{place}: there is {self.found}.",
            Kind.MISSING: f"{place} is missing: “{self.sealed}”.",
            Kind.ADDED: f"{place} was added: “{self.found}”.",
            Kind.MOVED: f"{place} stands in another place.",
            Kind.SECOND: f"{place} looks like one that was sealed, but is not.",
        }
        return said[self.kind]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A sealed table; its first row is the header."""

    kind: str
    names: tuple[str, ...]
    rows: tuple[Cells, ...]

    @property
    def name(self) -> str:
        return NAMES.get(self.kind, f"the table “{self.kind}”")


def differences(printed: Printed, read: ReadDocument) -> list[Difference]:
    """Where ``read`` says other than ``printed``, in order; nothing where all of it stands there as it was."""
    sealed = [item if "line" in item else _table(item) for item in printed["items"]]
    tables = [item for item in sealed if isinstance(item, _Sealed)]
    there = [element for element in read.elements if isinstance(element, Table)]
    pairs = _paired_tables(tables, there)
    found = [*_lines(sealed, pairs, read)]
    last = 0
    for table, match in zip(tables, pairs, strict=True):
        if match is None:
            found.append(Difference(Kind.MISSING, table.name, _said(_flat(table.rows[0]))))
            continue
        if match.number < last:
            found.append(Difference(Kind.MOVED, table.name))
        last = max(last, match.number)
        found += _rows(table, match)
    others = [table for table in there if not any(table is match for match in pairs)]
    return [*found, *_seconds(tables, others)]


def _table(item: dict[str, Any]) -> _Sealed:
    header = tuple(map(tuple, item["header"]))
    rows = tuple(tuple(map(tuple, row["cells"])) for row in item["rows"])
    return _Sealed(item["table"], ("the header row", *(row["of"] for row in item["rows"])), (header, *rows))


def _paired_tables(sealed: Sequence[_Sealed], there: Sequence[Table]) -> list[Table | None]:
    """For each sealed table the one of the document that is it, or what became of it."""
    rows = {table.number: tuple(map(_cells, table.rows)) for table in there}
    texts = {number: _texts(found) for number, found in rows.items()}
    free = list(there)
    pairs: list[Table | None] = []
    for one in sealed:  # those that are as they were come first, so that no other takes their place
        same = next((table for table in free if rows[table.number] == one.rows), None)
        free = [table for table in free if table is not same]
        pairs.append(same)
    for index in [index for index, table in enumerate(pairs) if table is None]:
        own = _texts(sealed[index].rows)
        scored = [(sum(map(len, own & texts[table.number])), -table.number, table) for table in free]
        score, _, best = max(scored, key=lambda entry: entry[:2], default=(0, 0, None))
        if best is not None and score:
            free = [table for table in free if table is not best]
            pairs[index] = best
    return pairs


def _texts(rows: Iterable[Cells]) -> frozenset[str]:
    return frozenset(" ".join(cell) for row in rows for cell in row if cell)


def _lines(
    sealed: Sequence[dict[str, Any] | _Sealed], pairs: Sequence[Table | None], read: ReadDocument
) -> Iterator[Difference]:
    """The lines around the tables, each in its stretch between two tables; lines that were added do not matter."""
    ends = [place for place, item in enumerate(read.elements) if any(item is table for table in pairs)]
    stretches = _stretches(read, ends)
    matches, place = iter(pairs), 0
    stretch = list(stretches[0])
    for item in sealed:
        if isinstance(item, _Sealed):
            match = next(matches)
            if match is not None:
                place = next(index for index, end in enumerate(ends) if read.elements[end] is match) + 1
                stretch = list(stretches[place])
            continue
        yield from _line(item["line"], stretch)


def _stretches(read: ReadDocument, ends: Sequence[int]) -> list[Stretch]:
    """What each line between two tables shows, with the paragraph that it is of."""
    bounds = [-1, *ends, len(read.elements)]
    between = (read.elements[start + 1 : end] for start, end in pairwise(bounds))
    return [[(text, one) for one in part if isinstance(one, Line) for text in one.shown] for part in between]


def _line(text: str, stretch: Stretch) -> Iterator[Difference]:
    """What is to be said of one line; those up to where it stands are taken off ``stretch``."""
    shown = [other for other, _ in stretch]
    if text in shown:
        place = shown.index(text)
        veils = [veil for veil in stretch[place][1].veils if veil != PICTURE]
        if veils:
            yield _veiled(f"the line “{_short(text)}”", veils)
        del stretch[: place + 1]
    elif like := get_close_matches(text, shown[:MOST_LINES], 1):
        yield Difference(Kind.CHANGED, "a line outside the tables", *_beside((text,), (like[0],)))
    else:
        yield Difference(Kind.MISSING, "a line outside the tables", _short(text))


def _rows(table: _Sealed, match: Table) -> Iterator[Difference]:
    found = [_cells(row) for row in match.rows]
    pairs, moved = _paired_rows(table, found)
    for index, (name, row) in enumerate(zip(table.names, table.rows, strict=True)):
        where = f"{name} of {table.name}"
        if index not in pairs:
            yield Difference(Kind.MISSING, where, _said(_flat(row)))
            continue
        if index in moved:
            yield Difference(Kind.MOVED, where)
        yield from _row(table, index, match.rows[pairs[index]])
    for index in sorted(set(range(len(found))) - set(pairs.values())):
        yield Difference(Kind.ADDED, f"row {index + 1} of {table.name}", "", _said(_flat(found[index])))


def _paired_rows(table: _Sealed, found: Sequence[Cells]) -> tuple[dict[int, int], set[int]]:
    """For each sealed row the one that it is, by their numbers; and those of them that were moved."""
    matcher = SequenceMatcher(None, table.rows, found, autojunk=False)
    pairs = {a + step: b + step for a, b, size in matcher.get_matching_blocks() for step in range(size)}
    left = [index for index in range(len(table.rows)) if index not in pairs]
    free = sorted(set(range(len(found))) - set(pairs.values()))
    moved = set()
    elsewhere: dict[Cells, list[int]] = {}
    for other in free:
        elsewhere.setdefault(found[other], []).append(other)
    for index in [index for index in left if elsewhere.get(table.rows[index])]:
        pairs[index] = elsewhere[table.rows[index]].pop(0)
        moved.add(index)
        free.remove(pairs[index])
        left.remove(index)
    for index in left:
        likest = _likest(table.rows[index], found, free if len(left) * len(free) <= MOST_PAIRS else free[:10])
        if likest is not None:
            if any((a < index) != (b < likest) for a, b in pairs.items() if a not in moved):
                moved.add(index)
            pairs[index] = likest
            free.remove(likest)
    return pairs, moved


def _likest(row: Cells, found: Sequence[Cells], free: Sequence[int]) -> int | None:
    """The row among those ``free`` that this one was most likely, if it was any."""
    scores = {index: _same(row, found[index]) for index in free}
    best = max(free, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] else None


def _same(row: Cells, other: Cells) -> int:
    """How much two rows have in common: the text of cells, and the word that the row begins with."""
    begins = [" ".join(" ".join(cells[0][:1]).split()[:1]) if cells else "" for cells in (row, other)]
    equal = sum(len(" ".join(a)) for a, b in zip(row, other, strict=False) if a == b)
    return equal + 1_000 * (begins[0] == begins[1] != "" and begins[0][0].isdigit())


def _row(table: _Sealed, index: int, found: TableRow) -> Iterator[Difference]:
    name, sealed = table.names[index], table.rows[index]
    if found.veils:
        yield _veiled(f"{name} of {table.name}", found.veils)
    if len(found.cells) != len(sealed):
        said = f"{len(found.cells)} cells: {_said(_flat(_cells(found)))}"
        yield Difference(Kind.CHANGED, f"{name} of {table.name}", f"{len(sealed)} cells", said)
        return
    for column, (text, cell) in enumerate(zip(sealed, found.cells, strict=True)):
        place = f"{_column(table, column)} of {name}" if index else f"{name} of {table.name}"
        if text != cell.shown:
            yield Difference(Kind.CHANGED, place, *_beside(text, cell.shown))
        if cell.continues:
            yield _veiled(place, ["cells that are merged"])
        elif cell.veils:
            yield _veiled(place, cell.veils)


def _column(table: _Sealed, column: int) -> str:
    names = COLUMNS.get(table.kind, ())
    if len(table.rows[0]) == len(names) or column < min(len(names), 2):
        return f"the {names[column]}"
    return f"“{_said(table.rows[0][column])}”"


def _seconds(sealed: Sequence[_Sealed], others: Iterable[Table]) -> Iterator[Difference]:
    """Tables that somebody may take for one that was sealed."""
    headers = {frozenset(text.casefold() for text in _flat(one.rows[0])) for one in sealed}
    firsts = {row[0] for one in sealed for row in one.rows[1:] if row and len(" ".join(row[0])) > 3}
    for table in others:
        rows = [_cells(row) for row in table.rows]
        named = {frozenset(text.casefold() for text in _flat(row)) for row in rows[:3]}
        like = any(len(header & name) >= min(2, len(header)) for header in headers for name in named)
        if like or any(row and row[0] in firsts for row in rows):
            yield Difference(Kind.SECOND, table.place)


def _veiled(place: str, veils: Iterable[str]) -> Difference:
    return Difference(Kind.VEILED, place, "", " and ".join(veils))


def _beside(sealed: Texts, found: Texts) -> tuple[str, str]:
    """Two texts from a little before where they begin to differ."""
    one, other = _said(sealed, 0), _said(found, 0)
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, same - LONGEST // 2) if max(len(one), len(other)) > LONGEST else 0
    before, now = (_short(f"{'…' if start and text else ''}{text[start:]}") for text in (one, other))
    return before, now


def _cells(row: TableRow) -> Cells:
    return tuple(cell.shown for cell in row.cells)


def _flat(row: Cells) -> Texts:
    return tuple(" ".join(cell) for cell in row if cell)


def _said(texts: Texts, most: int = LONGEST) -> str:
    text = " / ".join(texts)
    return _short(text) if most else text


def _short(text: str) -> str:
    return shortened(text, LONGEST)
