"""Word's own rules, for documents of ours: where one is broken, Word says that the file is damaged, or shows another.

What may stand where is a list of what we write, so that it refuses more than Word's schema does.
"""

import io
import posixpath
import zipfile
from collections import Counter
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VAL = f"{W}val"

TEXT = "r hyperlink bookmarkStart bookmarkEnd"
# The children of an element, in order; those between two bars in any order.
CHILDREN = {
    "document": "body",
    "body": "p tbl | sectPr",
    "tbl": "tblPr | tblGrid | tr",
    "tblGrid": "gridCol",
    "tr": "trPr | tc",
    "trPr": "cantSplit | tblHeader",
    "tc": "tcPr | p",
    "tcPr": "tcW | shd",
    "tblPr": "tblStyle | tblW | tblLayout | tblLook | tblCaption | tblDescription",
    "p": f"pPr | {TEXT}",
    "pPr": "pStyle | keepNext | keepLines | numPr | tabs | spacing | ind | jc | outlineLvl | rPr | sectPr",
    "hyperlink": "r",
    "numPr": "ilvl | numId",
    "r": "rPr | t tab br noBreakHyphen fldChar instrText drawing",
    "rPr": "rStyle | rFonts | b | bCs | i | iCs | color | sz | szCs | u | lang",
    "sectPr": "headerReference footerReference | type | pgSz | pgMar",
    "hdr": "p",
    "ftr": "p",
    "numbering": "abstractNum | num",
    "abstractNum": "nsid multiLevelType | lvl",
    "lvl": "start | numFmt | lvlText | lvlJc | pPr | rPr",
    "num": "abstractNumId | lvlOverride",
    "lvlOverride": "startOverride",
    "styles": "docDefaults | style",
    "settings": "zoom | defaultTabStop | characterSpacingControl | compat | themeFontLang | decimalSymbol"
    " | listSeparator",
}
RANKS = {
    parent: {child: rank for rank, group in enumerate(groups.split("|")) for child in group.split()}
    for parent, groups in CHILDREN.items()
}
IN_STYLES = ("style", "rPrDefault", "pPrDefault")  # these have more properties than text may have
KEYS = {"style": "styleId", "num": "numId", "abstractNum": "abstractNumId", "bookmarkStart": "id"}
STYLES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
TYPES = {
    "officeDocument": "wordprocessingml.document.main+xml",
    "styles": "wordprocessingml.styles+xml",
    "numbering": "wordprocessingml.numbering+xml",
    "settings": "wordprocessingml.settings+xml",
    "header": "wordprocessingml.header+xml",
    "footer": "wordprocessingml.footer+xml",
    "core-properties": "core-properties+xml",
    "image": "image/png",
    "customXml": "application/xml",
    "customXmlProps": "customXmlProperties+xml",
}


class Written:
    """A file that was written, its parts parsed. Raises what ``zipfile`` and ``lxml`` raise."""

    def __init__(self, content):
        archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = archive.namelist()
        self.roots = {name: etree.fromstring(archive.read(name)) for name in self.names if _is_xml(name)}

    @cached_property
    def document(self):
        return self.roots["word/document.xml"]

    @cached_property
    def styles(self):
        return {style.get(f"{W}styleId"): style.get(f"{W}type") for style in self.all("style")}

    def all(self, *tags):
        """The elements with these names of all parts, in order."""
        wanted = [tag if tag.startswith("{") else W + tag for tag in tags]
        return [element for root in self.roots.values() for element in root.iter(*wanted)]

    def relationships(self, part):
        """The relationships of ``part`` ("" for the package) by identifier: kind and target; none for another file."""
        folder, name = posixpath.split(part)
        root = self.roots.get(posixpath.join(folder, "_rels", f"{name}.rels"), ())
        found = {}
        for entry in root:
            external = entry.get("TargetMode") == "External"
            target = None if external else posixpath.normpath(posixpath.join(folder, entry.get("Target")))
            found[entry.get("Id")] = (entry.get("Type").rpartition("/")[2], target)
        return found


def faults(written):
    """Every fault, in words."""
    for check in (_package, _relations, _order, _twice, _references, _cells, _sections):
        yield from check(written)


def _is_xml(name):
    return name.endswith((".xml", ".rels"))


def _package(written):
    if len(set(written.names)) < len(written.names):
        yield "two parts have one name"
    if written.names[:1] != ["[Content_Types].xml"]:
        yield "the types of parts do not come first"
    reached = {target for part in ("", *written.names) for _, target in written.relationships(part).values()}
    lost = [name for name in written.names if name not in reached and not name.endswith(".rels")]
    yield from (f"nothing leads to {name}" for name in lost if name != "[Content_Types].xml")


def _relations(written):
    types = {
        entry.get("PartName", "").lstrip("/") or entry.get("Extension"): entry.get("ContentType")
        for entry in written.roots["[Content_Types].xml"]
    }
    for part in ("", *written.roots):
        related = written.relationships(part)
        for kind, target in related.values():
            if target is None:
                continue
            if target not in written.names:
                yield f"{part} leads to {target}, which is not there"
            if not str(types.get(target, types.get(target.rpartition(".")[2]))).endswith(TYPES[kind]):
                yield f"{target} is no {kind} by its type"
        used = [value for element in _elements(written, part) for name, value in element.items() if name.startswith(R)]
        yield from (f"{part} has no relationship {key}" for key in used if key not in related)


def _elements(written, part):
    return written.roots[part].iter() if part in written.roots else ()


def _order(written):
    for parent in written.all(*CHILDREN):
        name = etree.QName(parent).localname
        if next(parent.iterancestors(*(W + tag for tag in IN_STYLES)), None) is not None:
            continue
        ranks = [RANKS[name].get(etree.QName(child).localname, -1) for child in parent]
        if ranks != sorted(ranks) or -1 in ranks:
            yield f"{name} has children that do not belong there, or not in this order"
        if name.endswith("Pr") and name != "sectPr" and len(set(ranks)) < len(ranks):
            yield f"{name} says something twice"


def _twice(written):
    for tag, key in KEYS.items():
        yield from (f"{tag} {value} is there twice" for value in _doubles(written.all(tag), W + key))
    yield from (f"picture {value} is there twice" for value in _doubles(written.all(f"{WP}docPr"), "id"))


def _doubles(elements, key):
    return [value for value, times in Counter(element.get(key) for element in elements).items() if times > 1]


def _references(written):
    for tag, kind in STYLES.items():
        used = {element.get(VAL) for element in written.all(tag)}
        yield from (f"{name} is no {kind} style" for name in used if written.styles.get(name) != kind)
    for element, owner in (("numId", "num"), ("abstractNumId", "abstractNum")):
        there = {entry.get(f"{W}{owner}Id") for entry in written.all(owner)}
        used = {entry.get(VAL) for entry in written.all(element)}
        yield from (f"{owner} {value} is used and not there" for value in used - there)
    deep = [level.get(VAL) for level in written.all("ilvl") if int(level.get(VAL)) > 8]
    yield from (f"no list has a level {level}" for level in deep)


def _cells(written):
    for table in written.all("tbl"):
        widths = [column.get(f"{W}w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        for row in table.iterfind(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            if any(len(cell) == 0 or cell[-1].tag != f"{W}p" for cell in cells):
                yield "a cell does not end in a paragraph"
            if [width.get(f"{W}w") for width in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")] != widths:
                yield "a row has other cells than the table has columns"
        if table.getnext() is None or table.getnext().tag != f"{W}p":
            yield "no paragraph divides a table from what follows"


def _sections(written):
    body = written.document.find(f"{W}body")
    if body is None or len(body) == 0 or body[-1].tag != f"{W}sectPr":
        yield "the last section has no properties"
    for section in written.all("sectPr"):
        kinds = [etree.QName(child).localname for child in section]
        if kinds.count("headerReference") != 1 or kinds.count("footerReference") != 1:
            yield "a section has no head, or no foot"
        if not {"pgSz", "pgMar"} <= set(kinds):
            yield "a section has no page"
