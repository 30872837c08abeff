"""Appendices put into a report once more, after people and other programs had it in their hands."""

import re

import pytest

from tests.word.documents import zipped
from tests.word.reports import heading, line, report
from tests.word.test_insertion import blocks, files, put, shown
from tracker.word.package import BadDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONCE = put(report(heading("Delivery plan"), line("Text"), heading("Self-assessment"), line("Thanks"))).content
MADE = "word/document.xml"


def edited(content, *changes):
    """The report with each pattern in its text replaced once, as a program leaves it that saves it."""
    parts = files(content)
    text = parts[MADE].decode()
    for pattern, instead in changes:
        text, found = re.subn(pattern, instead, text, count=1, flags=re.DOTALL)
        assert found
    return zipped(parts | {MADE: text})


def marks(content):
    found = (mark for block in blocks(content) for mark in block.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
    return [mark.get(f"{W}name") for mark in found]


def as_libreoffice_saves(key, number):
    """LibreOffice 7 forgets the end of a bookmark around a table, and begins it once more behind the table."""
    return (
        rf'(<w:bookmarkStart w:id="{number}" w:name="{key}"/>.*?</w:tbl>.*?)(<w:r>.*?)<w:bookmarkEnd w:id="{number}"/>',
        rf'\1<w:bookmarkStart w:id="9{number}" w:name="{key}"/>\2<w:bookmarkEnd w:id="9{number}"/>',
    )


def test_an_earlier_version_that_libreoffice_saved_is_replaced_whole():
    changes = [as_libreoffice_saves("_appendix_self_assessment", 1), as_libreoffice_saves("_appendix_delivery_plan", 2)]
    saved = edited(ONCE, *changes)
    made = put(saved)
    assert [where for _, where in made.places] == ["in place of the earlier version"] * 2
    assert shown(made.content) == shown(ONCE)
    assert sorted(filter(None, marks(made.content))) == ["_appendix_delivery_plan", "_appendix_self_assessment"]
    assert put(made.content).content == made.content


@pytest.mark.parametrize(
    ("before", "after"),
    [("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>")],
    ids=["content control", "table"],
)
def test_an_earlier_version_within_something_else_takes_nothing_of_that_away(before, after):
    inside = edited(ONCE, ("<w:body>", f"<w:body>{before}"), ("(<w:sectPr((?!<w:sectPr).)*</w:body>)", rf"{after}\1"))
    with pytest.raises(BadDocument, match="earlier version of the self-assessment stands in a content control or"):
        put(inside)


BEGINS, ENDS = '<w:commentRangeStart w:id="10"/>', '<w:commentRangeEnd w:id="10"/>'
REFERS = "<w:r><w:commentReference w:id='10'/></w:r>"
LEAD, NOTE = "(<w:r>(?:(?!<w:r>).)*Lead)", "(End[.]</w:t></w:r>)"


@pytest.mark.parametrize(
    "changes",
    [
        [(LEAD, rf"{BEGINS}\1"), (NOTE, rf"\1{ENDS}{REFERS}")],
        [("(?=<w:body>)<w:body>", f"<w:body>{BEGINS}"), (NOTE, rf"\1{ENDS}{REFERS}")],
        [(LEAD, rf"{BEGINS}\1"), ("Thanks</w:t></w:r>", f"Thanks</w:t></w:r>{ENDS}{REFERS}")],
        [(NOTE, rf"\1{REFERS}")],
        [("(<w:tbl>)", rf"{BEGINS}\1"), ("(</w:tbl>)", rf"\1{ENDS}"), (NOTE, rf"\1{REFERS}")],
    ],
    ids=["within", "from before", "to behind", "at a point", "between blocks"],
)
def test_a_comment_on_an_earlier_version_stays(changes):
    commented = edited(ONCE, *changes)
    made = put(commented).content
    for sign in (BEGINS, ENDS, "commentReference "):
        assert files(made)[MADE].decode().count(sign) == files(commented)[MADE].decode().count(sign)
    assert list(filter(None, shown(made))) == shown(ONCE)
    assert put(made).content == made


@pytest.mark.parametrize("kind", ["bookmark", "moveFromRange", "moveToRange", "customXmlInsRange"])
def test_what_only_begins_or_ends_in_an_earlier_version_keeps_both_ends(kind):
    begin, end = f'<w:{kind}Start w:id="77" w:name="theirs"/>', f'<w:{kind}End w:id="77"/>'
    made = put(edited(ONCE, ("(<w:tbl>)", rf"{begin}\1"), ("(<w:p>(?:(?!<w:p>).)*Thanks)", rf"{end}\1"))).content
    assert (files(made)[MADE].count(begin.encode()), files(made)[MADE].count(end.encode())) == (1, 1)
