"""Small Word documents as the XML that Word writes, zipped by hand: nothing of ours, and no library for .docx."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from tracker.word.document import Line, Table
from tracker.word.reader import read

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REVISION = 'w:id="1" w:author="A. Author" w:date="2022-06-01T09:00:00Z"'


def docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    links: Mapping[str, str] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A document with this inside its body; ``links`` by relationship, ``extra`` members go in last, or instead."""
    own = "".join(_relationship(key, "hyperlink", address) for key, address in (links or {}).items())
    own += _relationship("numbering", "numbering", "numbering.xml") + _relationship("styles", "styles", "styles.xml")
    parts = {
        "_rels/.rels": relationships(_relationship("main", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(own),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/numbering.xml": part("numbering", numbering),
        "word/styles.xml": part("styles", styles),
    }
    return zipped(parts | dict(extra or {}))


def zipped(members: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return stream.getvalue()


def part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{inside}</w:{root}>'


def relationships(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def _relationship(key: str, kind: str, target: str) -> str:
    outside = ' TargetMode="External"' if kind == "hyperlink" else ""
    return f'<Relationship Id="{key}" Type="{KIND}/{kind}" Target={quoteattr(target)}{outside}/>'


def p(*inside: str, props: str = "") -> str:
    """A paragraph; what is no XML is the text of a run."""
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(map(_run, inside))}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run of ``text``, whose line ends are breaks, as Word writes them."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{props}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def table(*rows: Iterable[str] | str) -> str:
    """A table of rows, each of cells; what is no XML is the text of a cell or its row."""
    return f"<w:tbl>{''.join(row if isinstance(row, str) else tr(*row) for row in rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{inside}</w:tr>"


def tc(*inside: str, props: str = "") -> str:
    paragraphs = "".join(one if one.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(one) for one in inside)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraphs}</w:tc>"


def sdt(inside: str, props: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _run(inside: str) -> str:
    return inside if inside.startswith("<") else r(inside)


def elements(body: str, **parts) -> tuple[Line | Table, ...]:
    return read(docx(body, **parts)).elements


def lines(body: str, **parts) -> list[str]:
    """The words of each paragraph outside tables, as the reader finds them; empty ones left out."""
    found = (element.block.text for element in elements(body, **parts) if isinstance(element, Line))
    return [text for text in found if text]


def cells(body: str, **parts) -> list[list[str]]:
    """The words of each cell of the first table, row by row."""
    first = next(element for element in elements(body, **parts) if isinstance(element, Table))
    return [[cell.text for cell in row.cells] for row in first.rows]
