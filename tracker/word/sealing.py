"""The seal that a document carries with it: a text of ours in a custom XML part, which Word keeps and never shows."""

from typing import Final
from xml.sax.saxutils import escape

from tracker.word.package import BadDocument, Package

NAMESPACE: Final = "urn:minimum-standards-tracker:seal:1"
ITEM: Final = "customXml/item{}.xml"
PROPERTIES: Final = "customXml/itemProps{}.xml"
PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
KIND: Final = "customXml"
"""How a document relates to such a part."""

_TAG: Final = f"{{{NAMESPACE}}}seal"
_IDENTIFIER: Final = "{6C0A7E2B-52D1-4B7C-9F0E-3D1B8A4E7C95}"  # by which programs tell such parts from each other
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def item(sealed: bytes) -> str:
    """The part that holds the text ``sealed``."""
    return f'{_HEAD}<seal xmlns="{NAMESPACE}">{escape(sealed.decode())}</seal>'


def properties() -> str:
    """What such a part says of itself."""
    return (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_DATA}" ds:itemID="{_IDENTIFIER}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def relationships(number: int) -> str:
    """By which such a part has its properties."""
    target = PROPERTIES.format(number).rpartition("/")[2]
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="rId1" Target="{target}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"/></Relationships>'
    )


def parts_of(package: Package) -> list[str]:
    """The names of the parts of this kind in ``package``; a part that is no XML is none of them."""
    return [name for name in package.all_related(KIND) if _text(package, name) is not None]


def sealed_in(package: Package) -> tuple[str, ...]:
    """The texts that the document carries; more than one where somebody put in another."""
    return tuple(text for name in package.all_related(KIND) if (text := _text(package, name)))


def _text(package: Package, name: str) -> str | None:
    try:
        root = package.xml(name)
    except BadDocument:  # what others keep there is none of ours, whatever it is
        return None
    return "".join(str(text) for text in root.itertext()) if root is not None and root.tag == _TAG else None
