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
from docx.section import Section, _Footer, _Header

from tracker.richtext import Run
from tracker.word.appendix import AppendixDocument
from tracker.word.body import IMAGE, Body, Setting, mark_name, paragraph, runs_xml
from tracker.word.drawing import CONTENT_TYPE
from tracker.word.looks import CALM, Look, enlarged
from tracker.word.package import BadDocument
from tracker.word.template import Template, draft

NAMESPACES = nsdecls("w", "r")
UPRIGHT, WIDE = 9638, 14570  # how wide the text is on a page of ours
TAB = "<w:r><w:tab/></w:r>"
BAD_TEMPLATE = (
    "The template cannot be used: it refers to parts that are not in it. Open it in Word, save it again, and send that."
)
MEDIA = "media/image1.png"  # where the picture lies in word/


def write(
    document: AppendixDocument,
    *,
    at: datetime,
    look: Look = CALM,
    large_print: bool = False,
    template: Template | None = None,
) -> bytes:
    """The ``.docx`` file of ``document``; ``at`` is when it says that it was made.

    It is in ``look``, or in a service's own ``template``, except in large print. Raises ``BadDocument`` for a template
    that cannot be read.
    """
    word = _in_template(document, template, look) if template and not large_print else None
    if word is None:
        word = Document(_draft(document, look, large_print=large_print))
        for section, part in zip(word.sections, document.parts, strict=True):
            _running_lines(section, document, part.title)
    _properties(word, document, at)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _in_template(document: AppendixDocument, template: Template, look: Look) -> WordDocument:
    made = draft(document, template, look)
    try:
        word = Document(io.BytesIO(made.content))
    except (KeyError, ValueError) as error:
        raise BadDocument(BAD_TEMPLATE) from error
    if made.foot_style:
        _set_line(word.sections[0].footer, made.foot_style, _page_number())
    return word


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
            package.writestr(f"word/{MEDIA}", image.png)
    stream.seek(0)
    return stream


def _body(document: AppendixDocument, writing: Body) -> str:
    """The parts, each a section of its own; the last section's end stands after everything."""
    xml = end = ""
    for number, part in enumerate(document.parts, 1):
        end = section_properties(landscape=part.landscape)
        width = WIDE if part.landscape else UPRIGHT
        last = number == len(document.parts)
        mark = (mark_name(part.key), number) if part.key else None
        xml += writing.part(part, Setting(width, "" if last else end, mark=mark))
    return xml + end


def _relationships(writing: Body, *, with_image: bool) -> str:
    link = f'<Relationship Type="{RELATIONSHIP_TYPE.HYPERLINK}" TargetMode="External"'
    links = "".join(f'{link} Id="{key}" Target={quoteattr(href)}/>' for href, key in writing.links.items())
    image = f'<Relationship Type="{RELATIONSHIP_TYPE.IMAGE}" Id="{IMAGE}" Target="{MEDIA}"/>'
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


def _running_lines(section: Section, document: AppendixDocument, title: str) -> None:
    """Head: author and running title; foot: the part's title and the page."""
    wide = "Landscape" if section.orientation == WD_ORIENT.LANDSCAPE else ""
    head = f"{runs_xml((Run(document.author),))}{TAB}{runs_xml((Run(_held(document.running_title)),))}"
    foot = f"{runs_xml((Run(title),))}{TAB}{_page_number()}"
    _set_line(section.header, f"Header{wide}", head)
    _set_line(section.footer, f"Footer{wide}", foot)


def _set_line(part: _Header | _Footer, style: str, runs: str) -> None:
    part.is_linked_to_previous = False
    line = paragraph(style, runs).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)
    old = part.paragraphs[0]._p  # python-docx has no public way to replace a paragraph
    old.getparent().replace(old, parse_xml(line))


def _page_number() -> str:
    return f"{runs_xml((Run('Page '),))}{_field('PAGE')}{runs_xml((Run(' of '),))}{_field('NUMPAGES')}"


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
