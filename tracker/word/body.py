"""The text of a document's body: headings, sentences and tables as WordprocessingML."""

from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from tracker.richtext import Block, Blocks, Run, plain, tidy
from tracker.word.appendix import Appendix, Column, Row
from tracker.word.numbering import Lists

MAX_LEVEL = 8  # Word has nine levels of lists


class Body:
    """Writes appendices one after another; ``lists`` and ``links`` gather what their text refers to.

    ``styles`` has the identifier of a style where it is not the role's own name ("Heading1": "Berschrift1");
    ``section_fill`` is the colour behind a section's row; ``whole_rows`` keeps each row on one page where it fits.
    """

    def __init__(
        self,
        *,
        styles: Mapping[str, str] | None = None,
        lists: Lists | None = None,
        section_fill: str = "auto",
        whole_rows: bool = True,
    ) -> None:
        self.lists = lists or Lists()
        self.links: dict[str, str] = {}
        self._styles = styles or {}
        self._whole = "<w:cantSplit/>" if whole_rows else ""
        self._fill = "" if section_fill == "auto" else f'<w:shd w:val="clear" w:color="auto" w:fill="{section_fill}"/>'

    def appendix(self, appendix: Appendix, *, width: int, end: str = "") -> str:
        """Heading, sentence, table and closing; ``width`` is that of the text. ``end`` ends the closing's section."""
        table = self._sideways if appendix.sideways else self._table
        return "".join(
            (
                self.paragraph("Heading1", (Run(appendix.title),)),
                self.paragraph("Lead", (Run(appendix.lead),)),
                table(appendix, width),
                self.paragraph("TableNote", (Run(appendix.closing),), end),
            )
        )

    def paragraph(self, role: str, runs: Iterable[Run], properties: str = "") -> str:
        """A paragraph in the style of this role."""
        return paragraph(self._style(role), runs_xml(runs, self._link, self._style("Hyperlink")), properties)

    def _style(self, role: str) -> str:
        return self._styles.get(role, role)

    def _table(self, appendix: Appendix, width: int) -> str:
        widths = _shared([column.width for column in appendix.columns], width)
        coded = [column.coded for column in appendix.columns]
        heading = Row(tuple(plain(column.heading) for column in appendix.columns))
        rows = "".join(self._row(row, widths, coded) for row in appendix.rows)
        return self._wrapped(appendix.title, appendix.description, widths, self._header(heading, widths) + rows)

    def _sideways(self, appendix: Appendix, width: int) -> str:
        """A table for each row, under a heading: its first cell at the head, the others below each other."""
        widths, xml = _shared([3, 7], width), ""
        for number, row in enumerate(appendix.rows, 1):
            title = f"{appendix.sideways} {number}"
            xml += self.paragraph("Heading2", (Run(title),)) + self._turned(row, appendix.columns, widths, title)
        return xml

    def _turned(self, row: Row, columns: tuple[Column, ...], widths: list[int], title: str) -> str:
        pairs = [Row((plain(column.heading), blocks)) for column, blocks in zip(columns, row.cells, strict=True)]
        head, *others = pairs
        rows = "".join(self._row(pair, widths, [False, False], first="TableSide") for pair in others)
        return self._wrapped(title, "Each row has a heading and its text.", widths, self._header(head, widths) + rows)

    def _wrapped(self, title: str, description: str, widths: list[int], rows: str) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._style("AppendixTable")}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
            f' w:noVBand="1"/><w:tblCaption w:val={quoteattr(title)}/>'
            f"<w:tblDescription w:val={quoteattr(description)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _header(self, row: Row, widths: list[int]) -> str:
        cells = (self._cell(blocks, "TableHeading", width) for blocks, width in zip(row.cells, widths, strict=True))
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _row(self, row: Row, widths: list[int], coded: list[bool], *, first: str = "TableText") -> str:
        if row.section:
            styles = ["TableSection"] * len(widths)
        else:
            styles = ["TableCode" if code else "TableText" for code in coded]
            styles[0] = first if styles[0] == "TableText" else styles[0]
        fill = self._fill if row.section else ""
        cells = (self._cell(*cell, fill) for cell in zip(row.cells, styles, widths, strict=True))
        return f"<w:tr><w:trPr>{self._whole}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, blocks: Blocks, role: str, width: int, fill: str = "") -> str:
        self.lists.begin_cell()
        text = "".join(self._block(block, role) for block in tidy(blocks)) or self.paragraph(role, ())
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{text}</w:tc>'

    def _block(self, block: Block, role: str) -> str:
        level = min(block.level, MAX_LEVEL)
        if block.kind == "paragraph":
            self.lists.paragraph(block)
            return self.paragraph(f"TableContinue{level}" if level else role, block.runs)
        num_id = self.lists.num_id(block)
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
        return self.paragraph("TableList", block.runs, properties)

    def _link(self, href: str) -> str:
        return self.links.setdefault(href, f"link{len(self.links) + 1}")


def _shared(parts: list[int], width: int) -> list[int]:
    """``width`` divided in the proportion of ``parts``; nothing of it is lost to rounding."""
    total, shares, used = sum(parts), list[int](), 0
    for index in range(len(parts)):
        upto = round(width * sum(parts[: index + 1]) / total)
        shares.append(upto - used)
        used = upto
    return shares


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of runs; ``properties`` are what follows its style in ``w:pPr``."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def runs_xml(runs: Iterable[Run], link: Callable[[str], str] | None = None, link_style: str = "Hyperlink") -> str:
    """``runs`` as XML; links are left out where no ``link`` gives them a relationship."""
    xml = ""
    for run in runs:
        linked = run.href and link
        style = f'<w:rStyle w:val="{link_style}"/>' if linked else ""
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
