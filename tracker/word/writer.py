"""Appendices as a Word document: the body as text, the package and its sections by python-docx."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section

from tracker.richtext import Run
from tracker.word.appendix import AppendixDocument, Summary
from tracker.word.body import Body, paragraph, runs_xml
from tracker.word.drawing import CONTENT_TYPE, drawing
from tracker.word.looks import CALM, Look, enlarged

NAMESPACES = nsdecls("w", "r")
UPRIGHT, WIDE = 9638, 14570  # how wide the text is on a page of ours
LETTER, LARGE_LETTER = 90, 180  # how wide a letter of a head or foot is, on the average
TALLEST = 11500  # a picture, so that its page has room for a heading and a sentence
IMAGE = ("image1", "media/image1.png")  # its relationship, and where it lies in word/


def write(document: AppendixDocument, *, at: datetime, look: Look = CALM, large_print: bool = False) -> bytes:
    """The ``.docx`` file of ``document``; ``at`` is when it says that it was made."""
    word = Document(_draft(document, look, large_print=large_print))
    titles = [document.summary.title] if document.summary else []
    titles += [appendix.title for appendix in document.appendices]
    for section, title in zip(word.sections, titles, strict=True):
        _running_lines(section, document, title, large_print=large_print)
    _properties(word, document, at)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _draft(document: AppendixDocument, look: Look, *, large_print: bool) -> io.BytesIO:
    """The package with its body, before heads and feet are added.

    The body becomes part of the package as text, so that it is parsed once: elements moved from one tree into another
    cost more than all the rest.
    """
    writing = Body(section_fill=look.section, whole_rows=not large_print)
    image = document.summary.image if document.summary else None
    additions = {"word/document.xml": ("</w:body>", _body(document, writing))}
    additions |= {
        "word/numbering.xml": ("</w:numbering>", "".join(writing.lists.nums)),
        "word/_rels/document.xml.rels": ("</Relationships>", _relationships(writing, with_image=image is not None)),
        "[Content_Types].xml": ("</Types>", CONTENT_TYPE if image else ""),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, text in _base(look, large_print=large_print).items():
            end, added = additions.get(name, ("", ""))
            package.writestr(name, text.replace(end, added + end) if added else text)
        if image:
            package.writestr(f"word/{IMAGE[1]}", image.png)
    stream.seek(0)
    return stream


def _body(document: AppendixDocument, writing: Body) -> str:
    """The summary and the appendices, each a section of its own; the last section's end stands after everything."""
    parts = [] if document.summary is None else [_summary(document.summary, writing)]
    ends = [] if document.summary is None else [section_properties(landscape=False)]
    for appendix in document.appendices:
        end = section_properties(landscape=appendix.landscape)
        last = appendix is document.appendices[-1]
        width = WIDE if appendix.landscape else UPRIGHT
        parts.append(writing.appendix(appendix, width=width, end="" if last else end))
        ends.append(end)
    return "".join(parts) + ends[-1]


def _summary(summary: Summary, writing: Body) -> str:
    first, *sentences, last = summary.sentences
    end, image = section_properties(landscape=False), summary.image
    picture = drawing(image, IMAGE[0], min(UPRIGHT, TALLEST * image.width // image.height)) if image else ""
    return "".join(
        (
            writing.paragraph("Heading1", (Run(summary.title),)),
            writing.paragraph("Lead", (Run(first),)),
            paragraph("Picture", picture) if picture else "",
            *(writing.paragraph("Lead", (Run(sentence),)) for sentence in sentences),
            writing.paragraph("TableNote", (Run(last),), end),
        )
    )


def _relationships(writing: Body, *, with_image: bool) -> str:
    link = f'<Relationship Type="{RELATIONSHIP_TYPE.HYPERLINK}" TargetMode="External"'
    links = "".join(f'{link} Id="{key}" Target={quoteattr(href)}/>' for href, key in writing.links.items())
    image = f'<Relationship Type="{RELATIONSHIP_TYPE.IMAGE}" Id="{IMAGE[0]}" Target="{IMAGE[1]}"/>'
    return links + image if with_image else links


def section_properties(*, landscape: bool) -> str:
    """A section on A4, upright or landscape."""
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    if landscape:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    return (
        f'<w:sectPr><w:type w:val="nextPage"/>{size}<w:pgMar w:top="1304" w:right="1134" w:bottom="1134"'
        ' w:left="1134" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


@cache
def _base(look: Look, *, large_print: bool) -> dict[str, str]:
    """The parts of the empty document that every other begins as, in order; they lie as plain XML in ``base/``."""
    root = files("tracker.word") / "base"
    names = ("[Content_Types].xml", "_rels/.rels", *_parts(root / "word", "word"))
    texts = {name: (root / name).read_text("utf-8") for name in names}
    texts["word/styles.xml"] = look.dress(texts["word/styles.xml"])
    if large_print:
        texts |= {name: enlarged(texts[name]) for name in ("word/styles.xml", "word/numbering.xml")}
    return texts


def _parts(folder: Traversable, path: str) -> Iterator[str]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _parts(entry, name)
        else:
            yield name


def _running_lines(section: Section, document: AppendixDocument, title: str, *, large_print: bool) -> None:
    """Head: author and running title; foot: the part's title and the page."""
    wide = "Landscape" if section.orientation == WD_ORIENT.LANDSCAPE else ""
    room = (WIDE if wide else UPRIGHT) // (LARGE_LETTER if large_print else LETTER)
    page = f"{runs_xml((Run('Page '),))}{_field('PAGE')}{runs_xml((Run(' of '),))}{_field('NUMPAGES')}"
    running = document.running_title
    head = _apart(document.author, len(running), room) + runs_xml((Run(_held(running)),))
    foot = _apart(title, len("Page 10 of 10"), room) + page
    for part, style, runs in (
        (section.header, f"Header{wide}", head),
        (section.footer, f"Footer{wide}", foot),
    ):
        part.is_linked_to_previous = False
        line = paragraph(style, runs).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)
        old = part.paragraphs[0]._p  # python-docx has no public way to replace a paragraph
        old.getparent().replace(old, parse_xml(line))


def _apart(left: str, right: int, room: int) -> str:
    """What stands on the left, and the way to the right: on the same line where as many letters fit as go there."""
    line = "" if len(left) + right < room else "<w:br/>"
    return f"{runs_xml((Run(left),))}<w:r>{line}<w:tab/></w:r>"


def _held(text: str) -> str:
    """A period such as 2025-26 is never divided between lines."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


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
