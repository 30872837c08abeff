"""What people do to a file that touches the sealed text. ``pick`` chooses from a list."""

import json
import re
from copy import deepcopy

from lxml import etree

from tests.word.sealed import Opened, file, ratified, sealed
from tracker.signing import SigningKey
from tracker.word.labels import VAL, W

SEAL = "customXml/item1.xml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
REVISION = {f"{W}id": "990", f"{W}author": "A", f"{W}date": "2023-01-01T00:00:00Z"}
LETTERS = list("abcxyzABC0123456789.,")


def element(tag, *children, **attributes):
    made = etree.Element(W + tag, {W + name: value for name, value in attributes.items()})
    made.extend(children)
    return made


def run(text, *properties):
    made = element("r", element("rPr", *properties), element("t"))
    made[1].text = text
    return made


def paragraph(text):
    return element("p", run(text))


def wrapped(inside, tag, attributes=REVISION):
    around = etree.Element(W + tag, attributes)
    inside.addprevious(around)
    around.append(inside)
    return around


def texts(opened):
    """The pieces of text that are sealed: those of tables, and those of lines."""
    return [text for text in opened.all("t") if text.text.strip()]


def sealed_runs(opened):
    return [text.getparent() for text in texts(opened)]


def properties_of(parent, tag):
    found = parent.find(W + tag)
    if found is None:
        found = element(tag)
        parent.insert(0, found)
    return found


def words(node):
    return "".join(node.itertext())


def change_a_letter(opened, pick):
    text = pick(texts(opened))
    place = pick([place for place, letter in enumerate(text.text) if not letter.isspace()])
    letter = pick([letter for letter in LETTERS if letter != text.text[place]])
    text.text = text.text[:place] + letter + text.text[place + 1 :]


def add_a_letter(opened, pick):
    text = pick(texts(opened))
    place = pick(range(len(text.text) + 1))
    text.text = text.text[:place] + pick(LETTERS) + text.text[place:]


def take_a_letter(opened, pick):
    text = pick(texts(opened))
    place = pick([place for place, letter in enumerate(text.text) if not letter.isspace()])
    text.text = text.text[:place] + text.text[place + 1 :]


def swap_a_rating(opened, pick):
    rating = pick([text for text in texts(opened) if text.text in ("C", "P/C")])
    rating.text = "P/C" if rating.text == "C" else "C"


def change_the_ratified_line(opened, pick):
    line = pick([text for text in texts(opened) if text.text.startswith("Ratified by")])
    digit = pick(list(re.finditer("[0-9]", line.text)))
    line.text = line.text[: digit.start()] + str((int(digit[0]) + 1) % 10) + line.text[digit.end() :]


def delete_a_row(opened, pick):
    row = pick(opened.all("tr"))
    row.getparent().remove(row)


def duplicate_a_row(opened, pick):
    row = pick(opened.all("tr"))
    row.addnext(deepcopy(row))


def move_a_row(opened, pick):
    row = pick([row for row in opened.all("tr") if row.getnext() is not None])
    row.getnext().addnext(row)


def swap_cells(opened, pick):
    pairs = [(cell, cell.getnext()) for cell in opened.all("tc") if cell.getnext() is not None]
    cell, other = pick([(one, next_) for one, next_ in pairs if words(one) != words(next_)])
    other.addnext(cell)


def exchange_cells_of_rows(opened, pick):
    columns = [row.findall(f"{W}tc") for row in opened.all("tr")]
    places = [(row, column) for row, cells in enumerate(columns[:-1]) for column in range(len(cells))]
    above, below = pick(
        [
            (columns[row][column], columns[row + 1][column])
            for row, column in places
            if column < len(columns[row + 1]) and words(columns[row][column]) != words(columns[row + 1][column])
        ]
    )
    mine, other = [list(cell.iterchildren(f"{W}p")) for cell in (above, below)]
    above.extend(other)
    below.extend(mine)


def empty_a_cell(opened, pick):
    cell = pick([cell for cell in opened.all("tc") if words(cell).strip()])
    for inside in cell.findall(f"{W}p"):
        cell.remove(inside)
    cell.append(element("p"))


def hide_or_strike(opened, pick):
    properties = properties_of(pick(sealed_runs(opened)), "rPr")
    properties.append(element(pick(["vanish", "strike", "dstrike", "specVanish"])))


def shrink_or_whiten(opened, pick):
    properties = properties_of(pick(sealed_runs(opened)), "rPr")
    properties.append(pick([element("sz", val="2"), element("color", val="FFFFFF")]))


def squeeze(opened, pick):
    one = pick(sealed_runs(opened))
    if pick([True, False]):
        properties_of(one, "rPr").append(element("w", val="1"))
    else:
        spacing = element("spacing", line="1", lineRule="exact")
        properties_of(next(one.iterancestors(f"{W}p")), "pPr").append(spacing)


def hide_by_a_style(opened, pick):
    tag = pick(["vanish", "strike"])
    ghost = element("style", element("name", val="Ghost"), element("rPr", element(tag)), type="character")
    ghost.set(f"{W}styleId", "Ghost")
    opened.styles.append(ghost)
    properties_of(pick(sealed_runs(opened)), "rPr").insert(0, element("rStyle", val="Ghost"))


def hide_by_its_own_style(opened, pick):
    name = pick(["TableText", "TableCode", "Notice", "TableNote", "AppendixTable"])
    style = next(style for style in opened.styles.iter(f"{W}style") if style.get(f"{W}styleId") == name)
    style.append(element("rPr", element(pick(["vanish", "strike"]))))


def hide_a_row(opened, pick):
    hiding = pick([element("hidden"), element("trHeight", val="10", hRule="exact")])
    properties_of(pick(opened.all("tr")), "trPr").append(hiding)


def track_an_insertion(opened, pick):
    wrapped(pick([one for one in sealed_runs(opened) if one.getparent().tag == f"{W}p"]), pick(["ins", "moveTo"]))


def track_a_deletion(opened, pick):
    one = pick([one for one in sealed_runs(opened) if one.getparent().tag == f"{W}p"])
    wrapped(one, pick(["del", "moveFrom"]))
    for text in one.iter(f"{W}t"):
        text.tag = f"{W}delText"


def track_a_row(opened, pick):
    properties_of(pick(opened.all("tr")), "trPr").append(etree.Element(W + pick(["ins", "del"]), REVISION))


def track_a_cell(opened, pick):
    tag = pick(["cellIns", "cellDel"])
    properties_of(pick(opened.all("tc")), "tcPr").append(etree.Element(W + tag, REVISION))


def merge_downwards(opened, pick):
    rows = [row for row in opened.all("tr") if row.getnext() is not None]
    row = pick(rows)
    column = pick(range(len(row.findall(f"{W}tc"))))
    properties_of(row.findall(f"{W}tc")[column], "tcPr").append(element("vMerge", val="restart"))
    properties_of(row.getnext().findall(f"{W}tc")[column], "tcPr").append(element("vMerge"))


def merge_across(opened, pick):
    cell = pick([cell for cell in opened.all("tc") if cell.getnext() is not None])
    other = cell.getnext()
    cell.extend(other.findall(f"{W}p"))
    other.getparent().remove(other)
    properties_of(cell, "tcPr").append(element("gridSpan", val="2"))


def put_something_in(opened, pick):
    field = element("fldSimple", run("now"), instr=" DATE ")
    ruby = element("r", element("ruby", element("rt", run("not")), element("rubyBase", run("not"))))
    note = element("r", element("footnoteReference", id="1"))
    drawing = element("r", element("drawing"))
    choice = etree.fromstring(f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Fallback/></mc:AlternateContent>')
    pick([one for one in opened.all("p") if one.getparent().tag == f"{W}tc"]).append(
        pick([field, ruby, note, drawing, choice, run("not ")])
    )


def show_something_else_in_its_place(opened, pick):
    around = etree.fromstring(
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="none"/><mc:Fallback/></mc:AlternateContent>'
    )
    inside = pick([*opened.all("tbl"), *opened.all("tr"), *[cell[-1] for cell in opened.all("tc") if words(cell)]])
    inside.addprevious(around)
    around[0].append(inside)


def bind_to_what_is_kept_elsewhere(opened, pick):
    inside = pick([*opened.all("tbl"), *[cell[-1] for cell in opened.all("tc") if words(cell)]])
    binding = element("dataBinding", xpath="/a", storeItemID="{0}")
    content = element("sdtContent")
    inside.addprevious(element("sdt", element("sdtPr", binding), content))
    content.append(inside)


def make_a_table_a_fields_code(opened, pick):
    table = pick(opened.all("tbl"))
    begin, separate, end = (element("r", element("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    table.addprevious(element("p", begin))
    table.addnext(element("p", separate, run("Nothing."), end))


def hide_by_the_standard_style(opened, pick):
    style = next(style for style in opened.styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Normal")
    style.append(element("rPr", element("vanish")))
    one = pick([one for one in opened.all("p") if words(one)])
    properties = one.find(f"{W}pPr")
    if properties is not None:
        one.remove(properties)


def colour_as_its_ground(opened, pick):
    one = pick([text.getparent() for cell in opened.all("tc") for text in cell.iter(f"{W}t") if text.text.strip()])
    properties_of(one, "rPr").append(element("color", val="000080"))
    cell = next(one.iterancestors(f"{W}tc"))
    for shade in cell.findall(f"{W}tcPr/{W}shd"):
        shade.getparent().remove(shade)
    properties_of(cell, "tcPr").append(element("shd", val="clear", fill="000080"))


def nest_a_table(opened, pick):
    inner = element("tbl", element("tr", element("tc", paragraph("inside"))))
    pick(opened.all("tc")).insert(1, inner)


def redirect_a_link(opened, pick):
    links = opened.parts["word/_rels/document.xml.rels"]
    pick([link for link in links if link.get("TargetMode") == "External"]).set("Target", "https://example.com/other")


def number_a_list_anew(opened, pick):
    starts = list(opened.parts["word/numbering.xml"].iter(f"{W}startOverride"))
    used = {entry.get(VAL) for entry in opened.all("numId")}
    pick([one for one in starts if one.getparent().getparent().get(f"{W}numId") in used]).set(VAL, "7")


def make_a_mark_speak(opened, pick):
    abstract = pick(list(opened.parts["word/numbering.xml"].iter(f"{W}abstractNum")))
    for text in abstract.iter(f"{W}lvlText"):
        text.set(VAL, "Not " + text.get(VAL))


def delete_a_line(opened, pick):
    line = pick([one for one in opened.body.iterchildren(f"{W}p") if words(one)])
    line.getparent().remove(line)


def add_a_second_table(opened, pick):
    table = deepcopy(pick(opened.all("tbl")))
    for row in table.findall(f"{W}tr")[pick([1, 2, 3]) + 1 :]:
        table.remove(row)
    opened.body.insert(pick([0, len(opened.body) - 1]), table)


def move_a_table(opened, _pick):
    opened.body.insert(0, opened.all("tbl")[-1])


def edit_the_part(opened, pick):
    said = json.loads(opened.parts[SEAL].text)
    table = next(item for item in said["printed"]["items"] if "table" in item)
    digit = pick("0123456789")
    change = pick(
        [
            lambda: said["printed"].update(notice=said["printed"]["notice"] + digit),
            lambda: table["rows"][1]["cells"][1].append("P/C"),
            lambda: said.update(snapshot=digit * 64),
            lambda: said.update(signature=digit * 128),
            lambda: said.update(public_key=SigningKey("22" * 32).public),
            lambda: said.update(form="of others"),
            lambda: said.update(version=2),
            lambda: said.update(printed=None),
            lambda: said.pop("signature"),
        ]
    )
    change()
    opened.parts[SEAL].text = json.dumps(said)


def break_the_part(opened, pick):
    text = opened.parts[SEAL].text
    opened.parts[SEAL].text = pick(["", text[:-1], "[" * 100_000, "1" * 5_000, "null", "{}", f"{text}{text}"])


def swap_the_signature(opened, _pick):
    other = json.loads(sealed(ratified(notes=("Others.",))))
    said = json.loads(opened.parts[SEAL].text)
    opened.parts[SEAL].text = json.dumps(said | {"signature": other["signature"]})


def take_the_part_of_another_file(opened, _pick):
    opened.parts[SEAL] = Opened(file(notice="Ratified by the Steering Group on 13 October 2022.")).parts[SEAL]


def sign_with_another_key(opened, _pick):
    opened.parts[SEAL].text = sealed(ratified(), key=SigningKey("33" * 32)).decode()


def drop_the_part(opened, _pick):
    del opened.parts[SEAL]


TOUCHING = [
    *(change_a_letter, add_a_letter, take_a_letter, swap_a_rating, change_the_ratified_line),
    *(delete_a_row, duplicate_a_row, move_a_row, swap_cells, exchange_cells_of_rows, empty_a_cell),
    *(hide_or_strike, shrink_or_whiten, squeeze, hide_by_a_style, hide_by_its_own_style, hide_a_row),
    *(track_an_insertion, track_a_deletion, track_a_row, track_a_cell, merge_downwards, merge_across),
    *(show_something_else_in_its_place, bind_to_what_is_kept_elsewhere, make_a_table_a_fields_code),
    *(hide_by_the_standard_style, colour_as_its_ground),
    *(put_something_in, nest_a_table, redirect_a_link, number_a_list_anew, make_a_mark_speak),
    *(delete_a_line, add_a_second_table, move_a_table),
    *(edit_the_part, break_the_part, swap_the_signature, take_the_part_of_another_file),
    *(sign_with_another_key, drop_the_part),
]
