"""A service's own Word template: its styles, page set-up, heads and feet around our appendices."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from tracker.word.appendix import AppendixDocument
from tracker.word.body import Setting, mark_name
from tracker.word.host import Host
from tracker.word.host_writing import HostWriting
from tracker.word.labels import W
from tracker.word.looks import Look
from tracker.word.sections import copied, end_with, go_on, is_landscape, sections_of, text_width, turn


@dataclass(frozen=True, slots=True)
class Template:
    """A ``.docx`` or ``.dotx``; ``styles`` are those of it to take for ours, by the names of ours."""

    content: bytes
    styles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document made from a template; ``foot_style`` is for a foot with the page's number, where it has no foot."""

    content: bytes
    foot_style: str


def draft(document: AppendixDocument, template: Template, look: Look) -> Draft:
    """The parts of ``document`` in ``template``, each in a section of its own. Raises ``BadDocument``."""
    host = Host(template.content)
    upright, wide = _pages(host)
    for child in list(host.body):
        host.body.remove(child)
    writing = HostWriting(host, template.styles, look)
    for number, part in enumerate(document.parts, 1):
        section = copied(wide if part.landscape else upright)
        if number > 1:
            go_on(section)
        setting = Setting(text_width(section), mark=(mark_name(part.key), number) if part.key else None)
        host.body.extend(writing.blocks(part, setting))
        end_with(host.body[-1], section, is_last=number == len(document.parts))
    has_foot = upright.find(f"{W}footerReference") is not None
    writing.add_styles(() if has_foot else ("Footer",))
    host.forget_outside("settings")  # the file that a template was made from, which readers do not have
    return Draft(host.saved(), "" if has_foot else writing.styles["Footer"])


def _pages(host: Host) -> tuple[etree._Element, etree._Element]:
    """The template's upright page and its landscape one; what it lacks is the other one turned."""
    there = sections_of(host.body)
    upright = next((section for section in reversed(there) if not is_landscape(section)), None)
    wide = next((section for section in reversed(there) if is_landscape(section)), None)
    return _or_turned(upright, there[-1]), _or_turned(wide, there[-1])


def _or_turned(section: etree._Element | None, other: etree._Element) -> etree._Element:
    if section is None:
        section = copied(other)
        turn(section)
    return section
