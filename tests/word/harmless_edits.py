"""What programs and people do to a file that leaves what is sealed as it was. ``pick`` chooses from a list."""

import zipfile
from copy import deepcopy

from lxml import etree

from tests.word.documents import KIND
from tests.word.edits import REVISION, element, paragraph, properties_of, run, texts, words, wrapped
from tests.word.reports import contents, line, picture
from tracker.word.labels import VAL, W

MAIN = "word/document.xml"
LINKS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument"
XML = "{http://www.w3.org/XML/1998/namespace}"


def parsed(xml):
    return list(etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}" xmlns:r="{KIND}">{xml}</w:x>'))


def outside(opened, pick, blocks):
    """Put ``blocks`` somewhere outside the tables, and not between a table and what has to follow it."""
    places = list(opened.body.iterchildren(f"{W}p"))
    for block in blocks:
        pick(places).addprevious(block)


def add_part(opened, name, content, kind="", type_=""):
    """A part with its type, and the document's relationship to it."""
    opened.parts[name] = content
    if type_:
        etree.SubElement(opened.parts[TYPES], "Override", PartName=f"/{name}", ContentType=type_)
    if kind:
        target = name.removeprefix("word/") if name.startswith("word/") else f"../{name}"
        etree.SubElement(opened.parts[LINKS], "Relationship", Id=f"new{len(opened.parts)}", Type=kind, Target=target)


def split_a_run(opened, pick):
    text = pick([text for text in texts(opened) if len(text.text) > 1])
    one = text.getparent()
    other = deepcopy(one)
    place = pick(range(1, len(text.text)))
    index = one.index(text)
    other[index].text, text.text = text.text[place:], text.text[:place]
    for child in one[index + 1 :]:
        one.remove(child)
    for child in other[:index]:
        if child.tag != f"{W}rPr":
            other.remove(child)
    for half in (one, other):
        for piece in half.iter(f"{W}t"):
            piece.set(f"{XML}space", "preserve")
    one.addnext(other)


def join_runs(opened, _pick):
    for one in opened.all("r"):
        other = one.getnext()
        looks = [
            b"" if (found := r.find(f"{W}rPr")) is None else etree.tostring(found)
            for r in (one, other)
            if r is not None
        ]
        if other is not None and other.tag == f"{W}r" and looks[0] == looks[1]:
            for child in list(other):
                if child.tag != f"{W}rPr":
                    one.append(child)
            other.getparent().remove(other)
            return


def say_who_typed(opened, pick):
    for one in opened.all("p", "r", "tr"):
        one.set(f"{W}{pick(['rsidR', 'rsidRPr'])}", "00A1B2C3")


def mark_spelling(opened, pick):
    one = pick(opened.all("r"))
    one.addprevious(element("proofErr", type="spellStart"))
    one.addnext(element("proofErr", type="spellEnd"))


def add_a_bookmark(opened, pick):
    one = pick(opened.all("r"))
    one.addprevious(element("bookmarkStart", id="900", name="_GoBack"))
    one.addnext(element("bookmarkEnd", id="900"))


def note_a_page_break(opened, pick):
    pick([text.getparent() for text in texts(opened)]).insert(1, element("lastRenderedPageBreak"))


def rename_a_style(opened, pick):
    name = pick(["TableText", "Lead", "Heading1", "Notice", "TableList", "AppendixTable"])
    for root in opened.parts.values():
        for entry in [] if isinstance(root, bytes) else root.iter():
            for key in (VAL, f"{W}styleId"):
                if entry.get(key) == name and entry.tag not in (f"{W}name", f"{W}lvlText"):
                    entry.set(key, f"{name}99")


def add_styles(opened, pick):
    for number, kind in enumerate(["paragraph", "character", "table"]):
        style = element("style", element("name", val=f"Other {number}"), element("rPr", element("strike")), type=kind)
        style.set(f"{W}styleId", f"Other{number}")
        opened.styles.append(style)
    del pick


def rename_the_part(opened, pick):
    number = pick([7, 42])

    def renamed(name):
        return name.replace("item1.", f"item{number}.").replace("itemProps1.", f"itemProps{number}.")

    opened.parts = {renamed(name): part for name, part in opened.parts.items()}
    for name, part in opened.parts.items():
        for entry in part if name.endswith((".rels", TYPES)) else ():
            for key, value in entry.items():
                entry.set(key, renamed(value))


def add_a_part_of_others(opened, _pick):
    content = b'<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>'
    add_part(opened, "customXml/item5.xml", content, f"{KIND}/customXml")
    opened.parts = dict(
        sorted(opened.parts.items(), key=lambda part: (part[0] != TYPES, part[0] != "customXml/item5.xml"))
    )


def turn_attributes_round(opened, _pick):
    for entry in opened.all("pgSz", "pgMar", "tblLook", "tcW", "tblW"):
        turned = list(reversed(entry.attrib.items()))
        entry.attrib.clear()
        entry.attrib.update(turned)


def pack_otherwise(opened, pick):
    opened.packing = pick([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
    first, *others = opened.parts
    opened.parts = {name: opened.parts[name] for name in (first, *reversed(others))}


def add_theme_and_settings(opened, _pick):
    theme = b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"/>'
    add_part(opened, "word/theme/theme1.xml", theme, f"{KIND}/theme", f"{WORD}.theme+xml")
    web = f'<w:webSettings xmlns:w="{W[1:-1]}"/>'.encode()
    add_part(opened, "word/webSettings.xml", web, f"{KIND}/webSettings", f"{WORD}.wordprocessingml.webSettings+xml")
    opened.parts["word/settings.xml"].append(element("rsids", element("rsidRoot", val="00A1B2C3")))


def set_up_pages(opened, pick):
    for size in opened.all("pgSz"):
        size.set(f"{W}w", pick(["11906", "16838", "12240"]))
        size.set(f"{W}h", pick(["16838", "11906", "15840"]))
    for margins in opened.all("pgMar"):
        margins.set(f"{W}left", pick(["500", "1134", "2000"]))


def change_fonts(opened, pick):
    looks = [
        element("rFonts", ascii="Comic Sans MS"),
        element("color", val="FF0000"),
        element("sz", val="40"),
        element("b"),
        element("i", val="0"),
        element("highlight", val="yellow"),
        element("vanish", val="0"),
        element("u", val="single"),
    ]
    properties_of(pick([text.getparent() for text in texts(opened)]), "rPr").append(pick(looks))


def change_the_look_of_a_table(opened, pick):
    properties = pick(opened.all("tbl"))[0]
    for name in pick([["tblStyle"], ["tblLook"], ["tblLayout", "tblCaption"], ["tblW"]]):
        for entry in properties.findall(W + name):
            properties.remove(entry)
    fill = element("shd", val="clear", fill=pick(["FFE0E0", "000080"]))
    properties_of(pick(opened.all("tc")), "tcPr").append(fill)
    height = element("trHeight", val=pick(["600", "2000"]), hRule="atLeast")
    properties_of(pick(opened.all("tr")), "trPr").append(height)


def widen_columns(opened, pick):
    for width in opened.all("gridCol", "tcW"):
        width.set(f"{W}w", pick(["900", "1500", "3000"]))


def divide_the_grid(opened, pick):
    """A cell of one row is made wider by hand, so that the table has one column more to count by."""
    row = pick(opened.all("tr"))
    for other in row.getparent().findall(f"{W}tr"):
        cell = other.findall(f"{W}tc")[-1 if other is row else 0]
        properties_of(cell, "tcPr").append(element("gridSpan", val="2"))


def change_heads_and_feet(opened, pick):
    part = opened.parts[pick(["word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml"])]
    part[:] = [paragraph(pick(["Another head", "Not ratified at all"]))]


def drop_heads(opened, _pick):
    for reference in opened.all("headerReference", "footerReference"):
        reference.getparent().remove(reference)


def add_a_paragraph(opened, pick):
    outside(opened, pick, [paragraph(pick(["A paragraph of the report.", "2.1 is important.", "C"]))])


def add_a_picture(opened, pick):
    outside(opened, pick, parsed(picture(800)))


def anchor_a_picture_in_a_line(opened, pick):
    line_ = pick([one for one in opened.body.iterchildren(f"{W}p") if words(one)])
    line_.extend(parsed(picture(801))[0])


def add_contents(opened, pick):
    outside(opened, pick, parsed(contents("Self-assessment", "Plan")))


def add_a_table_of_others(opened, pick):
    rows = [element("tr", *(element("tc", paragraph(text)) for text in row)) for row in (["Who", "Post"], ["A", "0.5"])]
    outside(opened, pick, [element("tbl", *rows)])
    outside(opened, pick, parsed(line("After it.")))


def add_a_comment(opened, pick):
    one = pick([text.getparent() for text in texts(opened)])
    one.addprevious(element("commentRangeStart", id="700"))
    reference = element("r", element("commentReference", id="700"))
    one.addnext(reference)
    one.addnext(element("commentRangeEnd", id="700"))
    said = element("comments", element("comment", paragraph("Really?"), id="700", author="A"))
    add_part(
        opened, "word/comments.xml", etree.tostring(said), f"{KIND}/comments", f"{WORD}.wordprocessingml.comments+xml"
    )


def note_an_earlier_look(opened, pick):
    properties_of(pick([text.getparent() for text in texts(opened)]), "rPr").append(
        etree.Element(f"{W}rPrChange", REVISION)
    )


def write_a_hyphen_as_a_letter(opened, pick):
    del pick
    for hyphen in opened.all("noBreakHyphen"):
        letter = element("t")
        letter.text = "\u2011"
        hyphen.getparent().replace(hyphen, letter)


def wrap_in_a_tag(opened, pick):
    one = pick([one for one in opened.all("r") if one.getparent().tag == f"{W}p"])
    wrapped(one, "smartTag", {f"{W}element": "place"})


def add_spaces_and_lines(opened, pick):
    cell = pick(opened.all("tc"))
    cell.append(element("p"))
    text = pick([text for text in texts(opened) if " " in text.text])
    text.text = text.text.replace(" ", pick(["  ", "\u00a0", " "]))
    text.set(f"{XML}space", "preserve")
    outside(opened, pick, [element("p"), paragraph("")])


def remove_lists_that_nobody_uses(opened, _pick):
    numbering = opened.parts["word/numbering.xml"]
    used = {entry.get(VAL) for entry in opened.all("numId")}
    for num in numbering.findall(f"{W}num"):
        if num.get(f"{W}numId") not in used:
            numbering.remove(num)


def type_a_list_mark(opened, _pick):
    """A bullet that is typed shows as the bullet that was there."""
    bullets = [
        one
        for one in opened.all("p")
        if (num := one.find(f"{W}pPr/{W}numPr/{W}numId")) is not None and num.get(VAL) == "1"
    ]
    properties = bullets[0].find(f"{W}pPr")
    properties.remove(properties.find(f"{W}numPr"))
    properties.addnext(run("•\u00a0"))


HARMLESS = [
    *(split_a_run, join_runs, say_who_typed, mark_spelling, add_a_bookmark, note_a_page_break),
    *(rename_a_style, add_styles, rename_the_part, add_a_part_of_others, turn_attributes_round, pack_otherwise),
    *(add_theme_and_settings, set_up_pages, change_fonts, change_the_look_of_a_table, widen_columns, divide_the_grid),
    *(change_heads_and_feet, drop_heads, add_a_paragraph, add_a_picture, anchor_a_picture_in_a_line, add_contents),
    *(add_a_table_of_others, add_a_comment, note_an_earlier_look, write_a_hyphen_as_a_letter, wrap_in_a_tag),
    *(add_spaces_and_lines, remove_lists_that_nobody_uses, type_a_list_mark),
]
