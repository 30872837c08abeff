"""Appendices as a Word document: its parts as text, packed."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from xml.sax.saxutils import escape, quoteattr

from tracker.word import sealing
from tracker.word.appendix import AppendixDocument, Chapter, Image, TextDocument
from tracker.word.body import IMAGE, Body, Setting, legal
from tracker.word.bookmarks import mark_name
from tracker.word.drawing import CONTENT_TYPE
from tracker.word.looks import CALM, Look, enlarged
from tracker.word.package import relationships_of
from tracker.word.pages import Running, running, section_properties, width_of
from tracker.word.template import Template, write_in

MEDIA = "media/image1.png"  # where the picture lies in word/
PROPERTIES = "docProps/core.xml"

_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_INDENTATION = re.compile(r">\s+<")


def write(
    document: AppendixDocument,
    *,
    at: datetime,
    look: Look = CALM,
    large_print: bool = False,
    template: Template | None = None,
    sealed: bytes = b"",
) -> bytes:
    """The ``.docx`` file of ``document``; ``at`` is when it says that it was made.

    It is in ``look``, or in a service's own ``template``, except in large print. Raises ``BadDocument`` for a template
    that cannot be used. It carries the text ``sealed`` with it, which no page shows.
    """
    if template and not large_print:
        return write_in(template, document, at=at, look=look, sealed=sealed)
    return _written(document, at=at, look=look, large_print=large_print, sealed=sealed)


def write_text(document: TextDocument, *, at: datetime, look: Look = CALM, large_print: bool = False) -> bytes:
    """The ``.docx`` file of a document of text; ``at`` is when it says that it was made."""
    return _written(document, at=at, look=look, large_print=large_print)


def _written(
    document: AppendixDocument | TextDocument, *, at: datetime, look: Look, large_print: bool, sealed: bytes = b""
) -> bytes:
    writing = Body(section_fill=look.section, whole_rows=not large_print)
    image = document.summary.image if document.summary else None
    lines = list(running(document, large_print=large_print))
    seal = _seal(sealed) if sealed else {}
    additions = {
        "word/document.xml": ("</w:body>", _body(document, writing)),
        "word/numbering.xml": ("</w:numbering>", "".join(writing.lists.nums)),
        "word/_rels/document.xml.rels": ("</Relationships>", _relationships(writing, lines, image, sealed)),
        "[Content_Types].xml": ("</Types>", _content_types(lines, image, sealed)),
    }
    parts = dict(_base(look, large_print=large_print))
    parts |= {name: parts[name].replace(end, added + end) for name, (end, added) in additions.items()}
    parts |= {f"word/{line.name}": line.xml for line in lines} | {PROPERTIES: _properties(document, at)} | seal
    return _packed(parts, image)


def _packed(parts: Mapping[str, str], image: Image | None) -> bytes:
    """The package. Nothing is parsed again on the way out: that would take longer than everything else together."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, legal(text))
        if image:
            package.writestr(f"word/{MEDIA}", image.png, zipfile.ZIP_STORED)
    return stream.getvalue()


def _body(document: AppendixDocument | TextDocument, writing: Body) -> str:
    """The parts, each a section of its own; the last section's end stands after everything."""
    xml = end = ""
    for number, part in enumerate(document.parts, 1):
        end = section_properties(number, landscape=part.landscape)
        closing = "" if number == len(document.parts) else end
        if isinstance(part, Chapter):
            xml += writing.chapter(part, closing)
            continue
        mark = (mark_name(part.key), number) if part.key else None
        xml += writing.part(part, Setting(width_of(part), closing, mark=mark, notice=document.notice))
    return xml + end


def _seal(sealed: bytes) -> dict[str, str]:
    """The parts that carry a text of ours, by name."""
    item, properties = (name.format(1) for name in (sealing.ITEM, sealing.PROPERTIES))
    return {
        item: sealing.item(sealed),
        relationships_of(item): sealing.relationships(1),
        properties: sealing.properties(),
    }


def _relationships(writing: Body, lines: Iterable[Running], image: Image | None, sealed: bytes) -> str:
    link = f'<Relationship Type="{_RELATIONSHIP}/hyperlink"'
    links = "".join(
        f'{link} Id="{key}" Target={quoteattr(href)} TargetMode="External"/>' for href, key in writing.links.items()
    )
    picture = f'<Relationship Type="{_RELATIONSHIP}/image" Id="{IMAGE}" Target="{MEDIA}"/>' if image else ""
    part = sealing.ITEM.format(1)
    seal = f'<Relationship Type="{_RELATIONSHIP}/{sealing.KIND}" Id="seal1" Target="../{part}"/>' if sealed else ""
    return "".join(line.relationship for line in lines) + links + picture + seal


def _content_types(lines: Iterable[Running], image: Image | None, sealed: bytes) -> str:
    part = sealing.PROPERTIES.format(1)
    seal = f'<Override PartName="/{part}" ContentType="{sealing.PROPERTIES_TYPE}"/>' if sealed else ""
    return "".join(line.content_type for line in lines) + (CONTENT_TYPE if image else "") + seal


@cache
def _base(look: Look, *, large_print: bool) -> dict[str, str]:
    """The parts of the empty document that every other begins as, in order; they lie as plain XML in ``base/``."""
    root = files("tracker.word") / "base"
    names = ("[Content_Types].xml", "_rels/.rels", *_parts(root / "word", "word"))
    texts = {name: _INDENTATION.sub("><", (root / name).read_text("utf-8")) for name in names}
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


def _properties(document: AppendixDocument | TextDocument, at: datetime) -> str:
    """The part that says what the document is, whose, and in which language."""
    title, author, keywords = (escape(text[:255]) for text in (document.title, document.author, document.keywords))
    day = f'xsi:type="dcterms:W3CDTF">{at:%Y-%m-%dT%H:%M:%SZ}</dcterms'
    return (
        f"<cp:coreProperties {_PROPERTIES}><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:keywords>{keywords}</cp:keywords><dc:description/><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision><dcterms:created {day}:created><dcterms:modified {day}:modified>"
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )
