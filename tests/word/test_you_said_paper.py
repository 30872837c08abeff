"""*You said, we did* as Word, read back, and as HTML for a website."""

import io
import re
from datetime import UTC, datetime

import html5lib
import pytest
from docx import Document

from tests.word.checks import integrity_faults, own_faults
from tests.you_said import make_line
from tracker.word.writer import write_text
from tracker.you_said.paper import LEAD, fragment, lines_document

NOW = datetime(2022, 9, 1, tzinfo=UTC)


@pytest.fixture
def document(service):
    lines = [
        make_line(service, "The line is **busy**.", did="We have\n\n- a line\n- a diary", came_of_it="It rings."),
        make_line(service, "Say <b>more</b> & [sooner](https://www.example.org/)."),
    ]
    return lines_document(service, lines)


def test_word_says_each_line_below_its_headings(document):
    content = write_text(document, at=NOW)
    assert (own_faults(content), integrity_faults(content)) == ([], [])
    there = Document(io.BytesIO(content))
    assert [(one.style.name, one.text) for one in there.paragraphs if one.text] == [
        ("Heading 1", "You said, we did"),
        ("Normal", LEAD),
        ("Heading 2", "1. You said"),
        ("Normal", "The line is busy."),
        ("Heading 3", "We did"),
        ("Normal", "We have"),
        ("Text List", "a line"),
        ("Text List", "a diary"),
        ("Heading 3", "What came of it"),
        ("Normal", "It rings."),
        ("Heading 2", "2. You said"),
        ("Normal", "Say <b>more</b> & sooner."),
    ]
    assert there.core_properties.title == "Lanternshire SENDIASS: you said, we did"


def test_the_code_for_a_website_is_plain_and_says_the_same(document):
    html = fragment(document)
    assert re.findall(r"<h[2-4]>([^<]*)</h[2-4]>", html) == [
        "You said, we did",
        "1. You said",
        "We did",
        "What came of it",
        "2. You said",
    ]
    assert "Say &lt;b&gt;more&lt;/b&gt; &amp; " in html
    assert set(re.findall(r"<([a-z0-9]+)", html)) == {"a", "h2", "h3", "h4", "li", "p", "strong", "ul"}
    assert not re.search(r"\b(id|class|style|on\w+)=", html)
    html5lib.HTMLParser(strict=True).parseFragment(html)
