"""Documents of ours that were broken on purpose, each in one way, to prove that the checks see it."""

import io
import re
import zipfile
from functools import cache

from tests.word.documents import zipped
from tests.word.spread import PICTURED
from tests.word.test_round_trip import AT
from tracker.word.writer import write

DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
RELATIONSHIPS, TYPES, PROPERTIES = "word/_rels/document.xml.rels", "[Content_Types].xml", "docProps/core.xml"
BOOKMARK = '<w:bookmarkStart w:id="7" w:name="{}"/><w:bookmarkEnd w:id="7"/>'
EMPTY = '<w:p><w:pPr><w:pStyle w:val="Lead"/></w:pPr></w:p>'
CELL = r"<w:tc>(<w:tcPr>.*?</w:tcPr>)(<w:p>.*?</w:p>)</w:tc>"

# What is wrong, in which part, and the replacement of the first place that a pattern finds there.
CHANGES = {
    "a cell's properties behind its text": (DOCUMENT, CELL, r"<w:tc>\2\1</w:tc>"),
    "a cell without a paragraph": (DOCUMENT, CELL, r"<w:tc>\1</w:tc>"),
    "a list before its form": (NUMBERING, r"(<w:abstractNum .*</w:abstractNum>)(<w:num .*</w:num>)", r"\2\1"),
    "two pictures of one identifier": (DOCUMENT, r"(<w:r><w:drawing>.*?</w:drawing></w:r>)", r"\1\1"),
    "two bookmarks of one identifier": (
        DOCUMENT,
        r'(<w:pStyle w:val="Heading1"/></w:pPr>)',
        r"\1" + BOOKMARK.format("a") + BOOKMARK.format("b"),
    ),
    "a relationship that is not there": (DOCUMENT, r'r:id="header1"', 'r:id="nowhere"'),
    "a picture's relationship that is not there": (DOCUMENT, r'r:embed="image1"', 'r:embed="nowhere"'),
    "a part that is not there": (RELATIONSHIPS, r'"header1.xml"', '"header9.xml"'),
    "a part of another type": (TYPES, r"styles\+xml", "footer+xml"),
    "a part of no type": (TYPES, r'<Default Extension="png"[^>]*/>', ""),
    "a style that is not there": (DOCUMENT, r'w:val="TableCode"', 'w:val="NoSuchStyle"'),
    "a style of another kind": (DOCUMENT, r'<w:rStyle w:val="Hyperlink"/>', '<w:rStyle w:val="TableCode"/>'),
    "a list that is not there": (DOCUMENT, r'w:numId w:val="2"', 'w:numId w:val="999"'),
    "a list's form that is not there": (NUMBERING, r'<w:abstractNumId w:val="2"', '<w:abstractNumId w:val="999"'),
    "a tenth level": (DOCUMENT, r'<w:ilvl w:val="0"', '<w:ilvl w:val="9"'),
    "two lists of one identifier": (NUMBERING, r'w:numId="2"', 'w:numId="1"'),
    "two styles of one identifier": (STYLES, r"(<w:style .*?</w:style>)", r"\1\1"),
    "a control character": (DOCUMENT, "Wording", "Word\x01ing"),
    "a tag that is not closed": (DOCUMENT, "</w:tbl>", ""),
    "no grid": (DOCUMENT, r"<w:tblGrid>.*?</w:tblGrid>", ""),
    "a grid of fewer columns": (DOCUMENT, r"<w:gridCol [^>]*/></w:tblGrid>", "</w:tblGrid>"),
    "a row of fewer cells": (DOCUMENT, CELL, ""),
    "a paragraph's properties in another order": (DOCUMENT, r"(<w:pStyle [^>]*/>)(<w:numPr>.*?</w:numPr>)", r"\2\1"),
    "a paragraph's properties behind its text": (DOCUMENT, r"(<w:pPr>.*?</w:pPr>)(<w:r>.*?</w:r>)", r"\2\1"),
    "a run's properties in another order": (DOCUMENT, r"<w:b/><w:bCs/>", "<w:bCs/><w:b/>"),
    "a table's properties in another order": (DOCUMENT, r"(<w:tblW [^>]*/>)(<w:tblLayout [^>]*/>)", r"\2\1"),
    "a section's properties in another order": (DOCUMENT, r"(<w:pgSz [^>]*/>)(<w:pgMar [^>]*/>)", r"\2\1"),
    "text outside a run": (DOCUMENT, r"<w:r>(<w:t [^>]*>Wording|<w:t [^>]*> Wording)</w:t></w:r>", r"\1</w:t>"),
    "a section without a head": (DOCUMENT, r"<w:headerReference [^>]*/>", ""),
    "no header row": (DOCUMENT, "<w:tblHeader/>", ""),
    "a look without a first row": (DOCUMENT, 'w:firstRow="1"', 'w:firstRow="0"'),
    "a header row that may be divided": (DOCUMENT, "<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/>"),
    "widths that are not fixed": (DOCUMENT, '<w:tblLayout w:type="fixed"/>', ""),
    "a picture without words": (DOCUMENT, r' descr="[^"]*"', ""),
    "a table without a caption": (DOCUMENT, r"<w:tblCaption [^>]*/>", ""),
    "a table without a description": (DOCUMENT, r"<w:tblDescription [^>]*/>", ""),
    "an empty paragraph for space": (DOCUMENT, r"<w:tbl>", EMPTY + "<w:tbl>"),
    "a cell merged across": (DOCUMENT, r"(<w:tcW [^>]*/>)", r'\1<w:gridSpan w:val="1"/>'),
    "a cell merged down": (DOCUMENT, r"(<w:tcW [^>]*/>)", r'\1<w:vMerge w:val="restart"/>'),
    "a table in a cell": (
        DOCUMENT,
        CELL,
        r'<w:tc>\1<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr>'
        r'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>\2</w:tc></w:tr></w:tbl>\2</w:tc>',
    ),
    "a heading that skips a level": (DOCUMENT, '"Heading1"(.*?)"Heading1"', r'"Heading1"\1"Heading3"'),
    "no heading at the beginning": (DOCUMENT, '"Heading1"', '"Lead"'),
    "no language": (STYLES, r"<w:lang [^>]*/>", ""),
    "a language of its own": (DOCUMENT, r"<w:b/><w:bCs/>", r'<w:b/><w:bCs/><w:lang w:val="fr-FR"/>'),
    "no title": (PROPERTIES, r"<dc:title>.*?</dc:title>", ""),
}


@cache
def broken() -> dict[str, bytes]:
    """The documents, by what is wrong with each."""
    archive = zipfile.ZipFile(io.BytesIO(write(PICTURED, at=AT)))
    parts = {name: archive.read(name) for name in archive.namelist()}
    documents = {said: _changed(parts, *change) for said, change in CHANGES.items()}
    left_out = {f"no {name}": name for name in ("word/header1.xml", STYLES, PROPERTIES, "word/media/image1.png")}
    return documents | {said: zipped(_without(parts, name)) for said, name in left_out.items()}


def _changed(parts, name, pattern, replacement):
    text, times = re.subn(pattern, replacement, parts[name].decode(), count=1, flags=re.DOTALL)
    assert times == 1, pattern
    assert text != parts[name].decode(), pattern
    return zipped(parts | {name: text})


def _without(parts, name):
    return {other: content for other, content in parts.items() if other != name}
