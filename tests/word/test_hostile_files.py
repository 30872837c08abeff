"""Files made to do harm: too much of something, something that runs, something that is fetched."""

import io
import random
import socket
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import pytest
from lxml import etree

from tests.word.documents import KIND, cells, docx, lines, p, part, relationships, sdt, table, tc
from tests.word.test_broken_files import GOOD, PARTS, document, report
from tracker.word import package
from tracker.word.package import BadDocument
from tracker.word.reader import read

LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
SECRETS = '<!DOCTYPE w [<!ENTITY i SYSTEM "file:///etc/passwd">'


def with_entity(root: str, declared: str) -> str:
    return part(root, p("&i;")).replace("<w:", f"{declared}]><w:", 1)


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("declared", [LAUGHS, SECRETS], ids=["billion laughs", "external entity"])
def test_an_entity_is_neither_expanded_nor_fetched(name, declared):
    with pytest.raises(BadDocument, match=r"declares a document type|is no XML") as refusal:
        read(docx(p("a"), extra={name: with_entity(PARTS[name], declared)}))
    assert "root:" not in str(refusal.value)


# Nothing is fetched


def test_nothing_that_a_document_refers_to_is_fetched():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        for content in referring_to(address):
            with suppress(BadDocument):
                read(content)
        with pytest.raises(TimeoutError):
            server.accept()


def referring_to(address: str) -> Iterator[bytes]:
    """Documents that name this address in every way that a program may follow."""
    for kind in ("image", "attachedTemplate", "aFChunk", "oleObject", "styles", "numbering", "comments", "footnotes"):
        entry = f'<Relationship Id="a" Type="{KIND}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        inside = '<w:altChunk r:id="a"/>' + p(
            "<w:r><w:commentReference w:id='1'/><w:footnoteReference w:id='1'/></w:r>"
        )
        yield docx(inside, extra={"word/_rels/document.xml.rels": relationships(entry)})
    main = f'<Relationship Id="a" Type="{KIND}/officeDocument" Target="{address}/main.xml" TargetMode="External"/>'
    yield docx("", extra={"_rels/.rels": relationships(main)})
    plain = part("document", f"<w:body>{p('a')}</w:body>")
    for before in (
        f'<!DOCTYPE w SYSTEM "{address}/dtd">',
        f'<!DOCTYPE w [<!ENTITY % a SYSTEM "{address}/parameter"> %a;]>',
        f'<?xml-stylesheet type="text/xsl" href="{address}/sheet.xsl"?>',
    ):
        yield document(plain.replace("<w:document", f"{before}<w:document", 1))
    yield document(
        plain.replace("<w:body>", f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{address}"/><w:body>')
    )
    yield document(with_entity("document", f'<!DOCTYPE w [<!ENTITY i SYSTEM "{address}/entity">'))


# Macros

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/{}.main+xml"/></Types>'
)
WORD_TYPE = "vnd.openxmlformats-officedocument.wordprocessingml"
WITH_MACROS = {
    "document": {"[Content_Types].xml": TYPES.format("vnd.ms-word.document.macroEnabled")},
    "template": {"[Content_Types].xml": TYPES.format("vnd.ms-word.template.macroEnabledTemplate")},
    "project": {"word/vbaProject.bin": b"\xd0\xcf"},
    "project by another name": {
        "word/_rels/document.xml.rels": relationships(
            '<Relationship Id="a" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="a"/>'
        )
    },
}


@pytest.mark.parametrize("extra", WITH_MACROS.values(), ids=WITH_MACROS)
def test_a_document_with_macros_is_refused_with_what_to_do(extra):
    with pytest.raises(BadDocument, match=r"holds macros, which are never run here.*save it as “Word Document"):
        read(docx(p("text"), extra=extra))


@pytest.mark.parametrize("kind", ["document", "template"])
def test_a_document_or_template_without_macros_is_read(kind):
    types = TYPES.format(f"{WORD_TYPE}.{kind}")
    assert lines(p("text"), extra={"[Content_Types].xml": types}) == ["text"]


# Too much


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(package, "MAX_FILE", 2**20)
    with pytest.raises(BadDocument, match="3 MiB; at most 1 MiB"):
        read(b"PK" + bytes(3 * 2**20))


def test_the_pictures_of_a_long_report_are_neither_unpacked_nor_counted(monkeypatch):
    opened = []
    unpacked = zipfile.ZipFile.open

    def noted(archive, member, *args, **options):
        opened.append(member.filename)
        return unpacked(archive, member, *args, **options)

    content = report(8)
    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    assert len(read(content).elements) == 2
    assert not [name for name in opened if "media" in name]


def test_the_limits_look_at_what_unpacks_and_not_at_what_the_header_says():
    content = docx(p("a" * 2**23))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(BadDocument):
        read(lying)


def test_a_list_of_more_members_than_there_are_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(BadDocument, match=r"holds 1,000,000 parts inside"):
        read(b"PK\x03\x04" + b"PK\x01\x02" * 1_000_000)


DEEP = {
    "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    "content controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "insertions": ("<w:ins>", "</w:ins>"),
    "text boxes": ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
}


@pytest.mark.parametrize(("begin", "end"), DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("times", [300, 20_000])
def test_what_nests_deeper_than_word_documents_do_is_refused(begin, end, times):
    with pytest.raises(BadDocument, match=r"nests things deeper.*than Word documents do"):
        read(docx(begin * times + p("deep") + end * times))


def test_one_text_of_ten_million_characters_is_refused():
    text = random.Random(1).randbytes(5_000_100).hex()  # noqa: S311  # the same in every run
    with pytest.raises(BadDocument, match="has a longer text in one piece"):
        read(docx(p(text)))


def test_memory_that_runs_out_while_xml_is_read_is_not_taken_for_damage(monkeypatch):
    def out_of_memory(*_):
        raise etree.XMLSyntaxError("unknown error", 2, 0, 0)

    monkeypatch.setattr(package.etree, "fromstring", out_of_memory)
    with pytest.raises(MemoryError):
        read(GOOD)


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
