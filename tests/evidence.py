"""Evidence to test with: plain builders of items and of files."""

import io
import zipfile
from datetime import date
from decimal import Decimal

from PIL import Image

from tracker.accounts.rules import OPERATOR
from tracker.evidence.changes import Sent, add_evidence
from tracker.evidence.rules import EvidenceKind, EvidenceText
from tracker.figures import Figure
from tracker.files import FileKind

TEXT = Sent("minutes.txt", b"Minutes of a meeting\n", FileKind.TXT)
PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
LIBRARY = "/services/lanternshire/evidence"

_TYPES = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{_TYPES}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{_TYPES}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_TYPES}presentationml.presentation.main+xml"),
}


def make_note(service, framework, title="A note", *, by=OPERATOR, files=(), **said):
    """A note that speaks of 31 August 2022: ``make_note(service, framework, "Minutes", standards=("1.1",))``."""
    text = EvidenceText(title, **{"description": "", "speaks_of": date(2022, 8, 31)} | said)
    return add_evidence(service, EvidenceKind.NOTE, text, framework, files=files, by=by)


def make_link(service, framework, title="A link", address="https://www.example.org/leaflets", **said):
    """A link."""
    text = EvidenceText(title, "", date(2022, 8, 31), address=address, **said)
    return add_evidence(service, EvidenceKind.LINK, text, framework, by=OPERATOR)


def make_figure(
    service,
    framework,
    value="1524",
    period="2021-22",
    *,
    unit="referrals",
    speaks_of=date(2022, 8, 31),
    files=(),
    **said,
):
    """So many referrals in a year: ``make_figure(service, framework, "1336", "2020-21", as_few=True)``."""
    figure = Figure("Referrals", Decimal(value), unit, period, **said)
    text = EvidenceText("", "", speaks_of, figure=figure)
    return add_evidence(service, EvidenceKind.FIGURE, text, framework, files=files, by=OPERATOR)


def archive(parts, **options):
    """A zip archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def office(kind="docx", *, main=None, **more):
    """A file of Office with nothing in it; ``main`` is another type of its main part, ``more`` are other parts."""
    name, type_ = MAIN[kind]
    types = f'<Override PartName="/{name}" ContentType="{main or type_}"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
    return archive({"[Content_Types].xml": types, name: "<x/>"} | more)


def opendocument(kind="text", *, manifest="<m/>", **more):
    """An OpenDocument file with nothing in it."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    parts = {"mimetype": mimetype, "content.xml": "<x/>", "META-INF/manifest.xml": manifest}
    return archive(parts | more)


def picture(kind="PNG"):
    """A small red picture."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, kind)
    return made.getvalue()
