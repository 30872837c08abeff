"""A Word document as people wrote it: every paragraph and table, revisions read as accepted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from lxml import etree

from tracker.richtext.blocks import Block, Run, is_allowed_link, paragraphs
from tracker.word.asides import Asides
from tracker.word.bookmarks import SUMMARY, mark_name
from tracker.word.document import Cell, Line, ReadDocument, Table, TableRow
from tracker.word.headings import heading, heading_styles
from tracker.word.labels import VAL, Labels, Mark, W
from tracker.word.marks import unmarked
from tracker.word.package import NO_BODY, BadDocument, Package
from tracker.word.sealing import sealed_in
from tracker.word.shading import shade
from tracker.word.shown import BULLET, shown
from tracker.word.signs import is_on, text_of
from tracker.word.veils import Veils
from tracker.word.walk import children, is_hidden, paragraphs_in

MAX_DEPTH = 3  # of tables inside tables; what lies deeper is only text of the cell

_CONTINUED = re.compile(r"(?:(?:Appendix)?Table|List)Continue(?:([1-9])$)?")
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REVISIONS = tuple(W + tag for tag in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_PASSED_OVER = {
    "pictures": (
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
        "{urn:schemas-microsoft-com:vml}imagedata",
    ),
    "equations": ("{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",),
    "inserted documents": (f"{W}altChunk",),
    "drop-down fields": (f"{W}ddList",),
}


def read(content: bytes) -> ReadDocument:
    """What the ``.docx`` file ``content`` says. Raises ``BadDocument``."""
    package = Package(content)
    root = package.xml(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise BadDocument(NO_BODY)
    styles = package.related("styles")
    reader = _Reader(body, Labels(package.related("numbering"), styles), package.links(), heading_styles(styles))
    sealed = sealed_in(package)
    reader.veils = Veils(body, styles) if sealed else None
    elements = tuple(reader.elements(body))
    asides = reader.asides.read(package)
    lost = dict.fromkeys(f"{aside.kind}s".replace("endnotes", "footnotes") for aside in asides if not aside.text)
    passed_over = [name for name, tags in _PASSED_OVER.items() if set(body.iter(*tags)) - set(_of_ours(body, tags))]
    known = tuple(aside for aside in asides if aside.text)
    return ReadDocument(elements, (*lost, *passed_over), reader.has_revisions, known, sealed)


def _of_ours(body: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """What our own summary has of these: its picture says nothing that its sentences do not."""
    name, inside = mark_name(SUMMARY), ""
    for element in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", *tags):
        if element.tag == f"{W}bookmarkStart" and element.get(f"{W}name") == name:
            inside = element.get(f"{W}id", "")
        elif element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == inside:
            inside = ""
        elif inside and element.tag in tags:
            yield element


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph as a block, with the label of its automatic number, and its level as a heading."""

    block: Block
    label: str = ""
    heading: int = 0
    shown: tuple[str, ...] = ()
    veils: tuple[str, ...] = ()


class _Reader:
    def __init__(
        self, body: etree._Element, numbering: Labels, links: dict[str, str], headings: dict[str, int]
    ) -> None:
        self.numbering = numbering
        self.links = links
        self.headings = headings
        self.tables = count(1)
        self.asides = Asides(body)
        self.has_revisions = next(body.iter(*_REVISIONS), None) is not None
        self.marks: dict[etree._Element, Mark | None] = {}
        self.veils: Veils | None = None

    def elements(self, body: etree._Element) -> Iterator[Line | Table]:
        lines: list[etree._Element] = []
        for child in children(body):
            if child.tag == f"{W}tbl":
                yield from self._lines(lines)
                lines = []
                yield self._table(child, next(self.tables))
            elif child.tag == f"{W}p":
                lines.append(child)
                if boxed := self._boxed_tables(child):
                    yield from self._lines(lines)
                    lines = []
                    yield from (self._table(table, next(self.tables)) for table in boxed)
        yield from self._lines(lines)

    def _boxed_tables(self, paragraph: etree._Element) -> list[etree._Element]:
        """The tables in text boxes of a paragraph of the body; their text is among its lines too."""
        boxes = [box for box in paragraph.iter(f"{W}txbxContent") if not is_hidden(box, paragraph)]
        tables = [table for box in boxes for table in children(box) if table.tag == f"{W}tbl"]
        if tables:
            self._mark_once(boxes)
        return tables

    def _lines(self, elements: list[etree._Element]) -> Iterator[Line]:
        for element in elements if self.asides.any else ():
            words = " ".join(text.text or "" for text in element.iter(f"{W}t"))
            self.asides.look(element, f"the paragraph “{words[:60].strip()}”" if words else "a paragraph")
        yield from (
            Line(read.block, read.heading, read.label, read.shown, read.veils)
            for read in self._paragraphs(elements)
            if read.block.runs
        )

    def _table(self, table: etree._Element, number: int, inside: str = "", depth: int = 0) -> Table:
        rows = [row for row in children(table) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None]
        place = Table(number, (), inside).place
        found = []
        for index, row in enumerate(rows, 1):
            self.asides.look(row, f"{place}, row {index}")
            cells = tuple(self._cells(row, f"{place}, row {index}", depth))
            properties = row.find(f"{W}trPr")
            veils = self.veils.of(properties) if self.veils and properties is not None else ()
            found.append(TableRow(index, cells, veils))
        return Table(number, tuple(found), inside)

    def _cells(self, row: etree._Element, place: str, depth: int) -> Iterator[Cell]:
        column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        if column:
            yield Cell(0, column, ())
        for cell in children(row):
            if cell.tag != f"{W}tc" or (self.has_revisions and cell.find(f"{W}tcPr/{W}cellDel") is not None):
                continue
            span = _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            yield self._cell(cell, column, span, self._inner(cell, place, depth))
            column += span

    def _cell(self, cell: etree._Element, column: int, span: int, inner: tuple[Table, ...]) -> Cell:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        read = list(self._paragraphs(paragraphs_in(cell)))
        return Cell(
            column,
            span,
            unmarked(paragraph.block for paragraph in read),
            tuple(paragraphs(paragraph.block for paragraph in read)),
            next((one.label for one in read if one.block.text.strip() or one.label), ""),
            merge is not None and merge.get(VAL, "continue") == "continue",
            shade(cell),
            self.has_revisions and next(cell.iter(*_REVISIONS), None) is not None,
            inner,
            tuple(line for paragraph in read for line in paragraph.shown),
            self.veils.of(cell, table=_table_style(cell)) if self.veils else (),
        )

    def _inner(self, cell: etree._Element, place: str, depth: int) -> tuple[Table, ...]:
        if depth == MAX_DEPTH:
            return ()
        tables = [child for child in children(cell) if child.tag == f"{W}tbl"]
        if tables and not depth:
            self._mark_once([cell])
        return tuple(self._table(table, number, place, depth + 1) for number, table in enumerate(tables, 1))

    def _mark_once(self, containers: Iterable[etree._Element]) -> None:
        """Count the paragraphs in these, which are read twice, once."""
        self.marks = {one: self.numbering.mark(one) for container in containers for one in paragraphs_in(container)}

    def _mark(self, paragraph: etree._Element) -> Mark | None:
        return self.marks[paragraph] if paragraph in self.marks else self.numbering.mark(paragraph)

    def _paragraphs(self, elements: Iterable[etree._Element]) -> Iterator[_Paragraph]:
        """A paragraph whose mark was deleted in tracked changes goes on in the next. Text boxes follow their own."""
        held: list[Run] = []
        boxes: list[etree._Element] = []
        for element in elements:
            held += self._runs(element, "")
            boxes += (box for box in element.iter(f"{W}txbxContent") if not is_hidden(box, element))
            if element.find(f"{W}pPr/{W}rPr/{W}del") is None:
                yield self._paragraph(element, tuple(held))
                yield from self._boxes(boxes)
                held, boxes = [], []
        if held:
            yield _Paragraph(Block("paragraph", tuple(held)))
            yield from self._boxes(boxes)

    def _paragraph(self, element: etree._Element, runs: tuple[Run, ...]) -> _Paragraph:
        mark = self._mark(element)
        level = heading(element, self.headings)
        if mark is not None:
            return self._seen(
                _Paragraph(Block(mark.kind, runs, mark.level, mark.number), mark.label, level), element, mark
            )
        return self._seen(_Paragraph(Block("paragraph", runs, _continued_level(element)), "", level), element)

    def _seen(self, read: _Paragraph, element: etree._Element, mark: Mark | None = None) -> _Paragraph:
        """With what a page shows of it, where that is asked for; a heading's number is the document's own."""
        if self.veils is None:
            return read
        sign = "" if mark is None or read.heading else mark.label or _bullet(mark.sign)
        return replace(read, shown=tuple(shown(read.block, sign)), veils=self.veils.of(element))

    def _boxes(self, boxes: Iterable[etree._Element]) -> Iterator[_Paragraph]:
        for box in boxes:
            yield from self._paragraphs(paragraphs_in(box))

    def _runs(self, element: etree._Element, href: str) -> Iterator[Run]:
        for child in children(element):
            if child.tag == f"{W}r":
                yield Run(text_of(child), is_on(child, "b"), is_on(child, "i"), href)
            elif child.tag == f"{W}hyperlink":
                target, anchor = self.links.get(child.get(_R_ID, ""), ""), child.get(f"{W}anchor", "")
                target += f"#{anchor}" if target and anchor else ""  # Word divides an address there
                yield from self._runs(child, target if is_allowed_link(target) else "")


def _continued_level(paragraph: etree._Element) -> int:
    """The level of a paragraph in one of Word's styles for what goes on a list's item; 0 in any other."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else style.get(VAL, "")
    found = _CONTINUED.match(name)
    return int(found[1] or 1) if found else 0


def _bullet(sign: str) -> str:
    """One bullet for all; what says something stays."""
    return BULLET if len(sign) <= 1 and (sign == "o" or not sign.isalnum()) else sign


def _table_style(cell: etree._Element) -> str:
    table = next(cell.iterancestors(f"{W}tbl"), None)
    style = None if table is None else table.find(f"{W}tblPr/{W}tblStyle")
    return "" if style is None else style.get(VAL, "")


def _count(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(VAL, "")
    return min(int(value[:4]), 100) if value.isdecimal() else default
