"""The pages of a document of ours: each section's size, and the head and the foot on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.richtext import Run
from tracker.word.appendix import Appendix, AppendixDocument, Chapter, Summary, TextDocument
from tracker.word.body import paragraph, runs_xml

UPRIGHT, WIDE = 9638, 14570  # how wide the text is on a page of ours
LETTER, LARGE_LETTER = 90, 180  # how wide a letter of a head or foot is, on the average

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True, slots=True)
class Running:
    """What runs through the pages of a section: ``kind`` is "header" or "footer", ``number`` that of the section.

    ``below`` are further paragraphs.
    """

    kind: str
    number: int
    runs: str
    style: str
    below: str = ""

    @property
    def name(self) -> str:
        """Its part's name inside ``word/``."""
        return f"{self.kind}{self.number}.xml"

    @property
    def xml(self) -> str:
        """The part."""
        root = "hdr" if self.kind == "header" else "ftr"
        return f"<w:{root} {_W}>{paragraph(self.style, self.runs)}{self.below}</w:{root}>"

    @property
    def relationship(self) -> str:
        """By which the document has it."""
        return f'<Relationship Type="{_RELATIONSHIP}/{self.kind}" Id="{self.kind}{self.number}" Target="{self.name}"/>'

    @property
    def content_type(self) -> str:
        """By which the package knows what it is."""
        return f'<Override PartName="/word/{self.name}" ContentType="{_CONTENT_TYPE}.{self.kind}+xml"/>'


def running(document: AppendixDocument | TextDocument, *, large_print: bool) -> Iterator[Running]:
    """Heads with author, running title and notice, and feet with the section's title and the page."""
    notice = paragraph("Notice", _text(document.notice)) if document.notice else ""
    for number, part in enumerate(document.parts, 1):
        room = width_of(part) // (LARGE_LETTER if large_print else LETTER)
        title, wide = document.running_title, "Landscape" if part.landscape else ""
        head = _apart(document.author, len(title), room) + _text(_held(title))
        foot = _apart(part.title, len("Page 10 of 10"), room) + page_number()
        yield Running("header", number, head, f"Header{wide}", notice)
        yield Running("footer", number, foot, f"Footer{wide}")


def width_of(part: Summary | Appendix | Chapter) -> int:
    """How wide the text of a part is on its page."""
    return WIDE if part.landscape else UPRIGHT


def _apart(left: str, right: int, room: int) -> str:
    """What stands on the left, and the way to the right: on the same line where as many letters fit as go there."""
    line = "" if len(left) + right < room else "<w:br/>"
    return f"{_text(left)}<w:r>{line}<w:tab/></w:r>"


def page_number() -> str:
    """The runs that say which page of how many it is."""
    return f"{_text('Page ')}{_field('PAGE')}{_text(' of ')}{_field('NUMPAGES')}"


def section_properties(number: int, *, landscape: bool) -> str:
    """The end of the section ``number``, which counts from 1: A4, upright or landscape, with its head and foot."""
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    if landscape:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="header{number}"/>'
        f'<w:footerReference w:type="default" r:id="footer{number}"/>'
        f'<w:type w:val="nextPage"/>{size}<w:pgMar w:top="1304" w:right="1134" w:bottom="1134"'
        ' w:left="1134" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _text(text: str) -> str:
    return runs_xml((Run(text),))


def _held(text: str) -> str:
    """A period such as 2025-26 is never divided between lines."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


def _field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
