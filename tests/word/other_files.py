"""Small files of other kinds than Word's own, and the least document that every program opens."""

from tests.word.documents import docx, p, table

CELLS = [["Standard", "C/PC", "Notes"], ["1.1", "P/C", "Åse says “yes”"]]
RTF = (
    rb"{\rtf1\ansi Self-assessment\par"
    + b"".join(
        rb"\trowd\cellx2000\cellx4000\cellx9000 "
        + b"".join(text.encode("cp1252") + rb"\intbl\cell " for text in row)
        + rb"\row "
        for row in [["Standard", "C/PC", "Notes"], ["1.1", "P/C", "yes"]]
    )
    + rb"{\field{\*\fldinst INCLUDETEXT %s}{\fldrslt old}}\par}"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCX = docx(p("Title") + table(*CELLS), extra={"[Content_Types].xml": TYPES})
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
