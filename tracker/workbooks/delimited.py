"""CSV both ways: as Excel opens it, and as people's programs save it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from tracker.workbooks.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, GridRow, Sheet
from tracker.workbooks.refusing import BadWorkbook

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
LOOKED_AT: Final = 20  # rows, to tell what separates the cells

NOT_UTF_8: Final = (
    "It is not in UTF-8, so it was read as Windows writes text (cp1252). Look whether signs such as £ and é are right."
)
UNCLOSED: Final = (
    "It has a quotation mark that is never closed. Look whether the last row has more in it than it should."
)
_SAYS_ITS_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def guarded(text: str) -> str:
    """``text`` for a cell of a CSV file, so that no spreadsheet takes it for a formula; ``unguarded`` undoes it."""
    return f"'{text}" if text.startswith((*FORMULA_SIGNS, "'")) else text


def unguarded(text: str) -> str:
    """``text`` without the sign that ``guarded`` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*FORMULA_SIGNS, "'")) else text


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file of ``rows``, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read(content: bytes) -> Grid:
    """The rows of the CSV file ``content``, guarded cells as they were. Raises ``BadWorkbook``."""
    text, remarks = _decoded(content)
    said = _SAYS_ITS_SEPARATOR.match(text)
    separator = said[1] if said else _separator(text)
    if separator != ",":
        remarks.append(f"Its cells are separated by {SEPARATORS.get(separator, f'“{separator}”')}.")
    if text.count('"') % 2:
        remarks.append(UNCLOSED)
    try:
        rows, more, wider = _rows(csv.reader(_lines(text[said.end() :] if said else text), delimiter=separator))
    except csv.Error as error:
        raise BadWorkbook(f"It cannot be read as CSV: {error}. Save it as .xlsx, and send that.") from error
    return Grid((Sheet("", tuple(rows), more=more, wider=wider),), tuple(remarks))


def _rows(records: Iterable[Sequence[str]]) -> tuple[list[GridRow], bool, bool]:
    rows, wider = list[GridRow](), False
    for number, record in enumerate(records, 1):
        texts = [unguarded(text).replace("\r\n", "\n").strip() for text in record]
        cells = [Cell(column, text) for column, text in enumerate(texts, 1) if text]
        wider = wider or any(cell.column > MOST_COLUMNS for cell in cells)
        if cells and len(rows) >= MOST_ROWS:
            return rows, True, wider
        rows += [GridRow(number, tuple(cell for cell in cells if cell.column <= MOST_COLUMNS))] if cells else []
    return rows, False, wider


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), [NOT_UTF_8]


def _lines(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def _separator(text: str) -> str:
    """What separates the cells: of three signs the one that divides the most of the first rows, and into the most."""
    rows = list(islice(_as_typed(text), LOOKED_AT))
    return max(SEPARATORS, key=lambda separator: _divided(rows, separator))


def _as_typed(text: str) -> Iterator[str]:
    """Each row in a line. A line break between quotation marks ends none, whatever separates the cells."""
    row, is_open = list[str](), False
    for line in _lines(text):
        row.append(line.rstrip("\r\n"))
        is_open ^= line.count('"') % 2 == 1
        if not is_open:
            yield " ".join(row)
            row = []
    if row:
        yield " ".join(row)


def _divided(rows: Sequence[str], separator: str) -> tuple[int, int]:
    """How many of ``rows`` are divided by ``separator``, and into how many cells at most."""
    try:
        widths = [len(cells) for cells in csv.reader(rows, delimiter=separator)]
    except csv.Error:
        return 0, 0
    return sum(width > 1 for width in widths), max(widths, default=0)
