"""Files that are no Word document, or a hostile one: always ``BadDocument``, and words that help."""

import io
import random
import zipfile
from contextlib import suppress

import pytest

from tests.word.documents import KIND, cells, docx, lines, p, part, relationships, sdt, table, tc, zipped
from tracker.word import package
from tracker.word.package import BadDocument
from tracker.word.reader import read

GOOD = docx(p("Title") + table(["Standard", "C/PC", "Notes"], ["1.1", "C", "Yes"]), links={"a": "https://example.org"})
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
SECRETS = '<!DOCTYPE w [<!ENTITY i SYSTEM "file:///etc/passwd">'
PARTS = {
    "word/document.xml": "document",
    "word/numbering.xml": "numbering",
    "word/styles.xml": "styles",
    "word/_rels/document.xml.rels": "relationships",
    "_rels/.rels": "relationships",
}


def main_part(target: str) -> str:
    return relationships(f'<Relationship Id="a" Type="{KIND}/officeDocument" Target="{target}"/>')


def document(text: str) -> bytes:
    return docx("", extra={"word/document.xml": text})


def with_entity(root: str, declared: str) -> str:
    return part(root, p("&i;")).replace("<w:", f"{declared}]><w:", 1)


def packed_with_password() -> bytes:
    """The flag says that each member needs a password; in the headers beside the members and in the list at the end."""
    content = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def packed_by(method: int) -> bytes:
    """A member that is packed in a way that no Word writes, and then damaged."""
    content = bytearray(zipped({"_rels/.rels": main_part("a.xml"), "a.xml": part("document", "")}, method))
    start = content.find(b"_rels/.rels") + len("_rels/.rels") + 4
    content[start : start + 40] = b"\xff" * 40
    return bytes(content)


def xlsx() -> bytes:
    return zipped({"_rels/.rels": main_part("xl/workbook.xml"), "xl/workbook.xml": "<workbook/>"})


def many_members() -> bytes:
    return zipped({f"{number}.xml": "" for number in range(package.MAX_MEMBERS + 1)})


def large_part() -> bytes:
    content = part("document", p("a" * package.MAX_PART))
    return zipped({"_rels/.rels": main_part("a.xml"), "a.xml": content}, zipfile.ZIP_STORED)


OTHER_KINDS = {
    "empty": (b"", "The file is empty"),
    "text": (b"1.1 Compliant\n", "is not a Word document"),
    "text that begins as a zip does": (b"PK and other brands", "damaged"),
    "JPEG": (bytes.fromhex("ffd8ffe000104a46494600"), "is not a Word document"),
    "PDF": (b"%PDF-1.7\n", "this is a PDF"),
    "RTF": (b"{\\rtf1\\ansi Standard}", "Rich Text"),
    "HTML": (b"<html><body>Standard</body></html>", "is not a Word document"),
    "older Word": (OLE + "WordDocument".encode("utf-16-le"), r"older Word file \(.doc\)"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "plain zip": (zipped({"notes.txt": "1.1 C"}), "no Word document"),
    "empty zip": (zipped({}), "no Word document"),
    "spreadsheet": (xlsx(), "is no Word document"),
    "zip with a password": (packed_with_password(), "with a password"),
    "damaged LZMA": (packed_by(zipfile.ZIP_LZMA), "packed in a way that Word does not use"),
    "damaged BZIP2": (packed_by(zipfile.ZIP_BZIP2), "packed in a way that Word does not use"),
}
OTHER_INSIDES = {
    "main part nowhere": (docx("", extra={"_rels/.rels": main_part("word/none.xml")}), "no Word document"),
    "main part outside": (docx("", extra={"_rels/.rels": main_part("../../etc/passwd")}), "no Word document"),
    "no main part": (docx("", extra={"_rels/.rels": relationships("")}), "no Word document"),
    "not well-formed": (document("<w:document><w:body>"), "its part word/document.xml is no XML"),
    "empty part": (document(""), "its part word/document.xml is no XML"),
    "unknown encoding": (document('<?xml version="1.0" encoding="klingon"?><a/>'), "is no XML"),
    "no body": (document(part("document", "")), "no body"),
    "another root": (document("<html><body/></html>"), "no body"),
    "deep nesting": (docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "is no XML"),
    "too many members": (many_members(), "5,001 parts"),
    "large part": (large_part(), "The part a.xml unpacks to far more"),
    "part that unpacks to too much": (docx(p("a" * package.MAX_PART)), "The part word/document.xml unpacks to far"),
    "part that unpacks a thousandfold": (docx(p("a" * 2**23)), "The part word/document.xml unpacks to far more"),
}


@pytest.mark.parametrize(("content", "message"), OTHER_KINDS.values(), ids=OTHER_KINDS)
def test_a_file_of_another_kind_is_refused_in_words(content, message):
    with pytest.raises(BadDocument, match=message):
        read(content)


@pytest.mark.parametrize(("content", "message"), OTHER_INSIDES.values(), ids=OTHER_INSIDES)
def test_a_package_with_something_else_inside_is_refused_in_words(content, message):
    with pytest.raises(BadDocument, match=message):
        read(content)


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("declared", [LAUGHS, SECRETS], ids=["billion laughs", "external entity"])
def test_an_entity_is_neither_expanded_nor_fetched(name, declared):
    with pytest.raises(BadDocument, match=r"declares a document type|is no XML") as refusal:
        read(docx(p("a"), extra={name: with_entity(PARTS[name], declared)}))
    assert "root:" not in str(refusal.value)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_no_xml_is_named(name):
    with pytest.raises(BadDocument, match=f"its part {name} is no XML"):
        read(docx(p("a"), extra={name: "<w:broken"}))


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(package, "MAX_FILE", 2**20)
    with pytest.raises(BadDocument, match="3 MiB; at most 1 MiB"):
        read(b"PK" + bytes(3 * 2**20))


@pytest.mark.parametrize("length", range(1, len(GOOD), len(GOOD) // 40))
def test_a_truncated_document_is_refused(length):
    with pytest.raises(BadDocument):
        read(GOOD[:length])


@pytest.mark.parametrize("seed", range(40))
def test_a_document_with_damaged_bytes_is_read_or_refused(seed):
    chance = random.Random(seed)  # noqa: S311  # the same damage in every run
    for _ in range(25):
        content = bytearray(GOOD)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(2, len(content))] = chance.randrange(256)
        with suppress(BadDocument):
            read(bytes(content))


@pytest.mark.parametrize("target", ["none.xml", "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", ""])
def test_a_relationship_to_nowhere_is_a_part_that_is_not_there(target):
    entry = f'<Relationship Id="a" Type="{KIND}/numbering" Target="{target}"/>'
    assert lines(p("text"), extra={"word/_rels/document.xml.rels": relationships(entry)}) == ["text"]


@pytest.mark.parametrize(
    "wrapped",
    [
        sdt,
        lambda inside: f"<w:ins>{inside}</w:ins>",
        lambda inside: f"<w:smartTag>{inside}</w:smartTag>",
    ],
    ids=["content controls", "insertions", "smart tags"],
)
def test_as_much_nesting_as_the_parser_lets_through_is_read(wrapped):
    inside = p("deep")
    for _ in range(100):
        inside = wrapped(inside)
    assert lines(inside) == ["deep"]


@pytest.mark.parametrize(
    ("inside", "wrap"),
    [
        ("<w:r><w:t>deep</w:t></w:r>", "<w:hyperlink>{}</w:hyperlink>"),
        ("<w:p><w:r><w:t>deep</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"),
        (
            "<w:p><w:r><w:t>deep</w:t></w:r></w:p>",
            "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
        ),
    ],
    ids=["links", "tables", "text boxes"],
)
def test_what_lies_deep_inside_links_tables_or_text_boxes_is_read(inside, wrap):
    for _ in range(240 // wrap.count("</")):
        inside = wrap.format(inside)
    assert cells(table([tc(inside)])) == [["deep"]]


def listed(start: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def item(level: str = "0", span: str = "1") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return table([tc(p("a", props=numbered), props=f'<w:gridSpan w:val="{span}"/>')])


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000], ids=["30 digits", "5000 digits"])
@pytest.mark.parametrize("place", ["start", "level", "span"])
def test_an_absurd_number_is_refused_or_passed_over(number, place):
    content = (
        docx(item(), numbering=listed(number))
        if place == "start"
        else docx(item(**{place: number}), numbering=listed("1"))
    )
    with suppress(BadDocument):
        read(content)


def test_a_list_of_letters_that_begins_far_off_does_not_fill_the_memory():
    found = read(docx(item(), numbering=listed("10000000"))).elements
    assert len(found[0].rows[0].cells[0].label) < 1000


def test_the_limits_look_at_what_unpacks_and_not_at_what_the_header_says():
    content = docx(p("a" * 2**23))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(BadDocument):
        read(lying)
