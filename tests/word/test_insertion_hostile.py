"""Reports and templates made to do harm: what is put into them stays within bounds, or they are refused."""

import zipfile

import pytest

from tests.word.documents import zipped
from tests.word.reports import NUMBERING, PORTRAIT, heading, line, report
from tests.word.test_insertion import REAL, appendices, blocks, files, put
from tests.word.test_writer import W
from tracker.reports.headings import headings
from tracker.word import apart
from tracker.word.insertion_apart import insert_apart
from tracker.word.package import BadDocument
from tracker.word.trial import usable_styles

ENDLESS = "9" * 5000
LARGEST = 2**31 - 1  # that Word reads


def num(identifier, abstract, start=""):
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>'


@pytest.mark.parametrize(
    "content",
    [
        report(f'<w:bookmarkStart w:id="{ENDLESS}" w:name="x"/>', line("x")),
        report(f'<w:p><w:pPr><w:numPr><w:numId w:val="{ENDLESS}"/></w:numPr></w:pPr></w:p>', line("{{delivery plan}}")),
        report(f'<w:p><w:pPr><w:numPr><w:numId w:val="{LARGEST}"/></w:numPr></w:pPr></w:p>'),
        report(line("x"), numbering=f'<w:abstractNum w:abstractNumId="{ENDLESS}"/>{num(ENDLESS, ENDLESS)}'),
        report(line("x"), numbering=NUMBERING + num(LARGEST, "many")),
        report(
            line("x"), numbering=num(1, 1, '<w:lvlOverride w:ilvl="x"><w:startOverride w:val="one"/></w:lvlOverride>')
        ),
        *(report(line("x"), section=PORTRAIT.replace("11906", size)) for size in ("1e400", "1" + "0" * 300, "-5", "x")),
        report(line("x"), section=PORTRAIT.replace("w:cols ", f'w:cols w:num="{ENDLESS}" ')),
    ],
    ids=["mark", "list", "last", "lists", "of none", "start", "endless", "wide", "below 0", "words", "columns"],
)
def test_numbers_that_nobody_writes_harm_nothing(content):
    made = put(content).content
    usable_styles(content)
    widths = [int(size.get(f"{W}w")) for block in blocks(made) for size in block.iter(f"{W}tblW")]
    assert all(0 < width < 40_000 for width in widths)
    numbers = [mark.get(f"{W}id") for block in blocks(made) for mark in block.iter(f"{W}bookmarkEnd")]
    assert all(0 < int(number) <= LARGEST for number in numbers if number != ENDLESS)


@pytest.mark.parametrize("taken", [LARGEST, 10**30])
def test_a_number_beyond_what_word_reads_is_never_given(taken):
    marked = report(f'<w:bookmarkStart w:id="{taken}" w:name="x"/><w:bookmarkEnd w:id="{taken}"/>', heading("x"))
    ours = [m for block in blocks(put(marked).content) for m in block.iter(f"{W}bookmarkStart")][1:]
    assert [mark.get(f"{W}id") for mark in ours] == ["1", "2"]
    listed = report(line("x"), numbering=NUMBERING + num(taken, 0))
    added = files(put(listed).content)["word/numbering.xml"].decode()
    assert str(LARGEST + 1) not in added
    assert str(10**30 + 1) not in added


WHAT = appendices()


def put_apart(content):
    return insert_apart(WHAT, content, headings=headings(WHAT))


def packed_little(body):
    """A report that is as large as what is in it, so that no ratio gives it away."""
    return zipped(files(report(body)), zipfile.ZIP_STORED)


SLOW = packed_little(f"<w:p>{'<w:ins>' * 200}{'<w:r/>' * 300_000}{'</w:ins>' * 200}</w:p>")


def test_in_a_process_of_its_own_a_report_becomes_what_it_would_here():
    assert put_apart(REAL) == put(REAL)


def test_what_takes_too_long_is_refused_with_the_way_out(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(BadDocument, match=r"takes too long.*Download the appendices as a document of their own"):
        put_apart(SLOW)
    with pytest.raises(BadDocument, match=r"takes too long.*Delete all text and pictures from the template"):
        usable_styles(SLOW)


@pytest.mark.parametrize("use", [put_apart, usable_styles])
def test_what_takes_too_much_memory_is_refused(use):
    with pytest.raises(BadDocument, match="takes too much memory"):
        use(packed_little("<w:p/>" * 3_000_000))


@pytest.mark.parametrize("use", [put_apart, usable_styles])
def test_what_is_no_document_is_refused_in_the_words_of_here(use):
    with pytest.raises(BadDocument, match="this is a PDF, not a Word document"):
        use(b"%PDF-1.7\n")
