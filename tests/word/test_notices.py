"""What a document is worth, at the head of every page of ours."""

import io
import re

import docx
import pytest
from lxml import etree

from tests.word.checks import integrity_faults, own_faults
from tests.word.reports import PORTRAIT, heading, line, report
from tests.word.sealed import NOTICE
from tests.word.test_insertion import appendices, blocks, files, put
from tests.word.test_template import HOUSE
from tests.word.test_writer import AT, W, summary
from tracker.reports.reading import read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read
from tracker.word.template import Template
from tracker.word.trial import usable_styles
from tracker.word.writer import write

DRAFT = "DRAFT: not ratified"
REPORT = report(
    heading("Our year"),
    line("Text"),
    heading("Appendix 1: Self-assessment"),
    line("Text behind it"),
    heading("The end"),
    line("Last words"),
)


def said(element):
    return "".join(element.itertext())


def heads(content):
    """The texts of the heads of each section, by kind, as Word shows them: also from the section before."""
    parts = files(content)
    targets = dict(
        re.findall(r'Id="([^"]+)"[^>]*Target="(header[^"]+)"', _turned(parts["word/_rels/document.xml.rels"]))
    )
    found, known = [], {}
    for section in etree.fromstring(parts["word/document.xml"]).iter(f"{W}sectPr"):
        for entry in section.iterchildren(f"{W}headerReference"):
            target = targets[entry.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")]
            known = known | {entry.get(f"{W}type"): said(etree.fromstring(parts[f"word/{target}"]))}
        found.append(known)
    return found


def _turned(links):
    root = etree.fromstring(links)
    return "".join(f'<R Id="{one.get("Id")}" Target="{one.get("Target")}"/>' for one in root)


def in_template(template, notice=DRAFT):
    return write(appendices(notice=notice), at=AT, template=Template(template, usable_styles(template)))


@pytest.mark.parametrize("large_print", [False, True])
def test_it_stands_at_the_head_of_each_section_and_below_each_heading_in_bold_text(large_print):
    content = write(appendices(notice=DRAFT, summary=summary()), at=AT, large_print=large_print)
    assert [DRAFT in head["default"] for head in heads(content)] == [True] * 3
    texts = [said(block) for block in blocks(content)]
    assert [texts[place - 1] for place, text in enumerate(texts) if text == DRAFT] == [
        "In short",
        "Self-assessment, 2022",
        "Delivery plan, 2022",
    ]
    styles = etree.fromstring(files(content)["word/styles.xml"])
    notice = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Notice")
    assert notice.find(f"{W}rPr/{W}b") is not None
    assert notice.find(f"{W}rPr/{W}color").get(f"{W}val") == "000000"


@pytest.mark.parametrize("large_print", [False, True])
def test_a_document_with_it_has_no_fault(large_print):
    content = write(appendices(notice=NOTICE), at=AT, large_print=large_print, sealed=b'{"a":"<\xc3\xa9>"}')
    assert own_faults(content) + integrity_faults(content) == []


def test_without_one_there_is_none():
    content = write(appendices(), at=AT)
    assert "Notice" not in str(files(content)["word/document.xml"])


def test_in_a_template_it_stands_below_what_the_heads_have():
    content = in_template(HOUSE)
    assert [head["default"] for head in heads(content)] == [f"House of Lanternshire{DRAFT}"] * 2
    assert heads(content)[0]["first"] == DRAFT  # that page has a head of its own, which the template leaves empty
    assert integrity_faults(content) == []


def test_in_a_template_without_heads_it_gets_them_on_odd_and_even_pages():
    bare = report(line("x"))
    document = docx.Document(io.BytesIO(bare))
    document.settings.odd_and_even_pages_header_footer = True
    for section in document.sections:
        section.header.is_linked_to_previous = True
    stream = io.BytesIO()
    document.save(stream)
    kinds = heads(in_template(stream.getvalue()))[0]
    assert kinds == dict.fromkeys(("default", "first", "even"), DRAFT)


def test_in_a_report_it_stands_on_our_pages_alone():
    content = put(REPORT, appendices(notice=DRAFT)).content
    assert integrity_faults(content) == integrity_faults(put(REPORT, appendices()).content)
    notices = [DRAFT in str(head.get("default")) for head in heads(content)]
    texts = [said(block) for block in blocks(content)]
    sections = [place for place, block in enumerate(blocks(content)) if list(block.iter(f"{W}sectPr"))]
    ours = [texts[start + 1 : end + 1] for start, end in zip([-1, *sections], sections, strict=False)]
    assert notices == [any("Lead." in text for text in section) for section in ours]
    assert notices == [False, True, False, True]
    assert [head["default"].startswith("House of Lanternshire") for head in heads(content)] == [True] * 4


def test_in_a_report_without_heads_only_our_pages_get_one():
    bare = report(
        heading("Our year"),
        heading("Appendix 1: Self-assessment"),
        heading("The end"),
        section=PORTRAIT.replace('<w:headerReference w:type="default" r:id="rId4"/>', "").replace("<w:titlePg/>", ""),
    )
    found = heads(put(bare, appendices(notice=DRAFT)).content)
    assert [head.get("default", "") for head in found] == ["", DRAFT, "", DRAFT]


def test_put_in_again_the_new_one_stands_in_place_of_the_old_one():
    once = put(REPORT, appendices(notice=DRAFT)).content
    again = put(once, appendices(notice=NOTICE)).content
    assert [NOTICE in head["default"] for head in heads(again)] == [False, True, False, True]
    assert DRAFT not in str([part for name, part in files(again).items() if name.startswith("word/")])
    assert len(heads(again)) == len(heads(once))
    without = put(again, appendices()).content
    assert NOTICE not in str([part for name, part in files(without).items() if name.startswith("word/")])


@pytest.mark.parametrize("notice", [DRAFT, NOTICE])
def test_what_is_read_back_is_the_same_with_it(notice):
    for made in (
        lambda what: write(what, at=AT),
        lambda what: write(what, at=AT, large_print=True),
        lambda what: put(REPORT, what).content,
    ):
        with_it, without = (
            read_appendices(read(made(appendices(notice=text))), shipped_framework()).as_json() for text in (notice, "")
        )
        assert with_it == without
