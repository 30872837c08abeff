"""Small OpenDocument texts as XML, zipped by hand."""

from tests.word.documents import zipped

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "draw", "script")
)


def odt(body: str, extra: dict[str, str]) -> bytes:
    """An OpenDocument text by hand, whose macro ``Standard.M.Main``, if there is one, is to run when it opens."""
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", *extra)
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": (
                f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
                'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
                'xmlns:dom="http://www.w3.org/2001/xml-events" office:version="1.2">'
                '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
                'script:event-name="dom:load" xlink:type="simple" '
                'xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/>'
                f"</office:event-listeners></office:scripts><office:body><office:text>{body}</office:text></office:body>"
                "</office:document-content>"
            ),
            "META-INF/manifest.xml": (
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
                f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                f"{listed}</manifest:manifest>"
            ),
            **extra,
        },
        0,
    )


def odt_table(rows: list[list[str]]) -> str:
    inside = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>{inside}</table:table>'
