"""A service's own Word template: its styles, page set-up, heads and feet around our appendices."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import _Footer
from lxml import etree

from tracker.word.appendix import AppendixDocument
from tracker.word.body import Setting, paragraph
from tracker.word.bookmarks import mark_name
from tracker.word.host import Host
from tracker.word.host_writing import HostWriting
from tracker.word.labels import W
from tracker.word.looks import Look
from tracker.word.notices import Notices
from tracker.word.package import BadDocument
from tracker.word.pages import page_number
from tracker.word.sections import copied, end_with, go_on, is_landscape, sections_of, text_width, turn, with_heads

BROKEN: Final = (
    "The template cannot be used: it refers to parts that are not in it. Open it in Word, save it again, and send that."
)


@dataclass(frozen=True, slots=True)
class Template:
    """A ``.docx`` or ``.dotx``; ``styles`` are those of it to take for ours, by the names of ours."""

    content: bytes
    styles: Mapping[str, str] = field(default_factory=dict)


def write_in(template: Template, document: AppendixDocument, *, at: datetime, look: Look, sealed: bytes = b"") -> bytes:
    """``document`` in ``template``. Raises ``BadDocument`` where it cannot be used."""
    content, foot = _draft(template, document, look, sealed)
    try:
        word = Document(io.BytesIO(content))
    except (KeyError, ValueError) as error:
        raise BadDocument(BROKEN) from error
    if foot:
        _number_pages(word.sections[0].footer, foot)
    _set_properties(word, document, at)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _draft(template: Template, document: AppendixDocument, look: Look, sealed: bytes) -> tuple[bytes, str]:
    """The parts of ``document``, each in a section of its own, and a style for a foot where the template has none."""
    host = Host(template.content)
    upright, wide = _pages(host)
    for child in list(host.body):
        host.body.remove(child)
    writing = HostWriting(host, template.styles, look)
    parts = [(part, copied(wide if part.landscape else upright)) for part in document.parts]
    for number, (part, section) in enumerate(parts, 1):
        if number > 1:
            go_on(section)
        mark = (mark_name(part.key), number) if part.key else None
        setting = Setting(text_width(section), mark=mark, notice=document.notice)
        host.body.extend(writing.blocks(part, setting))
        end_with(host.body[-1], section, is_last=number == len(parts))
    has_foot = parts[0][1].find(f"{W}footerReference") is not None
    Notices(host, writing, document.notice).say([section for _, section in parts])
    writing.add_styles(() if has_foot else ("Footer",))
    host.seal(sealed)
    host.forget_text()
    host.forget_properties()
    host.forget_outside("settings")  # the file that a template was made from, which readers do not have
    return host.saved(), "" if has_foot else writing.styles["Footer"]


def _number_pages(foot: _Footer, style: str) -> None:
    foot.is_linked_to_previous = False
    line = paragraph(style, page_number()).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)
    old = foot.paragraphs[0]._p  # python-docx has no public way to replace a paragraph
    old.getparent().replace(old, parse_xml(line))


def _set_properties(word: WordDocument, document: AppendixDocument, at: datetime) -> None:
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.author[:255]
    properties.keywords = document.keywords[:255]
    properties.language = "en-GB"
    properties.comments = ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.revision = 1


def _pages(host: Host) -> tuple[etree._Element, etree._Element]:
    """The template's upright page and its landscape one; what it lacks is the other one turned."""
    there = sections_of(host.body)
    with_heads(there)
    upright = next((section for section in reversed(there) if not is_landscape(section)), None)
    wide = next((section for section in reversed(there) if is_landscape(section)), None)
    return _or_turned(upright, there[-1]), _or_turned(wide, there[-1])


def _or_turned(section: etree._Element | None, other: etree._Element) -> etree._Element:
    if section is None:
        section = copied(other)
        turn(section)
    return section
