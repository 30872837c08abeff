"""A workbook's XML as rows of cells: nothing is worked out, nothing outside the file is looked at."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import IO, Final

from lxml import etree

from tracker.richtext.blocks import clean
from tracker.workbooks.grid import MOST_COLUMNS, MOST_ROWS, Cell, CellKind, Grid, GridRow, Sheet
from tracker.workbooks.refusing import BadWorkbook

MOST_SHEETS: Final = 50
MOST_MERGED: Final = 10_000

DAMAGED: Final = "The workbook is damaged: it cannot be read. Open it in Excel, save it again, and send that."

_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")  # how Excel writes a character that XML does not hold
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAYS: Final = {14, 15, 16, 22, *range(27, 37), *range(50, 59)}
_MONTH_AND_YEAR: Final = 17
_FIRST, _LAST = date(1990, 1, 1), date(2200, 12, 31)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    StopIteration,
    ValueError,
    etree.LxmlError,
)


def read(content: bytes) -> Grid:
    """The sheets of the ``.xlsx`` file ``content``. Raises ``BadWorkbook``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = tuple(_Workbook(archive).sheets())
    except _UNREADABLE as error:
        raise BadWorkbook(DAMAGED) from error
    return Grid(sheets)


class _Workbook:
    """The parts of a workbook that say what its cells mean."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.path = next(path for kind, path in self._related("").values() if kind == "officeDocument")
        self.root = self._parsed(self.path)
        self.related = self._related(self.path)
        others = {kind: path for kind, path in self.related.values() if kind in {"sharedStrings", "styles"}}
        self.texts = list(self._shared(others["sharedStrings"])) if "sharedStrings" in others else []
        self.kinds = list(self._formats(others["styles"])) if "styles" in others else []
        properties = self.root.find("{*}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self.epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)

    def sheets(self) -> Iterator[Sheet]:
        """Those with cells that a person sees."""
        for sheet in islice(self.root.iterfind("{*}sheets/{*}sheet"), MOST_SHEETS):
            key = sheet.get(f"{_RELATIONSHIPS}id") or sheet.get(f"{_STRICT}id") or ""
            kind, path = self.related.get(key, ("", ""))
            if kind == "worksheet" and sheet.get("state", "visible") == "visible":
                yield self._sheet(sheet.get("name", ""), path)

    def _sheet(self, name: str, path: str) -> Sheet:
        rows: list[GridRow] = []
        merged: list[str] = []
        wider = False
        with self.archive.open(path) as part:
            for tag, element in _elements(part, ("row", "mergeCell")):
                if tag == "mergeCell":
                    merged.append(element.get("ref", ""))
                    continue
                row, is_wider = self._row(element, rows[-1].number if rows else 0)
                wider = wider or is_wider
                if row.cells and len(rows) >= MOST_ROWS:
                    return Sheet(name, tuple(rows), more=True, wider=wider)
                rows += [row] if row.cells else []
        return Sheet(name, tuple(_with_merged(rows, merged[:MOST_MERGED])), wider=wider)

    def _row(self, element: etree._Element, before: int) -> tuple[GridRow, bool]:
        number = int(element.get("r", before + 1))
        cells, place = list[Cell](), 0
        for cell in element.iterfind("{*}c"):
            found = _REFERENCE.fullmatch(cell.get("r", ""))
            place = _column(found[1]) if found else place + 1
            made = self._cell(cell, place)
            cells += [made] if made else []
        return GridRow(number, tuple(cell for cell in cells if cell.column <= MOST_COLUMNS)), any(
            cell.column > MOST_COLUMNS for cell in cells
        )

    def _cell(self, cell: etree._Element, column: int) -> Cell | None:
        value, kind = cell.findtext("{*}v") or "", cell.get("t", "n")
        formula = cell.find("{*}f") is not None
        styled = False
        made: CellKind = "text"
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            text, styled = _text(inline) if inline is not None else ("", False)
        elif kind == "s":
            text, styled = self.texts[int(value)] if value else ("", False)
        elif kind == "b":
            text = "TRUE" if value == "1" else "FALSE"
        elif kind == "e":
            text, made = value, "fault"
        elif kind in {"n", "d"}:
            text, made = self._number(value, int(cell.get("s", 0)), kind)
        else:
            text = _written(value)
        text = text.strip()
        return Cell(column, text, made, formula=formula, styled=styled) if text or formula else None

    def _number(self, value: str, style: int, kind: str) -> tuple[str, CellKind]:
        if not value:
            return "", "text"
        if kind == "d":
            return (value[:10], "day") if _is_day(value[:10]) else (_written(value), "text")
        number = float(value)
        shown = self.kinds[style] if style < len(self.kinds) else "number"
        if shown != "number":
            with suppress(OverflowError):
                day = self.epoch + timedelta(days=int(number))
                if _FIRST <= day <= _LAST:
                    return day.isoformat(), shown
        return f"{number:.15g}", "number"

    def _formats(self, path: str) -> Iterator[CellKind]:
        """What a number is in each style: a day, a month, or a number."""
        root = self._parsed(path)
        codes = {
            int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")
        }
        for style in root.iterfind("{*}cellXfs/{*}xf"):
            number = int(style.get("numFmtId", 0))
            yield _shown(number, codes.get(number, ""))

    def _shared(self, path: str) -> Iterator[tuple[str, bool]]:
        with self.archive.open(path) as part:
            for _, element in _elements(part, ("si",)):
                yield _text(element)

    def _related(self, path: str) -> dict[str, tuple[str, str]]:
        """The kind and the path of what the part at ``path`` refers to within the file."""
        folder, name = posixpath.split(path)
        root = self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in root.iterfind("{*}Relationship")
            if one.get("TargetMode") != "External"
        }

    def _parsed(self, path: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self.archive.read(path), parser)


def _elements(part: IO[bytes], names: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
    """The elements of these names in ``part``, each cleared once the next is asked for."""
    tags = [f"{{*}}{name}" for name in names]
    for _, element in etree.iterparse(
        part, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    ):
        yield etree.QName(element).localname, element
        element.clear()
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def _text(element: etree._Element) -> tuple[str, bool]:
    """What a string says, and whether some of it is bold or italic; how it is read aloud is no part of it."""
    pieces = [*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")]
    styled = any(element.find(f"{{*}}r/{{*}}rPr/{{*}}{name}") is not None for name in ("b", "i"))
    return _written("".join(piece.text or "" for piece in pieces)), styled


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return bool(date.fromisoformat(text))
    return False


def _written(text: str) -> str:
    """``text`` with the characters that Excel writes by their number, but for those that no page can hold."""
    return clean(_WRITTEN.sub(lambda found: chr(int(found[1], 16)), text))


def _shown(number: int, code: str) -> CellKind:
    """What a number in this format is shown as; ``code`` is the format's own, where it has one."""
    if not code:
        return "month" if number == _MONTH_AND_YEAR else "day" if number in _DAYS else "number"
    signs = set(_NOT_SHOWN.sub("", code.partition(";")[0]).lower())
    if "y" in signs and "m" in signs:
        return "day" if "d" in signs else "month"
    return "day" if "d" in signs and "m" in signs else "number"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _with_merged(rows: list[GridRow], references: Iterable[str]) -> Iterator[GridRow]:
    """``rows`` with what is merged downwards in each of the rows that it covers and that say something else."""
    added: dict[int, list[Cell]] = {}
    by_number = {row.number: row for row in rows}
    for reference in references:
        found = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        if len(found) != 2 or found[0] is None or found[1] is None:
            continue
        column, first, last = _column(found[0][1]), int(found[0][2]), int(found[1][2])
        above = by_number.get(first)
        cell = next((cell for cell in above.cells if cell.column == column), None) if above else None
        if cell:
            for row in rows:
                if first < row.number <= last:
                    added.setdefault(row.number, []).append(replace(cell, merged=True))
    for row in rows:
        more = added.get(row.number, [])
        yield replace(row, cells=tuple(sorted((*row.cells, *more), key=lambda cell: cell.column))) if more else row
