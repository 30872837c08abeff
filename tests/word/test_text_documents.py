"""Documents of text: chapters, passages and lists, well made, and read back as they were."""

from datetime import UTC, datetime

import pytest

from tests.word.checks import integrity_faults, own_faults
from tests.word.structure import Written
from tracker.richtext import parse
from tracker.word.appendix import Chapter, Passage, TextDocument
from tracker.word.document import Line
from tracker.word.reader import read
from tracker.word.writer import write_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = datetime(2022, 10, 12, 9, 30, tzinfo=UTC)
TEXT = "First **bold** and [a link](https://example.org/?a=1&b=2).\n\n- one\n- two\n\n  more of it\n\n1. a\n2. b"
CHAPTERS = (
    Chapter("Minute & more", (Passage("", parse("Who was <there>.")), Passage("Decision", parse(TEXT)))),
    Chapter("Second", (Passage("1.1 A standard", ()), Passage("Notes", parse(TEXT), level=3))),
)


def document(*chapters):
    return TextDocument("Minute", "Lantern", "Minute of 12 October 2022", "words", chapters)


@pytest.mark.parametrize("large_print", [False, True])
def test_a_document_of_text_has_no_fault(large_print):
    content = write_text(document(*CHAPTERS), at=AT, large_print=large_print)
    assert own_faults(content) == []
    assert integrity_faults(content) == []


def test_a_document_of_text_is_read_back_as_it_was():
    lines = [element for element in read(write_text(document(*CHAPTERS), at=AT)).elements if isinstance(element, Line)]
    headings = [(line.heading, line.text) for line in lines if line.heading]
    assert headings == [
        (1, "Minute & more"),
        (2, "Decision"),
        (1, "Second"),
        (2, "1.1 A standard"),
        (3, "Notes"),
    ]
    after = lines[[line.text for line in lines].index("Notes") + 1 :]
    assert [(line.block.kind, line.block.runs) for line in after] == [(block.kind, block.runs) for block in parse(TEXT)]


def test_each_chapter_begins_a_page():
    written = Written(write_text(document(*CHAPTERS), at=AT))
    assert [entry.get(f"{W}val") for entry in written.document.iter(f"{W}type")] == ["nextPage", "nextPage"]


def test_nothing_in_large_print_is_under_18_points():
    written = Written(write_text(document(*CHAPTERS), at=AT, large_print=True))
    sizes = {int(size.get(f"{W}val")) for size in written.roots["word/styles.xml"].iter(f"{W}sz")}
    assert min(sizes) == 36
