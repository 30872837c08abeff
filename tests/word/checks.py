"""Everything that looks for faults in a document of ours, and needs nothing that is not installed with the tests."""

import tempfile
import zipfile
from pathlib import Path

import ooxml_integrity
from lxml import etree

from tests.word import accessibility, structure
from tests.word.structure import Written


def own_faults(content: bytes) -> list[str]:
    """What our own checks find, in words."""
    try:
        written = Written(content)
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        return [f"it cannot be opened: {error}"]
    if missing := {"[Content_Types].xml", "word/document.xml", "word/styles.xml", "docProps/core.xml"} - set(
        written.names
    ):
        return [f"{name} is not there" for name in sorted(missing)]
    return [*structure.faults(written), *accessibility.faults(written)]


def integrity_faults(content: bytes) -> list[str]:
    """What ``ooxml-integrity`` finds, a check that is not ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        path.write_bytes(content)
        return [f"{finding.code}: {finding.message}" for finding in ooxml_integrity.check(str(path))]
