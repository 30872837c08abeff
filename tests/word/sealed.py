"""Small files that were ratified and sealed, to be opened, changed and closed again in memory."""

import io
import zipfile
from copy import deepcopy
from dataclasses import replace
from functools import cache

from lxml import etree

from tests.word.test_round_trip import AT, year
from tracker.reports.appendices import appendices
from tracker.reports.options import Options
from tracker.reports.printed import sealed_part
from tracker.signing import SigningKey
from tracker.verification.rules import verify
from tracker.word.labels import W
from tracker.word.reader import read
from tracker.word.writer import write

KEY = SigningKey("11" * 32)
NOTICE = "Ratified by the Steering Group on 12 October 2022. Seal 3f9a 12bc 77d0."
DIGEST = "3f9a12bc77d0" + "0" * 52
NOTES = (
    "The team has **six** advisers.\n\n- two by telephone\n- four in person\n\nAll are trained.",
    "See [the survey](https://example.org/survey?year=2022) of June.\nIt was answered by 41 families.",
    "",
    "1. Ask parents\n2. Ask young people\n   a) in school\n   b) at home",
    "A non\u2011breaking hyphen, an é and a 😀.",
)
ACTIONS = [
    {
        "area": "Outreach",
        "objective": f"Reach {families} families",
        "steps": ["Visit **schools**", f"Write to {families} parents"],
        "outcomes": ["More families know us", "Fewer wait"],
        "who": "Manager",
        "timescale": "Aug 2023",
        "completion": completion,
        "standards": ["1.1", "1.3"],
    }
    for families, completion in ((40, "Not begun"), (120, "Half of them"), (7, ""))
]


def ratified(*, notes=NOTES, options=None, notice=NOTICE):
    """The appendices of section 1, ratified."""
    twenty = [notes[number % len(notes)] for number in range(20)]
    document = appendices(year(twenty, ["C", "P/C"] * 10, ACTIONS), options or Options(section="1"))
    return replace(document, notice=notice)


def sealed(document, *, key=KEY, in_report=False):
    return sealed_part(document, DIGEST, key, in_report=in_report)


@cache
def file(**settings):
    document = ratified(**settings)
    options = settings.get("options")
    return write(document, at=AT, sealed=sealed(document), large_print=bool(options and options.large_print))


def verdict(content, key=KEY):
    return verify(read(content), [key.public])


class Opened:
    """A file's parts, those of XML as trees; ``saved`` packs them, in the order and packing that it is told."""

    def __init__(self, content):
        archive = zipfile.ZipFile(io.BytesIO(content))
        self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.parts = {name: self._tree(name, part) for name, part in self.parts.items()}
        self.packing = zipfile.ZIP_STORED

    @staticmethod
    def _tree(name, part):
        return etree.fromstring(part) if name.endswith((".xml", ".rels")) else part

    @property
    def body(self):
        return self.parts["word/document.xml"][0]

    @property
    def styles(self):
        return self.parts["word/styles.xml"]

    def all(self, *tags):
        return list(self.body.iter(*(W + tag for tag in tags)))

    def copy(self):
        other = object.__new__(Opened)
        other.packing = self.packing
        other.parts = {name: deepcopy(part) for name, part in self.parts.items()}
        return other

    def saved(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", self.packing) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part if isinstance(part, bytes) else etree.tostring(part, encoding="UTF-8"))
        return stream.getvalue()


@cache
def _opened():
    return Opened(file())


def opened():
    """The file of ``file``, to be changed."""
    return _opened().copy()
