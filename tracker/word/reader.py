"""A Word document as people wrote it: every paragraph and table, revisions read as accepted."""

from collections.abc import Iterable, Iterator
from itertools import count

from lxml import etree

from tracker.richtext import Block, Run, is_allowed_link, paragraphs
from tracker.word.document import Cell, Line, ReadDocument, Table, TableRow
from tracker.word.labels import VAL, Labels, Mark, W, labels
from tracker.word.marks import unmarked
from tracker.word.package import BadDocument, Package

_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_WRAPPERS = frozenset(
    {
        *(
            W + tag
            for tag in (
                "ins",
                "moveTo",
                "sdt",
                "sdtContent",
                "smartTag",
                "customXml",
                "fldSimple",
                "dir",
                "bdo",
            )
        ),
        _ALTERNATE,
        _CHOICE,
    }
)
_HIDING = frozenset(
    {
        *(W + tag for tag in ("del", "moveFrom", "txbxContent")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_SIGNS = {
    W + "tab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_SYMBOLS = {
    "F0A8": "☐",
    "F06F": "☐",
    "F071": "☐",
    "F0FD": "☒",
    "F078": "☒",
    "F0FE": "☑",
    "F052": "☑",
    "F0FC": "✓",
    "F0FB": "✗",
    "F0B7": "•",
    "F0E0": "→",
    "F0B3": "≥",
    "F0A3": "≤",
}
NO_BODY = (
    "The file is no Word document that can be read: it has no body. "
    "If it is one, open it in Word and save it as “Word Document (.docx)”, not as “Strict Open XML”."
)
_PASSED_OVER = {
    "footnotes": (f"{W}footnoteReference", f"{W}endnoteReference"),
    "comments": (f"{W}commentReference",),
    "pictures": (
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
        "{urn:schemas-microsoft-com:vml}imagedata",
    ),
    "equations": ("{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",),
    "inserted documents": (f"{W}altChunk",),
    "drop-down fields": (f"{W}ddList",),
}
_OFF = {"0", "false", "off", "none"}


def read(content: bytes) -> ReadDocument:
    """What the ``.docx`` file ``content`` says. Raises ``BadDocument``."""
    package = Package(content)
    root = package.xml(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise BadDocument(NO_BODY)
    reader = _Reader(labels(package.related("numbering"), package.related("styles")), package.links())
    passed_over = tuple(name for name, tags in _PASSED_OVER.items() if next(body.iter(*tags), None) is not None)
    has_revisions = next(body.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None
    return ReadDocument(tuple(reader.elements(body)), passed_over, has_revisions)


class _Reader:
    def __init__(self, numbering: Labels, links: dict[str, str]) -> None:
        self.numbering = numbering
        self.links = links
        self.tables = count(1)

    def elements(self, body: etree._Element) -> Iterator[Line | Table]:
        lines: list[etree._Element] = []
        for child in _children(body):
            if child.tag == f"{W}tbl":
                yield from (Line(block) for block, _ in self._paragraphs(lines) if block.runs)
                lines = []
                yield self._table(child)
            elif child.tag == f"{W}p":
                lines.append(child)
        yield from (Line(block) for block, _ in self._paragraphs(lines) if block.runs)

    def _table(self, table: etree._Element) -> Table:
        number = next(self.tables)
        rows = [row for row in _children(table) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None]
        return Table(number, tuple(TableRow(index, tuple(self._cells(row))) for index, row in enumerate(rows, 1)))

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        if column:
            yield Cell(0, column, ())
        for cell in _children(row):
            if cell.tag != f"{W}tc":
                continue
            span = _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            read = list(self._paragraphs(_paragraphs_in(cell)))
            yield Cell(
                column,
                span,
                unmarked(block for block, _ in read),
                tuple(paragraphs(block for block, _ in read)),
                next((label for block, label in read if block.text.strip() or label), ""),
                merge is not None and merge.get(VAL, "continue") == "continue",
            )
            column += span

    def _paragraphs(self, elements: Iterable[etree._Element]) -> Iterator[tuple[Block, str]]:
        """Each paragraph as a block, with the label of its automatic number.

        A paragraph whose mark was deleted in tracked changes goes on in the next. Text boxes follow their paragraph.
        """
        held: list[Run] = []
        boxes: list[etree._Element] = []
        for element in elements:
            held += self._runs(element, "")
            boxes += (box for box in element.iter(f"{W}txbxContent") if not _is_hidden(box, element))
            if element.find(f"{W}pPr/{W}rPr/{W}del") is None:
                yield _block(element, tuple(held), self.numbering.mark(element))
                yield from self._boxes(boxes)
                held, boxes = [], []
        if held:
            yield Block("paragraph", tuple(held)), ""
            yield from self._boxes(boxes)

    def _boxes(self, boxes: Iterable[etree._Element]) -> Iterator[tuple[Block, str]]:
        for box in boxes:
            yield from self._paragraphs(_paragraphs_in(box))

    def _runs(self, element: etree._Element, href: str) -> Iterator[Run]:
        for child in _children(element):
            if child.tag == f"{W}r":
                yield self._run(child, href)
            elif child.tag == f"{W}hyperlink":
                target = self.links.get(child.get(_R_ID, ""), "")
                yield from self._runs(child, target if is_allowed_link(target) else "")

    def _run(self, run: etree._Element, href: str) -> Run:
        text = "".join(_text(child) for child in run)
        return Run(text, _is_on(run, "b"), _is_on(run, "i"), href)


def _block(element: etree._Element, runs: tuple[Run, ...], mark: Mark | None) -> tuple[Block, str]:
    if mark is not None:
        return Block(mark.kind, runs, mark.level, mark.number), mark.label
    style = element.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else style.get(VAL, "")
    level = name.removeprefix("TableContinue").removeprefix("ListContinue")
    if level == name:
        return Block("paragraph", runs), ""
    return Block("paragraph", runs, int(level) if level.isdecimal() else 1), ""


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """The element's children, with whatever only wraps them (content controls, insertions, …) opened."""
    for child in element:
        if child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            continue  # "Click or tap here to enter text." is Word's, not the author's
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _paragraphs_in(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell or text box, those of tables inside it too."""
    for child in _children(container):
        if child.tag == f"{W}p":
            yield child
        elif child.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield from _paragraphs_in(child)


def _is_hidden(box: etree._Element, paragraph: etree._Element) -> bool:
    """Whether ``box`` is the second form of a text box, was deleted, or lies in another box of this paragraph."""
    for ancestor in box.iterancestors():
        if ancestor is paragraph:
            return False
        if ancestor.tag in _HIDING:
            return True
    return False


def _text(element: etree._Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}sym":
        return _SYMBOLS.get(element.get(f"{W}char", "").upper(), "\N{REPLACEMENT CHARACTER}")
    if element.tag == f"{W}fldChar":
        return _form_check_box(element)
    return _SIGNS.get(str(element.tag), "")


def _form_check_box(field: etree._Element) -> str:
    box = field.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    state = box.find(f"{W}default") if state is None else state
    return "☐" if state is None or state.get(VAL, "1") in _OFF else "☒"


def _is_on(run: etree._Element, tag: str) -> bool:
    toggle = run.find(f"{W}rPr/{W}{tag}")
    return toggle is not None and toggle.get(VAL, "1") not in _OFF


def _count(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(VAL, "")
    return min(int(value[:4]), 100) if value.isdecimal() else default
