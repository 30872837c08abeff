"""The text of a document's body: headings, sentences, pictures and tables as WordprocessingML."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tracker.richtext import Block, Blocks, Run, plain, tidy
from tracker.word.appendix import Appendix, Chapter, Column, Image, Row, Summary
from tracker.word.drawing import drawing
from tracker.word.numbering import Lists

MAX_LEVEL: Final = 8  # Word has nine levels of lists
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r"))
TALLEST: Final = 11500  # a picture, so that its page has room for a heading and a sentence
IMAGE: Final = "image1"  # the relationship to the picture of a document of ours


@dataclass(frozen=True, slots=True)
class Setting:
    """How a part is set: ``width`` is that of the text, in twentieths of a point.

    ``end`` ends a section with its last paragraph; ``headed`` gives it its own heading, on a new page if need be.
    ``mark`` is the name and the number of the bookmark around it; ``notice`` stands below its heading.
    """

    width: int
    end: str = ""
    headed: bool = True
    new_page: bool = False
    mark: tuple[str, int] | None = None
    notice: str = ""


class Body:
    """Writes parts one after another; ``lists``, ``links`` and ``used`` gather what their text refers to.

    ``styles`` has the identifier of a style where it is not the role's own name ("Heading1": "Berschrift1"); ``used``
    are the roles of those that were asked for. ``link`` and ``picture`` give the relationship to an address and to a
    picture. ``section_fill`` is the colour behind a section's row; ``whole_rows`` keeps each row on one page where it
    fits. ``first_drawing`` is the number of the first picture.
    """

    def __init__(
        self,
        *,
        styles: Mapping[str, str] | None = None,
        lists: Lists | None = None,
        link: Callable[[str], str] | None = None,
        picture: Callable[[Image], str] = lambda _image: IMAGE,
        section_fill: str = "auto",
        whole_rows: bool = True,
        first_drawing: int = 1,
    ) -> None:
        self.lists = lists or Lists()
        self.links: dict[str, str] = {}
        self.used: set[str] = set()
        self._styles = styles or {}
        self._link = link or self._own_link
        self._link_style = self._styles.get("Hyperlink", "Hyperlink")
        self._picture = picture
        self._drawings = count(first_drawing)
        self._whole = "<w:cantSplit/>" if whole_rows else ""
        self._fill = "" if section_fill == "auto" else f'<w:shd w:val="clear" w:color="auto" w:fill="{section_fill}"/>'

    def part(self, part: Summary | Appendix, setting: Setting) -> str:
        """A part: its heading, what stands below it, and a note that closes it."""
        heading = ""
        if setting.headed:
            heading = self.paragraph("Heading1", (Run(part.title),), "<w:pageBreakBefore/>" if setting.new_page else "")
        heading += self.paragraph("Notice", (Run(setting.notice),)) if setting.notice else ""
        if isinstance(part, Summary):
            inside, closing = self._sentences(part, setting.width), part.sentences[-1]
        else:
            table = self._sideways if part.sideways else self._table
            inside = self.paragraph("Lead", (Run(part.lead),)) + table(part, setting.width)
            closing = part.closing
        xml = heading + inside + self.paragraph("TableNote", (Run(closing),), setting.end)
        return _marked(xml, *setting.mark) if setting.mark else xml

    def chapter(self, chapter: Chapter, end: str = "") -> str:
        """A chapter: its heading and its passages; ``end`` ends a section with its last paragraph."""
        xml = self.paragraph("Heading1", (Run(chapter.title),))
        for passage in chapter.passages:
            if passage.heading:
                xml += self.paragraph(f"Heading{passage.level}", (Run(passage.heading),))
            self.lists.begin_cell()
            xml += "".join(self._block(block, "Normal") for block in tidy(passage.blocks))
        upto, closing, after = xml.rpartition("</w:pPr>")
        return upto + end + closing + after

    def paragraph(self, role: str, runs: Iterable[Run], properties: str = "") -> str:
        """A paragraph in the style of this role; ``properties`` are what follows the style in ``w:pPr``."""
        return paragraph(self._style(role), runs_xml(runs, self._linked, self._link_style), properties)

    def _sentences(self, summary: Summary, width: int) -> str:
        first, *others = summary.sentences[:-1]
        xml = self.paragraph("Lead", (Run(first),))
        if image := summary.image:
            width = min(width, TALLEST * image.width // image.height)
            picture = drawing(image, self._picture(image), width, number=next(self._drawings))
            xml += paragraph(self._style("Picture"), picture)
        return xml + "".join(self.paragraph("Lead", (Run(sentence),)) for sentence in others)

    def _style(self, role: str) -> str:
        self.used.add(role)
        return self._styles.get(role, role)

    def _table(self, appendix: Appendix, width: int) -> str:
        widths = _shared([column.width for column in appendix.columns], width)
        coded = [column.coded for column in appendix.columns]
        heading = Row(tuple(plain(column.heading) for column in appendix.columns))
        rows = "".join(self._row(row, widths, coded) for row in appendix.rows)
        return self._wrapped(appendix.title, appendix.description, widths, self._header(heading, widths) + rows)

    def _sideways(self, appendix: Appendix, width: int) -> str:
        """A table for each row, under a heading: its first cell at the head, the others below each other.

        A section is a heading above those of its rows.
        """
        widths, xml = _shared([3, 7], width), ""
        level = 3 if any(row.section for row in appendix.rows) else 2
        for name, row in appendix.named_rows():
            if row.section:
                xml += self.paragraph("Heading2", (run for block in row.cells[0] for run in block.runs))
            else:
                xml += self.paragraph(f"Heading{level}", (Run(name),))
                xml += self._turned(row, appendix.columns, widths, name)
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
        level, kind = min(block.level, MAX_LEVEL), "Text" if role == "Normal" else "Table"
        if block.kind == "paragraph":
            self.lists.paragraph(block)
            return self.paragraph(f"{kind}Continue{level}" if level else role, block.runs)
        num_id = self.lists.num_id(block)
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
        return self.paragraph(f"{kind}List", block.runs, properties)

    def _linked(self, href: str) -> str:
        self.used.add("Hyperlink")
        return self._link(href)

    def _own_link(self, href: str) -> str:
        return self.links.setdefault(href, f"link{len(self.links) + 1}")


def _shared(parts: list[int], width: int) -> list[int]:
    """``width`` divided in the proportion of ``parts``; nothing of it is lost to rounding."""
    total, shares, used = sum(parts), list[int](), 0
    for index in range(len(parts)):
        upto = round(width * sum(parts[: index + 1]) / total)
        shares.append(upto - used)
        used = upto
    return shares


def legal(xml: str) -> bytes:
    """``xml`` less what no XML may hold, wherever it came from: no program opens a file with one such character."""
    encoded = xml.encode("utf-8", "ignore").translate(None, _CONTROLS)
    return encoded.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")


def _marked(xml: str, name: str, number: int) -> str:
    """``xml`` with a bookmark from the beginning of its first paragraph to the end of its last."""
    xml = xml.replace("</w:pPr>", f'</w:pPr><w:bookmarkStart w:id="{number}" w:name="{name}"/>', 1)
    upto, end, _ = xml.rpartition("</w:p>")
    return f'{upto}<w:bookmarkEnd w:id="{number}"/>{end}'


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of runs; ``properties`` are what follows its style in ``w:pPr``."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def runs_xml(runs: Iterable[Run], link: Callable[[str], str] | None = None, link_style: str = "Hyperlink") -> str:
    """``runs`` as XML, those of one link together; links are left out where no ``link`` gives them a relationship."""
    xml, href = "", ""
    for run in runs:
        if link and run.href != href:
            xml += ("</w:hyperlink>" if href else "") + (f'<w:hyperlink r:id="{link(run.href)}">' if run.href else "")
            href = run.href
        style = f'<w:rStyle w:val="{link_style}"/>' if href else ""
        style += ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        xml += f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{_text(run.text)}</w:r>"
    return xml + ("</w:hyperlink>" if href else "")


def _text(text: str) -> str:
    if "\n" not in text and "\u2011" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    lines = (
        "<w:noBreakHyphen/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line)
        for line in (line.split("\u2011") for line in text.split("\n"))
    )
    return "<w:br/>".join(lines)
