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
from tracker.word.appendix import Appendix, AppendixDocument
from tracker.word.body import Body, paragraph, runs_xml

NAMESPACES = nsdecls("w", "r")


def write(document: AppendixDocument, *, at: datetime) -> bytes:
    """The ``.docx`` file of ``document``; ``at`` is when it says that it was made."""
    word = Document(_draft(document))
    for section, appendix in zip(word.sections, document.appendices, strict=True):
        _running_lines(section, document, appendix)
    _properties(word, document, at)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _draft(document: AppendixDocument) -> io.BytesIO:
    """The package with its body, before heads and feet are added.

    The body becomes part of the package as text, so that it is parsed once: elements moved from one tree into another
    cost more than all the rest.
    """
    writing, last = Body(), len(document.appendices)
    body = "".join(
        writing.appendix(appendix, last=index == last) for index, appendix in enumerate(document.appendices, 1)
    )
    link = f'<Relationship Type="{RELATIONSHIP_TYPE.HYPERLINK}" TargetMode="External"'
    links = "".join(f'{link} Id="{key}" Target={quoteattr(href)}/>' for href, key in writing.links.items())
    additions = {
        "word/document.xml": ("</w:body>", body),
        "word/numbering.xml": ("</w:numbering>", "".join(writing.lists.nums)),
        "word/_rels/document.xml.rels": ("</Relationships>", links),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, text in _base().items():
            end, added = additions.get(name, ("", ""))
            package.writestr(name, text.replace(end, added + end) if added else text)
    stream.seek(0)
    return stream


@cache
def _base() -> dict[str, str]:
    """The parts of the empty document that every other begins as, in order; they lie as plain XML in ``base/``."""
    root = files("tracker.word") / "base"
    names = ("[Content_Types].xml", "_rels/.rels", *_parts(root / "word", "word"))
    return {name: (root / name).read_text("utf-8") for name in names}


def _parts(folder: Traversable, path: str) -> Iterator[str]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _parts(entry, name)
        else:
            yield name


def _running_lines(section: Section, document: AppendixDocument, appendix: Appendix) -> None:
    """Head: author and running title; foot: the appendix and the page."""
    wide = "Landscape" if section.orientation == WD_ORIENT.LANDSCAPE else ""
    page = f"{_field('PAGE')}{runs_xml((Run(' of '),))}{_field('NUMPAGES')}"
    head = f"{runs_xml((Run(document.author),))}<w:r><w:tab/></w:r>{runs_xml((Run(document.running_title),))}"
    foot = f"{runs_xml((Run(appendix.title),))}<w:r><w:tab/></w:r>{runs_xml((Run('Page '),))}{page}"
    for part, style, runs in (
        (section.header, f"Header{wide}", head),
        (section.footer, f"Footer{wide}", foot),
    ):
        part.is_linked_to_previous = False
        line = paragraph(style, runs).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)
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
