"""The text of a document's body: headings, sentences and tables as WordprocessingML."""

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from tracker.richtext import Block, Blocks, Run, tidy
from tracker.word.appendix import Appendix, Column, Row
from tracker.word.numbering import Lists

MAX_LEVEL = 8  # Word has nine levels of lists


class Body:
    """Writes appendices one after another; ``lists`` and ``links`` gather what their text refers to."""

    def __init__(self) -> None:
        self.lists = Lists()
        self.links: dict[str, str] = {}

    def appendix(self, appendix: Appendix, *, last: bool) -> str:
        """Heading, sentence, table and closing; the closing ends the section unless it is the last."""
        section = section_properties(appendix)
        closing = paragraph("TableNote", runs_xml((Run(appendix.closing),)), "" if last else section)
        return "".join(
            (
                paragraph("Heading1", runs_xml((Run(appendix.title),))),
                paragraph("Lead", runs_xml((Run(appendix.lead),))),
                self._table(appendix),
                closing,
                section if last else "",
            )
        )

    def _table(self, appendix: Appendix) -> str:
        columns = appendix.columns
        widths = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
        heading = Row(tuple((Block("paragraph", (Run(column.heading),)),) for column in columns))
        rows = "".join(self._row(row, columns) for row in appendix.rows)
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="AppendixTable"/>'
            f'<w:tblW w:w="{sum(column.width for column in columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
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
        return "".join(self._block(block, style) for block in tidy(blocks)) or paragraph(style, "")

    def _block(self, block: Block, style: str) -> str:
        level = min(block.level, MAX_LEVEL)
        runs = runs_xml(block.runs, self._link)
        if block.kind == "paragraph":
            self.lists.paragraph(block)
            return paragraph(f"TableContinue{level}" if level else style, runs)
        num_id = self.lists.num_id(block)
        return paragraph("TableList", runs, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')

    def _link(self, href: str) -> str:
        return self.links.setdefault(href, f"link{len(self.links) + 1}")


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of runs; ``properties`` are what follows its style in ``w:pPr``."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def runs_xml(runs: Iterable[Run], link: Callable[[str], str] | None = None) -> str:
    """``runs`` as XML; links are left out where no ``link`` gives them a relationship."""
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


def section_properties(appendix: Appendix) -> str:
    """The page of ``appendix``: A4, upright or landscape."""
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    if appendix.landscape:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    return (
        f'<w:sectPr><w:type w:val="nextPage"/>{size}<w:pgMar w:top="1304" w:right="1134" w:bottom="1134"'
        ' w:left="1134" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
