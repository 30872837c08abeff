"""A Word document that somebody else made: things are added to it, and what nobody touches stays byte for byte."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Final

from lxml import etree

from tracker.word import sealing
from tracker.word.labels import W
from tracker.word.package import NO_BODY, BadDocument, Package, relationships_of

_TYPES_PART: Final = "[Content_Types].xml"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R_ID: Final = f"{{{_KIND}}}id"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS_OF_STYLE: Final = ("styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme")
_OF_THE_WHOLE: Final = (*_PARTS_OF_STYLE, "footnotes", "endnotes", "customXml", "glossaryDocument")
"""What a document relates to without referring to it in its text."""

_NEW: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive knows


class Host:
    """The document as a package. Raises ``BadDocument`` for what cannot be read, or has no body."""

    def __init__(self, content: bytes) -> None:
        self._package = Package(content)
        self._roots: dict[str, etree._Element] = {}
        self._touched: set[str] = set()
        self._added: dict[str, bytes] = {}
        self._made: dict[str, str] = {}
        self.main = self._package.main
        body = self._root(self.main, "").find(f"{W}body")
        if body is None:
            raise BadDocument(NO_BODY)
        self.body: etree._Element = body
        self._touched.add(self.main)
        self._declare(self.main, "document.main")  # a template becomes a document

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part of this kind ("styles", "numbering"), to read; ``None`` where there is none."""
        name = self._package.related_name(kind) or self._made.get(kind, "")
        return self._root(name, "") if name else None

    def changed(self, kind: str) -> etree._Element:
        """As ``part``, to change it; it is made where there is none."""
        name = self._package.related_name(kind) or self._made.get(kind) or self._make(kind)
        self._touched.add(name)
        return self._root(name, f'<w:{kind} xmlns:w="{W[1:-1]}"/>')

    def relationship(self, kind: str, target: str, *, external: bool = False) -> str:
        """The identifier of the document's relationship of this kind to ``target``; one that is there is taken."""
        name = relationships_of(self.main)
        root = self._root(name, f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        entries = list(root.iter(f"{{{_RELATIONSHIPS}}}Relationship"))
        for entry in entries:
            same = (entry.get("Type"), entry.get("Target")) == (f"{_KIND}/{kind}", target)
            if same and (entry.get("TargetMode") == "External") == external:
                return entry.get("Id", "")
        identifier = _free("rId", {entry.get("Id", "") for entry in entries})
        entry = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=identifier, Type=f"{_KIND}/{kind}")
        entry.set("Target", target)
        if external:
            entry.set("TargetMode", "External")
        self._touched.add(name)
        return identifier

    def forget_outside(self, kind: str) -> None:
        """Take from the part of this kind what it says of files outside the document: elements and relationships."""
        part = self._package.related_name(kind)
        name = relationships_of(part)
        links = self._root(name, f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        outside = [entry for entry in links if entry.get("TargetMode") == "External"] if part else []
        if outside:
            gone = {entry.get("Id") for entry in outside}
            for entry in outside:
                links.remove(entry)
            self._touched.add(name)
            root = self.changed(kind)
            for child in [child for child in root if gone & {one.get(_R_ID) for one in child.iter()}]:
                root.remove(child)

    def forget_text(self) -> None:
        """Let go of what only the text referred to that is no longer there: pictures, links, comments, notes."""
        used = {value for element in self._root(self.main, "").iter() for value in element.attrib.values()}
        name = relationships_of(self.main)
        links = self._root(name, f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        for entry in list(links):
            if entry.get("Type", "").rpartition("/")[2] not in _OF_THE_WHOLE and entry.get("Id") not in used:
                links.remove(entry)
                self._touched.add(name)
        for kind in [kind for kind in ("footnotes", "endnotes") if self.part(kind) is not None]:
            root = self.changed(kind)
            root[:] = [note for note in root if note.get(f"{W}type") is not None]  # the lines between text and notes

    def forget_properties(self) -> None:
        """Let go of its title, author and small picture; LibreOffice relates to them as python-docx does not know."""
        name = relationships_of("")
        links = self._root(name, f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        for entry in list(links):
            if entry.get("Type", "").rpartition("/")[2] in ("core-properties", "thumbnail"):
                links.remove(entry)
                self._touched.add(name)

    def picture(self, png: bytes) -> str:
        """The identifier of the relationship to a picture with this content, added where there is none."""
        folder = posixpath.join(posixpath.dirname(self.main), "media")
        for name in self._names():
            if name.startswith(f"{folder}/") and name.endswith(".png") and self._content(name) == png:
                return self.relationship("image", f"media/{posixpath.basename(name)}")
        taken = {posixpath.splitext(name)[0] for name in self._names()}
        name = f"{_free(f'{folder}/image', taken)}.png"
        self._added[name] = png
        self._declare_pictures()
        return self.relationship("image", f"media/{posixpath.basename(name)}")

    def head(self, identifier: str) -> etree._Element | None:
        """The root of the head of pages that this relationship leads to, to read; ``None`` where it leads nowhere."""
        name = self._target(identifier)
        return self._root(name, "") if name in self._names() else None

    def changed_head(self, identifier: str) -> etree._Element:
        """As ``head``, which is there, to change it."""
        self._touched.add(self._target(identifier))
        return self._root(self._target(identifier), "")

    def add_head(self, root: etree._Element, *, like: str = "") -> str:
        """The identifier of a new head of pages; it relates to what the one does that ``like`` leads to."""
        folder = posixpath.dirname(self.main)
        name = _free(posixpath.join(folder, "header"), {posixpath.splitext(one)[0] for one in self._names()}) + ".xml"
        self._roots[name] = etree.ElementTree(root).getroot()
        self._touched.add(name)
        self._added[name] = b""
        related = relationships_of(self._target(like)) if like else ""
        if related in self._names():
            self._added[relationships_of(name)] = self._content(related)
        self._declare(name, "header")
        return self.relationship("header", posixpath.basename(name))

    def _target(self, identifier: str) -> str:
        """The name of the part that this relationship of the document leads to; empty where it leads nowhere."""
        root = self._root(relationships_of(self.main), f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        entries = (e for e in root if e.get("Id") == identifier and e.get("TargetMode") != "External")
        target = next((entry.get("Target", "") for entry in entries), "")
        return (
            posixpath.normpath(posixpath.join("/", posixpath.dirname(self.main), target)).lstrip("/") if target else ""
        )

    def seal(self, sealed: bytes) -> None:
        """Let it carry the text ``sealed`` in place of any other; where that is empty, none."""
        there = sealing.parts_of(self._package)
        for name in there:
            self._added[name] = sealing.item(sealed).encode()
        if sealed and not there:
            taken = set(self._names())
            number = next(n for n in count(1) if not {sealing.ITEM.format(n), sealing.PROPERTIES.format(n)} & taken)
            item, properties = sealing.ITEM.format(number), sealing.PROPERTIES.format(number)
            self._added[item] = sealing.item(sealed).encode()
            self._added[properties] = sealing.properties().encode()
            self._added[relationships_of(item)] = sealing.relationships(number).encode()
            self._override(properties, sealing.PROPERTIES_TYPE)
            self.relationship(sealing.KIND, posixpath.relpath(f"/{item}", f"/{posixpath.dirname(self.main)}"))

    def saved(self) -> bytes:
        """The document as a file: the parts in their order, then those that were added."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in self._package.members:
                archive.writestr(_entry(member.filename, member), self._content(member.filename))
            for name in dict.fromkeys((*self._added, *self._roots)):
                if name not in archive.namelist() and name in {*self._added, *self._touched}:
                    archive.writestr(_entry(name), self._content(name))
        return stream.getvalue()

    def _content(self, name: str) -> bytes:
        if name in self._touched:
            tree = self._roots[name].getroottree()
            return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
        return self._added[name] if name in self._added else self._package.content(name)

    def _names(self) -> Iterator[str]:
        yield from (member.filename for member in self._package.members)
        yield from self._added

    def _root(self, name: str, empty: str) -> etree._Element:
        if name not in self._roots:
            there = self._package.xml(name)
            self._roots[name] = etree.fromstring(empty) if there is None else there
        return self._roots[name]

    def _make(self, kind: str) -> str:
        """The name of a part of this kind, which the document did not have."""
        folder = posixpath.dirname(self.main)
        name = posixpath.join(folder, f"{kind}.xml")
        if name in self._names():  # something else, to which the document does not relate as that
            name = _free(posixpath.join(folder, kind), {posixpath.splitext(one)[0] for one in self._names()}) + ".xml"
        self._made[kind] = name
        self.relationship(kind, posixpath.basename(name))
        self._declare(name, kind)
        return name

    def _declare(self, name: str, kind: str) -> None:
        """Say in the list of types what the part ``name`` is."""
        self._override(name, f"{_WORD_TYPE}.{kind}+xml")

    def _override(self, name: str, type_: str) -> None:
        root = self._root(_TYPES_PART, f'<Types xmlns="{_TYPES}"/>')
        entry = next((e for e in root.iter(f"{{{_TYPES}}}Override") if e.get("PartName") == f"/{name}"), None)
        if entry is None:
            entry = etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/{name}"})
        if entry.get("ContentType") != type_:
            entry.set("ContentType", type_)
            self._touched.add(_TYPES_PART)

    def _declare_pictures(self) -> None:
        root = self._root(_TYPES_PART, f'<Types xmlns="{_TYPES}"/>')
        if all(entry.get("Extension", "").lower() != "png" for entry in root.iter(f"{{{_TYPES}}}Default")):
            root.insert(0, etree.Element(f"{{{_TYPES}}}Default", {"Extension": "png", "ContentType": "image/png"}))
            self._touched.add(_TYPES_PART)


def _free(start: str, taken: set[str]) -> str:
    """``start`` with the first number after it that is not taken."""
    number = 1
    while f"{start}{number}" in taken:
        number += 1
    return f"{start}{number}"


def _entry(name: str, member: zipfile.ZipInfo | None = None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, member.date_time if member else _NEW)
    entry.compress_type = member.compress_type if member else zipfile.ZIP_DEFLATED
    entry.external_attr = member.external_attr if member else 0o600 << 16
    return entry
