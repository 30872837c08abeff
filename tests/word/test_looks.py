"""Whoever sees little can read every look: text stands out from what is behind it, by WCAG's measure."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.printing.appendix_documents import ASSESSMENT, PLAN, document
from tracker.reports.options import LOOKS
from tracker.reports.picture import PAINTS, QUIET
from tracker.word.appendix import Summary
from tracker.word.looks import STRONG
from tracker.word.writer import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = datetime(2022, 10, 12, tzinfo=UTC)
MADE = document(ASSESSMENT, replace(PLAN, sideways="Action"), summary=Summary("In short", ("Well.", "As at today.")))
WHITE, BLACK = "FFFFFF", "000000"


def light(colour):
    """WCAG's relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def parts(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


class Colours:
    """What colour a style's text has, its own or that of the style it is based on."""

    def __init__(self, styles):
        self.styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}

    def of(self, name):
        style = self.styles[name]
        own, base = style.find(f"{W}rPr/{W}color"), style.find(f"{W}basedOn")
        if own is None and base is not None:
            return self.of(base.get(f"{W}val"))
        found = "auto" if own is None else own.get(f"{W}val")
        return BLACK if found == "auto" else found

    def ground(self, row, cell):
        own = cell.find(f"{W}tcPr/{W}shd")
        is_header = row.find(f"{W}trPr/{W}tblHeader") is not None
        fill = self.styles["AppendixTable"].find(f"{W}tblStylePr//{W}shd") if is_header else own
        found = "auto" if fill is None else fill.get(f"{W}fill")
        return WHITE if found == "auto" else found


def texts(content):
    """The style of each paragraph and link, its colour, and the colour behind it."""
    files = parts(content)
    colours = Colours(files.pop("word/styles.xml"))
    for root in files.values():
        for mark in root.iter(f"{W}pStyle", f"{W}rStyle"):
            cell = next(mark.iterancestors(f"{W}tc"), None)
            ground = WHITE if cell is None else colours.ground(cell.getparent(), cell)
            yield mark.get(f"{W}val"), colours.of(mark.get(f"{W}val")), ground


def faint(content):
    return {style for style, colour, ground in texts(content) if contrast(colour, ground) < 4.5}


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("name", LOOKS)
def test_all_text_stands_out(name, large_print):
    content = write(MADE, at=AT, look=LOOKS[name][1], large_print=large_print)
    assert {"Heading1", "TableHeading", "TableSide", "TableSection", "Hyperlink", "Header"} <= {
        style for style, _, _ in texts(content)
    }
    assert faint(content) == set()


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"heading": "8A97A3"}, {"Heading1", "Heading2"}),
        ({"header": "auto"}, {"TableHeading"}),
        ({"header_text": "12436D"}, {"TableHeading"}),
        ({"section": "3D4A57"}, {"TableSection"}),
        ({"running": "DDDDDD"}, {"Header", "Footer", "HeaderLandscape", "FooterLandscape"}),
        ({"link": "87CEEB"}, {"Hyperlink"}),
    ],
)
def test_that_check_finds_faint_text(wrong, found):
    assert faint(write(MADE, at=AT, look=replace(STRONG, **wrong))) & found


def test_that_check_finds_headings_at_the_side_as_white_as_their_ground():
    written = write(MADE, at=AT, look=STRONG)
    stream, archive = io.BytesIO(), zipfile.ZipFile(io.BytesIO(written))
    with zipfile.ZipFile(stream, "w") as changed:
        for name in archive.namelist():
            changed.writestr(name, archive.read(name).replace(b'<w:color w:val="auto"/>', b""))
    assert faint(stream.getvalue()) == {"TableSide"}


@pytest.mark.parametrize("name", LOOKS)
def test_a_links_line_tells_it_from_other_text_where_colour_does_not(name):
    styles = parts(write(MADE, at=AT, look=LOOKS[name][1]))["word/styles.xml"]
    assert styles.find(f".//{W}style[@{W}styleId='Hyperlink']/{W}rPr/{W}u").get(f"{W}val") == "single"


@pytest.mark.parametrize("paint", PAINTS.values(), ids=PAINTS)
def test_the_pictures_letters_stand_out_and_its_lines_do_too(paint):
    letters, ground, line = (colour[1:] for colour in (paint.letters, paint.ground, paint.line))
    assert contrast(letters, ground) >= 4.5
    assert contrast(line, WHITE) >= 3
    assert contrast(QUIET[1:], WHITE) >= 4.5
