"""An annual report as a service might write it in Word: sixty pages of text, pictures, contents, comments, changes."""

import struct
import zlib

from tests.word.documents import KIND, part, relationships, zipped

REVISION = 'w:author="A. Author" w:date="2022-06-01T09:00:00Z"'
HEAD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PORTRAIT = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
    ' w:header="708" w:footer="708" w:gutter="0"/><w:pgNumType w:start="1"/><w:cols w:space="708"/><w:titlePg/>'
    "</w:sectPr>"
)
STYLES = "".join(
    f'<w:style w:type="{kind}" {more} w:styleId="{identifier}"><w:name w:val="{name}"/>{inside}</w:style>'
    for kind, more, identifier, name, inside in (
        ("paragraph", 'w:default="1"', "Standard", "Normal", ""),
        ("character", 'w:default="1"', "Absatz", "Default Paragraph Font", ""),
        ("table", 'w:default="1"', "NormaleTabelle", "Normal Table", ""),
        ("paragraph", "", "berschrift1", "heading 1", '<w:basedOn w:val="Standard"/><w:rPr><w:b/></w:rPr>'),
        ("paragraph", "", "Verzeichnis1", "toc 1", '<w:basedOn w:val="Standard"/>'),
        ("table", 'w:customStyle="1"', "HouseTable", "House Table", '<w:basedOn w:val="NormaleTabelle"/>'),
        ("paragraph", 'w:customStyle="1"', "HouseText", "Table Text", '<w:basedOn w:val="Standard"/>'),
    )
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:nsid w:val="11111111"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num><w:numIdMacAtCleanup w:val="1"/>'
)


def line(text, style="", inside=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{inside}</w:p>'


def heading(text):
    return line(text, "berschrift1")


def page_break():
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def picture(number):
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="99" cy="99"/>'
        f'<wp:docPr id="{number}" name="Photo {number}" descr="A photo"/><a:graphic xmlns:a="{drawing}/main">'
        f'<a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Photo {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId6"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def contents(*lines):
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin += f'<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>{between}'
    entries = "".join(line(f"{text}\t{number}", "Verzeichnis1") for number, text in enumerate(lines, 3))
    return f"<w:p>{begin}</w:p>{entries}<w:p>{end}</w:p>"


def chapters(pages=60):
    """Text of so many pages; every tenth has a picture, a comment, a footnote and changes."""
    words = "The service answered families by telephone, in person and on line. " * 40
    for number in range(1, pages + 1):
        yield heading(f"Chapter {number}")
        yield line(words)
        if number % 10 == 0:
            yield picture(number)
            yield (
                f'<w:p><w:commentRangeStart w:id="{number}"/><w:r><w:t>Said</w:t></w:r>'
                f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
                f'<w:ins w:id="{number + 1}" {REVISION}><w:r><w:t>added</w:t></w:r></w:ins>'
                f'<w:del w:id="{number + 2}" {REVISION}><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
            )
        yield page_break()


def png(size=200):
    """A picture that hardly packs, as photos do."""
    noise = b"".join(b"\x00" + bytes((x * y * 7 + x) % 251 for x in range(3 * size)) for y in range(size))

    def chunk(kind, inside):
        return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(noise)) + chunk(b"IEND", b"")


def report(*body, section=PORTRAIT, styles=STYLES, numbering=NUMBERING, kind="document", more=None, comments=None):
    """The report with these blocks; ``kind`` "template" makes a .dotx of it."""
    related = {
        "rId1": ("styles", "styles.xml"),
        "rId2": ("numbering", "numbering.xml"),
        "rId3": ("comments", "comments.xml"),
        "rId4": ("header", "header1.xml"),
        "rId5": ("footer", "footer1.xml"),
        "rId6": ("image", "media/image1.png"),
        "rId7": ("settings", "settings.xml"),
    }
    parts = {
        "document": f"{HEAD}.{kind}.main+xml",
        **{name: f"{HEAD}.{name}+xml" for name in ("styles", "numbering", "comments", "settings")},
        "header1": f"{HEAD}.header+xml",
        "footer1": f"{HEAD}.footer+xml",
    }
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{t}"/>' for n, t in parts.items())
    links = "".join(
        f'<Relationship Id="{key}" Type="{KIND}/{kind}" Target="{target}"/>' for key, (kind, target) in related.items()
    )
    if comments is None:
        comments = "".join(f'<w:comment w:id="{n}" w:author="A">{line("Check")}</w:comment>' for n in range(10, 61, 10))
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Default Extension="png" ContentType="image/png"/>{overrides}</Types>',
        "_rels/.rels": relationships(
            f'<Relationship Id="rId1" Type="{KIND}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": part("document", f"<w:body>{''.join(body)}{section}</w:body>"),
        "word/_rels/document.xml.rels": relationships(links),
        "word/styles.xml": part("styles", styles),
        "word/numbering.xml": part("numbering", numbering),
        "word/comments.xml": part("comments", comments),
        "word/header1.xml": part("hdr", line("House of Lanternshire")),
        "word/footer1.xml": part("ftr", line("Confidential")),
        "word/settings.xml": part("settings", '<w:trackRevisions/><w:defaultTabStop w:val="720"/>'),
        "word/media/image1.png": png(),
    }
    return zipped(files | (more or {}))
