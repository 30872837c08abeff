"""Appendices as a Word document: python-docx for the package and its sections, the tables as XML parsed once."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section

from tracker.richtext import Block, Blocks, Run, tidy
from tracker.word.appendix import Appendix, AppendixDocument, Column, Row
from tracker.word.numbering import Lists

NAMESPACES = nsdecls("w", "r")
MAX_LEVEL = 8  # Word has nine levels of lists


def write(document: AppendixDocument, *, at: datetime) -> bytes:
    """The ``.docx`` file of ``document``; ``at`` is when it says that it was made."""
    word = Document(io.BytesIO(_base()))
    writing = _Writing(word)
    for position, appendix in enumerate(document.appendices, 1):
        writing.appendix(appendix, last=position == len(document.appendices))
    writing.numbering()
    for section, appendix in zip(word.sections, document.appendices, strict=True):
        _running_lines(section, document, appendix)
    _properties(word, document, at)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


@cache
def _base() -> bytes:
    """The empty document that every other begins as: its parts lie as plain XML in ``base/``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        root = files("tracker.word") / "base"
        for name in ("[Content_Types].xml", "_rels/.rels", *_parts(root / "word", "word")):
            package.writestr(name, (root / name).read_bytes())
    return stream.getvalue()


def _parts(folder: Traversable, path: str) -> Iterable[str]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _parts(entry, name)
        else:
            yield name


class _Writing:
    """One document while it is written."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.body = word.element.body
        self.last_section = self.body.sectPr
        self.lists = Lists()

    def appendix(self, appendix: Appendix, *, last: bool) -> None:
        """Append heading, sentence, table and closing; the closing ends the section unless it is the last."""
        section = _section_xml(appendix)
        if last:
            self.body.replace(self.last_section, parse_xml(section))
        before_end = self.body.sectPr
        parts = [
            _paragraph("Heading1", _runs((Run(appendix.title),))),
            _paragraph("Lead", _runs((Run(appendix.lead),))),
            self._table(appendix),
            _paragraph("TableNote", _runs((Run(appendix.closing),)), "" if last else section),
        ]
        for part in parse_xml(f"<w:body {NAMESPACES}>{''.join(parts)}</w:body>"):
            before_end.addprevious(part)

    def numbering(self) -> None:
        """Declare the lists that the tables used."""
        element = self.word.part.numbering_part.element
        for num in parse_xml(f"<w:numbering {NAMESPACES}>{''.join(self.lists.nums)}</w:numbering>"):
            element.append(num)

    def _table(self, appendix: Appendix) -> str:
        columns = appendix.columns
        widths = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
        heading = Row(tuple((Block("paragraph", (Run(column.heading),)),) for column in columns))
        rows = "".join(self._row(row, columns) for row in appendix.rows)
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="AppendixTable"/>'
            f'<w:tblW w:w="{sum(column.width for column in columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
            f' w:noVBand="1"/><w:tblCaption w:val={quoteattr(appendix.title)}/>'
            f"<w:tblDescription w:val={quoteattr(appendix.description)}/></w:tblPr>"
            f"<w:tblGrid>{widths}</w:tblGrid>{self._row(heading, columns, heading=True)}{rows}</w:tbl>"
        )

    def _row(self, row: Row, columns: tuple[Column, ...], *, heading: bool = False) -> str:
        cells = []
        for blocks, column in zip(row.cells, columns, strict=True):
            style = "TableCode" if column.coded else "TableText"
            style = "TableHeading" if heading else "TableSection" if row.section else style
            shading = '<w:shd w:val="clear" w:color="auto" w:fill="EFF3F6"/>' if row.section else ""
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{column.width}" w:type="dxa"/>{shading}</w:tcPr>'
                f"{self._cell(blocks, style)}</w:tc>"
            )
        mark = "<w:tblHeader/>" if heading else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, blocks: Blocks, style: str) -> str:
        self.lists.begin_cell()
        return "".join(self._block(block, style) for block in tidy(blocks)) or _paragraph(style, "")

    def _block(self, block: Block, style: str) -> str:
        level = min(block.level, MAX_LEVEL)
        runs = _runs(block.runs, self._link)
        if block.kind == "paragraph":
            self.lists.paragraph(block)
            return _paragraph(f"TableContinue{level}" if level else style, runs)
        num_id = self.lists.num_id(block)
        return _paragraph("TableList", runs, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')

    def _link(self, href: str) -> str:
        return self.word.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def _paragraph(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _runs(runs: Iterable[Run], link: Callable[[str], str] | None = None) -> str:
    xml = ""
    for run in runs:
        linked = run.href and link
        style = '<w:rStyle w:val="Hyperlink"/>' if linked else ""
        style += ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        content = f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{_text(run.text)}</w:r>"
        xml += f'<w:hyperlink r:id="{link(run.href)}">{content}</w:hyperlink>' if linked and link else content
    return xml


def _text(text: str) -> str:
    if "\n" not in text and "\u2011" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    lines = (
        "<w:noBreakHyphen/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line)
        for line in (line.split("\u2011") for line in text.split("\n"))
    )
    return "<w:br/>".join(lines)


def _section_xml(appendix: Appendix) -> str:
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    if appendix.landscape:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    return (
        f'<w:sectPr {NAMESPACES}><w:type w:val="nextPage"/>{size}<w:pgMar w:top="1304" w:right="1134" w:bottom="1134"'
        ' w:left="1134" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _running_lines(section: Section, document: AppendixDocument, appendix: Appendix) -> None:
    """Head: author and running title; foot: the appendix and the page."""
    wide = "Landscape" if section.orientation == WD_ORIENT.LANDSCAPE else ""
    page = f"{_field('PAGE')}{_runs((Run(' of '),))}{_field('NUMPAGES')}"
    head = f"{_runs((Run(document.author),))}<w:r><w:tab/></w:r>{_runs((Run(document.running_title),))}"
    foot = f"{_runs((Run(appendix.title),))}<w:r><w:tab/></w:r>{_runs((Run('Page '),))}{page}"
    for part, style, runs in (
        (section.header, f"Header{wide}", head),
        (section.footer, f"Footer{wide}", foot),
    ):
        part.is_linked_to_previous = False
        line = _paragraph(style, runs).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)
        old = part.paragraphs[0]._p  # python-docx has no public way to replace a paragraph
        old.getparent().replace(old, parse_xml(line))


def _field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _properties(word: WordDocument, document: AppendixDocument, at: datetime) -> None:
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.author[:255]
    properties.keywords = document.keywords[:255]
    properties.language = "en-GB"
    properties.comments = ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.revision = 1
