"""What lets everybody read a document of ours, also who hears it or sees it enlarged."""

from tests.word.structure import VAL, WP, W

DC = "{http://purl.org/dc/elements/1.1/}"


def faults(written):
    """Every fault, in words."""
    for check in (_language_and_title, _tables, _pictures, _headings, _paragraphs):
        yield from check(written)


def _language_and_title(written):
    said = {entry.tag: (entry.text or "").strip() for entry in written.roots["docProps/core.xml"]}
    yield from (f"the document's {name} is not said" for name in ("title", "language") if not said.get(DC + name))
    languages = [entry.get(VAL) for entry in written.all("lang")]
    defaults = written.roots["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if defaults is None or languages != ["en-GB"]:
        yield "British English is not the language of the defaults, and of nothing else"


def _tables(written):
    for table in written.all("tbl"):
        yield from _properties_of(table)
        yield from _header_of(table)
    if next(written.document.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"), None) is not None:
        yield "a data table has a merged cell"
    if any(next(cell.iter(f"{W}tbl"), None) is not None for cell in written.all("tc")):
        yield "a table lies inside another"


def _properties_of(table):
    for name in ("tblCaption", "tblDescription"):
        entry = table.find(f"{W}tblPr/{W}{name}")
        if entry is None or not entry.get(VAL).strip():
            yield f"a table has no {name}"
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None or look.get(f"{W}firstRow") != "1":
        yield "a table's look does not tell its first row"
    layout = table.find(f"{W}tblPr/{W}tblLayout")
    if layout is None or layout.get(f"{W}type") != "fixed":
        yield "a table's widths are not fixed"


def _header_of(table):
    rows = table.findall(f"{W}tr")
    marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    if marked[:1] != [True] or any(marked[1:]):
        yield "a table has no header row that is marked so, or several"
    if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows[:1]):
        yield "a header row may be divided between pages"
    if any(not _words(cell) for row in rows[:1] for cell in row.iterfind(f"{W}tc")):
        yield "a column has no heading"


def _pictures(written):
    for picture in written.all(f"{WP}docPr"):
        if not picture.get("descr", "").strip():
            yield "a picture does not say what it shows"


def _headings(written):
    """A heading at the very beginning; none skips a level; each begins its own part."""
    paragraphs = written.document.findall(f"{W}body/{W}p")
    levels = [
        int(name.removeprefix("Heading")) if name.startswith("Heading") else 0 for name in map(_style, paragraphs)
    ]
    if levels[:1] != [1]:
        yield "the document does not begin with a heading"
    before = 0
    for level in filter(None, levels):
        if level > before + 1:
            yield f"a heading of level {level} follows one of level {before}"
        before = level


def _paragraphs(written):
    for paragraph in written.document.iterfind(f"{W}body/{W}p"):
        if not _words(paragraph) and next(paragraph.iter(f"{W}drawing"), None) is None:
            yield "an empty paragraph makes space"
    for link in written.all("hyperlink"):
        if not _words(link):
            yield "a link has no words"


def _style(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(VAL)


def _words(element):
    return "".join(text.text or "" for text in element.iter(f"{W}t")).strip()
